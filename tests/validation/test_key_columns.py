"""A column of keys shows that some of them no longer tell anybody apart."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.validation import Check, ExtractRefused, Severity, check
from dashboard.intake.validation.columns import key_columns
from dashboard.intake.validation.columns.fillers import stands_for_nobody
from dashboard.intake.validation.columns.judging import JUDGEMENTS
from dashboard.intake.validation.columns.verdicts import NotRecorded, ReadAs, Refused
from dashboard.intake.validation.table import Cell
from dashboard.store.contract import Blank, Column, Kind, Treatment
from tests.validation.extracts import REFERRAL, TODAY, write_csv
from tests.validation.judged import PERSON, judged, outcome, rules

AGENCY = Column("agency", Kind.CODE, "", codes="agency", quasi_identifier=True)
ROLE = Column("role", Kind.CODE, "", codes="role", quasi_identifier=True)
NAME = Column("name", Kind.TEXT, "", Treatment.DROP, blank=Blank.ALLOWED)


@pytest.mark.parametrize(
    "cell",
    [
        "1.20001E+11",
        "1.2e+05",
        "1,20001E+11",
        "1E+12",
        "1.20001e11",
        1.20001e15,
        10**16,
        "1234567890123450000",
    ],
)
def test_shortened_numbers_refuse_the_file(tmp_path: Path, cell: Cell) -> None:
    assert isinstance(judged(key_columns.shortened, PERSON, ["SN-1", cell]), Refused)
    suffix = "csv" if isinstance(cell, str) else "xlsx"
    result = outcome(tmp_path / f"register.{suffix}", person_key=["SN-1", cell])
    assert isinstance(result, ExtractRefused) and rules(result) == ["keys_shortened"]
    assert "column A (Person key) holds numbers that a spreadsheet has shortened" in result.sentence
    assert result.sentence.endswith("apart: row 3.")


@pytest.mark.parametrize(
    "cell", ["12E5", "1E3", "E+11", "123456789012345", 120001234567.0, "1234567890123456", "SN-1.5"]
)
def test_keys_that_only_look_like_it(cell: Cell) -> None:
    assert judged(key_columns.shortened, PERSON, [cell]) is None


def test_references_and_incidents_are_keys_too(tmp_path: Path) -> None:
    for name in ("reference", "incident_reference"):
        rows = [REFERRAL | {"reference": f"R{n}"} | {name: "2.0E+10"} for n in (1, 2)]
        with pytest.raises(ExtractRefused, match="that a spreadsheet has shortened"):
            check(write_csv(tmp_path / "log.csv", rows), today=TODAY)


def test_dates_that_were_keys(tmp_path: Path) -> None:
    result = outcome(tmp_path / "register.xlsx", person_key=["SN-1", datetime.date(2024, 4, 3)])
    assert isinstance(result, ExtractRefused) and rules(result) == ["keys_turned_into_dates"]


def test_whole_numbers_with_decimals_are_whole(tmp_path: Path) -> None:
    result = outcome(tmp_path / "register.csv", person_key=["4000.0", "4001.0", "A4"])
    assert isinstance(result, Check)
    assert [row.values["person_key"] for row in result.rows] == ["4000", "4001", "A4"]
    assert judged(key_columns.without_decimals, PERSON, ["4000.5", "v1.0", ""]) is None


@pytest.mark.parametrize(
    "held",
    [
        ["00123", "123"],
        ["00123", 123],
        ["004000", "4001"],
        ["007", "1007", 12],
        ["0012", "34", "unknown"],
        ["00123", "123.0"],
    ],
)
def test_zeros_lost_in_part_of_a_column(held: list[Cell]) -> None:
    verdict = judged(key_columns.zeros_lost, PERSON, held)
    assert isinstance(verdict, Refused) and verdict.rule == "keys_without_zeros"
    assert verdict.proof.startswith("has numbers with leading zeros in row 2 and has lost them in row")


@pytest.mark.parametrize(
    "held",
    [
        ["00123", "00124"],
        ["123", 124],
        ["00123", "12345"],
        ["0", "123"],
        ["00123", "A12", ""],
        ["007", "0012", "12345"],
        ["004000", 123456],
    ],
)
def test_zeros_that_are_all_there(held: list[Cell]) -> None:
    assert judged(key_columns.zeros_lost, PERSON, held) is None


NOBODY = [
    *("#N/A", "#n/a", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "######", "#NV", "0", "00", "0.0", "000000"),
    *(
        "No email",
        "no e-mail",
        "NO EMAIL ADDRESS",
        "Not Provided",
        "N.A.",
        "unknown",
        "Unknown User",
        "none given",
    ),
    *(
        "test@test.com",
        "test@nhs.net",
        "noemail@noemail.com",
        "no-reply@x.org",
        "x@x.com",
        "a@a.com",
        "test1",
    ),
    *(
        "n\uff0fa",
        "-",
        "--",
        "...",
        "xxx",
        "XXXX",
        "99999",
        "999999",
        "Anonymous",
        "Agency staff",
        "walk-in",
        "TBC",
    ),
    *(
        "No\u00a0email",
        "un\u200bknown",
        "no.email@nhs.net",
        "@",
        "jane@",
        "@nhs.net",
        "TRUE",
    ),
]
SOMEBODY = [
    *(
        "SN-0",
        "10",
        "1111",
        "9999",
        "a.jones@nhs.net",
        "info@charity.org",
        "me@smith.org",
        "anna",
        "test.jones@nhs.net",
    ),
    *(
        "Staff1024",
        "N1",
        "NA123",
        "00100",
        "x12345",
        "bankole@nhs.net",
        "jo@unknownpleasures.org",
        "none.such@nhs.net",
    ),
    *("Tester-Smith", "jane@example.org", "a.guest@nhs.net", "#12", "OP-311", "1.5", "j@k.org.uk"),
]


@pytest.mark.parametrize("text", NOBODY)
def test_fillers_stand_for_nobody(text: str) -> None:
    assert stands_for_nobody(text)


@pytest.mark.parametrize("text", SOMEBODY)
def test_keys_of_somebody(text: str) -> None:
    assert not stands_for_nobody(text)


@given(
    fillers=st.lists(st.sampled_from(NOBODY), min_size=1, max_size=10),
    people=st.lists(st.from_regex(r"SN-\d{4}", fullmatch=True), min_size=1, max_size=10),
)
def test_a_filler_is_never_a_person_and_a_person_never_a_filler(
    fillers: list[str], people: list[str]
) -> None:
    verdict = judged(key_columns.fillers, PERSON, [*fillers, *people])
    places = verdict.places if isinstance(verdict, NotRecorded) else frozenset()
    distinct = list(dict.fromkeys([*fillers, *people]))
    # Words that only say that nothing is known are blanks, by the reader of the cell.
    left = {text for place, text in enumerate(distinct) if place not in places}
    assert left - set(people) <= {"-", "--", "...", "N.A.", "unknown", "un\u200bknown", "TBC"}
    assert set(people) <= left


def test_a_filler_sets_its_row_aside_or_is_not_recorded(tmp_path: Path) -> None:
    result = outcome(tmp_path / "register.csv", person_key=["No email", "SN-1", "No email", "tester"])
    assert isinstance(result, Check)
    assert [(one.row, one.rule) for one in result.findings] == [(n, "key_of_nobody") for n in (2, 4, 5)]
    assert [row.number for row in result.rows] == [3]
    rows = [
        REFERRAL | {"reference": f"R{n}", "incident_reference": key}
        for n, key in enumerate(("OP-1", "no ref"))
    ]
    result = check(write_csv(tmp_path / "log.csv", rows), today=TODAY)
    assert [(one.row, one.rule, one.severity) for one in result.findings] == [
        (3, "key_of_nobody", Severity.WARNING)
    ]
    assert [row.values["incident_reference"] for row in result.rows] == ["OP-1", None]


def test_true_and_false_are_nobody(tmp_path: Path) -> None:
    assert rules(outcome(tmp_path / "register.xlsx", person_key=[True, "SN-1"])) == ["key_of_nobody"]


ROLES = ["Doctor", "Nurse", "Porter", "Clerk", "Manager", "Teacher", "Driver", "Cook", "Artist"]


@pytest.mark.parametrize("beside", [AGENCY, ROLE, NAME])
def test_a_key_with_the_facts_of_many_people_is_nobodys(beside: Column) -> None:
    held: list[Cell] = [*["EXT"] * 5, "SN-1", "SN-1", "SN-2"]
    verdict = judged(key_columns.many_faces, PERSON, held, {beside: [*ROLES[:5], "Doctor", "Nurse", "Cook"]})
    assert verdict == NotRecorded("key_of_many", frozenset({0}))
    busy: list[Cell] = ["EXT"] * 40
    verdict = judged(key_columns.many_faces, PERSON, busy, {beside: (ROLES * 5)[:40]})
    assert verdict == NotRecorded("key_of_many", frozenset({0}))


def test_a_person_may_come_often_and_change() -> None:
    held: list[Cell] = ["SN-1"] * 20
    assert (
        judged(key_columns.many_faces, PERSON, held, {ROLE: ["Doctor", "", "DOCTOR ", "Nurse"] * 5}) is None
    )
    assert judged(key_columns.many_faces, PERSON, held, {ROLE: ROLES[:5] * 4}) is None


def test_an_incident_is_of_many_people() -> None:
    incident = Column("incident_reference", Kind.TEXT, "", Treatment.PSEUDONYM)
    verdict = judged(key_columns.many_faces, PERSON, ["SN-1"] * 9, {incident: ["OP-1"] * 9})
    assert verdict is None


def test_numbers_of_several_agencies_in_one_file(tmp_path: Path) -> None:
    agencies = ["Acute hospital A", "Acute hospital A", "Acute hospital B", "Acute hospital B"]
    days = ["14/03/2024", "14/03/2024", "15/03/2024", "15/03/2024"]
    shared = outcome(
        tmp_path / "register.csv",
        person_key=["1000", "1001", "1000", "1001"],
        agency=agencies,
        session_date=days,
    )
    assert isinstance(shared, ExtractRefused) and rules(shared) == ["keys_of_several_agencies"]
    assert "rows 2, 3, 4, 5" in shared.sentence and "NGH-1000" in shared.advice
    keys = ["A-1000", "A-1001", "A-1000", "A-1001"]
    assert isinstance(outcome(tmp_path / "b.csv", person_key=keys, agency=agencies, session_date=days), Check)


def test_few_people_change_their_agency_and_one_agency_has_many_names() -> None:
    moved: list[Cell] = [*(str(1000 + n) for n in range(50)), "1000", "1001"]
    held = [*["A"] * 50, "B", "B"]
    assert judged(key_columns.several_agencies, PERSON, moved, {AGENCY: held}) is None
    three: list[Cell] = [*moved, "1002"]
    assert isinstance(judged(key_columns.several_agencies, PERSON, three, {AGENCY: [*held, "B"]}), Refused)


def test_every_key_is_judged_and_sound_keys_are_left_alone() -> None:
    held: list[Cell] = ["SN-1", "a.jones@nhs.net", "OP-311", "", "O\u2019Brien", "20417"]
    assert [judged(judgement, PERSON, held) for judgement in JUDGEMENTS["keys"]] == [None] * len(
        JUDGEMENTS["keys"]
    )
    assert isinstance(judged(key_columns.without_decimals, PERSON, ["1.0"]), ReadAs)


def test_one_person_written_in_several_ways_is_the_same_record(tmp_path: Path) -> None:
    keys = ["o'brien@nhs.net", "O\u2019Brien@NHS.net", "o\u2019brien\u200b@nhs.net", "\uff4f'brien@nhs.net"]
    assert rules(outcome(tmp_path / "register.csv", person_key=keys)) == ["duplicate_row"] * 3


def test_numbers_that_were_written_out_again() -> None:
    verdict = judged(key_columns.shortened, PERSON, ["120001000000", 120002000000.0, "120002000001"])
    assert isinstance(verdict, Refused) and verdict.places == {0, 1}
    run: list[Cell] = ["100000000000", "100000000001", "100000000002"]
    assert judged(key_columns.shortened, PERSON, run) is None


def test_what_tells_sessions_apart_is_judged_too(tmp_path: Path) -> None:
    result = outcome(
        tmp_path / "register.csv", person_key=["SN-1", "SN-2"], session_reference=["S1", "1.2E+11"]
    )
    assert isinstance(result, ExtractRefused) and rules(result) == ["keys_shortened"]
