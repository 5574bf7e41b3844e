"""Numbers, periods and dates in plain British English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods import wording


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2019-07", "July 2019"),
        ("2022-Q2", "April to June 2022"),
        ("2023", "2023"),
        ("2023/24", "April 2023 to March 2024"),
        ("all", "all periods"),
    ],
)
def test_periods(time: str, said: str) -> None:
    assert wording.period(time) == said


def test_a_period_that_the_data_cuts_short_says_so() -> None:
    assert wording.period("2026", "2019-04", "2026-09") == "2026 (January to September)"
    assert wording.period("2019", "2019-04", "2026-09") == "2019 (April to December)"
    assert wording.period("all", "2019-04", "2026-09") == "April 2019 to September 2026"
    assert not wording.is_cut("2014", "2019-04", "2026-09")


def test_the_data_of_others_may_begin_and_end_with_a_quarter() -> None:
    assert wording.period("2022", "2022-Q2", "2023-Q4") == "2022 (April to December)"
    assert wording.period("2023", "2022-Q2", "2023-Q4") == "2023"


def test_numbers_have_commas_and_are_rounded_half_up() -> None:
    assert wording.number(17004) == "17,004"
    assert wording.measured(82.5, "percent") == "83%"
    assert wording.measured(1.245, "mean") == "1.25"
    assert wording.number(-1.5, 1) == "\N{MINUS SIGN}1.5"


def test_dates() -> None:
    assert wording.date("2019-07-30") == "30 July 2019"


@given(st.integers(2000, 2040), st.integers(0, 11), st.integers(-60, 60))
def test_steps_through_periods_come_back(year: int, month: int, steps: int) -> None:
    for time in (
        f"{year}-{month + 1:02d}",
        f"{year}-Q{month // 3 + 1}",
        str(year),
        f"{year}/{(year + 1) % 100:02d}",
    ):
        assert wording.later(wording.later(time, steps), -steps) == time
        assert wording.first_day(time) <= wording.middle_day(time) < wording.first_day(wording.later(time, 1))


def test_the_same_period_a_year_before() -> None:
    assert [wording.year_before(time) for time in ("2020-01", "2020-Q1", "2020", "2020/21")] == [
        "2019-01",
        "2019-Q1",
        "2019",
        "2019/20",
    ]


def test_every_period_between() -> None:
    assert wording.between("2022-Q4", "2023-Q2") == ["2022-Q4", "2023-Q1", "2023-Q2"]
    with pytest.raises(ValueError, match="not periods of one level"):
        wording.between("2023-Q2", "2022-Q4")


def test_lists_and_first_letters() -> None:
    assert wording.listed(["one", "two", "three"]) == "one, two and three"
    assert wording.lower_first("NRM referrals") == "NRM referrals"
    assert wording.lower_first("People trained") == "people trained"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 11, "between 3 and 11"),
        (0, 4, "at most 4"),
        (None, 4, "at most 4"),
        (12, None, "at least 12"),
        (0, None, "any number"),
        (1234, 1234, "exactly 1,234"),
        (0, 0, "exactly 0"),
    ],
)
def test_a_range_is_told_in_plain_words(low: float | None, high: float | None, words: str) -> None:
    assert wording.within(low, high) == words


def test_what_is_covered_in_full_comes_first_and_all_where_nothing_is() -> None:
    times = ["2026", "2025", "2024"]
    assert wording.in_full(times, "2024-04", "2026-09") == ["2025"]
    assert wording.in_full(times, "2024-01", "2026-12") == times
    assert wording.in_full(["2026"], "2026-02", "2026-09") == ["2026"]
    assert wording.in_full([], "2026-02", "2026-09") == []
