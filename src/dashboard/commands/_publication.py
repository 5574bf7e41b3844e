"""The current release, for the subcommands that only read it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dashboard.commands._outcome import CannotGoOn
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.publication import Publication


def current(where: Installation) -> Publication:
    """The release that the pages show; where it is not the newest, standard error says so.

    Raises CannotGoOn where there is none.
    """
    from dashboard.publication import NoRelease, current_release

    try:
        shown = current_release.now(where)
    except NoRelease as missing:
        raise CannotGoOn(str(missing)) from missing
    if shown.warning:
        print(shown.warning, file=sys.stderr)
    return shown.release
