"""The only place that speaks to HiGHS: one set of settings, every status checked.

HiGHS (Huangfu and Hall, "Parallelizing the dual revised simplex method", Mathematical Programming
Computation 2018). Two of its objects in one process with different thread settings return a status
that was never set, without an exception; hence one function for the settings, and no exception to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from dashboard.disclosure.columns import Columns, Floats, Ints

#: Steps of one linear program, and nodes of one integer program, after which it is given up, and the release
#: with it. No clock: on a busy machine the same store is decided as on an idle one.
STEPS, NODES = 1_000_000, 100_000
#: HiGHS's numbers of the two simplex methods.
DUAL, PRIMAL = 1, 4
#: What counts as zero among solutions and duals.
TOLERANCE = 1e-6


class AuditAborted(Exception):
    """The solver did not finish, so nothing is known to be safe and nothing may be written."""


@dataclass(frozen=True, eq=False)
class Solution:
    """An optimum: the ``value``, the ``point`` (base cells,) that has it, and the ``duals`` (rows,).

    Where the objective has no bound, ``value`` is infinite and ``point`` is None.
    """

    value: float
    point: Floats | None
    duals: Floats


class _Silent(highspy.Highs):
    """HiGHS without its banner, which the first method called prints unless output is off by then."""

    def enableCallbacks(self) -> None:  # noqa: N802 (the name is HiGHS's)
        """Called by the constructor before any setting can be made. We use no callbacks."""
        self.setOptionValue("output_flag", False)


def settings(solver: highspy.Highs, *, whole: bool = False, gap: float = 0.0) -> None:
    """The settings of every HiGHS object in this process."""
    chosen: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "presolve": "off" if not whole else "choose",
        "simplex_strategy": PRIMAL,
        "random_seed": 1,
        "simplex_iteration_limit": STEPS,
        "mip_max_nodes": NODES,
        "mip_rel_gap": gap,
    }
    for name, value in chosen.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise AuditAborted(f"the solver refused the setting {name} = {value}")


class Program:
    """A linear (or integer) program over base cells, solved again and again from where it last stood.

    ``low`` and ``high`` (base cells,) bound the base cells; rows are added by ``add``. Of a ``whole`` program
    the last ``fractional`` base cells may be fractions all the same.
    """

    def __init__(
        self,
        low: Floats,
        high: Floats,
        *,
        whole: bool = False,
        fractional: int = 0,
        gap: float = 0.0,
    ) -> None:
        self._solver: Any = _Silent()  # type: ignore[no-untyped-call]
        settings(self._solver, whole=whole, gap=gap)
        self._height = len(low)
        self._index = np.arange(self._height, dtype=np.int32)
        none = np.zeros(0, dtype=np.int32)
        self._solver.addCols(
            self._height, np.zeros(self._height), low, high, 0, none, none, np.zeros(0, dtype=np.float64)
        )
        if whole:
            kinds = np.full(self._height, highspy.HighsVarType.kInteger)
            kinds[self._height - fractional :] = highspy.HighsVarType.kContinuous
            self._solver.changeColsIntegrality(self._height, self._index, kinds)
        self._whole = whole
        self._start: Floats | None = None
        self._strategy = PRIMAL
        self.solves = 0

    def add(self, sets: Columns, low: Floats, high: Floats) -> int:
        """Add a row for each set: its sum lies between ``low`` and ``high`` (both (sets,)).

        Gives the number of the first of them, for ``bound_row``.
        """
        first = int(self._solver.getNumRow())
        self._solver.addRows(
            sets.width,
            low,
            high,
            len(sets.base_cells),
            sets.starts[:-1].astype(np.int32),
            sets.base_cells.astype(np.int32),
            np.ones(len(sets.base_cells)),
        )
        return first

    def bound_row(self, row: int, low: float, high: float) -> None:
        """Change the bounds of the sum of one row."""
        self._solver.changeRowBounds(row, low, high)

    def bound_base_cells(self, low: Floats, high: Floats) -> None:
        """Change the bounds of all base cells (both (base cells,))."""
        self._solver.changeColsBounds(self._height, self._index, low, high)

    def expect(self, *, new_bounds: bool) -> None:
        """Say what changes between solves: bounds (the dual simplex goes on from where it stood) or
        weights (the primal one does)."""
        self._strategy = DUAL if new_bounds else PRIMAL
        self._solver.setOptionValue("simplex_strategy", self._strategy)

    def start_from(self, point: Floats | None) -> None:
        """Offer a feasible point to an integer program, before each solve; None takes it back."""
        self._start = point

    def minimise(self, weights: Floats) -> Solution:
        """The smallest sum with ``weights`` (base cells,).

        Raises AuditAborted for any status of the solver but optimal or unbounded.
        """
        self._solver.changeColsCost(self._height, self._index, weights)
        if self._start is not None:  # forgotten by the solver whenever the weights change
            self._solver.setSolution(self._height, self._index, self._start)
        status = self._run()
        if status == highspy.HighsModelStatus.kUnbounded:
            return Solution(-np.inf, None, np.zeros(self._solver.getNumRow()))
        if status != highspy.HighsModelStatus.kOptimal:
            words = self._solver.modelStatusToString(status)
            raise AuditAborted(
                f"the solver ended with '{words}', so nothing is proved and nothing is released"
            )
        solution = self._solver.getSolution()
        duals = np.zeros(0) if self._whole else np.asarray(solution.row_dual, dtype=np.float64)
        return Solution(float(self._solver.getObjectiveValue()), np.asarray(solution.col_value), duals)

    def _run(self) -> Any:
        """Solve; the solver's status.

        Where it says that it does not know, it is asked once more, from nowhere and by its other method:
        HiGHS 1.16 was seen to lose its way from where it stood, in a program of four counts.
        """
        self._solver.run()
        self.solves += 1
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            self._solver.clearSolver()
            other = PRIMAL if self._strategy == DUAL else DUAL
            self._solver.setOptionValue("simplex_strategy", other)
            self._solver.run()
            self._solver.setOptionValue("simplex_strategy", self._strategy)
        return self._solver.getModelStatus()


def feasible(program: Program, weights: Floats) -> Solution | None:
    """As ``minimise`` with ``weights`` (base cells,), but None where no point fits at all."""
    try:
        return program.minimise(weights)
    except AuditAborted:
        if program._solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        raise


def rounded(point: Floats) -> Ints | None:
    """``point`` (base cells,) as whole numbers of the same shape, or None where it is not one."""
    whole = np.rint(point)
    return whole.astype(np.int64) if np.abs(point - whole).max(initial=0.0) < TOLERANCE else None
