"""What cells of a release say of themselves: why there is a value or none, and of which counting it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Why a cell has a value, or has none. Anything else in a release is an error."""

    PUBLISHED = "published"
    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"


class Received(StrEnum):
    """What may be said of an expected return. A nil return is received like any other."""

    RECEIVED = "received"
    LATE = "received late"
    MISSING = "missing"
    AWAITED = "not due yet"


class Counting(StrEnum):
    """Which counting a figure is of, where its period was restated."""

    RESTATED = "r"
    FIRST = "f"


SHORTHAND: Mapping[Status | Counting, str] = {
    Status.CONFIDENTIAL: "[c] confidential: hidden so that nobody can be recognised",
    Status.NOT_AVAILABLE: "[x] not available",
    Status.NOT_APPLICABLE: "[z] not applicable",
    Counting.RESTATED: "[r] revised: late, corrected and withdrawn records are in it",
    Counting.FIRST: "[f] as first counted: a revised figure would tell too much about single records",
}
