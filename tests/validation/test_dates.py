"""Dates: day before month always, whatever the writing; anything else is no date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.validation.dates import read_date

DAY = datetime.date(2023, 2, 14)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
WRITINGS = [
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %m %Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y-%m-%dT00:00:00",
    "%Y-%m-%d 09:30:00.000",
    "%Y-%m-%dT09:30:00Z",
    "%Y-%m-%dT09:30:00+01:00",
    "%d/%m/%Y 09:30",
    "%d/%m/%Y 9:30 am",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%y",
    "%A, %d %B %Y",
    "%a %d %b %Y",
]


@given(day=DAYS, writing=st.sampled_from(WRITINGS))
def test_every_writing_of_every_day_comes_back(day: datetime.date, writing: str) -> None:
    assert read_date(day.strftime(writing)) == day


@given(day=DAYS)
def test_days_and_months_without_noughts(day: datetime.date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day
    assert read_date(f"{day.day}.{day.month}.{day.year % 100:02}") == day


@given(day=DAYS)
def test_excels_numbers(day: datetime.date) -> None:
    number = (day - datetime.date(1899, 12, 30)).days
    assert read_date(number) == read_date(float(number) + 0.4) == read_date(str(number)) == day


@given(text=st.text(max_size=20))
def test_any_text_gives_a_day_or_none(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), datetime.date)


@given(number=st.floats())
def test_any_number_gives_a_day_or_none(number: float) -> None:
    assert read_date(number) is None or isinstance(read_date(number), datetime.date)


@pytest.mark.parametrize(
    "text",
    ["14th February 2023", "14 february 2023", "Tues 14 Feb. 2023", "14th of February 2023", "14-FEB-2023"],
)
def test_dates_in_words(text: str) -> None:
    assert read_date(text) == DAY


def test_cells_of_a_workbook() -> None:
    assert read_date(DAY) == read_date(datetime.datetime(2023, 2, 14, 23, 59)) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        *("02/14/2023", "31/02/2023", "30/2/2023", "00/01/2023", "14/13/2023", "2023-02-30", "20230230"),
        *("14/02-2023", "14 Fébruary 2023", "14 Marchember 2023", "next Tuesday", "2023", "14/02", "1234567"),
        *(
            "14/02/2023 and later",
            "19999",
            "80000",
            "٤٤٩٧١",
            "14/02/023",
            True,
            False,
            5,
            -1.0,
            19_999,
            80_000,
        ),
        *(datetime.time(9, 30), datetime.timedelta(days=44971)),
    ],
)
def test_what_is_no_date(cell: object) -> None:
    assert read_date(cell) is None  # type: ignore[arg-type]
