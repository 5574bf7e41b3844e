"""An intruder with all emitted count cells at once, and a solver of whole numbers.

The method is the attacker's problem of cell suppression (Fischetti and Salazar 1999, *Mathematical
Programming* 84): the least and the greatest value of a hidden cell over all non-negative whole
tables that fit what was published. Solved with scipy's ``milp``, apart from the project's solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from tests.attacks.reading import Vector

#: Nodes of an integer program for one question; a question that is not answered fails the test.
PATIENCE = 100_000
#: Answers to random questions that come before the questions themselves.
LOOKS = 4


@dataclass(frozen=True)
class Target:
    """A count that somebody would like to know: its name, its members, and the truth to judge by."""

    name: str
    members: Vector
    truth: int


@dataclass(eq=False)
class Intruder:
    """What is known: sums of the unknowns that lie between ``low`` and ``high``, ``floor`` of each unknown.

    ``truth`` is only used to answer sooner: it fits all that is known, so no answer can miss it.
    """

    sums: list[Vector]
    low: list[float]
    high: list[float]
    truth: Vector
    floor: Vector | None = None
    points: list[Vector] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Unknowns that stand in the same sums are of one kind. The truth must fit what is known."""
        every = np.stack(self.sums)
        told: Vector = every @ self.truth
        assert (np.asarray(self.low) <= told).all() and (told <= np.asarray(self.high)).all(), (
            "the outsider read a table wrongly"
        )
        self.points = [self.truth]
        self._least = np.zeros(len(self.truth)) if self.floor is None else self.floor
        self._table, kind = np.unique(every, axis=1, return_inverse=True)
        self._kind = kind.ravel()
        self._limited: Vector = (self._table[np.isfinite(self.high)] != 0).any(axis=0)

    def interval_of(self, target: Vector, low: float = -np.inf, high: float = np.inf) -> tuple[float, float]:
        """Least and greatest value of ``target``; the search ends once it reaches ``low`` and ``high``."""
        seen = [float(target @ point) for point in self.points]
        least = min(seen) if min(seen) <= low else self._solve(target)
        most = max(seen) if max(seen) >= high else -self._solve(-target)
        return least, most

    def possible(self, target: Vector, value: int) -> bool:
        """Whether ``target`` may be exactly ``value``."""
        if any(float(target @ point) == value for point in self.points):
            return True
        return self._solve(target, value) < np.inf

    def narrowed(
        self, targets: Sequence[Target], threshold: int, before: Intruder | None = None
    ) -> list[str]:
        """What can be told of ``targets``, one line each: a small count known more closely than from 0 to
        ``threshold`` - 1, or any count known exactly.

        ``before`` is who knows only what is public without us: no release can undo what they know.
        """
        self._look_about(targets)
        found = []
        for one in targets:
            known = before.interval_of(one.members) if before else (0.0, np.inf)
            if one.truth >= threshold:
                low, high = self._unlike(one)
                told = low == high and known[0] < known[1]
            else:
                floor, ceiling = max(0.0, known[0]), min(threshold - 1.0, known[1])
                low, high = self.interval_of(one.members, floor, ceiling)
                told = low > floor or high < ceiling
            if told:
                found.append(f"{one.name}: {low:.0f} to {high:.0f}")
        return found

    def _unlike(self, one: Target) -> tuple[float, float]:
        """A range of a count that is not small, no wider than is needed to see that it is unknown."""
        low, high = self.interval_of(one.members, one.truth - 1, one.truth)
        return (low, high) if low < one.truth else (low, self.interval_of(one.members, low, one.truth + 1)[1])

    def _look_about(self, targets: Sequence[Target]) -> None:
        """A few answers that bring many counts down and others up at once."""
        dice = np.random.default_rng(20190722)
        for _ in range(LOOKS):
            for sign in (1.0, -1.0):
                weights = dice.choice([0.0, 1.0], len(targets))
                cost = sum((w * one.members for w, one in zip(weights, targets, strict=True)), 0 * self.truth)
                free = np.isin(self._kind, np.flatnonzero(~self._limited))
                self._solve(np.where(free, 0.0, sign * cost))

    def _solve(self, cost: Vector, exactly: int | None = None) -> float:
        """The least value of ``cost``: minus infinite if nothing limits it, infinite if it cannot be."""
        pairs, kind = np.unique(np.stack([self._kind, cost], axis=1), axis=0, return_inverse=True)
        kind, base, weights = kind.ravel(), pairs[:, 0].astype(int), pairs[:, 1]
        free = weights[~self._limited[base]]
        if exactly is None and bool(np.any(free < 0)):
            return float("-inf")
        rows, low, high = self._table[:, base], list(self.low), list(self.high)
        if exactly is not None:
            rows, low, high = np.vstack([rows, weights]), [*low, exactly], [*high, exactly]
        floor = np.bincount(kind, weights=self._least)
        answer = milp(
            weights if exactly is None else np.zeros(len(weights)),
            constraints=LinearConstraint(csr_array(rows), low, high),
            bounds=Bounds(floor, np.inf),
            integrality=np.ones(len(weights)),
            options={"node_limit": PATIENCE},
        )
        if answer.status == 2 and exactly is not None:
            return float("inf")
        if exactly is None and "unbounded" in answer.message.casefold():
            # The truth fits what is known, so there is an answer: it has no end.
            return float("-inf")
        assert answer.status == 0, f"the intruder's solver did not finish: {answer.message}"
        # What a kind holds beyond the floors of its unknowns goes to the first of them.
        point = self._least.copy()
        point[np.unique(kind, return_index=True)[1]] += np.rint(answer.x) - floor
        self.points.append(point)
        return float(cost @ point)
