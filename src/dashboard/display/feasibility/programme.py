"""Bounds of a count by two linear programmes over the cells that the known marginals tell apart."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]

from dashboard.display.feasibility.marginals import Marginal

#: Without presolve HiGHS tells a sum without a bound from equations that nothing fits. A programme that takes
#: more steps of the simplex is given up. The largest takes some hundreds; no clock decides what a page says.
OPTIONS = {"presolve": False, "maxiter": 20_000}
_OPTIMAL, _UNBOUNDED = 0, 3
#: How far from a whole number a solution may lie and still be that number.
TOLERANCE = 1e-6

Limits = tuple[int, int | None]
T = TypeVar("T", bound=Hashable)


class Programme:
    """The equations of ``marginals``, made once and asked about any marginal that its classes can tell.

    ``months`` and ``sides`` are all there are; what neither a marginal nor ``asked`` tells apart is one
    class.
    """

    def __init__(
        self,
        marginals: Sequence[Marginal],
        months: Collection[int],
        sides: Sequence[Collection[str]],
        asked: Marginal | None = None,
    ) -> None:
        self._classes = classes(marginals, months, sides, asked)
        self._shape = tuple(len(set(numbers.values())) for numbers in self._classes)
        self._room, self._sums = self._set_up(marginals)

    def tells(self, asked: Marginal) -> bool:
        """Whether the marginal is made of whole classes."""
        for numbers, chosen in zip(self._classes, (asked.months, *asked.sides), strict=True):
            inside = {numbers[each] for each in chosen}
            if any(each not in chosen and number in inside for each, number in numbers.items()):
                return False
        return True

    def limits(self, asked: Marginal) -> Limits | None:
        """The least and the most whole number that fit; None where nothing fits, or it takes too long."""
        cost = np.zeros(math.prod(self._shape))
        cost[self._combinations(asked)] = 1.0
        low = self._least(cost)
        most = self._least(-cost) if low is not None else None
        if low is None or most is None:
            return None
        least = max(math.ceil(low - TOLERANCE), 0)
        return least, None if math.isinf(most) else max(math.floor(-most + TOLERANCE), least)

    def _least(self, cost: NDArray[np.float64]) -> float | None:
        answer = linprog(cost, bounds=self._room, method="highs-ds", options=OPTIONS, **self._sums)
        if answer.status == _UNBOUNDED:
            return -math.inf
        return float(answer.fun) if answer.status == _OPTIMAL else None

    def _combinations(self, marginal: Marginal) -> NDArray[np.int32]:
        """The combinations of classes that lie in a marginal."""
        inside = [
            sorted({classes[each] for each in chosen if each in classes})
            for classes, chosen in zip(self._classes, (marginal.months, *marginal.sides), strict=True)
        ]
        return np.ravel_multi_index(np.ix_(*inside), self._shape).ravel().astype(np.int32)

    def _set_up(self, marginals: Sequence[Marginal]) -> tuple[NDArray[np.float64], dict[str, Any]]:
        """How many may be in each combination (combinations, 2), and what the sum of each marginal lies
        between, as scipy's linprog takes them."""
        free = np.full(math.prod(self._shape), np.inf)
        for marginal in marginals:
            if marginal.high == 0:
                free[self._combinations(marginal)] = 0.0
        # Two tables can hold the same count; the tightest of what they say holds.
        rows: dict[bytes, tuple[NDArray[np.int32], float, float]] = {}
        for marginal in marginals:
            inside = self._combinations(marginal)
            high = np.inf if marginal.high is None else marginal.high
            _, low, top = rows.get(inside.tobytes(), (inside, 0.0, np.inf))
            rows[inside.tobytes()] = (inside, max(low, marginal.low), min(top, high))
        room = np.column_stack([np.zeros_like(free), free])
        if not rows:
            return room, {}
        members, lowest, highest = zip(*rows.values(), strict=True)
        starts = np.cumsum([0, *map(len, members)])
        sums = csr_array((np.ones(starts[-1]), np.concatenate(members), starts), (len(rows), len(free)))
        return room, _as_linprog(sums, np.asarray(lowest, dtype=np.float64), np.asarray(highest))


def _as_linprog(sums: Any, low: NDArray[np.float64], high: NDArray[np.float64]) -> dict[str, Any]:
    """Rows of ``sums`` between ``low`` and ``high`` (rows,): those that are given, and those only limited."""
    given = low == high
    above, below = ~given & np.isfinite(high), ~given & (low > 0)
    limited = vstack([sums[above], -sums[below]])
    return {
        "A_eq": sums[given],
        "b_eq": low[given],
        "A_ub": limited,
        "b_ub": np.concatenate([high[above], -low[below]]),
    }


def classes(
    marginals: Sequence[Marginal],
    months: Collection[int],
    sides: Sequence[Collection[str]],
    asked: Marginal | None,
) -> list[dict[Any, int]]:
    """For the months and each side, which class each belongs to: one class where no marginal tells apart."""
    every = [*marginals, asked] if asked else marginals
    numberings: list[dict[Any, int]] = [_told_apart(sorted(months), {marginal.months for marginal in every})]
    for at, codes in enumerate(sides):
        numberings.append(_told_apart(sorted(codes), {marginal.sides[at] for marginal in every}))
    return numberings


def size(
    marginals: Sequence[Marginal], months: Collection[int], sides: Sequence[Collection[str]], asked: Marginal
) -> int:
    """How many combinations a programme would have."""
    return math.prod(len(set(numbers.values())) for numbers in classes(marginals, months, sides, asked))


def _told_apart(every: Iterable[T], sets: Iterable[frozenset[T]]) -> dict[T, int]:
    numbers: dict[T, int] = dict.fromkeys(every, 0)
    for chosen in sets:
        seen: dict[tuple[int, bool], int] = {}
        numbers = {
            each: seen.setdefault((number, each in chosen), len(seen)) for each, number in numbers.items()
        }
    return numbers
