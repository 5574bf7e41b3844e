"""A data set that fits is found where the solver stops too early; a cell that none can move is named."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.disclosure import protection
from dashboard.disclosure.audit import Audit
from dashboard.disclosure.columns import Floats, columns
from dashboard.disclosure.diving import Diver
from dashboard.disclosure.instance import Instance, Record, build
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.solver import Program, Solution
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


@pytest.mark.parametrize("public", ([], [name for name in MEMBERS if name != "a"]))
def test_where_no_data_set_fits_more_is_hidden_or_the_cell_is_named(
    monkeypatch: pytest.MonkeyPatch, public: list[str]
) -> None:
    """It ends: each time a cell is hidden that is not public yet, or the cell is named for good."""
    instance = square(public)
    cell = int(instance.decision[instance.names.index("a")])
    around = [int(instance.decision[instance.names.index(name)]) for name in ("north", "west")]
    real = protection.prove
    shown_at: list[int] = []

    def unreached(instance: Instance, *given: object) -> object:
        published, excused = given[3], given[4]
        assert isinstance(published, np.ndarray) and isinstance(excused, list)
        shown_at.append(int(published.sum()))
        if cell not in excused and published[around].any():
            raise NoWitness(cell, False)
        return real(instance, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(protection, "prove", unreached)
    done = protect(instance, Rules())
    assert done.certificate is not None
    assert (cell in done.unprotectable) == bool(public)
    assert shown_at == sorted(shown_at, reverse=True) and len(shown_at) > 1
    assert not done.published[cell]


def test_what_may_give_way_is_looked_for_from_the_cell_outwards() -> None:
    instance = square(["north", "west"])
    cell = int(instance.decision[instance.names.index("a")])
    numbers = {name: int(instance.decision[instance.names.index(name)]) for name in MEMBERS}
    published = np.array([number != cell for number in range(instance.columns.width)])
    fixed = instance.already_published
    assert protection._nearest(instance, cell, published, fixed) == numbers["east"]
    assert protection._nearest(instance, cell, published & fixed, fixed) is None
