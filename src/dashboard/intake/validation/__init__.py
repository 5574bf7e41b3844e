"""Read an extract and check it against the contract: findings without values, and the good rows.

Checking itself is loaded when it is asked for: it leans on packages that lean on modules here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from dashboard.intake.validation.findings import Check, CheckedRow, ExtractRefused, Finding, Severity

if TYPE_CHECKING:
    from dashboard.intake.validation.checking import check

__all__ = ["Check", "CheckedRow", "ExtractRefused", "Finding", "Severity", "check"]


def __getattr__(name: str) -> object:
    """What the package offers, from the module that has it."""
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.checking").check
