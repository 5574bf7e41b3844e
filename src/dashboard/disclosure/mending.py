"""Whole-number data sets where a dive alone does not end in one: round all, then mend what broke.

Every condition may be missed at a price, so that a dive always ends. Then, again and again, some
hundred counts around a condition that is missed are set free, all others held, and a small integer
program misses less, until nothing is missed: a search of large neighbourhoods (Shaw, "Using constraint
programming and local search methods to solve vehicle routing problems", 1998) from an infeasible start
(as in Fischetti and Lodi, "Repairing MIP infeasibility through local branching", 2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.columns import Columns, Floats, Ints
from dashboard.disclosure.solver import TOLERANCE, Program

#: Counts set free at once, from one missed condition and from each that shares a count with it.
FREE, OF_MISSED, OF_OTHERS = 300, 100, 10
#: How far a free count may move at once, and how many neighbourhoods are tried in all.
REACH, TRIES = 2, 250
#: The price of missing a condition by one, in parts of the dearest count; less where it may be missed.
MISSED, STRETCHED = 100.0, 1.0
#: Linear programs of the first dive, of which each holds a third of the broken counts.
STEPS = 200


@dataclass(frozen=True, eq=False)
class Wanted:
    """Each cell's sum from ``low`` to ``high``, at worst from ``least`` to ``most`` (all (cells,))."""

    cells: Columns
    low: Floats
    high: Floats
    least: Floats
    most: Floats

    def missed(self, counts: Ints) -> Floats:
        """By how much each cell's sum lies outside what it may be at worst: (base cells,) to (cells,)."""
        sums = np.asarray(self.cells.sums(counts), dtype=np.float64)
        return np.maximum(self.least - sums, 0.0) + np.maximum(sums - self.most, 0.0)


def mended(wanted: Wanted, costs: Floats, limit: float, rng: np.random.Generator) -> Ints | None:
    """A data set (base cells,) from 0 to ``limit`` that misses nothing, at small ``costs``; None where none
    is found. The same ``rng`` finds the same.

    Raises AuditAborted where the solver ends in any other way than with an optimum.
    """
    counts = _dive(_Elastic(wanted, costs, limit, whole=False), wanted.cells.height)
    if counts is None:
        return None
    elastic = _Elastic(wanted, costs, limit, whole=True)
    by_base_cell = wanted.cells.by_base_cell()
    for _ in range(TRIES):
        missed = wanted.missed(counts)
        if not missed.any():
            return counts
        free = _around(wanted.cells, by_base_cell, int(rng.choice(np.flatnonzero(missed))), rng)
        low, high = counts.astype(np.float64), counts.astype(np.float64)
        low[free], high[free] = np.maximum(low[free] - REACH, 0.0), np.minimum(high[free] + REACH, limit)
        tried = elastic.best(low, high, costs * rng.uniform(0.5, 1.5, len(costs)))
        rounded = np.rint(tried).astype(np.int64)
        if wanted.missed(rounded).sum() <= missed.sum():
            counts = rounded
    return counts if not wanted.missed(counts).any() else None


class _Elastic:
    """A program in which every cell has four further counts: what it is stretched by and what it misses,
    upwards and downwards. They fill up or take away, so that each row can always be met."""

    def __init__(self, wanted: Wanted, costs: Floats, limit: float, *, whole: bool) -> None:
        cells = wanted.cells
        self._height, more = cells.height, 4 * cells.width
        far = np.full(cells.width, limit)
        none = np.zeros(cells.width)
        least = np.column_stack([none, wanted.high - wanted.most, none, -far]).ravel()
        most = np.column_stack([wanted.low - wanted.least, none, far, none]).ravel()
        dearest = max(float(np.abs(costs).max(initial=0.0)), 1.0)
        self._prices = np.tile(np.array([STRETCHED, -STRETCHED, MISSED, -MISSED]) * dearest, cells.width)
        self._least, self._most = least, most
        self._low, self._high = np.zeros(cells.height), np.full(cells.height, limit)
        self.program = Program(np.r_[self._low, least], np.r_[self._high, most], whole=whole, fractional=more)
        parts = [np.r_[cells.of(cell), cells.height + 4 * cell + np.arange(4)] for cell in range(cells.width)]
        starts = cells.starts + 4 * np.arange(cells.width + 1)
        self.program.add(Columns(cells.height + more, starts, np.concatenate(parts)), wanted.low, wanted.high)
        self.costs = costs

    def best(self, low: Floats, high: Floats, costs: Floats) -> Floats:
        """The counts (base cells,) between ``low`` and ``high`` that miss least, then cost least."""
        self.program.bound_base_cells(np.r_[low, self._least], np.r_[high, self._most])
        point = self.program.minimise(np.r_[costs, self._prices]).point
        if point is None:
            raise AssertionError("a bounded program without a bound")
        return point[: self._height]


def _dive(elastic: _Elastic, height: int) -> Ints | None:
    """Hold a third of the broken counts, those nearest to a whole number, and solve again until none is."""
    low, high = elastic._low.copy(), elastic._high.copy()
    elastic.program.expect(new_bounds=True)
    for _ in range(STEPS):
        point = elastic.best(low, high, elastic.costs)
        off = np.abs(point - np.rint(point))
        broken = np.flatnonzero(off > TOLERANCE)
        if not len(broken):
            return np.rint(point).astype(np.int64)
        held = broken[np.argsort(off[broken], kind="stable")][: max(1, len(broken) // 3)]
        low[held] = high[held] = np.rint(point[held])
    return None


def _around(cells: Columns, by_base_cell: tuple[Ints, Ints], missed: int, rng: np.random.Generator) -> Ints:
    """Some base cells of the ``missed`` cell, and of cells that share a base cell with those already
    taken."""
    starts, members = by_base_cell
    free = list(dict.fromkeys(rng.permutation(cells.of(missed))[:OF_MISSED].tolist()))
    taken = set(free)
    for _ in range(FREE):
        if len(free) >= FREE:
            break
        base_cell = free[int(rng.integers(len(free)))]
        cell = int(rng.choice(members[starts[base_cell] : starts[base_cell + 1]]))
        fresh = [
            base_cell
            for base_cell in rng.permutation(cells.of(cell))[:OF_OTHERS].tolist()
            if base_cell not in taken
        ]
        free += fresh
        taken.update(fresh)
    return np.asarray(sorted(free), dtype=np.int64)
