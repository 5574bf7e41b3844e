"""Publish again what turned out not to be needed.

Repair hides cells round by round and never looks back: what one round hid, a later one may have made
needless. So each hidden cell that is not sensitive is tried once more, the most useful first, and stays
published where every sensitive cell keeps its feasibility interval. Elimination refuses most at once; of
what is left, the bounds that failed before because of the cell are solved first, for they are the likeliest
to fail.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dashboard.disclosure.audit import Audit
from dashboard.disclosure.columns import Flags, Floats
from dashboard.disclosure.elimination import column_of, span_of
from dashboard.disclosure.repair import Problem, Repaired
from dashboard.disclosure.solver import TOLERANCE

#: How many sensitive cells, those that a candidate nearly gives away, have their bounds solved first.
NEAREST = 5
#: Then come so many turns of so many random objectives, with so many of the narrowest bounds after each.
TURNS, TURN, TRIED = 6, 3, 2


def clean_up(problem: Problem, done: Repaired, kept: Flags, allowed: Callable[[int], bool]) -> int:
    """Publish hidden sets that are not needed (changes ``done``); how many.

    ``kept`` (sets,) are hidden for their own sake. ``allowed`` is asked last about each one, and told thereby
    that it is published where it is. Raises AuditAborted where the solver does not finish.
    """
    span = span_of(problem.columns, done.basis, kept)
    candidates = problem.order[~(done.published | kept | problem.fixed)[problem.order]]
    won = 0
    for cell in candidates.tolist():
        column = span.reduce(column_of(problem.columns, cell))
        if column and (span.gives_away(column) or not allowed(cell)):
            continue
        if column and not _safe(done, cell, span.nearest(column, NEAREST)):
            continue
        if column:
            span.publish(column)
            done.basis.append(cell)
        done.published[cell] = problem.published[cell] = True
        problem.sensitive[cell] = False
        won += 1
    return won


def _safe(done: Repaired, cell: int, near: list[int]) -> bool:
    """Publish ``cell`` in every view; where a bound then comes too close, in none.

    Bounds of the sensitive cells ``near`` to it are solved early.
    """
    parted = []
    for number, (audit, wanted) in enumerate(zip(done.audits, done.wanted, strict=True)):
        parted.append(audit.publish_also(cell))
        failed = [failure for view, failure in done.failed if view == number and cell in failure.pins]
        suspects = [(failure.cell, failure.upper) for failure in failed]
        suspects += [(sensitive, upper) for sensitive in near for upper in (False, True)]
        if _any_too_close(audit, suspects, wanted) or _fails(audit, wanted):
            for undone, away in zip(done.audits, parted, strict=False):
                undone.withdraw(cell, away)
            return False
    return True


def _fails(audit: Audit, wanted: tuple[Floats, Floats]) -> bool:
    """Whether any bound is closer than wanted. The narrowest are solved between explorations."""
    for _ in range(TURNS):
        audit.explore(*wanted, rounds=TURN)
        if _any_too_close(audit, _narrowest(audit, wanted)[:TRIED], wanted):
            return True
    return _any_too_close(audit, _narrowest(audit, wanted), wanted)


def _narrowest(audit: Audit, wanted: tuple[Floats, Floats]) -> list[tuple[int, bool]]:
    """The bounds not yet known to be as far out as wanted, as (cell, upper), the narrowest cells first."""
    low, high = wanted
    width = audit.high - audit.low
    short = [(cell, False) for cell in np.flatnonzero(audit.low > low + TOLERANCE).tolist()]
    short += [(cell, True) for cell in np.flatnonzero(audit.high < high - TOLERANCE).tolist()]
    return sorted(short, key=lambda bound: (width[bound[0]], bound))


def _any_too_close(audit: Audit, bounds: list[tuple[int, bool]], wanted: tuple[Floats, Floats]) -> bool:
    """Solve for these (cell, upper) bounds until one is closer than wanted."""
    return any(
        not audit.wide(cell, upper, *wanted) and audit.bound(cell, upper, *wanted) is not None
        for cell, upper in bounds
    )
