"""What needs attention comes first: the rule that orders the first page, from published figures alone.

In this order, and within each in the order in which the page lists its figures:

1. WORSE: the newest figure moved away from the wanted direction by more than chance brings.
2. SHORT: the newest figure, as it is printed, misses the target in force.
3. UNSEEN: the newest figure is hidden, is not there, lacks a return, or a whole later period has ended
   without one.
4. MOVED: the newest figure moved by more than chance brings, and has no wanted direction.
5. STEADY: all else, a move in the wanted direction among it.

The rule sees values and statuses, never what lies behind a hidden figure nor the range that fits it:
with a hidden newest figure it says UNSEEN whatever the figures before it say. More than chance is what the
verdict of the figure says (``verdicts.of``): of what its past led to expect, of its usual range where it is
counted in full, and of a year earlier where its past is too short for either. Each figure of a page can
be a false alarm, so only those count that stand among all of the page (``stand``). No figure is held to one
from before a break.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from dashboard import methods
from dashboard.display import narrative
from dashboard.display.analysis import verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import Break
from dashboard.methods import wording
from dashboard.methods.discoveries import false_discovery_rates
from dashboard.methods.judged import Place, Unjudged, Verdict
from dashboard.publication import Status
from dashboard.publication.targets import Target

#: At most this share of the figures that a page brings forward are false alarms; where nothing has changed,
#: it brings any forward so often. Not 5 in 100: where figures vary three times more than chance, p-values
#: from a few years are somewhat too small, and a page must stay under one in ten (tests/ui/false_alarms.py).
FALSE = 0.03


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


def stand(judged: Sequence[Verdict]) -> tuple[bool, ...]:
    """Which of the figures of a page stand as news beside all the others (Benjamini and Hochberg)."""
    known = [verdict.p_value for verdict in judged if math.isfinite(verdict.p_value)]
    rates = iter(false_discovery_rates(known))
    return tuple(math.isfinite(verdict.p_value) and next(rates) <= FALSE for verdict in judged)


def judge(
    series: PublishedSeries,
    until: str,
    target: Target | None = None,
    breaks: Sequence[Break] = (),
    stands: bool = True,
) -> Attention:
    """What the rule says of a series over time; ``until`` is the last month of its data ("" not known).

    Figures on two sides of one of ``breaks``, those that its chart marks, are never held to each other.
    ``stands`` as in ``stand``.
    """
    now = narrative.latest(series)
    if now is None or now.value is None:
        return Attention(Reason.UNSEEN, "No full period yet" if series.shown else "No figure can be shown")
    unseen = _unseen(series, now, until)
    if unseen:
        return Attention(Reason.UNSEEN, unseen)
    if now.lacks:
        return Attention(Reason.UNSEEN, "Not judged: data missing")
    way, word = moved(verdicts.of(series, breaks)) if stands else (0, "")
    wanted = {"up": 1, "down": -1}.get(series.indicator.direction, 0)
    if way and wanted and way != wanted:
        return Attention(Reason.WORSE, word)
    missed = _missed(now, series, target)
    if missed:
        return Attention(Reason.SHORT, missed)
    if way and not wanted:
        return Attention(Reason.MOVED, word)
    return Attention(Reason.STEADY)


def moved(verdict: Verdict) -> tuple[int, str]:
    """1 or -1 where the newest figure is news, upward or downward, and by which yardstick; else 0."""
    if verdict.reason is Unjudged.IN_FULL:
        place, whose = (Place.NONE if verdict.usual.trial else verdict.usual.place), "its usual range"
    else:
        place, whose = verdict.expected.place, "its expected range"
    if place in (Place.ABOVE, Place.BELOW):
        return (1 if place is Place.ABOVE else -1), f"{place.capitalize()} {whose}"
    earlier = verdict.earlier
    if verdict.expected.place is Place.NONE and earlier.differs:
        return (1, "Higher than a year earlier") if earlier.change > 0 else (-1, "Lower than a year earlier")
    return 0, ""


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
