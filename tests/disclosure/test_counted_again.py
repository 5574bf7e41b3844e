"""What is counted again: no difference of figures tells of fewer than five who came late or have left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import differences, protection
from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.certificate import Certificate, CertificateError, save
from dashboard.disclosure.differences import Subtraction
from dashboard.disclosure.edition import report_of, rows_of, sealed
from dashboard.disclosure.instance import Instance, Record, build
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from tests.disclosure.adding_up import Proof
from tests.disclosure.leftovers import leftovers
from tests.disclosure.test_properties import EXAMPLES, QUICK, Case, named, plain, shown_by

Cells = dict[str, list[str]]
STATES = ("stays", "late", "left")
FEW = settings(QUICK, max_examples=max(EXAMPLES // 4, 1))


@dataclass(frozen=True)
class Again:
    """Each base cell's people by state, and who put them in; the cells of base cells without a state."""

    records: list[Record]
    cells: Cells

    def members(self, name: str) -> list[str]:
        """The base cells of a cell, ``@1`` as it is counted again, ``late`` and ``left`` in between."""
        plain_name, _, what = name.partition("@")
        states = {"": (0, 2), "1": (0, 1), "late": (1,), "left": (2,)}[what]
        return [f"{base_cell} {STATES[state]}" for base_cell in self.cells[plain_name] for state in states]

    def count(self, name: str) -> int:
        held = set(self.members(name))
        return sum(record.count for record in self.records if record.base_cell in held)

    def instance(self, public: list[str], asked: list[str]) -> Instance:
        """What is asked once ``public`` is known: these, and all that came late and left."""
        moved = [f"{name}@{kind}" for name in self.cells for kind in STATES[1:]]
        names = [*self.cells, *asked, *moved]
        pairs = [(f"{name}@1", name) for name in self.cells if f"{name}@1" in asked]
        members = {name: self.members(name) for name in names}
        return build(self.records, members, public, implied=moved, recounted=pairs)


@st.composite
def again(draw: st.DrawFn) -> Again:
    case: Case = draw(plain())
    moves = st.sampled_from([0, 0, 0, 1, 2, 4, 6])
    records = []
    for record in case.records:
        late, left = draw(moves), min(draw(moves), record.count)
        for state, count in zip(STATES, (record.count - left, late, left), strict=True):
            records.append(Record(f"{record.base_cell} {state}", count))
    return Again(records, case.cells)


def first_release(case: Again) -> list[str]:
    instance = build(case.records, {name: case.members(name) for name in case.cells})
    return list(shown_by(instance, protect(instance, Rules())))


def restating(case: Again, public: list[str]) -> Protection:
    return protect(case.instance(public, [f"{name}@1" for name in case.cells]), Rules())


def apart(case: Again, shown: list[str]) -> Iterator[tuple[str, list[str]]]:
    """What the cells that are shown at both countings leave (``leftovers``)."""
    both = {name: frozenset(held) for name, held in case.cells.items() if {name, f"{name}@1"} <= set(shown)}
    yield from ((name, sorted(left)) for name, left in leftovers(both))


def opened(case: Again, shown: list[str]) -> list[str]:
    """What the figures of both countings tell by plain subtraction, and it is of fewer than five."""
    found = []
    for name, left in apart(case, shown):
        held = Again(case.records, {"left": left})
        gained = held.count("left@1") - held.count("left")
        moved = held.count("left@late" if gained > 0 else "left@left")
        if gained and moved < 5:
            found.append(f"{name}: {gained}")
    return found


@FEW
@given(again())
def test_a_restatement_gives_away_nothing_and_a_later_release_finds_nothing_given_away(case: Again) -> None:
    public = first_release(case)
    done = restating(case, public)
    assert not done.unprotectable
    shown = list(shown_by(done.instance, done))
    mine = [name for name in shown if name.partition("@")[0] in case.cells]
    assert not opened(case, mine)
    later = case.instance(mine, [name for name in mine if name.endswith("@1")])
    after = protect(later, Rules())
    assert not after.unprotectable
    now = [name for name in shown_by(after.instance, after) if name.partition("@")[0] in case.cells]
    assert not opened(case, now)


@st.composite
def attributed(draw: st.DrawFn) -> Again:
    """The same with people told apart by who referred them and by the incident behind it."""
    case, records = draw(again()), []
    for record in case.records:
        first = draw(st.integers(0, record.count))
        for count in (first, record.count - first):
            body = draw(st.sampled_from(["", "police", "council", "charity"]))
            records.append(
                Record(record.base_cell, count, body, draw(st.sampled_from(["", "", "", "raid", "fair"])))
            )
    return Again(records, case.cells)


def given_up(done: Protection) -> set[str]:
    """The names of what public cells tell too much of, but for the number that tells differences apart."""
    given = {name for name, number in named(done.instance) if number in done.unprotectable}
    return {re.sub(r" \(\d+\)$", "", name) for name in given}


@settings(QUICK, max_examples=max(EXAMPLES // 10, 1))
@given(attributed())
def test_nor_do_bodies_and_incidents_make_a_later_release_find_more(case: Again) -> None:
    """A first figure may leave a body no more than three others to wonder about: that was public before."""
    done = restating(case, first_release(case))
    mine = [name for name in shown_by(done.instance, done) if name.partition("@")[0] in case.cells]
    assert not opened(case, mine)
    after = protect(case.instance(mine, [name for name in mine if name.endswith("@1")]), Rules())
    assert given_up(after) <= given_up(done)


#: A county, two halves of it, and people of whom no place is known. Four of them came late.
COUNTS = {"north": (196, 7, 0), "south": (205, 10, 0), "rest": (38, 4, 0)}
COUNTY = {"all": list(COUNTS), "north": ["north"], "south": ["south"]}


def county(counts: dict[str, tuple[int, int, int]] = COUNTS, body: str = "", incident: str = "") -> Again:
    records = [
        Record(f"{name} {state}", count, body, incident if state == "late" and name == "rest" else "")
        for name, held in counts.items()
        for state, count in zip(STATES, held, strict=True)
    ]
    return Again(records, COUNTY)


def test_what_came_late_to_the_rest_of_a_split_is_open() -> None:
    """As the demonstration gave it away: 439 less 196 and 205 are 38, and 460 less 203 and 215 are 42."""
    case = county()
    done = restating(case, list(COUNTY))
    shown = list(shown_by(done.instance, done))
    assert len({f"{name}@1" for name in COUNTY} & set(shown)) == 2
    members = {name: case.members(name) for name in (*COUNTY, *(f"{name}@1" for name in COUNTY))}
    members["late"] = ["rest late"]
    for given_too, low in (([], 0), ([f"{name}@1" for name in COUNTY], 4)):
        values = {name: case.count(name) for name in {*shown, *given_too} if name in members}
        found = Intruder(values, members).interval_of("late")
        assert found.low == low and found.high >= 4
    assert done.certificate is not None
    sealed(done.certificate, rows_of(done.instance, done))


def given_away(case: Again) -> list[int]:
    """How many people each sensitive difference of two countings is of, where every cell is shown."""
    instance = case.instance([], [f"{name}@1" for name in case.cells])
    shown = np.zeros(instance.columns.width, dtype=np.bool_)
    shown[[number for name, number in named(instance) if "@l" not in name]] = True
    found = Subtraction(instance, Rules()).given_away(shown).values()
    return [int(instance.counts[one.base_cells].sum()) for one in found if one.kind]


@pytest.mark.parametrize(
    ("rest", "found"),
    [((38, 4, 0), [4, 0]), ((38, 0, 3), [0, 3]), ((38, 3, 3), []), ((38, 9, 7), []), ((38, 5, 0), [])],
)
def test_it_is_the_difference_that_tells(rest: tuple[int, int, int], found: list[int]) -> None:
    """Where as many came as went nobody need have; of nine that came and seven that left neither is small."""
    assert given_away(county(COUNTS | {"rest": rest})) == found


def test_it_is_not_one_incident() -> None:
    """Nine people came late, all of one raid."""
    assert 9 in given_away(county(COUNTS | {"rest": (38, 9, 0)}, incident="raid"))


def test_what_two_countings_give_away_already_is_named() -> None:
    case = county()
    done = protect(
        case.instance([*COUNTY, *(f"{name}@1" for name in COUNTY)], [f"{name}@1" for name in COUNTY]), Rules()
    )
    assert any(
        "all@1: less " in name and "late" in name for name in report_of(done.instance, done)["unprotectable"]
    )


def test_a_proof_that_knows_nothing_of_two_countings_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By verifying, and by a look that shares no code with the engine."""

    class Once(Subtraction):
        """Looks at each counting by itself."""

        def _since(self, shown: object, about: object) -> Iterator[tuple[int, differences.Difference]]:
            return iter(())

    case = county()
    with monkeypatch.context() as patched:
        patched.setattr(protection, "Subtraction", Once)
        done = restating(case, list(COUNTY))
    seeing = restating(case, list(COUNTY))
    for number, made in enumerate((done, seeing)):
        assert made.certificate is not None
        save(made.certificate, tmp_path / f"{number}.npz")
        assert any("4 against before" in line for line in Proof(tmp_path / f"{number}.npz").moved()) != number
    assert done.certificate is not None
    with pytest.raises(CertificateError, match=r"by subtraction all@1: less .* late"):
        sealed(done.certificate, rows_of(done.instance, done))
    without = Certificate(**vars(done.certificate) | {"recounted": np.zeros((0, 2), dtype=np.int64)})
    sealed(without, rows_of(done.instance, done))
