"""Sentences say what the figures say: direction, size, chance, and never across a break."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.display import narrative
from tests.charts.samples import indicator, over_time, point, split

NRM = indicator(
    "nrm_referrals", title="NRM referrals", unit="referrals", direction="neutral", policy="referrals"
)
SHARE = indicator("coverage", kind="share", title="Coverage", unit="% of eligible staff")


def test_a_planned_count_is_told_without_chance() -> None:
    series = over_time({"2024": 2624.0, "2025": 2620.0})
    assert narrative.headline(series) == (
        "Training attendances stayed about the same: 2,624 in 2024, 2,620 in 2025."
    )
    assert narrative.short_change(series) == "About the same as in 2024 (2,624)."


@settings(max_examples=60)
@given(old=st.integers(1, 5000), step=st.integers(-60, 60))
def test_a_rise_or_fall_is_told_from_one_in_a_hundred_on(old: int, step: int) -> None:
    """The same in headline and tile, whichever way the figure went."""
    series = over_time({"2024": float(old), "2025": float(max(old + step, 0))})
    change = max(old + step, 0) - old
    small = 0 < 100 * abs(change) < old
    headline, tile = narrative.headline(series), narrative.short_change(series)
    assert ("stayed about the same" in headline) == small == tile.startswith("About the same")
    assert (" rose " in headline) == (change > 0 and not small)
    assert (" fell " in headline) == (change < 0 and not small)


def test_a_label_with_brackets_stands_in_brackets_without_its_own() -> None:
    parts = [
        point("adult", 400.0, "Adult (18 or over)"),
        point("child", 40.0, "Child (17 or under)"),
    ]
    assert narrative.headline(split(parts, NRM)).endswith(
        "ranged from 40 (Child, 17 or under) to 400 (Adult, 18 or over)."
    )


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (
            23,
            17,
            "fell from 23 in October to December 2022 to 17 in October to December 2023, within what chance "
            "could bring",
        ),
        (
            12,
            48,
            "rose from 12 in October to December 2022 to 48 in October to December 2023, more than chance "
            "alone would bring",
        ),
    ],
)
def test_referrals_are_held_against_chance(then: int, now: int, said: str) -> None:
    sentence = narrative.headline(over_time({"2022-Q4": then, "2023-Q3": 19.0, "2023-Q4": now}, NRM))
    assert sentence == f"NRM referrals {said}."


def test_no_change_is_told_as_such() -> None:
    assert narrative.headline(over_time({"2022": 36.0, "2023": 36.0}, NRM)) == (
        "NRM referrals stayed at 36 in 2023, as in 2022."
    )


def test_a_quarter_is_compared_with_the_same_quarter_a_year_before() -> None:
    series = over_time({"2022-Q4": None, "2023-Q1": 10.0, "2023-Q4": 20.0}, NRM)
    assert narrative.headline(series) == (
        "NRM referrals: 20 referrals in October to December 2023; October to December 2022 is hidden."
    )
    assert narrative.short_change(series) == "October to December 2022 is hidden."


def test_a_hidden_latest_period_is_not_passed_over() -> None:
    series = over_time({"2021": 12.0, "2022": 10.0, "2023": None}, NRM)
    assert narrative.headline(series) == (
        "NRM referrals fell from 12 in 2021 to 10 in 2022, within what chance could bring; 2023 is hidden."
    )
    assert narrative.hidden_since(series) == series.points[-1]


def test_a_place_among_parts_says_where_some_are_hidden() -> None:
    parts = [point("a", 30.0, "Corby"), point("b", 20.0, "Kettering"), point("c", None, "Rutland")]
    assert "number 2 of 2 shown from the highest" in narrative.headline(split(parts, NRM), "b")
    assert narrative.headline(split(parts[1:], NRM)).endswith(
        "20 referrals (Kettering); the others are hidden."
    )


def test_a_period_cut_short_is_never_compared() -> None:
    series = over_time({"2024": 10.0, "2025": 12.0, "2026": 3.0})
    cut = series.points[-1].__class__(**{**series.points[-1].__dict__, "cut": True})
    series = series.__class__(**{**series.__dict__, "points": (*series.points[:-1], cut)})
    assert "in 2025" in narrative.headline(series)
    assert "2026" not in narrative.headline(series)


def test_figures_on_both_sides_of_a_break_are_not_compared() -> None:
    about = indicator(kind="share", title="Positive decisions, United Kingdom", unit="% of decisions")
    series = over_time({"2022-Q4": 85.6, "2023-Q4": 55.0}, about)
    sentence = narrative.headline(series, breaks=[("2023-01-30", "Test changes")])
    assert sentence == (
        "Positive decisions (United Kingdom) fell from 86% in October to December 2022 to 55% in October "
        "to December 2023; the two cannot be compared (test changes, 30 January 2023)."
    )


def test_a_series_of_hidden_figures_says_so() -> None:
    assert narrative.headline(over_time({"2022": None}, NRM)) == (
        "NRM referrals: every figure is hidden, so that nobody can be recognised."
    )


def test_the_difference_is_that_of_the_figures_as_printed() -> None:
    # 54.4 and 55.5 are printed 54 and 56: the reader sees 2 points, not 1.1.
    series = over_time({"2024": 54.4, "2025": 55.5}, SHARE)
    assert narrative.short_change(series) == "2 percentage points higher than in 2024."


def test_a_share_is_held_against_chance_by_its_intervals() -> None:
    then = point("2024", 20.0, "2024", low=15.0, high=26.0)
    near, far = (point("2025", value, low=value - 5, high=value + 5) for value in (24.0, 60.0))
    about = indicator("applied", kind="share", title="Used", unit="% of answers", policy="evaluation")
    line = over_time({}, about)
    for now, words in (
        (near, ", within what chance could bring."),
        (far, ", more than chance alone would bring."),
    ):
        assert narrative.headline(replace(line, points=(then, now))).endswith(words)
    assert "chance" not in narrative.headline(replace(line, points=(point("2024", 20.0), far)))


def test_groups_are_told_by_their_range() -> None:
    sectors = [point("a", 34.0, "University"), point("b", 87.2, "Youth justice"), point("c", None, "Fire")]
    assert narrative.headline(split(sectors, SHARE)) == (
        "In 2025, coverage, where shown, ranged from 34% (University) to 87% (Youth justice)."
    )


def test_a_mix_is_told_by_its_largest_known_part() -> None:
    about = indicator("sector_mix", kind="share", title="Sector mix", unit="% of attendances")
    mix = replace(about, mix=True)
    parts = [point("health", 25.0, "Health"), point("not_recorded", 60.0, "Not recorded")]
    assert narrative.headline(split(parts, mix)) == (
        "In 2025, health made up the largest part (25% of attendances)."
    )


def test_a_chosen_group_is_told_by_its_place() -> None:
    sectors = [point("a", 34.0, "A"), point("b", 87.0, "B"), point("c", 50.0, "C")]
    assert narrative.headline(split(sectors, SHARE), "c") == (
        "In 2025, coverage for C: 50% of eligible staff, number 2 of 3 from the highest."
    )


def test_a_part_is_told_with_its_share_rounded_half_up() -> None:
    ours, every = point("n", 65.0), point("all", 3946.0)
    sentence = narrative.part_of(
        ours, every, "Northamptonshire Police", "all forces", "NRM referrals", "2023"
    )
    assert sentence == (
        "Northamptonshire Police made 65 of the 3,946 NRM referrals by all forces in 2023: 1.6%."
    )


def test_two_measures_of_places_are_told_together() -> None:
    left = split([point("x", 5.0, "Corby"), point("y", 3.0, "Kettering")], over="area")
    right = split([point("x", 1.0, "Corby"), point("y", 4.0, "Kettering")], over="area")
    assert narrative.side_by_side(left, right) == (
        "In 2025, training attendances were highest for Corby (5); training attendances for Kettering (4)."
    )
