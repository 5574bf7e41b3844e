"""Where limits of an XmR chart say what its figures usually do, and where they do not.

Limits are about a level that stays. They are not drawn where more than a third of the points would be
signals: the figures follow a course then, and do not vary around a level. Nor are they where more than a
tenth of the points are hidden: what is hidden is small, so that an average of the others is too high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.methods.xmr import ENOUGH, Limits, NoLimits, Xmr, xmr

#: The share of points of a segment that may be signals, and that may be hidden.
SIGNALS, HIDDEN = 1 / 3, 0.1
RISING = "it has been rising, so limits of a level that stays do not fit"
FALLING = "it has been falling, so limits of a level that stays do not fit"
CHANGING = "its level has changed more than once, so limits of a level that stays do not fit"
MANY_HIDDEN = (
    "more than a tenth of its figures are hidden, and hidden ones are small, so an average and limits would "
    "be too high"
)


def fitting(chart: Xmr, values: Sequence[float | None], hidden: Sequence[bool]) -> Xmr:
    """``chart`` of ``values`` without the limits that do not fit, and why not.

    ``hidden`` is as long as the series. Limits of fewer than 12 points are never refused for their signals.
    """
    kept: list[Limits] = []
    without = list(chart.without)
    signals = list(chart.signals)
    for limits in chart.limits:
        reason = _reason(limits, chart, values, hidden)
        if not reason:
            kept.append(limits)
            continue
        without.append(NoLimits(limits.first, limits.last, reason))
        for at in range(limits.first, limits.last + 1):
            signals[at] = ()
    return replace(
        chart,
        limits=tuple(kept),
        signals=tuple(signals),
        without=tuple(sorted(without, key=lambda each: each.first)),
    )


def _follows_a_course(limits: Limits, chart: Xmr, values: Sequence[float | None]) -> bool:
    """Whether more than a third of the points are signals, and still are without those beyond the limits.

    One far point pulls the average from all others, which then lie on one side of it: that is no course.
    """
    places = range(limits.first, limits.last + 1)
    shown = sum(values[at] is not None for at in places)
    if sum(bool(chart.signals[at]) for at in places) <= SIGNALS * shown:
        return False
    inside = [
        value for at in places if (value := values[at]) is not None and limits.lower <= value <= limits.upper
    ]
    if len(inside) == shown or len(inside) <= SIGNALS * shown:
        return True
    return sum(map(bool, xmr(inside).signals)) > SIGNALS * len(inside)


def _reason(limits: Limits, chart: Xmr, values: Sequence[float | None], hidden: Sequence[bool]) -> str:
    places = range(limits.first, limits.last + 1)
    if sum(hidden[at] for at in places) > HIDDEN * len(places):
        return MANY_HIDDEN
    shown = [value for at in places if (value := values[at]) is not None]
    if len(shown) < ENOUGH or not _follows_a_course(limits, chart, values):
        return ""
    third = len(shown) // 3
    first, middle, last = (
        sum(part) / len(part) for part in (shown[:third], shown[third:-third], shown[-third:])
    )
    if first < middle < last:
        return RISING
    return FALLING if first > middle > last else CHANGING
