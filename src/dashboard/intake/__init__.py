"""One run of intake: check, anonymise and store what agencies sent, and report on it.

The run is loaded when it is asked for: whoever only checks a file needs no database, and in a browser, where
the checker runs, there is none.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.intake.report import FileReport, Outcome, RunReport
    from dashboard.intake.run import NothingToTakeIn, take_in

__all__ = ["FileReport", "NothingToTakeIn", "Outcome", "RunReport", "take_in"]

_OF_THE_RUN = frozenset({"NothingToTakeIn", "take_in"})


def __getattr__(name: str) -> object:
    """What the package offers, from the module that has it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{'run' if name in _OF_THE_RUN else 'report'}"), name)
