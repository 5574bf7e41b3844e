"""A data set that fits is found where the solver stops too early; a cell that none can move is named."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.disclosure import protection
from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.audit import Audit
from dashboard.disclosure.columns import Floats, columns
from dashboard.disclosure.diving import Diver
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.instance import Instance, Record, build
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.solver import AuditAborted, Program, Solution
from dashboard.disclosure.witnesses import Needs, NoWitness, witnesses

#: Two by two, and their margins.
MEMBERS = {
    "a": ["00"],
    "north": ["00", "01"],
    "south": ["10", "11"],
    "west": ["00", "10"],
    "east": ["01", "11"],
}


def test_a_solver_that_stays_where_it_began_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As seen: with the truth offered it was called the best, and without it a better one was found."""
    solve = Program.minimise

    def stays(program: Program, weights: Floats) -> Solution:
        if program._start is None:
            return solve(program, weights)
        return Solution(float(weights @ program._start), program._start, np.zeros(0))

    monkeypatch.setattr(Program, "minimise", stays)
    monkeypatch.setattr(Diver, "dive", lambda diver, costs: None)
    cells = columns(4, [np.array(held) for held in ([0], [0, 1], [2, 3], [0, 2], [1, 3])])
    counts = np.array([3, 4, 5, 6])
    values = np.asarray(cells.sums(counts), dtype=np.int64)
    audit = Audit(cells, values, np.zeros(5, dtype=np.int64))
    audit.publish(np.array([False, True, True, True, True]), [1, 2, 3, 4])
    nothing = np.full(5, np.inf)
    low, high = nothing.copy(), -nothing
    low[0], high[0] = 0, 7
    found = witnesses(audit, counts, Needs(values, low, high, np.zeros(5, dtype=np.bool_)))
    assert {int(each[0]) for each in found} == {3, 0, 7}
    low[0] = -1
    with pytest.raises(NoWitness):
        witnesses(audit, counts, Needs(values, low, -nothing, np.zeros(5, dtype=np.bool_)))


def square(public: list[str]) -> Instance:
    records = [Record(code, count) for code, count in {"00": 3, "01": 40, "10": 50, "11": 60}.items()]
    return build(records, MEMBERS, public)


#: Three public counts: of 0 and 4, of 0 and 3, and of 1, 3 and 4. They make 1 twice 0 less one, so that 0 is
#: half a person or one, and only whole numbers tell which.
PAIRS = {
    "near": ["0", "4"],
    "far": ["0", "3"],
    "wide": ["1", "3", "4"],
    "d": ["0", "1", "4"],
    "e": ["1", "4"],
}


def test_what_public_counts_tell_in_whole_numbers_is_named_and_nothing_is_hidden_for_it() -> None:
    people = {"0": 1, "1": 1, "3": 15, "4": 0, "5": 9}
    records = [Record(code, count) for code, count in people.items()]
    cells = PAIRS | {"all": list(people), "rest": ["5"]}
    instance = build(records, cells, ["near", "far", "wide"])
    done = protect(instance, Rules())
    number = dict(zip(instance.names, instance.decision.tolist(), strict=True))
    assert done.conceded == {("", number["d"], False): 2}
    assert {number["d"], number["e"]} <= set(done.unprotectable) and not done.withheld
    assert done.published[number["all"]] and done.published[number["rest"]]
    assert done.certificate is not None
    sealed(done.certificate, rows_of(instance, done))


def test_where_whole_numbers_reach_less_far_than_the_audit_more_is_hidden() -> None:
    counts = (4, 2, 15, 8, 1, 0)
    members = ("45", "13", "0", "0234", "01", "05", "0345")
    cells = {name: list(name) for name in members}
    instance = build([Record(str(at), count) for at, count in enumerate(counts)], cells)
    done = protect(instance, Rules())
    assert done.withheld and not done.unprotectable
    number = dict(zip(instance.names, instance.decision.tolist(), strict=True))
    shown = {name: int(instance.values[at]) for name, at in number.items() if done.published[at]}
    found = [
        Intruder(shown, cells).interval_of(name) for name, at in number.items() if instance.values[at] < 5
    ]
    assert found and all(one.low == 0 and one.high >= 4 for one in found)


def test_a_gap_that_nothing_explains_stops_the_protection(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends, though the solver contradicts itself: each time one set more is hidden."""
    instance = square([])
    cell = int(instance.decision[instance.names.index("a")])
    shown_at: list[int] = []

    def unreached(instance: Instance, *given: object) -> object:
        assert isinstance(given[3], np.ndarray)
        shown_at.append(int(given[3].sum()))
        raise NoWitness(cell, False)

    monkeypatch.setattr(protection, "prove", unreached)
    with pytest.raises(AuditAborted, match="known to allow"):
        protect(instance, Rules())
    assert shown_at == sorted(shown_at, reverse=True) and shown_at[-1] < shown_at[0]


def test_what_may_give_way_is_looked_for_from_the_cell_outwards() -> None:
    instance = square(["north", "west"])
    cell = int(instance.decision[instance.names.index("a")])
    numbers = {name: int(instance.decision[instance.names.index(name)]) for name in MEMBERS}
    published = np.array([number != cell for number in range(instance.columns.width)])
    fixed = instance.already_published
    assert protection._nearest(instance, cell, published, fixed) == numbers["east"]
    assert protection._nearest(instance, cell, published & fixed, fixed) is None
