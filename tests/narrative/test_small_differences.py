"""Nothing small is told as news: of answers, of control charts, of two figures side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display import comparison, narrative
from dashboard.display.comparison import Comparison, Side
from tests.charts.samples import indicator, over_time, point, split
from tests.narrative.test_judged import NRM, quarters, stage

KNOWLEDGE = indicator("knowledge", kind="mean", title="Knowledge", unit="points")


def test_answers_that_hardly_moved_stayed_about_the_same() -> None:
    told = narrative.paired("Confidence", stage(3.00), stage(3.02))
    assert told == ("In 2025, confidence stayed about the same: 3.00 before the training, 3.02 after it.")
    change = replace(stage(0.02), points=(point("a", 0.02, low=0.01, high=0.03),))
    assert "rose from 3.00" in narrative.paired("Confidence", stage(3.00), stage(3.02), None, change)


def test_groups_that_hardly_moved_did_not_rise() -> None:
    told = narrative.paired("Confidence", stage(3.0, 3.0), stage(3.02, 3.4), stage(3.01, 3.2))
    assert "rose in 1 of the 2 groups, most by 0.40 (B)" in told
    assert told.endswith("at follow-up it stood above where it began in 1 of 2.")
    none = narrative.paired("Confidence", stage(3.0, 3.0), stage(3.01, 3.02))
    assert none == "In 2025, confidence rose in none of the 2 groups."


def test_seven_tiny_rises_in_a_row_are_marked_and_not_told() -> None:
    steady = [1000 + 9 * (at % 2) for at in range(20)]
    crept = quarters(*steady, *(1001 + at for at in range(7)))
    assert "in a row" not in narrative.signals(crept)
    climbed = quarters(*steady, *(1001 + 40 * at for at in range(7)))
    assert "in a row" in narrative.signals(climbed)


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        (2620.0, 2624.0, "2,620 in 2025, about the same as in 2024 (2,624)"),
        (2600.0, 2640.0, "2,600 in 2025, 40 fewer than in 2024 (2,640)"),
    ],
)
def test_two_figures_that_hardly_differ_are_about_the_same(first: float, other: float, said: str) -> None:
    line = over_time({"2025": 1.0}, NRM)
    sides = [Side(year, point(year, value), line) for year, value in (("2025", first), ("2024", other))]
    compared = Comparison("Referrals", "County", *sides, "count", False, counted_in_full=False)
    assert comparison.headline(compared) == f"Referrals, County: {said}, {narrative.WITHIN}."
    counted = replace(compared, counted_in_full=True)
    assert comparison.headline(counted) == f"Referrals, County: {said}."


def test_a_share_of_a_few_is_compared_by_its_parts() -> None:
    sides = [
        Side(year, point(year, 100 * part / 2, numerator=part, denominator=2.0), over_time({"2025": 1.0}))
        for year, part in (("2025", 2.0), ("2024", 1.0))
    ]
    compared = Comparison("Agencies", "County", *sides, "percent", False, counted_in_full=True)
    assert comparison.headline(compared) == "Agencies, County: 2 of 2 in 2025, 1 of 2 in 2024."
    assert "%" not in narrative.headline(split([point("a", 50.0, numerator=1.0, denominator=2.0)], KNOWLEDGE))
