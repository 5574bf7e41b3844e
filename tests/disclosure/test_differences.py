"""Subtracting shown counts from one another tells of nobody, whatever is subtracted from what."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure import protection
from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.certificate import Certificate, CertificateError
from dashboard.disclosure.columns import Flags
from dashboard.disclosure.differences import Difference, Subtraction
from dashboard.disclosure.edition import report_of, rows_of, sealed
from dashboard.disclosure.instance import Record, build
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import eliminated, protect
from dashboard.disclosure.rules import Rules, Zeros
from tests.disclosure.test_properties import QUICK, Case, attributed, lone, own_of, plain, public, shown_by


def differences(case: Case, shown: dict[str, int]) -> Iterator[tuple[list[str], int]]:
    """Base cells and count of every shown cell less one inside it, or less two that do not overlap."""
    inside = {name: frozenset(case.cells[name]) for name in shown}
    for whole in shown:
        parts = [name for name in shown if inside[name] < inside[whole]]
        pairs = [pair for pair in itertools.combinations(parts, 2) if not inside[pair[0]] & inside[pair[1]]]
        for taken in [*((one,) for one in parts), *pairs]:
            left = inside[whole].difference(*(inside[name] for name in taken))
            if left:
                yield sorted(left), shown[whole] - sum(shown[name] for name in taken)


def given_away_before(case: Case, base_cells: list[str], shown: dict[str, int]) -> bool:
    """Whether what is public already tells how many are in ``base_cells``."""
    before = {name: shown[name] for name in case.already_published}
    return Intruder(before, case.cells | {"left": base_cells}).interval_of("left").exact


@QUICK
@given(public())
def test_no_difference_is_a_small_count_that_was_not_public_before(case: Case) -> None:
    instance = case.instance()
    shown = shown_by(instance, protect(instance, Rules()))
    for base_cells, count in differences(case, shown):
        assert count >= 5 or given_away_before(case, base_cells, shown)


@QUICK
@given(attributed(), st.sampled_from(list(Zeros)))
def test_no_difference_is_one_bodys_or_one_incidents(case: Case, zeros: Zeros) -> None:
    rules = Rules(zeros=zeros)
    instance = case.instance()
    shown = shown_by(instance, protect(instance, rules))
    own = {body: own_of(case, body) for body in ("police", "council", "charity")}
    for base_cells, count in differences(case, shown):
        assert not rules.smallest_hidden <= count < 5
        assert not (count and lone(replace(case, cells={"left": base_cells}), "left"))
        for part in (sum(held.get(base_cell, 0) for base_cell in base_cells) for held in own.values()):
            assert not (part and count >= 5 and count - part < 3)


#: A year by quarter: two quarters are small. Each may hold nobody or four, and both together are four.
QUARTERS = {"q1": 30, "q2": 20, "q3": 3, "q4": 1}
YEAR = {"year": list(QUARTERS)} | {name: [name] for name in QUARTERS}


def made(counts: dict[str, int], cells: dict[str, list[str]], *already_published: str) -> Protection:
    return protect(
        build([Record(name, count) for name, count in counts.items()], cells, already_published), Rules()
    )


def test_what_two_hidden_cells_hold_together_is_open() -> None:
    done = made(QUARTERS, YEAR)
    shown = shown_by(done.instance, done)
    assert shown.keys() < {"year", "q1", "q2"}
    together = Intruder(shown, YEAR | {"left": ["q3", "q4"]}).interval_of("left")
    assert together.low == 0 and together.high >= 4


def test_what_is_left_of_a_whole_row_is_open() -> None:
    """More than two parts are shown, so that no pair and no triple of cells gives it."""
    counts = {f"d{n}": 20 + n for n in range(5)} | {"d5": 3, "d6": 1}
    done = made(counts, {"all": list(counts)} | {name: [name] for name in counts})
    assert done.implied == 1
    assert 4 <= len(shown_by(done.instance, done)) < 6


def found_in(records: list[Record], cells: dict[str, list[str]]) -> list[int]:
    """The counts of the sensitive differences where every cell is shown."""
    instance = build(records, cells)
    found = Subtraction(instance, Rules()).given_away(np.ones(len(cells), dtype=np.bool_))
    return [int(instance.counts[one.base_cells].sum()) for one in found.values()]


def test_two_sets_are_taken_away_though_no_row_has_both() -> None:
    """Each of the two overlaps what comes before the other in the order of the tables."""
    counts = {"b1": 20, "b2": 25, "c1": 30, "c2": 35, "rest": 3}
    cells = {"all": list(counts), "part of c": ["c1"], "b": ["b1", "b2"], "part of b": ["b1"]}
    records = [Record(name, count) for name, count in counts.items()]
    assert not found_in(records, cells)
    assert found_in(records, cells | {"c": ["c1", "c2"]}) == [3]


@pytest.mark.parametrize(("others", "found"), [(2, [5]), (3, [])])
def test_what_is_left_is_not_nearly_all_one_bodys(others: int, found: list[int]) -> None:
    records = [Record("left", 3, "police"), Record("left", others, "council"), Record("shown", 9, "council")]
    records.append(Record("shown", 9, "police"))
    assert found_in(records, {"all": ["left", "shown"], "shown": ["shown"]}) == found


@pytest.mark.parametrize(("second", "found"), [("raid", [12]), ("fair", [])])
def test_what_is_left_is_not_one_incident(second: str, found: list[int]) -> None:
    records = [Record("left", 6, "", "raid"), Record("left", 6, "", second), Record("shown", 20)]
    assert found_in(records, {"all": ["left", "shown"], "shown": ["shown"]}) == found


def test_a_difference_is_taken_without_shown_cells_that_it_holds() -> None:
    counts = {"a": 30, "b": 20, "c": 3, "known": 2}
    cells = {"all": list(counts), "a": ["a"], "b": ["b"], "known": ["known"]}
    instance = build([Record(name, count) for name, count in counts.items()], cells, ["known"])
    found = Subtraction(instance, Rules()).given_away(eliminated(instance, Rules()).published)
    left = instance.columns.sums(instance.counts)[0] - 30 - 20 - 2
    assert [int(instance.counts[one.base_cells].sum()) for one in found.values()] == [left] == [3]


def test_what_public_cells_give_by_subtraction_is_named_and_hides_nothing_else() -> None:
    done = made(QUARTERS, YEAR, "year", "q1", "q2")
    assert shown_by(done.instance, done).keys() == {"year", "q1", "q2"}
    assert report_of(done.instance, done)["unprotectable"] == ["year: less q1 and 1 more (5)"]
    assert done.certificate is not None
    sealed(done.certificate, rows_of(done.instance, done))


def test_a_set_alone_is_asked_about_by_itself() -> None:
    """What publishing one more cell would give away is found without looking at all others."""
    instance = build([Record(name, count) for name, count in QUARTERS.items()], YEAR)
    subtraction = Subtraction(instance, Rules())
    shown = np.isin(instance.names, ["year", "q1"])
    assert not subtraction.given_away(shown)
    shown |= np.isin(instance.names, ["q2"])
    for asked in ("q2", "year"):
        assert len(subtraction.given_away(shown, YEAR_NUMBERS[asked])) == 1
    assert not subtraction.given_away(shown, YEAR_NUMBERS["q3"])


YEAR_NUMBERS = {name: number for number, name in enumerate(YEAR)}


class Blind(Subtraction):
    """Finds nothing."""

    def given_away(self, shown: Flags, about: int | None = None) -> dict[str, Difference]:
        return {}


LEFT = {"one incident's": ("raid", ""), "one body's": ("", "police")}


@pytest.mark.parametrize(("incident", "body"), LEFT.values(), ids=LEFT)
def test_a_proof_that_does_not_see_whose_what_is_left_is_gets_refused(
    incident: str, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The year less two quarters is 30 people, many enough, but all of one incident or body."""
    records = [Record("left", 30, body, incident), Record("left too", 2, body, incident)]
    for quarter, many in (("q1", 40), ("q2", 50)):
        records += [Record(quarter, 4, f"body {n % 4}", f"{quarter}-{n}") for n in range(many // 4)]
    cells = {"year": ["q1", "q2", "left", "left too"], "q1": ["q1"], "q2": ["q2"]}
    with monkeypatch.context() as patched:
        patched.setattr(protection, "Subtraction", Blind)
        done = protect(build(records, cells), Rules())
    assert done.certificate is not None and shown_by(done.instance, done).keys() == cells.keys()
    with pytest.raises(CertificateError, match="by subtraction year: less q1"):
        sealed(done.certificate, rows_of(done.instance, done))
    # As the release itself: the engine that sees it hides one of them, and that is proved.
    seen = protect(build(records, cells), Rules())
    assert seen.certificate is not None and len(shown_by(seen.instance, seen)) < len(cells)
    sealed(seen.certificate, rows_of(seen.instance, seen))


def test_incidents_that_do_not_add_up_are_refused() -> None:
    records = [Record(name, 6, "", f"{name}-{n}") for name in ("a", "b") for n in range(3)]
    done = protect(build(records, {"all": ["a", "b"], "a": ["a"], "b": ["b"]}), Rules())
    made, rows = done.certificate, rows_of(done.instance, done)
    assert made is not None
    sealed(made, rows)
    spoilt = {
        "do not add up": {
            "raid_people": np.where(np.arange(len(made.raid_people)) == 0, 5, made.raid_people)
        },
        "other incidents than are told": {"raid_numbers": np.arange(len(made.raid_numbers)) % 2},
        "does not say who": {"alone": np.zeros(0, dtype=np.int64)},
    }
    for wrong, parts in spoilt.items():
        with pytest.raises(CertificateError, match=wrong):
            sealed(Certificate(**vars(made) | parts), rows)


def test_a_proof_without_what_subtraction_gives_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(protection, "Subtraction", Blind)
        done = made(QUARTERS, YEAR)
    assert done.certificate is not None and done.implied == 0
    with pytest.raises(CertificateError, match="by subtraction year: less q1"):
        sealed(done.certificate, rows_of(done.instance, done))


@QUICK
@given(plain())
def test_what_is_implied_comes_after_the_cells_that_were_given(case: Case) -> None:
    instance = case.instance()
    done = protect(instance, Rules())
    width = instance.columns.width
    assert done.instance.columns.width == width + done.implied
    assert done.instance.implied[width:].all() and not done.published[width:].any()
    assert rows_of(instance, done) == rows_of(done.instance, done)
    assert done.certificate is not None and len(done.certificate.listed) == len(done.instance.names)
