"""Audit, and hide what proves too much, until every sensitive cell is safe.

Every failing bound is proved by some published cells; without one of them the proof falls. The
cheapest set that hits every proof is sought greedily (Fischetti and Salazar-Gonzalez 2000 use such
proofs as cuts; the greedy choice is Chvatal's for set covering, 1979).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from dashboard.disclosure.audit import Audit, Failure
from dashboard.disclosure.columns import Columns, Flags, Floats, Ints
from dashboard.disclosure.elimination import Elimination, eliminate
from dashboard.disclosure.sensitive import View
from dashboard.disclosure.solver import TOLERANCE

Progress = Callable[[str], None]


@dataclass(eq=False)
class Problem:
    """What the loop works on: one block, or the whole.

    ``fixed`` (sets,) cannot be hidden: what is public already, and what holds blocks together.
    ``sensitive`` (sets,) grows by what repair hides. ``views`` speak of this problem's sets and base cells.
    """

    columns: Columns
    values: Ints
    order: Ints
    fixed: Flags
    sensitive: Flags
    published: Flags
    floor: Ints
    views: list[View]


@dataclass(eq=False)
class Repaired:
    """The outcome: ``published`` (sets,), the ``basis`` it follows from, one audit a view with what
    is ``wanted`` of it, and the ``infeasible`` bounds, which fixed cells alone prove."""

    published: Flags
    basis: list[int]
    audits: list[Audit]
    wanted: list[tuple[Floats, Floats]]
    infeasible: list[tuple[View, Failure]] = field(default_factory=list)
    #: Every bound that was found too close and then repaired, with its view's number.
    failed: list[tuple[int, Failure]] = field(default_factory=list)
    rounds: int = 0

    @property
    def solves(self) -> int:
        """How many programs were solved in all."""
        return sum(audit.solves for audit in self.audits)


def repair(problem: Problem, progress: Progress | None = None) -> Repaired:
    """Hide until no bound is too close, or only fixed cells prove it.

    Raises AuditAborted where the solver did not finish.
    """
    eliminated = _eliminate(problem)
    audits = [_audit(problem, view) for view in problem.views]
    wanted = [_wanted(problem, view) for view in problem.views]
    done = Repaired(eliminated.published, eliminated.basis, audits, wanted)
    _yield_to_fixed(problem, done)
    ranks = np.empty_like(problem.order)
    ranks[problem.order] = np.arange(len(ranks))[::-1]
    while True:
        done.rounds += 1
        failures: list[Failure] = []
        for number, (view, audit, (low, high)) in enumerate(zip(problem.views, audits, wanted, strict=True)):
            audit.publish(done.published, done.basis)
            for failure in audit.too_close(low, high):
                if problem.fixed[failure.pins].all():
                    _yield(view, failure, done, low, high)
                else:
                    failures.append(failure)
                    done.failed.append((number, failure))
        if not failures:
            break
        chosen = hitting_set(failures, ranks, problem.fixed)
        if progress:
            progress(
                f"audit {done.rounds}: {len(failures)} bounds too close, {len(chosen)} more cells hidden"
            )
        problem.sensitive[list(chosen)] = True
        problem.published = done.published & ~problem.sensitive
        again = _eliminate(problem)
        done.published, done.basis = again.published, again.basis
    problem.published = done.published
    return done


def _yield_to_fixed(problem: Problem, done: Repaired) -> None:
    """Ask of each sensitive cell no more than the fixed cells, by themselves, leave open."""
    fixed = np.flatnonzero(problem.fixed)
    if not len(fixed):
        return
    for view, (low, high) in zip(problem.views, done.wanted, strict=True):
        audit = _audit(problem, view)
        audit.publish(problem.fixed, fixed.tolist())
        for failure in audit.too_close(low, high):
            _yield(view, failure, done, low, high)


def _yield(view: View, failure: Failure, done: Repaired, low: Floats, high: Floats) -> None:
    done.infeasible.append((view, failure))
    (high if failure.upper else low)[failure.cell] = failure.bound


def hitting_set(failures: list[Failure], ranks: Ints, fixed: Flags) -> set[int]:
    """Sets to hide, so that every failure loses part of its proof.

    First those that hit most failures for the least use: failures hit / (rank + 1). ``ranks`` (sets,) are
    higher for more useful sets. They are not counts: those would show in what is hidden.
    """
    hits: dict[int, set[int]] = defaultdict(set)
    for number, failure in enumerate(failures):
        for cell in failure.pins[~fixed[failure.pins]].tolist():
            hits[cell].add(number)
    left = set(range(len(failures)))
    chosen: set[int] = set()
    while left:
        best = max(hits, key=lambda cell: (len(hits[cell] & left) / (int(ranks[cell]) + 1), -cell))
        chosen.add(best)
        left -= hits[best]
    return chosen


def _eliminate(problem: Problem) -> Elimination:
    """Publish again what may be, among what is published still."""
    candidates = problem.order[problem.published[problem.order] & ~problem.fixed[problem.order]]
    return eliminate(problem.columns, candidates, problem.sensitive, np.flatnonzero(problem.fixed))


def _audit(problem: Problem, view: View) -> Audit:
    own = np.asarray(problem.columns.sums(view.own), dtype=np.int64)
    return Audit(problem.columns, problem.values - own, np.maximum(problem.floor - own, 0))


def _wanted(problem: Problem, view: View) -> tuple[Floats, Floats]:
    """The bounds that a view must not come closer than (both (sets,)), less its own part."""
    own = np.asarray(problem.columns.sums(view.own))
    low, high = np.full(len(own), np.inf), np.full(len(own), -np.inf)
    low[view.cells] = view.low - own[view.cells]
    high[view.cells] = view.high - own[view.cells]
    return low, high


def determined(audit: Audit, hidden: Flags) -> list[int]:
    """The numbers of hidden sets that leave an outsider no choice: fewer than two whole numbers fit.

    Cells seen to move are cleared at once; the others get programs of their own.
    """
    exact = []
    unlimited = np.full(audit.cells.width, np.inf)
    for cell in np.flatnonzero(hidden & (whole_width(audit) < 1)).tolist():
        for upper in (True, False):
            if whole_width(audit)[cell] < 1:
                audit.bound(cell, upper, -unlimited, unlimited)
        if whole_width(audit)[cell] < 1:
            exact.append(cell)
    return exact


def whole_width(audit: Audit) -> Floats:
    """The width in whole numbers of each feasibility interval, as far as it is known (sets,)."""
    width: Floats = np.floor(audit.high + TOLERANCE) - np.ceil(audit.low - TOLERANCE)
    return width
