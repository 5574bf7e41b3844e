"""Whether chance alone explains that two figures differ."""

from __future__ import annotations

import math

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import incompleteness, phrases


def beyond_chance(then: Point, now: Point, measure: str) -> bool | None:
    """Whether two figures differ by more than chance; None, not judged, where they carry no interval or
    lack a return.

    Chance explains the change where the interval of the difference holds 0.
    """
    limits = difference_interval(then, now, measure)
    return None if limits is None else control_limits.beyond(0.0, *limits)


def difference_interval(then: Point, now: Point, measure: str) -> tuple[float, float] | None:
    """95 % limits of ``now`` less ``then``, in the unit of the figures; None where they carry no interval
    or lack a return.

    Built from the two intervals (MOVER: Zou and Donner, 2008, Statistics in Medicine 27), counts taking
    Byar's or exact limits. It takes the two as independent.
    """
    if now.value is None or then.value is None or incompleteness.lacking(then, now):
        return None
    first, two = _limits(now, measure), _limits(then, measure)
    if first is None or two is None:
        return None
    apart = now.value - then.value
    low = apart - math.hypot(now.value - first[0], two[1] - then.value)
    high = apart + math.hypot(first[1] - now.value, then.value - two[0])
    return (low, high) if math.isfinite(low) and math.isfinite(high) else None


def _limits(point: Point, measure: str) -> tuple[float, float] | None:
    if measure == "count":
        return control_limits.count_limits(point.value)
    return None if point.low is None or point.high is None else (point.low, point.high)


def of_change(series: PublishedSeries, then: Point, now: Point) -> str:
    """Said after a change: whether chance alone would bring it; empty where it cannot be told."""
    # Sessions and attendances are planned and counted in full: chance says nothing about them.
    if series.measure == "count" and series.indicator.direction != "neutral":
        return ""
    beyond = beyond_chance(then, now, series.measure)
    if beyond is None or phrases.apart(now, then, series.measure) == 0:
        return ""
    return ", more than chance alone would bring" if beyond else ", no more than chance alone would bring"
