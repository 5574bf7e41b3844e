"""Bare numbers across agencies and files: never two people in one, nor one person in two."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.intake import FileReport, Outcome
from dashboard.intake.sources import sources
from dashboard.settings import Installation
from tests.intake.test_arrivals import arrive, held, send
from tests.validation.extracts import bookings, write_csv

CASES = Path(__file__).parents[1] / "validation" / "cases"
PEOPLE = "SELECT count(DISTINCT person), count(*) FROM bookings"


def numbers(agency: str, day: str, *keys: str) -> list[dict[str, str]]:
    rows = bookings(len(keys), agency=agency, session_date=day)
    return [row | {"person_key": key} for row, key in zip(rows, keys, strict=True)]


def asked(report: FileReport, *words: str) -> bool:
    text = " ".join(report.sentences)
    return report.outcome is Outcome.REFUSED and report.asked and all(word in text for word in words)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(CASES, tmp_path / "sent")
    return tmp_path / "sent"


@pytest.mark.parametrize("together", [True, False])
def test_bare_staff_numbers_of_two_agencies(where: Installation, case: Path, together: bool) -> None:
    files = sorted((case / "04-bare-staff-numbers-two-agencies").glob("*.csv"))
    reports = arrive(where, *files) if together else [*arrive(where, files[0]), *arrive(where, files[1])]
    assert [one.outcome for one in reports] == [Outcome.STORED, Outcome.REFUSED]
    assert asked(reports[1], "5 of its 5 keys", "of another agency", "NGH-1000")
    files[1].write_text(files[1].read_text().replace("\n1", "\nNGH-1"))
    assert arrive(where, files[1])[0].outcome is Outcome.STORED
    assert held(where, PEOPLE) == [(10, 10)]


@pytest.mark.parametrize("together", [True, False])
def test_zeros_lost_by_a_spreadsheet(where: Installation, case: Path, together: bool) -> None:
    files = sorted((case / "06-zeros-lost-by-excel").glob("[ab].*"))
    reports = arrive(where, *files) if together else [*arrive(where, files[0]), *arrive(where, files[1])]
    assert [one.outcome for one in reports] == [Outcome.STORED, Outcome.REFUSED]
    assert asked(reports[1], "5 of its 5 keys", "leading zeros", "as text")
    assert held(where, PEOPLE) == [(5, 5)]


def test_numbers_with_zeros_after_numbers_without(where: Installation, tmp_path: Path) -> None:
    send(where, tmp_path / "b" / "march.csv", numbers("Acute hospital A", "14/03/2024", "4000", "4001"))
    april = numbers("Acute hospital A", "14/04/2024", "004000", "004001")
    assert asked(send(where, tmp_path / "b" / "april.csv", april), "2 of its 2 keys", 'covers = "all"')
    right = numbers("Acute hospital A", "14/03/2024", "004000", "004001")
    assert send(where, tmp_path / "b" / "march.csv", right, covers="all").outcome is Outcome.REPLACED
    assert send(where, tmp_path / "b" / "april.csv", april).outcome is Outcome.STORED
    assert held(where, PEOPLE) == [(2, 4)]


def test_other_zeros_in_another_agency_say_nothing(where: Installation, tmp_path: Path) -> None:
    send(where, tmp_path / "a.csv", numbers("Acute hospital A", "14/03/2024", "4000"))
    assert (
        send(where, tmp_path / "b.csv", numbers("Acute hospital B", "14/03/2024", "04000")).outcome
        is Outcome.STORED
    )


def test_an_agency_sends_its_numbers_again(where: Installation, tmp_path: Path) -> None:
    keys = [str(number) for number in range(1000, 1010)]
    send(where, tmp_path / "march.csv", numbers("Acute hospital A", "14/03/2024", *keys))
    april = send(where, tmp_path / "april.csv", numbers("Acute hospital A", "14/04/2024", *keys, "2000"))
    assert april.outcome is Outcome.STORED
    assert held(where, PEOPLE) == [(11, 21)]


def test_few_people_move_within_a_register_of_all(where: Installation, tmp_path: Path) -> None:
    keys = [str(number) for number in range(1000, 1060)]
    first = [
        *numbers("Acute hospital A", "14/03/2024", *keys),
        *numbers("Acute hospital B", "14/03/2024", "2000"),
    ]
    send(where, tmp_path / "march.csv", first)
    moved = numbers("Acute hospital B", "14/04/2024", *keys[:2])
    second = [*numbers("Acute hospital A", "14/04/2024", *keys[2:]), *moved]
    assert send(where, tmp_path / "april.csv", second).outcome is Outcome.STORED
    many = [
        *numbers("Acute hospital A", "14/05/2024", *keys[20:]),
        *numbers("Acute hospital B", "14/05/2024", *keys[2:20]),
    ]
    assert asked(send(where, tmp_path / "may.csv", many), "18 of its 58 keys")


def test_addresses_may_be_held_of_another_agency(where: Installation, tmp_path: Path) -> None:
    send(where, tmp_path / "a.csv", numbers("Acute hospital A", "14/03/2024", "a.jones@nhs.net"))
    assert send(
        where, tmp_path / "b.csv", numbers("Acute hospital B", "14/04/2024", "a.jones@nhs.net")
    ).outcome is (Outcome.STORED)
    assert held(where, PEOPLE) == [(1, 2)]


def test_forms_and_bookings_are_compared(where: Installation, tmp_path: Path) -> None:
    send(where, tmp_path / "a.csv", numbers("Acute hospital A", "14/03/2024", "1000"))
    form = dict(sources()["evaluation_forms"].examples[0]) | {
        "person_key": "1000",
        "agency": "Acute hospital B",
    }
    (report,) = arrive(where, write_csv(tmp_path / "forms.csv", [form]))
    assert asked(report, "1 of its 1 keys")
