"""Troubles of kinds that were met elsewhere, in other words, programs and months."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.intake.anonymise.key_text import normalise
from dashboard.intake.validation import Check, ExtractRefused, check
from dashboard.reference.code_lists import code_list
from dashboard.reference.code_rows import CodesRefused
from tests.validation.exported import ZOOM, column, put, taken
from tests.validation.extracts import TODAY, bookings, write_csv
from tests.validation.judged import outcome, rules

PUBLISHED = ("year", "quarter", "age_at_exploitation", "location_of_exploitation", "nrm_referrals")


def register(path: Path, column: str, *written: str) -> Check | ExtractRefused:
    return outcome(path / "register.csv", **{column: list(written)})


def test_a_day_between_year_and_month_refuses_the_column(tmp_path: Path) -> None:
    result = register(tmp_path, "session_date", "2024-25-03", "2024-03-02")
    assert isinstance(result, ExtractRefused) and rules(result) == ["dates_day_second"]
    # A slip of the pen in a column that is year, month, day otherwise.
    result = register(tmp_path, "session_date", "2024-25-03", "2024-03-22")
    assert isinstance(result, Check) and set(result.counts) == {"not_a_date"}


def test_a_month_by_its_name_cannot_have_been_exchanged(tmp_path: Path) -> None:
    result = register(tmp_path, "session_date", "13/01/2024", "2024-02-03", "4 May 2024", "5 May 2024")
    assert isinstance(result, Check) and not result.counts


@pytest.mark.parametrize("shown", [("12-Mar", "SN-2"), ("Mar-12", "Apr-07"), ("4-May-24", "SN-3")])
def test_keys_that_a_spreadsheet_shows_as_dates_are_no_keys(tmp_path: Path, shown: tuple[str, str]) -> None:
    result = register(tmp_path, "person_key", *shown)
    assert isinstance(result, ExtractRefused) and rules(result) == ["keys_turned_into_dates"]


def test_keys_of_letters_and_numbers_may_look_like_a_month(tmp_path: Path) -> None:
    result = register(tmp_path, "person_key", "MAY-12", "SMI-12", "JON-07")
    assert isinstance(result, Check) and len(result.rows) == 3


@pytest.mark.parametrize("written", ["1.000", "12.000", "1.000.000"])
def test_a_number_that_may_be_a_thousand_or_one_is_neither(tmp_path: Path, written: str) -> None:
    result = register(tmp_path, "places", written, "1.0")
    assert isinstance(result, Check)
    assert result.counts == {"not_a_whole_number": 1}


@pytest.mark.parametrize(
    "written", ["Ann <a.b@nhs.invalid>", "<A.B@nhs.invalid>;", "a.b@nhs.invalid;", "mailto:a.b@nhs.invalid"]
)
def test_an_address_is_one_key_however_a_mail_program_gives_it(written: str) -> None:
    assert normalise(written) == "a.b@nhs.invalid"


def test_two_addresses_in_a_cell_stay_two() -> None:
    assert normalise("a@nhs.invalid;b@nhs.invalid") == "a@nhs.invalid;b@nhs.invalid"


def test_one_word_for_two_codes_refuses_the_list(tmp_path: Path) -> None:
    for second in ("two,ONE  hospital,", "two,Two,one", "two,Two,A|First"):
        (tmp_path / "agency.csv").write_text(f"code,label,also\none,One hospital,First\n{second}\n", "utf-8")
        with pytest.raises(CodesRefused, match="has the same word for the codes one and two"):
            code_list("agency", own=tmp_path)
    # A word of ours may become one of theirs.
    ours = next(iter(code_list("agency").labels.values()))
    (tmp_path / "agency.csv").write_text(f'code,label,also\none,"{ours}",\n', "utf-8")
    assert code_list("agency", own=tmp_path).find(ours) == "one"


def test_a_total_of_a_breakdown_without_a_word_for_all_holds_no_record(tmp_path: Path) -> None:
    rows = [dict(zip(PUBLISHED, row, strict=True)) for row in (
        ("2023", "Q4", "Total", "UK", "4101"), ("2023", "Q4", "Adult", "UK", "4101"),
    )]  # fmt: skip
    result = check(write_csv(tmp_path / "table.csv", rows), today=TODAY)
    assert (result.rows_read, result.rows_good, result.rows_furniture) == (2, 1, 1)


def test_a_row_called_overall_is_a_total(tmp_path: Path) -> None:
    rows = [*bookings(3), dict.fromkeys(bookings(1)[0], "") | {"person_key": "Overall", "places": "90"}]
    result = check(write_csv(tmp_path / "register.csv", rows), today=TODAY)
    assert (result.rows_read, result.rows_good, result.rows_furniture) == (4, 3, 1)


def joined(*times: str) -> list[list[str]]:
    return [ZOOM, *(["A Example", "a@nhs.invalid", at, at, "60", "Yes"] for at in times)]


CONSTANTS = '[mapping.constants]\nagency = "public"\ncourse = "refresher"\n'


def test_joins_of_two_days_are_two_attendances(tmp_path: Path) -> None:
    path = put(
        tmp_path / "zoom.csv", joined("13/06/2026 09:58:00", "13/06/2026 10:30:00", "20/06/2026 10:00:00")
    )
    result = taken(path, CONSTANTS)
    assert column(result, "session_date") == [datetime.date(2026, 6, day) for day in (13, 20)]
    assert (result.rows_read, result.rows_furniture) == (3, 1)


def test_dates_that_prove_their_order_are_not_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path / "zoom.csv", joined("06/13/2026 09:58:00 AM", "06/12/2026 10:00:00 AM"))
    with pytest.raises(
        ExtractRefused, match="is written month first: the second number is above 12 in row 2"
    ):
        taken(path, CONSTANTS)


def test_zooms_report_of_people_takes_its_day_from_the_meeting(tmp_path: Path) -> None:
    lines = [
        ["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"],
        ["812", "Refresher", "13/06/2026 10:00", "13/06/2026 11:00", "host@nhs.invalid", "60", "2"],
        [],
        ["Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"],
        ["A Example", "a@nhs.invalid", "50", "Yes"],
        ["B Example", "b@nhs.invalid", "9", "No"],
    ]
    result = taken(put(tmp_path / "zoom.csv", lines), '[mapping.constants]\nagency = "public"\n')
    assert result.findings == ()
    assert set(column(result, "session_date")) == {datetime.date(2026, 6, 13)}
    assert column(result, "course") == ["refresher", "refresher"]
