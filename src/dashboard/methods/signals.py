"""The four signals of special cause of NHS England's Making Data Count, one function each.

Each takes the points of one segment between declared breaks and gives the positions that take
part in the signal. ``None`` is a hidden or missing point: it never takes part, and it ends a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

Points = Sequence[float | None]

#: How many points in a row make a run or a trend.
ROW = 7


class Signal(StrEnum):
    """A pattern that chance alone seldom brings."""

    OUTSIDE = "outside"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"
    RUN = "run"


def outside(points: Points, lower: float, upper: float) -> set[int]:
    """Positions of points beyond a limit; one that stands on it is not."""
    return {at for at, value in enumerate(points) if value is not None and not lower <= value <= upper}


def trend(points: Points) -> set[int]:
    """Positions of points in 7 that each rise, or each fall, from the one before."""
    steps = [0, *(_sign(now, then) for then, now in pairwise(points))]
    places: set[int] = set()
    for first in range(len(points) - ROW + 1):
        if abs(sum(steps[first + 1 : first + ROW])) == ROW - 1:
            places.update(range(first, first + ROW))
    return places


def run(points: Points, mean: float) -> set[int]:
    """Positions of points in 7 that all lie on one side of the mean; one on it ends the run."""
    sides = [_sign(value, mean) for value in points]
    places: set[int] = set()
    for first in range(len(points) - ROW + 1):
        if abs(sum(sides[first : first + ROW])) == ROW:
            places.update(range(first, first + ROW))
    return places


def near_limit(points: Points, lower: float, mean: float, upper: float) -> set[int]:
    """Positions of points beyond two thirds of the way to a limit, two or more of three in a row.

    All three lie on the same side of the mean. A point beyond the limit itself is a signal of its
    own and does not count here.
    """
    low, high = mean - (mean - lower) * 2 / 3, mean + (upper - mean) * 2 / 3
    sides = [_sign(value, mean) for value in points]
    beyond = outside(points, low, high) - outside(points, lower, upper)
    places: set[int] = set()
    for first in range(len(points) - 2):
        near = beyond.intersection(range(first, first + 3))
        if len(near) >= 2 and abs(sum(sides[first : first + 3])) == 3:
            places |= near
    return places


def _sign(value: float | None, against: float | None) -> int:
    if value is None or against is None:
        return 0
    return (value > against) - (value < against)
