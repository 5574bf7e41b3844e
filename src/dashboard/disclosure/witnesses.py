"""Whole-number data sets that fit everything published, and between them leave every sensitive cell open.

Linear width does not prove that whole numbers fit at both ends; a data set does. Corners met by
the audit are used where they happen to be whole; dives with random weights find most of the rest
(the weights push many sensitive cells at once, so few data sets are needed), and integer programs, started
from the truth, decide about what no dive reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.audit import Audit
from dashboard.disclosure.columns import Columns, Flags, Floats, Ints
from dashboard.disclosure.diving import Diver
from dashboard.disclosure.solver import TOLERANCE, Program, Solution, feasible, rounded

#: How far from the optimum an integer program may stay: its data set only has to be far enough out.
GAP = 0.1
#: Random weight of each base cell, so that one corner is the best and not a whole edge, which is seldom
#: whole.
NOISE = 1e-3
#: Spread of the logarithm of a need's weight. Where all weigh about the same, none is pushed far
#: enough: wide weights took half the time of weights between 0.2 and 1, and a third fewer data sets.
SPREAD = 3.0
#: Dives in a row that may meet no need before integer programs take over for one need.
MISSES = 4


class NoWitness(Exception):
    """No whole-number data set brings ``cell`` (a set number) to the bound that it needs.

    ``view`` is the number of the view that it needs it in.
    """

    def __init__(self, cell: int, upper: bool, view: int = 0) -> None:
        super().__init__(f"no data set brings cell {cell} {'up' if upper else 'down'} far enough")
        self.cell, self.upper, self.view = cell, upper, view


@dataclass(eq=False)
class Needs:
    """What the data sets of one view must show between them (all (sets,), true counts).

    ``low`` and ``high``: a value at or below, at or above; ``moves``: a value other than ``values``.
    """

    values: Ints
    low: Floats
    high: Floats
    moves: Flags

    def open(self) -> int:
        """How many needs are left."""
        return int((self.low < np.inf).sum() + (self.high > -np.inf).sum() + self.moves.sum())

    def met_by(self, sums: Ints) -> int:
        """How many open needs a data set with these sums, (sets,), would meet."""
        return int(self._low(sums).sum() + self._high(sums).sum() + self._moves(sums).sum())

    def meet(self, sums: Ints) -> None:
        """Strike out what a data set with these sums, (sets,), meets."""
        low, high, moves = self._low(sums), self._high(sums), self._moves(sums)
        self.low[low], self.high[high], self.moves[moves] = np.inf, -np.inf, False

    def _low(self, sums: Ints) -> Flags:
        met: Flags = (self.low < np.inf) & (sums <= self.low)
        return met

    def _high(self, sums: Ints) -> Flags:
        met: Flags = (self.high > -np.inf) & (sums >= self.high)
        return met

    def _moves(self, sums: Ints) -> Flags:
        met: Flags = self.moves & (sums != self.values)
        return met


def witnesses(audit: Audit, counts: Ints, needs: Needs, seed: int = 1) -> list[Ints]:
    """Data sets (base cells,) that fit the audit's published cells and meet ``needs``, the truth first.

    Raises NoWitness where whole numbers do not reach, AuditAborted where the solver does not finish.
    """
    kept = [counts]
    needs.meet(np.asarray(audit.cells.sums(counts), dtype=np.int64))
    kept += _whole_corners(audit, needs)
    if not needs.open():
        return kept
    limit = float(10 * (counts.sum() + 10))  # for base cells that no published cell holds
    diver = Diver(audit.cells.height, audit.rows(), limit)
    program: Program | None = None
    rng = np.random.default_rng(seed)
    missed = 0
    while needs.open():
        costs = audit.cells.spread(_push(needs, rng)) + NOISE * rng.uniform(-1.0, 1.0, audit.cells.height)
        whole = diver.dive(costs)
        missed = 0 if whole is not None and _keep(audit.cells, whole, needs, kept) else missed + 1
        if missed == MISSES:
            program = program or integer_program(audit, limit)
            _one_by_one(audit.cells, program, needs, kept)
            missed = 0
    return kept


def _whole_corners(audit: Audit, needs: Needs) -> list[Ints]:
    """The audit's points that are whole, fewest first: each next one meets most of what is open."""
    whole = [point for point in map(rounded, audit.points) if point is not None]
    sums = [np.asarray(audit.cells.sums(point), dtype=np.int64) for point in whole]
    chosen = []
    while sums and needs.open():
        gains = [needs.met_by(corner) for corner in sums]
        best = int(np.argmax(gains))
        if not gains[best]:
            break
        needs.meet(sums[best])
        chosen.append(whole[best])
    return chosen


def integer_program(audit: Audit, limit: float, gap: float = GAP) -> Program:
    """The audit's conditions over whole numbers up to ``limit``."""
    program = Program(np.zeros(audit.cells.height), np.full(audit.cells.height, limit), whole=True, gap=gap)
    for cells, low, high in audit.rows():
        program.add(cells, low, high)
    return program


def _push(needs: Needs, rng: np.random.Generator) -> Floats:
    down, up = needs.low < np.inf, needs.high > -np.inf
    toss = rng.random(len(down)) < 0.5
    push = np.where(down & (~up | toss), 1.0, np.where(up, -1.0, 0.0))
    push = np.where(needs.moves & (push == 0), np.where(toss, 1.0, -1.0), push)
    weights: Floats = push * np.exp(SPREAD * rng.standard_normal(len(push)).clip(-2.0, 2.0))
    return weights


def _keep(cells: Columns, whole: Ints, needs: Needs, kept: list[Ints]) -> bool:
    """Add a data set if it meets any need that is open; whether it did."""
    sums = np.asarray(cells.sums(whole), dtype=np.int64)
    if not needs.met_by(sums):
        return False
    needs.meet(sums)
    kept.append(whole)
    return True


def _one_by_one(cells: Columns, program: Program, needs: Needs, kept: list[Ints]) -> None:
    """A program for the first open need alone, from the truth (``kept`` has it first).

    That it finds nothing better from there is not believed: ``GAP`` lets it stay where it is, and HiGHS 1.16
    was seen to call a point that it was given the best while a better one fitted. So it is asked for any
    point at all that meets the need, which there is or is not.
    """
    cell, upper, enough = _first(needs)
    before = needs.open()
    alone = cells.chosen(np.asarray([cell]))
    row = program.add(alone, np.full(1, -np.inf), np.full(1, np.inf))
    for start in (kept[0].astype(np.float64), None):
        program.start_from(start)
        for low, high in enough:
            if needs.open() != before:
                break
            if start is None:
                program.bound_row(row, low, high)
            solution = feasible(program, alone.spread(np.full(1, -1.0 if low > -np.inf else 1.0)))
            if solution is not None:
                _keep(cells, _whole(solution), needs, kept)
    program.bound_row(row, -np.inf, np.inf)
    if needs.open() == before:
        raise NoWitness(cell, upper)


def _whole(solution: Solution) -> Ints:
    """The point of an integer program."""
    if solution.point is None or (whole := rounded(solution.point)) is None:
        raise AssertionError("an integer program gave a point that is not whole")
    return whole


def _first(needs: Needs) -> tuple[int, bool, list[tuple[float, float]]]:
    """The set of the first open need, whether it has to go up, and from where to where it may lie then: below
    the need, above it, or on either side of the value that it has to leave."""
    down, up = np.flatnonzero(needs.low < np.inf), np.flatnonzero(needs.high > -np.inf)
    if len(down):
        return int(down[0]), False, [(-np.inf, float(needs.low[down[0]]))]
    if len(up):
        return int(up[0]), True, [(float(needs.high[up[0]]), np.inf)]
    moved = int(np.flatnonzero(needs.moves)[0])
    value = float(needs.values[moved])
    return moved, True, [(-np.inf, value - 1.0), (value + 1.0, np.inf)]


def whole_bounds(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The least and the largest whole number within linear bounds (both (sets,))."""
    return np.ceil(low - TOLERANCE), np.floor(high + TOLERANCE)
