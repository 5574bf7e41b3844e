"""What needs attention comes first: the rule that orders the first page, from published figures alone.

In this order, and within each in the order in which the page lists its figures:

1. WORSE: the newest figure moved away from the wanted direction by more than chance brings.
2. SHORT: the newest figure, as it is printed, misses the target in force.
3. UNSEEN: the newest figure is hidden, is not there, lacks a return, or a whole later period has ended
   without one.
4. MOVED: the newest figure moved by more than chance brings, and has no wanted direction.
5. STEADY: all else, a move in the wanted direction among it.

The rule sees values and statuses, never what lies behind a hidden figure nor the range that fits it:
with a hidden newest figure it says UNSEEN whatever the figures before it say. More than chance is what
``narrative`` says of two figures with intervals. What is planned and counted in full (attendances)
has none; there a signal of the XmR chart at the newest of at least 12 periods since the last break stands
for it. No figure is held to one from before a break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from dashboard import methods
from dashboard.display import narrative
from dashboard.display.analysis import control_limits
from dashboard.display.analysis.control_limits import XmrChart
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import counted_in_full
from dashboard.display.narrative import Break
from dashboard.methods import Limits, NoLimits, wording
from dashboard.publication import Status
from dashboard.publication.targets import Target

#: Fewer points give trial limits, from which nothing is concluded here.
ENOUGH = 12


class Reason(IntEnum):
    """Why a figure stands where it does; a smaller one comes first."""

    WORSE = 1
    SHORT = 2
    UNSEEN = 3
    MOVED = 4
    STEADY = 5


@dataclass(frozen=True)
class Attention:
    """The reason, and its words for beside the figure; empty where nothing asks for attention."""

    reason: Reason
    words: str = ""


def judge(
    series: PublishedSeries, until: str, target: Target | None = None, breaks: Sequence[Break] = ()
) -> Attention:
    """What the rule says of a series over time; ``until`` is the last month of its data ("" not known).

    Figures on two sides of one of ``breaks``, those that its chart marks, are never held to each other.
    """
    now = narrative.latest(series)
    if now is None or now.value is None:
        return Attention(Reason.UNSEEN, "No full period yet" if series.shown else "No figure can be shown")
    unseen = _unseen(series, now, until)
    if unseen:
        return Attention(Reason.UNSEEN, unseen)
    if now.lacks:
        return Attention(Reason.UNSEEN, "Not judged: data missing")
    way = moved(series, breaks)
    word = "Rose" if way > 0 else "Fell"
    wanted = {"up": 1, "down": -1}.get(series.indicator.direction, 0)
    if way and wanted and way != wanted:
        return Attention(Reason.WORSE, f"{word}, more than chance")
    missed = _missed(now, series, target)
    if missed:
        return Attention(Reason.SHORT, missed)
    if way and not wanted:
        return Attention(Reason.MOVED, f"{word}, more than chance")
    return Attention(Reason.STEADY)


def moved(series: PublishedSeries, breaks: Sequence[Break] = ()) -> int:
    """1 or -1 where the newest whole figure rose or fell by more than chance brings, else 0."""
    now = narrative.latest(series)
    if now is None or now.value is None:
        return 0
    if now.lacks:
        return 0
    if counted_in_full(series):
        return _signal(series, breaks)
    then = narrative.before(series, now)
    if then is None or then.value is None or narrative.broken(then, now, breaks):
        return 0
    if not narrative.beyond_chance(then, now, series.measure):
        return 0
    return 1 if now.value > then.value else -1


def usual(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """What the XmR chart says of the newest figure of a planned count; a sentence, or empty."""
    now = narrative.latest(series)
    if not counted_in_full(series) or (now and now.lacks):
        return ""
    chart, at = _newest(series, breaks)
    if len(_segment(chart, at)) < ENOUGH:
        return "Planned and counted in full, so chance has no part in it."
    kind = wording.TIME_LEVELS["quarter"] if "Q" in series.points[-1].code else "period"
    if _limits(chart, at) is None:
        return f"No limits can be drawn: {chart.without[-1].reason}."
    if _signal(series, breaks):
        return f"More than one {kind} usually differs from the next."
    return f"No more than one {kind} usually differs from the next."


def _signal(series: PublishedSeries, breaks: Sequence[Break]) -> int:
    """The way of an XmR signal at the newest whole point: above its mean 1, below it -1, none 0."""
    chart, at = _newest(series, breaks)
    limits = _limits(chart, at)
    if limits is None or len(_segment(chart, at)) < ENOUGH or not chart.signals[at]:
        return 0
    return 1 if (chart.points[at].value or 0.0) > limits.mean else -1


def _newest(series: PublishedSeries, breaks: Sequence[Break]) -> tuple[XmrChart, int]:
    """The control chart up to the newest whole point, and where that point stands."""
    whole = [at for at, point in enumerate(series.points) if _is_whole(point)]
    until = replace(series, points=series.points[: whole[-1] + 1] if whole else ())
    return control_limits.xmr_chart(until, tuple(day for day, _ in breaks)), len(until.points) - 1


def _limits(chart: XmrChart, at: int) -> Limits | None:
    return next((limits for limits in chart.limits if limits.first <= at <= limits.last), None)


def _segment(chart: XmrChart, at: int) -> list[Point]:
    """The whole points since the last break, up to the newest."""
    every: list[Limits | NoLimits] = [*chart.limits, *chart.without]
    first = next((each.first for each in every if each.first <= at <= each.last), 0)
    return [point for point in chart.points[first : at + 1] if _is_whole(point)]


def _is_whole(point: Point) -> bool:
    return not (point.cut or point.lacks) and point.value is not None


def _unseen(series: PublishedSeries, now: Point, until: str) -> str:
    """Words where the newest figure is hidden, missing or out of date; else empty."""
    hidden = narrative.hidden_since(series)
    if hidden is not None:
        return f"Newest figure hidden [{Status.CONFIDENTIAL.value}]"
    newest = [point for point in series.points if not point.cut][-1]
    after = wording.later(now.code, 1)
    if newest.value is None or (until and wording.span(after)[1] <= wording.span(until)[1]):
        return f"No figure since {now.label}"
    return ""


def _missed(now: Point, series: PublishedSeries, target: Target | None) -> str:
    """ "Below target 60%" where the printed figure misses the target; else empty."""
    wanted = series.indicator.direction
    if target is None or wanted not in ("up", "down"):
        return ""
    printed = methods.round_half_up(now.value or 0.0, wording.PLACES.get(series.measure, 0))
    if (printed < target.value) if wanted == "up" else (printed > target.value):
        side = "Below" if wanted == "up" else "Above"
        made_up = " (made up)" if target.made_up else ""
        return f"{side} target {wording.measured(target.value, series.measure)}{made_up}"
    return ""
