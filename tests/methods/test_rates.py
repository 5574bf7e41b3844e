"""Rates: Northamptonshire 2023, and Down's syndrome by birth order as R's dsrTest standardises it."""

from __future__ import annotations

import pytest

from dashboard import methods
from tests.published import series


def test_crude_rate_of_northamptonshire_2023_is_the_published_one() -> None:
    found = methods.crude_rate(65, 757_181, 100_000)
    assert found.value == pytest.approx(8.584, abs=5e-4)
    assert found.low == pytest.approx(6.625, abs=5e-4)
    assert found.high == pytest.approx(10.942, abs=5e-4)
    assert (found.events, found.reason) == (65, "")


def test_crude_rate_of_few_events_has_exact_limits() -> None:
    # PHEindicatormethods, testdata_Byars_Wilson.xlsx: 5 events, 1.62348639 to 11.66833208.
    found = methods.crude_rate(5, 1000, 1000)
    assert (found.value, found.low, found.high) == pytest.approx((5, 1.62348639, 11.66833208), abs=5e-9)


def test_crude_rate_without_a_population_says_why() -> None:
    found = methods.crude_rate(3, 0, 1000)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.reason == "The population is not known."
    with pytest.raises(ValueError, match="below 0"):
        methods.crude_rate(-1, 10, 1000)


def test_standardised_rate_is_the_published_one_with_dobsons_limits() -> None:
    # dsrTest 1.0.0, example: 75.52901 (67.63284 to 83.86703) with the exact interval of 740 cases;
    # Byar's, which the official guide takes, differs from it by less than 0.2 %.
    found = methods.directly_standardised_rate(
        series.DOWNS_CASES, series.DOWNS_BIRTHS, series.DOWNS_STANDARD, 100_000
    )
    assert found.value == pytest.approx(75.52901, abs=5e-6)
    assert found.low == pytest.approx(67.63284, abs=5e-4)
    assert found.high == pytest.approx(83.86703, abs=5e-4)
    assert found.events == 740


def test_standardising_to_the_own_population_changes_nothing() -> None:
    # By algebra: the weights cancel, and Dobson's limits become Byar's of the total (65: published).
    population = [100_000, 300_000, 357_181]
    found = methods.directly_standardised_rate([15, 40, 10], population, population, 757_181)
    assert found.value == pytest.approx(65)
    assert found.low == pytest.approx(50.163187710459454, rel=1e-9)
    assert found.high == pytest.approx(82.84913854593984, rel=1e-9)


def test_standardised_rate_of_a_single_group_is_its_crude_rate() -> None:
    standardised = methods.directly_standardised_rate([20], [4000], [77], 1000)
    crude = methods.crude_rate(20, 4000, 1000)
    assert standardised.value == pytest.approx(crude.value)
    assert (standardised.low, standardised.high) == pytest.approx((crude.low, crude.high))


def test_standardised_rate_is_not_calculated_under_ten_events_or_without_people() -> None:
    few = methods.directly_standardised_rate([4, 5], [100, 100], [1, 1], 1000)
    assert (few.value, few.events, few.reason) == (None, 9, "Not calculated under 10 events.")
    nobody = methods.directly_standardised_rate([4, 6], [100, 0], [1, 1], 1000)
    assert (nobody.value, nobody.reason) == (None, "The population of an age group is not known.")
    assert methods.directly_standardised_rate([4, 6], [100, 100], [1, 1], 1000).value == 50


@pytest.mark.parametrize(
    ("events", "population", "standard"),
    [([4, 6], [100, 100], [1]), ([-1, 16], [100, 100], [1, 1]), ([4, 6], [100, 100], [0, 0])],
)
def test_standardised_rate_refuses_what_is_no_table_of_age_groups(
    events: list[int], population: list[int], standard: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"age group|below 0"):
        methods.directly_standardised_rate(events, population, standard, 1000)
