"""A column of dates shows its order, its zone and its calendar where no single date can."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dashboard.intake.validation import Check, ExtractRefused, check
from dashboard.intake.validation.columns import date_columns
from dashboard.intake.validation.columns.judging import JUDGEMENTS
from dashboard.intake.validation.columns.verdicts import ReadAs, Refused
from dashboard.intake.validation.dates import LONDON, Order, read_date
from dashboard.intake.validation.table import Cell
from tests.validation.extracts import REFERRAL, TODAY, bookings, cells, write_csv, write_xlsx
from tests.validation.judged import WHEN, judged, outcome, rules

DAYS = st.dates(datetime.date(2010, 1, 1), datetime.date(2026, 9, 30))
SIGNS = st.sampled_from("/.- ")


def verdicts(held: list[Cell], order: Order | None = None) -> list[object]:
    every = [judged(judgement, WHEN, held, date_order=order) for judgement in JUDGEMENTS["dates"]]
    return [verdict for verdict in every if verdict is not None]


@given(
    days=st.lists(DAYS, min_size=1, max_size=40),
    sign=SIGNS,
    padded=st.booleans(),
    time=st.sampled_from(["", " 09:30"]),
)
def test_a_column_written_day_first_never_changes(
    days: list[datetime.date], sign: str, padded: bool, time: str
) -> None:
    form = "{:02}{}{:02}{}{:04}" if padded else "{}{}{}{}{}"
    held: list[Cell] = [form.format(day.day, sign, day.month, sign, day.year) + time for day in days]
    assert verdicts(held) == []
    assert [read_date(cell) for cell in held] == days


@given(
    days=st.lists(DAYS, min_size=1, max_size=40),
    late=DAYS.filter(lambda day: day.day > 12),
    sign=SIGNS,
    short=st.booleans(),
)
def test_a_column_written_month_first_with_a_day_above_12_is_always_refused(
    days: list[datetime.date], late: datetime.date, sign: str, short: bool
) -> None:
    held: list[Cell] = [
        f"{day.month}{sign}{day.day}{sign}{day.year % 100 if short else day.year:02}" for day in [*days, late]
    ]
    (verdict,) = [
        one for one in verdicts(held) if isinstance(one, Refused) and one.rule == "dates_month_first"
    ]
    assert "row" in verdict.proof and "2024" not in verdict.proof


@given(days=st.lists(DAYS, min_size=1, max_size=40), sign=SIGNS)
def test_a_column_said_to_be_month_first_is_read_so(days: list[datetime.date], sign: str) -> None:
    held: list[Cell] = [f"{day.month}{sign}{day.day}{sign}{day.year}" for day in days]
    (verdict,) = verdicts(list(dict.fromkeys(held)), Order.MONTH_FIRST)
    assert isinstance(verdict, ReadAs)
    assert set(verdict.cells.values()) == set(days)


def test_a_toml_that_is_wrong_about_the_order(tmp_path: Path) -> None:
    (tmp_path / "register.toml").write_text('[mapping]\ndate_order = "month first"\n', encoding="utf-8")
    right = outcome(tmp_path / "register.csv", session_date=["3/25/2024", "04/05/2024", "2024-05-06"])
    assert isinstance(right, Check)
    assert [str(row.values["session_date"]) for row in right.rows] == [
        "2024-03-25",
        "2024-04-05",
        "2024-05-06",
    ]
    wrong = outcome(tmp_path / "register.csv", session_date=["25/3/2024", "04/05/2024"])
    assert isinstance(wrong, ExtractRefused) and rules(wrong) == ["dates_day_first"]
    assert wrong.sentence.endswith("the first number is above 12 in row 2.")


def test_dates_of_two_orders(tmp_path: Path) -> None:
    mixed = outcome(tmp_path / "register.csv", session_date=["25/03/2024", "03/26/2024", "01/02/2024"])
    assert isinstance(mixed, ExtractRefused) and rules(mixed) == ["dates_of_two_orders"]
    assert "row 3 and the day in row 2" in mixed.sentence


def test_one_slip_in_a_long_column_is_a_finding_of_its_row(tmp_path: Path) -> None:
    days = [
        f"{day}/{month}/{year}" for year in (2019, 2020) for month in range(1, 11) for day in range(13, 19)
    ]
    result = outcome(tmp_path / "register.csv", session_date=[*days, "03/26/2024"])
    assert isinstance(result, Check) and rules(result) == ["not_a_date"] and len(result.rows) == 120


def test_other_columns_of_dates_are_judged_too(tmp_path: Path) -> None:
    rows = [REFERRAL | {"reference": f"R{n}", "cg_date": f"4/{n}/2023"} for n in (2, 9, 30)]
    with pytest.raises(ExtractRefused, match=r"column \w \(CG date\) is written month first: .* row 4\."):
        check(write_csv(tmp_path / "log.csv", rows), today=TODAY)


REAL = [datetime.date(2024, 3, 4), datetime.datetime(2024, 5, 6), datetime.date(2024, 11, 12)]


def test_half_converted_dates(tmp_path: Path) -> None:
    result = outcome(tmp_path / "register.xlsx", session_date=[*REAL, "25/04/2024"])
    assert isinstance(result, ExtractRefused) and rules(result) == ["dates_half_converted"]
    assert "(rows 2, 3, 4), beside dates left as text with a number above 12 (row 5)" in result.sentence


@pytest.mark.parametrize(
    "held",
    [
        [*REAL, "05/04/2024"],
        [*REAL, datetime.date(2024, 3, 14), "25/04/2024"],
        REAL,
        ["2024-03-04", "25/04/2024"],
        [*REAL, "25/04/2024", "05/06/2024"],
    ],
)
def test_dates_beside_text_that_are_as_meant(held: list[Cell]) -> None:
    assert judged(date_columns.half_converted, WHEN, held) is None


def test_half_converted_dates_saved_as_csv_and_as_numbers() -> None:
    iso: list[Cell] = [f"2024-{month:02}-0{month}" for month in range(1, 7)]
    assert isinstance(judged(date_columns.half_converted, WHEN, [*iso, "25/04/2024"]), Refused)
    numbers: list[Cell] = [45_355, 45_326.0]  # 4 March and 4 February 2024
    assert isinstance(judged(date_columns.half_converted, WHEN, [*numbers, "25/04/2024"]), Refused)


@given(days=st.lists(DAYS, min_size=20, max_size=60, unique=True))
def test_two_digit_years_that_stand_first_are_refused_and_no_others(days: list[datetime.date]) -> None:
    first: list[Cell] = [
        f"{day:%y/%m/%d}" for day in [*days, datetime.date(2024, 3, 31), datetime.date(2024, 3, 5)]
    ]
    last: list[Cell] = [f"{day:%d/%m/%y}" for day in days]
    senseless = sum(day.day < 9 or day.day > 28 for day in days) + 2
    verdict = judged(date_columns.year_first, WHEN, first)
    assert isinstance(verdict, Refused) is (senseless > 0.2 * len(set(first)))
    assert judged(date_columns.year_first, WHEN, last) is None


def test_coming_sessions_with_two_digit_years_stand_day_first() -> None:
    held: list[Cell] = ["14/01/27", "20/02/27", "11/03/28"]
    assert judged(date_columns.year_first, WHEN, held) is None


MOMENTS = st.datetimes(datetime.datetime(2012, 1, 1), datetime.datetime(2026, 1, 1))


@given(moment=MOMENTS, minutes=st.integers(-14 * 60, 14 * 60))
def test_a_time_with_any_offset_gives_the_day_in_the_uk(moment: datetime.datetime, minutes: int) -> None:
    zone = datetime.timezone(datetime.timedelta(minutes=minutes))
    there = moment.replace(microsecond=0, tzinfo=datetime.UTC).astimezone(zone)
    expected = there.astimezone(LONDON).date()
    offset = f"{there:%z}"
    for written in (offset, f"{offset[:3]}:{offset[3:]}"):
        assert read_date(f"{there:%Y-%m-%dT%H:%M:%S}{written}") == expected
        assert read_date(f"{there:%d/%m/%Y %H:%M} {written}") == expected
    assert read_date(f"{there.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.000Z}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-31T23:00:00Z",
        "2024-03-31 23:00 UTC",
        "2024-03-31T23:00:00.0000000Z",
        "2024-03-31T20:00-05:00",
        "01/04/2024 12:30 AM BST",
        "Sun Mar 31 2024 23:00:00 GMT+0000 (Coordinated Universal Time)",
        "31/03/2024 11:00 PM Z",
        "April 1, 2024",
    ],
)
def test_the_first_of_april(text: str) -> None:
    assert read_date(text) == datetime.date(2024, 4, 1)


@pytest.mark.parametrize(
    "text", ["2024-03-31T25:00:00Z", "2024-03-31T23:00:00+99:00", "9999-12-31T23:00:00-14:00"]
)
def test_no_moment_of_any_zone(text: str) -> None:
    assert read_date(text) is None


@given(days=st.lists(DAYS, min_size=1, max_size=20))
def test_midnights_that_lost_their_zone_are_days_of_the_uk(days: list[datetime.date]) -> None:
    summer = [*days, datetime.date(2024, 7, 1)]
    moments = [
        datetime.datetime.combine(day, datetime.time(), LONDON).astimezone(datetime.UTC) for day in summer
    ]
    held: list[Cell] = [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in moments]
    verdict = judged(date_columns.midnights_elsewhere, WHEN, held)
    assert isinstance(verdict, ReadAs)
    assert set(verdict.cells.values()) == set(summer)


@pytest.mark.parametrize(
    "held",
    [
        ["2024-07-01 00:00:00", "2024-01-01 00:00:00"],
        ["2024-06-30 23:00:00", "2024-07-01 09:30:00"],
        ["2024-01-31 23:00:00"],
        ["2024-06-30 23:00:00", "2024-07-01 00:00:00"],
    ],
)
def test_times_that_are_no_midnights_elsewhere(held: list[Cell]) -> None:
    assert judged(date_columns.midnights_elsewhere, WHEN, held) is None


def test_workbooks_of_both_calendars_give_the_same_days(tmp_path: Path) -> None:
    rows = [row | {"session_date": datetime.date(2023, 2, 14)} for row in bookings(2)]
    path = write_xlsx(tmp_path / "register.xlsx", {"Bookings": cells(rows)})
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.save(path)
    assert {row.values["session_date"] for row in check(path, today=TODAY).rows} == {
        datetime.date(2023, 2, 14)
    }


def test_years_by_themselves_are_no_days(tmp_path: Path) -> None:
    result = outcome(
        tmp_path / "register.xlsx", session_date=[2024, datetime.date(1905, 7, 16), "2024", REAL[0]]
    )
    assert rules(result) == ["not_a_date", "year_as_day", "not_a_date"]
