"""Files that arrived with a trouble that only a whole column shows, with what is right (expected.md)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.intake.validation import ExtractRefused, check
from tests.validation.extracts import TODAY

CASES = Path(__file__).parent / "cases"


def test_dates_written_month_first() -> None:
    with pytest.raises(ExtractRefused, match=r"month first: the second number is above 12 in row 13\."):
        check(CASES / "03-us-dates-mostly-first-12" / "register.csv", today=TODAY)


def test_shortened_staff_numbers() -> None:
    with pytest.raises(ExtractRefused, match="rows 2, 3, 4, 5, 6, 7"):
        check(CASES / "05-numbers-in-scientific-notation" / "register.csv", today=TODAY)


def test_errors_and_fillers_as_people() -> None:
    result = check(CASES / "11-error-and-filler-keys-csv" / "register.csv", today=TODAY)
    assert (result.rows_set_aside, len(result.rows), result.counts) == (
        6,
        0,
        {"key_of_nobody": 4, "error_in_cell": 2},
    )


def test_midnight_in_utc() -> None:
    result = check(CASES / "13-utc-midnight-in-summer" / "register.csv", today=TODAY)
    assert [row.values["session_date"] for row in result.rows] == [
        datetime.date(2024, 7, 1),
        datetime.date(2024, 4, 1),
    ]


def test_age_nought() -> None:
    result = check(CASES / "16-age-zero" / "log.csv", today=TODAY)
    ages = [row.values["age_at_exploitation"] for row in result.rows]
    assert ages == ["not_recorded", "not_recorded", "child", "adult"]
    assert result.counts == {"age_nought": 2}
