"""Whether chance alone could bring the difference of two figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.display.analysis import control_limits, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import BEYOND, WITHIN
from dashboard.display.narrative import incompleteness, phrases


def difference_interval(
    then: Point, now: Point, measure: str, widening: float = 1.0
) -> tuple[float, float] | None:
    """95 % limits of ``now`` less ``then``, in the unit of the figures; None where they carry no interval
    or lack a return.

    Built from the two intervals (MOVER: Zou and Donner, 2008, Statistics in Medicine 27), counts taking
    Byar's or exact limits. ``widening`` is how many times more figures vary than chance alone would have it
    (``verdicts.widening``).
    """
    if now.value is None or then.value is None or incompleteness.lacking(then, now):
        return None
    first, two = _limits(now, measure), _limits(then, measure)
    if first is None or two is None:
        return None
    apart = now.value - then.value
    low = apart - widening * math.hypot(now.value - first[0], two[1] - then.value)
    high = apart + widening * math.hypot(first[1] - now.value, then.value - two[0])
    return (low, high) if math.isfinite(low) and math.isfinite(high) else None


def _limits(point: Point, measure: str) -> tuple[float, float] | None:
    if measure == "count":
        return control_limits.count_limits(point.value)
    return None if point.low is None or point.high is None else (point.low, point.high)


def of_change(
    series: PublishedSeries, then: Point, now: Point, breaks: Sequence[tuple[str, str]] = ()
) -> str:
    """Said after the change of the newest figure from a year earlier; empty where chance is not judged."""
    differs = verdicts.of(series, breaks).earlier.differs
    if differs is None or (not differs and phrases.apart(now, then, series.measure) == 0):
        return ""
    return f", {BEYOND if differs else WITHIN}"
