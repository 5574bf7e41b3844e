"""An intruder: what can be worked out from published cells, arithmetic and the published rules alone.

Written apart from the auditor on purpose: it reads the files anew, makes its own matrix, and asks
another solver interface (scipy's ``milp``) for whole numbers, so that a fault in the one is not a
fault in the other. Nothing of the engine is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

#: Nodes of an integer program that the intruder gives one question.
PATIENCE = 100_000
#: Questions about many cells at once, before any cell gets one of its own.
GUESSES = 20
#: How far from its best such a question may stay.
ENOUGH = 0.1
#: What the solver may be wrong by.
SLACK = 1e-6

Floats = NDArray[np.float64]


class AttackGaveUp(Exception):
    """The intruder's solver did not finish, so its silence proves nothing."""


@dataclass(frozen=True)
class FeasibilityInterval:
    """The least and the largest count of a hidden cell; ``high`` is infinite where nothing limits it."""

    cell: str
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the count itself is known."""
        return self.low == self.high


@dataclass(frozen=True)
class Policy:
    """What is published about the method, in counts.

    A hidden count lies between ``least`` and ``most``, or protects one that does; ``base`` is the
    number that every count was rounded to a multiple of (0 where none was rounded).
    """

    least: int
    most: int
    base: int = 0


class Intruder:
    """An outsider who holds the published values and knows which cells add up to which.

    ``shown`` gives the values of published cells, ``members`` the base cells of every cell, ``least``
    what a hidden cell cannot be below (1 where zeros are shown), ``floor`` what the intruder itself
    put into a base cell. With a ``base`` each value shown is a multiple of it, and the count lies within
    ``base`` of it; then every cell is a hidden one.
    """

    def __init__(
        self,
        shown: Mapping[str, int],
        members: Mapping[str, Sequence[str]],
        *,
        least: int = 0,
        floor: Mapping[str, int] | None = None,
        whole: bool = True,
        base: int = 0,
    ) -> None:
        self.hidden = [cell for cell in members if base or cell not in shown]
        kinds: dict[str, list[int]] = {}
        for number, cell in enumerate(members):
            for base_cell in members[cell]:
                kinds.setdefault(base_cell, []).append(number)
        groups: dict[tuple[int, ...], int] = {}
        place = {base_cell: groups.setdefault(tuple(lie), len(groups)) for base_cell, lie in kinds.items()}
        self._own = np.zeros(len(groups))
        for base_cell, count in (floor or {}).items():
            if base_cell in place:
                self._own[place[base_cell]] += count
        self._rows = {
            cell: sorted({place[base_cell] for base_cell in base_cells})
            for cell, base_cells in members.items()
        }
        self._shown, self._base = shown, base
        published = [cell for cell in members if cell in shown]
        bound = [*published, *(self.hidden if least and not base else [])]
        self._low = np.asarray([max(shown[c] - base, 0) if c in shown else least for c in bound], np.float64)
        self._high = np.asarray([shown[c] + base if c in shown else np.inf for c in bound], np.float64)
        self._matrix = self._of(bound, len(groups))
        self._free = np.ones(len(groups), dtype=bool)
        for cell in published:
            self._free[self._rows[cell]] = False
        self._whole = whole
        self._number = {cell: number for number, cell in enumerate(members)}
        self._every = self._of(list(members), len(groups))
        self._least, self._most = np.full(len(members), np.inf), np.full(len(members), -np.inf)

    def _of(self, cells: Sequence[str], width: int) -> csr_array:
        rows = [number for number, cell in enumerate(cells) for _ in self._rows[cell]]
        at = [base_cell for cell in cells for base_cell in self._rows[cell]]
        return csr_array((np.ones(len(at)), (rows, at)), shape=(len(cells), width))

    def interval_of(self, cell: str, low: float = -np.inf, high: float = np.inf) -> FeasibilityInterval:
        """The feasibility interval of ``cell``: its least and its largest count, given all that is published.

        With ``low`` and ``high`` the search ends as soon as the interval is known to reach them; the whole
        interval may then be wider than the one returned. Raises AttackGaveUp where the solver does not
        finish, and KeyError for an unknown cell.
        """
        number = self._number[cell]
        if self._least[number] > low + SLACK:
            self._note(self._extreme(cell, 1.0))
        if self._free[self._rows[cell]].any():
            return FeasibilityInterval(cell, float(self._least[number]), np.inf)
        if self._most[number] < high - SLACK:
            self._note(self._extreme(cell, -1.0))
        return FeasibilityInterval(cell, float(self._least[number]), float(self._most[number]))

    def _extreme(self, cell: str, sign: float, *, whole: bool | None = None) -> Floats:
        cost = np.zeros(len(self._own))
        cost[self._rows[cell]] = sign
        return self._solve(cost, self._whole if whole is None else whole)

    def _note(self, point: Floats) -> None:
        """These counts fit: every cell's sum is a count that it may have."""
        sums = self._every @ point
        np.minimum(self._least, sums, out=self._least)
        np.maximum(self._most, sums, out=self._most)

    def _solve(self, cost: Floats, whole: bool, gap: float = 0.0) -> Floats:
        answer = milp(
            cost,
            constraints=LinearConstraint(self._matrix, self._low, self._high) if len(self._low) else (),
            bounds=Bounds(self._own, np.inf),
            integrality=np.full(len(cost), 1 if whole else 0),
            options={"node_limit": PATIENCE, "mip_rel_gap": gap},
        )
        if answer.status != 0:
            raise AttackGaveUp(f"the intruder's solver did not finish: {answer.message}")
        point: Floats = np.rint(answer.x) if whole else np.asarray(answer.x)
        return point

    def narrowed(
        self, least: int, most: int, tell: Callable[[str], None] | None = None
    ) -> list[FeasibilityInterval]:
        """Hidden cells that are known too closely, with their feasibility intervals.

        Those are cells that may be small (``least`` to ``most``) and are known more closely than that, or
        whose count is known; of rounded cells, those known more closely than the value shown tells. Raises
        AttackGaveUp where the solver does not finish.
        """
        say = tell or (lambda words: None)
        want = {cell: self._wanted(cell, least, most) for cell in self.hidden}
        if self._base:
            self._nudge(want, say)
        else:
            self._guess(want, say)
        narrow = []
        for number, (cell, (low, high)) in enumerate(want.items()):
            if not number % 20:
                say(f"cell {number} of {len(want)}")
            interval = self._known(cell, low, high, np.inf if self._base else most)
            inside = interval.low > low + SLACK or interval.high < high - SLACK
            if interval.exact or (inside and interval.low <= (np.inf if self._base else most)):
                narrow.append(interval)
        return narrow

    def _known(self, cell: str, low: float, high: float, most: float) -> FeasibilityInterval:
        """What is known of a cell, as far as it is closer than ``low`` to ``high``.

        A bound that parts of people prove holds for whole people too, and is quicker to find; whole
        numbers are asked only where parts of people leave the cell open.
        """
        number = self._number[cell]
        known = [-np.inf, np.inf]
        for side, (sign, wanted) in enumerate(((1.0, low), (-1.0, high))):
            if self._open(number, sign, wanted) and not (sign < 0 and known[0] > most):
                bound = self._bound(cell, sign, wanted, whole=False)
                if self._whole and self._open(number, sign, wanted) and sign * (bound - wanted) <= SLACK:
                    bound = self._bound(cell, sign, wanted, whole=True)
                known[side] = float(np.ceil(bound - SLACK) if sign > 0 else np.floor(bound + SLACK))
        if self._most[number] - self._least[number] < SLACK:
            interval = self.interval_of(cell)
            known = [float(np.ceil(interval.low - SLACK)), float(np.floor(interval.high + SLACK))]
        # Where nothing limits a cell, nobody tried how much it may be.
        endless = bool(self._free[self._rows[cell]].any())
        return FeasibilityInterval(
            cell,
            min(known[0], self._least[number]) if known[0] > -np.inf else float(self._least[number]),
            known[1] if endless or known[1] < np.inf else float(self._most[number]),
        )

    def _open(self, number: int, sign: float, wanted: float) -> bool:
        """Whether no counts seen so far reach what is ``wanted`` of a cell."""
        seen = self._least[number] if sign > 0 else self._most[number]
        return bool(sign * (seen - wanted) > SLACK)

    def _bound(self, cell: str, sign: float, wanted: float, *, whole: bool) -> float:
        if sign < 0 and self._free[self._rows[cell]].any():
            return np.inf
        point = self._extreme(cell, sign, whole=whole)
        if whole or not self._whole or (np.abs(point - np.rint(point)) < SLACK).all():
            self._note(point)
        return float(point[self._rows[cell]].sum())

    def _wanted(self, cell: str, least: int, most: int) -> tuple[float, float]:
        """What anybody may know of a cell: that it is small, or what its rounded value says."""
        if self._base:
            return max(self._shown[cell] - self._base, 0), self._shown[cell] + self._base
        return least, most

    def _guess(self, want: Mapping[str, tuple[float, float]], say: Callable[[str], None]) -> None:
        """Sets of counts that fit and show much at once, so that few cells need a question of their own."""
        if self._base:
            self._nudge(want, say)
            return
        rng = np.random.default_rng(7)
        mine = np.asarray([self._number[cell] for cell in self.hidden], dtype=np.int64)
        low, high = np.asarray(list(want.values()), dtype=np.float64).reshape(-1, 2).T
        for turn in range(GUESSES):
            say(f"guess {turn + 1} of {GUESSES}")
            down, up = self._least[mine] > low + SLACK, self._most[mine] < high - SLACK
            if not (down.any() or up.any()):
                return
            toss = rng.random(len(mine)) < 0.5
            push = np.zeros(len(self._number))
            push[mine] = np.where(down & (~up | toss), 1.0, np.where(up, -1.0, 0.0))
            cost = self._every.T @ (push * rng.uniform(0.2, 1.0, len(push)))
            cost[self._free] = 0.0
            self._note(self._solve(cost, self._whole, ENOUGH))

    def _nudge(self, want: Mapping[str, tuple[float, float]], say: Callable[[str], None]) -> None:
        """Start from counts that are what is shown, and move one cell's as far as its value allows.

        Each try is checked against every value shown; what does not fit is not used.
        """
        say("counts that are exactly what is shown")
        value = np.asarray([self._shown[cell] for cell in self._rows], dtype=np.float64)
        low, high = self._low, self._high
        self._low = self._high = value
        try:
            start = self._solve(np.zeros(len(self._own)), whole=True)
        except AttackGaveUp:
            return  # no such counts: every cell gets questions of its own
        finally:
            self._low, self._high = low, high
        for cell, aims in want.items():
            for aim in aims:
                point = self._moved(start, cell, aim - self._shown[cell])
                sums = self._matrix @ point
                if (sums >= low).all() and (sums <= high).all():
                    self._note(point)

    def _moved(self, start: Floats, cell: str, by: float) -> Floats:
        """``start`` with ``by`` more in the cell, taken from or put into as few of its base cells as will
        do."""
        point = start.copy()
        mine = np.asarray(self._rows[cell])
        for base_cell in mine[np.argsort(-start[mine], kind="stable")].tolist():
            step = max(by, self._own[base_cell] - point[base_cell])
            point[base_cell] += step
            by -= step
            if by >= 0:
                break
        return point
