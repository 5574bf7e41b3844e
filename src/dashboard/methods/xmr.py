"""XmR charts: what a series does by itself, and which of its points are more than that.

Method: NHS England, Making Data Count; Wheeler, Understanding Variation (2000); Provost and
Murray, The Health Care Data Guide (2011), for screening and trial limits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.methods import inputs, signals
from dashboard.methods.signals import Points, Signal

#: Limits lie this many mean moving ranges from the mean: 3 / 1.128.
REACH = 2.66
#: A moving range above this many mean moving ranges is no part of usual variation.
SCREEN = 3.267
#: Limits that rest on fewer points are trial limits: each further point still moves them.
ENOUGH = 12
#: Why a segment has no limits.
TOO_FEW = "too few figures follow on each other for an average and limits"
LEVEL = "figures that follow on each other do not differ, so nothing shows how wide limits would be"


@dataclass(frozen=True)
class Limits:
    """The mean and limits of one segment, in the unit of the values.

    ``first`` and ``last`` are the segment's positions in the series, both included; ``points`` is
    how many shown ones the limits rest on; ``moving_range`` is the mean moving range.
    """

    first: int
    last: int
    mean: float
    lower: float
    upper: float
    moving_range: float
    points: int
    trial: bool


@dataclass(frozen=True)
class NoLimits:
    """A segment, from ``first`` to ``last`` (both included), and why it has no limits, in words."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Xmr:
    """The limits of each segment that has any, why the others have none, and each point's signals.

    ``signals`` is as long as the series; empty for common cause, no value or no limits.
    """

    limits: tuple[Limits, ...]
    signals: tuple[tuple[Signal, ...], ...]
    without: tuple[NoLimits, ...] = ()


def xmr(
    values: Sequence[float | None],
    *,
    breaks: Sequence[int] = (),
    screen: bool = True,
    bridge: bool = False,
) -> Xmr:
    """The XmR chart of ``values`` (one number a period, in any unit; ``None`` is hidden or missing).

    ``breaks`` are positions at which a new segment begins, with mean, limits and signals of its
    own; positions outside the series are ignored. ``screen`` leaves moving ranges above 3.267
    times their mean out, once; the mean of the points keeps them all. ``bridge`` closes gaps up, so
    that the points on both sides of a missing one are neighbours; else no moving range, run or
    trend reaches across. A segment without two neighbouring points has no limits and no signals, nor
    has one in which no point differs from its neighbours: limits of width 0 would make a signal of
    any difference. Where screening would leave only ranges of 0, none is left out. Lower limits are
    not cut at 0. Raises ValueError for an infinite value.
    """
    points = inputs.series(values)
    limits: list[Limits] = []
    without: list[NoLimits] = []
    signals: list[tuple[Signal, ...]] = [()] * len(points)
    for first, after in _segments(len(points), breaks):
        places = [at for at in range(first, after) if not bridge or points[at] is not None]
        segment = [points[at] for at in places]
        drawn = _limits(segment, first, after - 1, screen)
        if isinstance(drawn, NoLimits):
            without.append(drawn)
        else:
            limits.append(drawn)
            for at, names in zip(places, _signals(segment, drawn), strict=True):
                signals[at] = names
    return Xmr(tuple(limits), tuple(signals), tuple(without))


def _segments(length: int, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    return pairwise(sorted({0, length, *(at for at in breaks if 0 < at < length)}))


def _limits(segment: Points, first: int, last: int, screen: bool) -> Limits | NoLimits:
    shown = [value for value in segment if value is not None]
    ranges = [abs(now - then) for then, now in pairwise(segment) if then is not None and now is not None]
    if not ranges:
        return NoLimits(first, last, TOO_FEW)
    size = max(abs(value) for value in shown)
    usual = math.fsum(ranges) / len(ranges)
    if not inputs.varies(usual, size):
        return NoLimits(first, last, LEVEL)
    if screen:
        kept = [each for each in ranges if each <= SCREEN * usual]
        screened = math.fsum(kept) / len(kept)
        usual = screened if inputs.varies(screened, size) else usual
    mean = math.fsum(shown) / len(shown)
    reach = REACH * usual
    return Limits(first, last, mean, mean - reach, mean + reach, usual, len(shown), len(shown) < ENOUGH)


def _signals(segment: Points, limits: Limits) -> list[tuple[Signal, ...]]:
    breaches = {
        Signal.OUTSIDE: signals.outside(segment, limits.lower, limits.upper),
        Signal.TREND: signals.trend(segment),
        Signal.NEAR_LIMIT: signals.near_limit(segment, limits.lower, limits.mean, limits.upper),
        Signal.RUN: signals.run(segment, limits.mean),
    }
    return [tuple(name for name, at in breaches.items() if here in at) for here in range(len(segment))]
