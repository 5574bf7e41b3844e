"""The small release of the release's own tests."""

from tests.release.conftest import publication, released

__all__ = ["publication", "released"]
