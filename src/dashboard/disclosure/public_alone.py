"""What public cells by themselves leave open of a cell, in whole numbers: no more can be asked of a release.

Counts are whole, and that tells a little more than linear programming finds: where public sums leave somebody
half a person or a whole one, there is one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard.disclosure.audit import Audit
from dashboard.disclosure.columns import Flags
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.sensitive import View, known_floor, known_zeros, views
from dashboard.disclosure.witnesses import NoWitness, integer_program


def public_in(instance: Instance, rules: Rules) -> Flags:
    """Which sets are known whatever is decided (sets,)."""
    public: Flags = instance.already_published | known_zeros(instance, rules)
    return public


def onlookers(instance: Instance, rules: Rules, done: Protection) -> list[View]:
    """The views of the sensitive sets, each asked to stay as open as public cells leave it.

    Sets that these give away to the last person have nothing left to protect and are in no view.
    """
    protected = done.primary & ~public_in(instance, rules)
    protected[done.exposed] = False
    return [_conceding(view, done) for view in views(instance, rules, protected)]


def _conceding(view: View, done: Protection) -> View:
    """The view with the bounds in it that public cells are known to prove."""
    low, high = view.low.copy(), view.high.copy()
    for place, cell in enumerate(view.cells.tolist()):
        low[place] = done.conceded.get((view.name, cell, False), low[place])
        high[place] = done.conceded.get((view.name, cell, True), high[place])
    return replace(view, low=low, high=high)


def concede(instance: Instance, rules: Rules, done: Protection, gap: NoWitness) -> bool:
    """Whether public cells alone close ``gap``; then it is noted, and its cell named, in ``done``.

    Raises AuditAborted where the solver does not finish.
    """
    view = onlookers(instance, rules, done)[gap.view]
    low, high = _left_open(instance, rules, view, gap.cell)
    asked = np.flatnonzero(view.cells == gap.cell)
    if not len(asked):
        closed = low == high
    elif closed := high < view.high[asked[0]] if gap.upper else low > view.low[asked[0]]:
        done.conceded[view.name, gap.cell, gap.upper] = high if gap.upper else low
    if closed:
        done.unprotectable = sorted({*done.unprotectable, gap.cell})
    return bool(closed)


def _left_open(instance: Instance, rules: Rules, view: View, cell: int) -> tuple[int, int]:
    """The least and the largest whole number of a set, to somebody who knows no more than is public."""
    own = np.asarray(instance.columns.sums(view.own), dtype=np.int64)
    public = public_in(instance, rules)
    audit = Audit(instance.columns, instance.values - own, np.maximum(known_floor(instance, rules) - own, 0))
    audit.publish(public, np.flatnonzero(public).tolist())
    program = integer_program(audit, float(10 * (instance.counts.sum() + 10)), gap=0.0)
    weights = np.zeros(instance.columns.width)
    weights[cell] = 1.0
    costs = instance.columns.spread(weights)
    low, high = program.minimise(costs).value, -program.minimise(-costs).value
    return round(low) + int(own[cell]), round(high) + int(own[cell])
