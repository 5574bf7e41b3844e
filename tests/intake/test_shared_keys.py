"""Bare numbers across agencies and files: never two people in one, nor one person in two."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.intake import FileReport, Outcome, keeping
from dashboard.intake.anonymise.key_text import bare_number, normalise
from dashboard.intake.sources import sources
from dashboard.intake.validation import check
from dashboard.settings import Installation
from tests.intake.test_arrivals import arrive, held, send
from tests.validation.extracts import bookings, write_csv

CASES = Path(__file__).parents[1] / "validation" / "cases"
BY_AGENCY = '[mapping]\nperson_numbers = "by agency"\n'
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


AGENCIES = st.sampled_from(["Acute hospital A", "Acute hospital B", "Northamptonshire Police"])
KEYS = st.sampled_from(["1000", "1002", " 1000 ", "1001", "NGH-1000", "a.jones@nhs.net", "A.Jones@nhs.net"])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(AGENCIES, KEYS), min_size=1, max_size=12))
def test_by_agency_a_number_is_somebody_within_its_agency_and_all_else_is_somebody_everywhere(
    sent: list[tuple[str, str]],
) -> None:
    rows = [numbers(agency, f"{day:02d}/03/2024", key)[0] for day, (agency, key) in enumerate(sent, start=1)]
    with tempfile.TemporaryDirectory() as folder:
        file = write_csv(Path(folder) / "register.csv", rows)
        file.with_suffix(".toml").write_text(BY_AGENCY)
        checked = check(file)
    people = {row.number - 2: normalise(str(row.values["person_key"])) for row in checked.rows}
    assert len(people) == len(sent), checked.findings
    for one, other in itertools.combinations(range(len(sent)), 2):
        same_key = normalise(sent[one][1]) == normalise(sent[other][1])
        bare = bare_number(sent[one][1])
        same_person = same_key and (not bare or sent[one][0] == sent[other][0])
        assert (people[one] == people[other]) is same_person, (sent[one], sent[other])


def test_erasing_a_number_by_agency_leaves_the_same_number_of_another(
    where: Installation, tmp_path: Path
) -> None:
    for agency in ("Acute hospital A", "Acute hospital B"):
        file = write_csv(tmp_path / f"{agency[-1]}.csv", numbers(agency, "14/03/2024", "1000", "1001"))
        file.with_suffix(".toml").write_text(BY_AGENCY)
        assert arrive(where, file)[0].outcome is Outcome.STORED
    with pytest.raises(keeping.NothingHeld, match="acute_hospital_a-1000"):
        keeping.erase(where, ["1000"])
    assert keeping.erase(where, ["acute_hospital_b-1000"]).rows == 1
    left = "SELECT agency, count(*) FROM bookings GROUP BY 1 ORDER BY 1"
    assert held(where, left) == [("acute_hospital_a", 2), ("acute_hospital_b", 1)]


def test_a_number_of_no_agency_stays_as_it_is_sent(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "register.csv", numbers("Not recorded", "14/03/2024", "1000"))
    file.with_suffix(".toml").write_text(BY_AGENCY)
    assert [row.values["person_key"] for row in check(file).rows] == ["1000"]
