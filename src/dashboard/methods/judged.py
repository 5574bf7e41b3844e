"""The parts of a verdict on a figure: what a release keeps of it, and what is said from it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Unjudged(StrEnum):
    """Why something is not judged; empty where it is."""

    NONE = ""
    NO_FULL_PERIOD = "no full period yet"
    TOO_FEW = "too few periods"
    HIDDEN = "a figure is hidden"
    RETURN_MISSING = "a return is missing"
    PART_PERIOD = "the data covers a period in part"
    BREAK = "the series breaks"
    NO_INTERVAL = "no interval"
    BELOW_NOTHING = "a count below 0 is a correction"
    IN_FULL = "counted in full"
    NOT_YEARLY = "not a yearly figure"
    NO_SAME_MONTHS = "figures of the same months are not published"
    NOT_ADDED = "figures of its months cannot be added up"
    PEOPLE = "who or what is counted in two of its months would count twice"
    WHOLE_YEARS = "its rate or share is published of whole years, not of the same months"


class Place(StrEnum):
    """Where a figure lies: above, below or within a range; empty where there is none."""

    NONE = ""
    ABOVE = "above"
    BELOW = "below"
    WITHIN = "within"


class Way(StrEnum):
    """What a trend shows; empty where it is not judged."""

    UNKNOWN = ""
    RISING = "rising"
    FALLING = "falling"
    NONE = "no trend shows"


@dataclass(frozen=True)
class Range:
    """A range, its middle and where the figure lies in it; NaN, and the reason, where there is none.

    ``since`` is the first period that it rests on; ``trial`` says that fewer than 12 points do.
    """

    low: float = math.nan
    middle: float = math.nan
    high: float = math.nan
    place: Place = Place.NONE
    reason: str = ""
    since: str = ""
    trial: bool = False


@dataclass(frozen=True)
class Earlier:
    """The figure less that of the period a year earlier, with 95 % limits, and whether they leave out 0."""

    period: str = ""
    change: float = math.nan
    low: float = math.nan
    high: float = math.nan
    differs: bool | None = None
    p_value: float = math.nan
    reason: Unjudged = Unjudged.NONE


@dataclass(frozen=True)
class SoFar:
    """What a year that is not over has by the month ``until``, and the same months a year earlier had.

    ``change`` and the rest as in ``Earlier``; ``counting`` is the mark of restated figures among them.
    ``period`` is empty where no such year is published.
    """

    period: str = ""
    until: str = ""
    value: float = math.nan
    before: float = math.nan
    change: float = math.nan
    low: float = math.nan
    high: float = math.nan
    differs: bool | None = None
    counting: str = ""
    reason: Unjudged = Unjudged.NONE


@dataclass(frozen=True)
class Twelve:
    """The twelve months that end with ``until``, and the twelve before them; NaN where not known."""

    until: str = ""
    value: float = math.nan
    before: float = math.nan
    counting: str = ""


@dataclass(frozen=True)
class Trend:
    """The trend over five years from the period ``first`` on."""

    first: str = ""
    way: Way = Way.UNKNOWN
    p_value: float = math.nan
    reason: Unjudged = Unjudged.NONE


@dataclass(frozen=True)
class Verdict:
    """Everything that is said of the figure of ``period``, or the one ``reason`` why nothing is.

    A figure counted in full has that for its reason, its usual range and the size of its change.
    ``p_value`` is that by which a page with many figures tells news from false alarms: of what was expected,
    where that is known. ``dispersion`` is how many times more than chance the figure varies, on ``freedom``
    degrees of freedom. ``so_far`` and ``twelve`` are of yearly figures alone, and of the year after the
    newest.
    """

    period: str
    reason: Unjudged = Unjudged.NONE
    usual: Range = Range()
    earlier: Earlier = Earlier()
    expected: Range = Range()
    following: Range = Range()
    trend: Trend = Trend()
    p_value: float = math.nan
    dispersion: float = math.nan
    freedom: float = math.nan
    so_far: SoFar = SoFar()
    twelve: Twelve = Twelve()
