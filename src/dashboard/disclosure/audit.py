"""How closely each sensitive cell could be worked out: the smallest and largest value that fit.

What elimination leaves, non-negative counts give away: a bound is proved by a combination of
published cells, and linear programming finds the best one (the attacker's problem of Fischetti and
Salazar-Gonzalez, "Models and algorithms for optimizing cell suppression in tabular data with linear
constraints", JASA 2000). Most sensitive cells are cleared without a program of their own: each solution of
a random objective is a set of counts that fits, and shows a value for every cell at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.columns import Columns, Flags, Floats, Ints
from dashboard.disclosure.solver import TOLERANCE, Program

#: Random objectives tried before any cell gets a program of its own.
EXPLORATIONS = 20


@dataclass(frozen=True, eq=False)
class Failure:
    """A bound that is too close to the count: ``cell`` cannot be below (or above) ``bound``.

    ``pins`` are the numbers of the published sets that prove it (those with a non-zero dual).
    """

    cell: int
    upper: bool
    bound: float
    pins: Ints


class Audit:
    """What one view can work out from the published cells, kept from round to round.

    ``values`` (sets,) are true counts less the view's own part, ``floor`` (sets,) is what a hidden
    cell is known not to fall below. Publishing may only shrink from round to round: every set of
    counts that fitted before then still fits, so what was seen stays seen.
    """

    def __init__(self, cells: Columns, values: Ints, floor: Ints, seed: int = 1) -> None:
        self.cells, self.values, self.floor = cells, values, floor
        self.low = values.astype(np.float64)
        self.high = values.astype(np.float64)
        self._rng = np.random.default_rng(seed)
        self._rows: dict[int, int] = {}
        self._active: set[int] = set()
        self._free = np.ones(cells.height, dtype=np.bool_)
        self._program = Program(np.zeros(cells.height), np.full(cells.height, np.inf))
        self._published = np.zeros(cells.width, dtype=np.bool_)
        self.points: list[Floats] = []
        self._sums: list[Floats] = []

    @property
    def solves(self) -> int:
        """How many programs were solved."""
        return self._program.solves

    def publish(self, published: Flags, basis: list[int]) -> None:
        """Set what is published: ``basis`` are sets that the other published ones follow from."""
        for cell in [cell for cell in self._active if not published[cell]]:
            self._program.bound_row(self._rows[cell], float(self.floor[cell]), np.inf)
            self._active.discard(cell)
        known = [cell for cell in basis if cell not in self._active]
        for cell in [cell for cell in known if cell in self._rows]:
            self._program.bound_row(self._rows[cell], float(self.values[cell]), float(self.values[cell]))
        hidden = np.flatnonzero(~published & (self.floor > 0)).tolist()
        fresh = [cell for cell in (*known, *hidden) if cell not in self._rows]
        if fresh:
            index = np.asarray(fresh, dtype=np.int64)
            shown = published[index]
            low = np.where(shown, self.values[index], self.floor[index]).astype(np.float64)
            self._program.add(self.cells.chosen(index), low, np.where(shown, low, np.inf))
            self._rows |= {cell: len(self._rows) + n for n, cell in enumerate(fresh)}
        self._active |= set(known)
        self._published = published.copy()
        self._set_free()

    def publish_also(self, cell: int) -> list[tuple[Floats, Floats]]:
        """Set one more set as published. What was seen is kept only where it agrees with its value.

        What does not is returned, for ``withdraw``: pairs of a point (base cells,) and its sums (sets,).
        """
        value = float(self.values[cell])
        if cell in self._rows:
            self._program.bound_row(self._rows[cell], value, value)
        else:
            self._rows[cell] = len(self._rows)
            self._program.add(self.cells.chosen(np.asarray([cell])), np.full(1, value), np.full(1, value))
        self._active.add(cell)
        self._published[cell] = True
        seen = list(zip(self.points, self._sums, strict=True))
        self._see([solution for solution in seen if abs(solution[1][cell] - value) <= TOLERANCE])
        return [solution for solution in seen if abs(solution[1][cell] - value) > TOLERANCE]

    def withdraw(self, cell: int, parted: list[tuple[Floats, Floats]]) -> None:
        """Undo ``publish_also``, keeping what was seen since; ``parted`` is what it returned."""
        self._program.bound_row(self._rows[cell], float(self.floor[cell]), np.inf)
        self._active.discard(cell)
        self._published[cell] = False
        self._see([*zip(self.points, self._sums, strict=True), *parted])

    def _see(self, seen: list[tuple[Floats, Floats]]) -> None:
        self.points, self._sums = [point for point, _ in seen], [sums for _, sums in seen]
        sums = np.stack([self.values.astype(np.float64), *self._sums])
        self.low, self.high = sums.min(axis=0), sums.max(axis=0)
        self._set_free()

    def _set_free(self) -> None:
        """Find the base cells that no published cell holds: nothing limits the cells that have one."""
        self._free = self.cells.spread(self._published.astype(np.float64)) == 0
        open_cells = np.asarray(self.cells.sums(self._free)) > 0
        self.high[open_cells] = np.inf

    def rows(self) -> list[tuple[Columns, Floats, Floats]]:
        """What binds now, as rows for another program: (sets, low, high)."""
        active = np.asarray(sorted(self._active), dtype=np.int64)
        known = np.asarray(sorted(set(self._rows) - self._active), dtype=np.int64)
        known = known[self.floor[known] > 0]
        values, floor = self.values[active].astype(np.float64), self.floor[known].astype(np.float64)
        return [
            (self.cells.chosen(active), values, values),
            (self.cells.chosen(known), floor, np.full(len(known), np.inf)),
        ]

    def explore(self, wanted_low: Floats, wanted_high: Floats, rounds: int = EXPLORATIONS) -> None:
        """Solve random objectives that push the cells not yet wide enough, half down, half up.

        What is wanted of the bounds is (sets,), here and below.
        """
        for _ in range(rounds):
            down, up = self.low > wanted_low + TOLERANCE, self.high < wanted_high - TOLERANCE
            if not (down.any() or up.any()):
                return
            toss = self._rng.random(len(down)) < 0.5
            push = np.where(down & (~up | toss), 1.0, np.where(up, -1.0, 0.0))
            self._look(push * self._rng.uniform(0.2, 1.0, len(push)))

    def too_close(self, wanted_low: Floats, wanted_high: Floats) -> list[Failure]:
        """Every bound that proves to be closer than wanted (both (sets,); -inf and inf allowed)."""
        self.explore(wanted_low, wanted_high)
        failures = []
        for upper in (False, True):
            for cell in range(self.cells.width):
                enough = self.wide(cell, upper, wanted_low, wanted_high)
                if not enough and (failure := self.bound(cell, upper, wanted_low, wanted_high)):
                    failures.append(failure)
        return failures

    def bound(self, cell: int, upper: bool, wanted_low: Floats, wanted_high: Floats) -> Failure | None:
        """Solve for one bound of one set; a Failure where it is closer than wanted (both (sets,))."""
        weights = np.zeros(self.cells.width)
        weights[cell] = -1.0 if upper else 1.0
        duals = self._look(weights)
        if self.wide(cell, upper, wanted_low, wanted_high):
            return None
        pins = [other for other in self._active if abs(duals[self._rows[other]]) > TOLERANCE]
        return Failure(
            cell,
            upper,
            float((self.high if upper else self.low)[cell]),
            np.asarray(sorted(pins), dtype=np.int64),
        )

    def wide(self, cell: int, upper: bool, wanted_low: Floats, wanted_high: Floats) -> bool:
        """Whether a bound of one set is known to be as far out as wanted (both (sets,))."""
        if upper:
            return bool(self.high[cell] >= wanted_high[cell] - TOLERANCE)
        return bool(self.low[cell] <= wanted_low[cell] + TOLERANCE)

    def _look(self, weights: Floats) -> Floats:
        costs = self.cells.spread(weights)
        # Nothing keeps those from growing without end, but they cost what they hold: at no cost they would
        # stand wherever the solver left them, and a cell would seem known not to be below its true count.
        costs[self._free] = np.maximum(costs[self._free], 0.0)
        optimum = self._program.minimise(costs)
        if optimum.point is None:
            raise AssertionError("an atom inside a published cell has a bound")
        sums = np.asarray(self.cells.sums(optimum.point), dtype=np.float64)
        np.minimum(self.low, sums, out=self.low)
        np.maximum(self.high, sums, out=self.high)
        self.points.append(optimum.point)
        self._sums.append(sums)
        return optimum.duals
