"""The current release, for the subcommands that only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.commands._outcome import CannotGoOn
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.publication import Publication


def current(where: Installation) -> Publication:
    """The release served now. Raises CannotGoOn where there is none."""
    from dashboard import publication

    try:
        return publication.current(where)
    except publication.NoRelease as missing:
        raise CannotGoOn(str(missing)) from missing
