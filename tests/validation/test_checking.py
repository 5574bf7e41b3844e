"""Checking a file: good rows go on, bad ones are set aside, a bad file is refused whole."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest

from dashboard.intake.validation import Check, Severity, check
from tests.validation.extracts import BOOKING, MEETING, REFERRAL, TODAY, bookings, write_csv


def checked(tmp_path: Path, rows: list[dict[str, str]], name: str = "extract.csv") -> Check:
    return check(write_csv(tmp_path / name, rows), today=TODAY)


def test_a_good_file(tmp_path: Path) -> None:
    result = checked(tmp_path, bookings(3), "register.csv")
    assert result.digest == hashlib.sha256((tmp_path / "register.csv").read_bytes()).hexdigest()
    assert (result.file, result.extract_name, result.made_up) == ("register.csv", "register", False)
    assert (result.rows_read, result.rows_set_aside, result.refusal) == (3, 0, None)
    first = result.rows[0].values
    assert list(first) == [column.name for column in result.source.columns]
    assert first["session_date"] == datetime.date(2019, 7, 23)
    assert first["work_postcode"] == "NN1 5BD"
    assert (first["email"], first["work_district"]) == (None, "not_recorded")


@pytest.mark.parametrize(
    ("name", "made_up"),
    [
        ("demo-register.csv", True),
        ("register (made up).csv", True),
        ("Demonstration.csv", True),
        ("made_up_log.csv", True),
        ("democracy.csv", False),
        ("register.csv", False),
    ],
)
def test_a_name_can_say_that_the_data_is_made_up(tmp_path: Path, name: str, made_up: bool) -> None:
    assert checked(tmp_path, bookings(1), name).made_up is made_up


def test_a_file_downloaded_again_keeps_its_name(tmp_path: Path) -> None:
    names = {
        checked(tmp_path, bookings(1), name).extract_name for name in ("Register.csv", "register (2).csv")
    }
    assert names == {"register"}


def test_one_row_can_have_several_findings(tmp_path: Path) -> None:
    rows = [*bookings(3), BOOKING | {"session_date": "soon", "status": "?!x", "venue": "Elsewhere"}]
    result = checked(tmp_path, rows)
    assert [(one.row, one.column, one.rule, one.letter) for one in result.findings] == [
        (5, "Venue", "kept_as_other", "J"),
        (5, "Session date", "not_a_date", "I"),
        (5, "Status", "unknown_code", "M"),
    ]
    assert (result.rows_read, result.rows_set_aside, len(result.rows)) == (4, 1, 3)


def test_a_warning_keeps_its_row(tmp_path: Path) -> None:
    result = checked(tmp_path, bookings(2, venue="Elsewhere", work_postcode="NN1"))
    assert {one.severity for one in result.findings} == {Severity.WARNING}
    assert result.counts == {"partial_postcode": 2, "kept_as_other": 2}
    assert [row.values["venue"] for row in result.rows] == ["other", "other"]
    assert result.rows_set_aside == 0


@pytest.mark.parametrize(
    ("changed", "rule", "column"),
    [
        ({"first_responder": ""}, "first_responder_missing", "First responder"),
        ({"concern_date": "15/02/2023"}, "date_received_before_concern_date", "Date received"),
        ({"rg_date": "13/02/2023"}, "rg_date_before_date_received", "RG date"),
        ({"cg_date": "28/02/2023"}, "cg_date_before_rg_date", "CG date"),
    ],
)
def test_rules_over_a_referral(tmp_path: Path, changed: dict[str, str], rule: str, column: str) -> None:
    result = checked(tmp_path, [REFERRAL, REFERRAL | {"reference": "MS-2"} | changed])
    assert [(one.row, one.rule, one.column) for one in result.findings] == [(3, rule, column)]
    assert len(result.rows) == 1


def test_packs_for_one_who_did_not_attend(tmp_path: Path) -> None:
    result = checked(tmp_path, [*bookings(2), BOOKING | {"status": "DNA"}])
    assert [(one.row, one.rule) for one in result.findings] == [(4, "handed_out_without_attending")]


def test_the_later_of_two_rows_with_one_key_is_set_aside(tmp_path: Path) -> None:
    twice = BOOKING | {"person_key": "  sn-0 ", "status": "Cancelled", "packs": "", "pocket_guides": ""}
    result = checked(tmp_path, [*bookings(2), twice, twice])
    assert [(one.row, one.rule) for one in result.findings] == [(4, "duplicate_row"), (5, "duplicate_row")]
    assert "row 2 (Person key, Session date, Course, Venue are equal)" in result.findings[0].message
    assert [row.number for row in result.rows] == [2, 3]


def test_a_bad_row_does_not_hide_its_correction_below(tmp_path: Path) -> None:
    result = checked(tmp_path, [BOOKING | {"status": "x", "session_date": BOOKING["session_date"]}, BOOKING])
    assert [(one.row, one.rule) for one in result.findings] == [(2, "unknown_code")]
    assert [row.number for row in result.rows] == [3]


@pytest.mark.parametrize(("bad", "refused"), [(2, False), (3, True)])
def test_above_a_fifth_of_bad_rows_the_file_is_refused(tmp_path: Path, bad: int, refused: bool) -> None:
    rows = bookings(10)
    for row in rows[:bad]:
        row["status"] = "nonsense"
    result = checked(tmp_path, rows)
    assert result.rows_set_aside == bad
    assert bool(result.refusal) is refused
    assert len(result.rows) == (0 if refused else 10 - bad)
    if refused:
        assert result.refusal == (
            "extract.csv is refused: 3 of its 10 rows (30%) have errors, more than the 20% allowed."
        )


def test_in_a_short_file_the_share_is_not_judged(tmp_path: Path) -> None:
    result = checked(tmp_path, [*bookings(4), *bookings(5, status="x")])
    assert (result.refusal, len(result.rows)) == (None, 4)


def test_a_file_without_one_good_row_is_refused(tmp_path: Path) -> None:
    result = checked(tmp_path, bookings(2, status="x"))
    assert result.refusal == "extract.csv is refused: none of its 2 rows can be used."


def test_coming_sessions_are_set_aside_but_do_not_refuse_a_register(tmp_path: Path) -> None:
    coming = [
        row | {"person_key": f"C-{row['person_key']}"} for row in bookings(10, session_date="1/10/2026")
    ]
    result = checked(tmp_path, [*bookings(10), *coming])
    assert (result.refusal, result.rows_set_aside, len(result.rows)) == (None, 10, 10)
    assert result.counts == {"date_in_future": 10}


def test_today_is_the_last_day_where_none_is_given(tmp_path: Path) -> None:
    today = datetime.date.today()
    rows = [
        MEETING | {"meeting_date": day.isoformat()} for day in (today, today + datetime.timedelta(days=2))
    ]
    result = check(write_csv(tmp_path / "meetings.csv", rows))
    assert [(one.row, one.rule) for one in result.findings] == [(3, "date_in_future")]


def test_a_row_is_not_in_the_words_that_a_log_would_show(tmp_path: Path) -> None:
    result = checked(tmp_path, bookings(2, person_key="Canary"))
    assert "Canary" not in repr(result) + repr(result.rows[0]) + str(result.rows)


def test_packs_may_be_handed_to_somebody_who_walked_in(tmp_path: Path) -> None:
    result = check(write_csv(tmp_path / "a.csv", bookings(1, status="Walk-in", packs="1")), today=TODAY)
    assert result.findings == ()
    assert result.rows[0].values["status"] == "walk_in"
