"""Whole-number data sets without an integer program: solve the linear one, and round as it allows.

The corners of these programs are nearly whole: of some thousand counts a dozen to a hundred are not.
So those nearest to a whole number are held there and the program is solved again from where it
stands, until all are whole ("diving", as in Berthold, "Primal heuristics for mixed integer
programs", 2006). It takes a tenth of the time of an integer program, and may fail: then that is all
that is known, and an integer program has to decide.
"""

from __future__ import annotations

import numpy as np

from dashboard.disclosure.columns import Columns, Floats, Ints
from dashboard.disclosure.solver import TOLERANCE, Program, feasible, rounded

#: A dive is given up after this many linear programs, or this many of them without a solution.
STEPS, DEAD_ENDS = 60, 5
#: Counts this near to a whole number are held there several at a time.
NEAR = 0.3

Row = tuple[Columns, Floats, Floats]


class Diver:
    """Dives under the conditions of ``rows`` (sets, low, high) over base cells from 0 to ``limit``."""

    def __init__(self, height: int, rows: list[Row], limit: float) -> None:
        self._least, self._most = np.zeros(height), np.full(height, limit)
        self._program = Program(self._least, self._most)
        for cells, low, high in rows:
            self._program.add(cells, low, high)

    def dive(self, costs: Floats) -> Ints | None:
        """A data set (base cells,) whose cost is small, or None where the dive did not end in one.

        Raises AuditAborted where the solver ends in any other way than with an optimum or with the
        proof that nothing fits.
        """
        low, high = self._least, self._most
        self._program.bound_base_cells(low, high)
        self._program.expect(new_bounds=False)
        point = self._program.minimise(costs).point
        self._program.expect(new_bounds=True)
        dead_ends = 0
        for _ in range(STEPS):
            if point is None or (whole := rounded(point)) is not None:
                return None if point is None else whole
            for index, least, most in _holds(point):
                tried = low.copy(), high.copy()
                tried[0][index], tried[1][index] = (
                    np.maximum(least, low[index]),
                    np.minimum(most, high[index]),
                )
                self._program.bound_base_cells(*tried)
                solution = feasible(self._program, costs)
                if solution is not None:
                    low, high, point = *tried, solution.point
                    break
                dead_ends += 1
                if dead_ends == DEAD_ENDS:
                    return None
            else:
                return None
        return None


def _holds(point: Floats) -> list[tuple[Ints, Floats, Floats]]:
    """What to hold next, and what instead where nothing fits: (base cells, least, most) each.

    A third of those near to a whole number; only the nearest; the nearest on its other side.
    """
    whole = np.rint(point)
    off = np.abs(point - whole)
    broken = np.flatnonzero(off > TOLERANCE)
    broken = broken[np.argsort(off[broken], kind="stable")]
    near = broken[off[broken] < NEAR]
    several = near[: max(1, len(broken) // 3)] if len(near) else broken[:1]
    first = broken[:1]
    rounded_up = whole[first] > point[first]
    other_least = np.where(rounded_up, 0.0, whole[first] + 1)
    other_most = np.where(rounded_up, whole[first] - 1, np.inf)
    return [
        (several, whole[several], whole[several]),
        (first, whole[first], whole[first]),
        (first, other_least, other_most),
    ]
