"""What stops a release."""


class ReleaseError(Exception):
    """A release cannot be made. The message says why and what to do."""
