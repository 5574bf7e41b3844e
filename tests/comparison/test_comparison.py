"""The difference of two figures, against arithmetic that is slow and obvious, and against a published one."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from scipy import special  # type: ignore[import-untyped]

from dashboard import methods
from dashboard.display import comparison
from dashboard.display.analysis import verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.comparison import Comparison, Side
from dashboard.methods.judged import SoFar, Unjudged
from dashboard.publication import Status
from dashboard.publication.verdicts import counted_in_full
from tests.charts.samples import indicator, over_time, point


def compared(one: Point, other: Point, measure: str = "count", broken: str = "", **words: str) -> Comparison:
    told = {"policy": "referrals", "direction": "neutral", "unit": "referrals", **words}
    line = over_time({"2023": 1.0}, indicator("nrm_referrals", **told))
    sides = (Side("Corby", one, line), Side("Daventry", other, line))
    return Comparison("Referrals", "2023", *sides, measure, False, counted_in_full(line.indicator), broken)


def share(numerator: int, denominator: int) -> Point:
    low, high = methods.wilson(numerator, denominator)
    return Point(
        "2023",
        "2023",
        100 * numerator / denominator,
        Status.PUBLISHED,
        100 * float(low),
        100 * float(high),
        numerator,
        denominator,
    )


def byar(count: int) -> tuple[float, float]:
    """The limits of a count, written out; exact ones from quantiles of the gamma distribution under 10."""
    if count < 10:
        low = special.gammaincinv(count, 0.025) if count else 0.0
        return float(low), float(special.gammaincinv(count + 1, 0.975))
    z = 1.959963984540054
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


@pytest.mark.parametrize("pair", [(65, 52), (52, 65), (5, 9), (12, 12), (1034, 970), (40, 12)])
def test_the_limits_of_a_difference_are_those_of_the_slow_way(pair: tuple[int, int]) -> None:
    one, other = pair
    found = compared(point("a", float(one)), point("b", float(other)))
    (low_one, high_one), (low_other, high_other) = byar(one), byar(other)
    low = one - other - math.sqrt((one - low_one) ** 2 + (high_other - other) ** 2)
    high = one - other + math.sqrt((high_one - one) ** 2 + (other - low_other) ** 2)
    assert found.limits == pytest.approx((low, high), abs=1e-6)
    assert found.beyond_chance is (low > 0 or high < 0)
    assert found.apart == one - other


def test_a_difference_of_shares_is_newcombes_published_one() -> None:
    """Newcombe (1998), Statistics in Medicine 17: 56/70 less 48/80, method 10: 0.0524 to 0.3339."""
    found = compared(share(56, 70), share(48, 80), "percent")
    assert found.limits is not None
    assert [round(limit / 100, 4) for limit in found.limits] == [0.0524, 0.3339]
    assert found.beyond_chance


def test_the_difference_is_that_of_the_printed_figures() -> None:
    """Every share of small bases: figure less figure as a reader does it, with exact fractions."""
    for denominator in (7, 30, 80):
        for numerator in range(denominator + 1):
            found = compared(share(numerator, denominator), share(3, 8), "percent")
            printed = math.floor(Fraction(100 * numerator, denominator) + Fraction(1, 2))
            assert found.apart == printed - 38  # 37.5 rounds to 38


def test_turning_it_round_turns_the_limits_round() -> None:
    there = compared(point("a", 65.0), point("b", 40.0))
    back = compared(point("b", 40.0), point("a", 65.0))
    assert there.limits is not None and back.limits is not None
    assert there.limits == pytest.approx((-back.limits[1], -back.limits[0]))


def test_a_hidden_figure_leaves_nothing_to_work_with() -> None:
    found = compared(point("a", None, low=0, high=4), point("b", 40.0))
    assert (found.apart, found.limits, found.beyond_chance) == (None, None, None)
    assert comparison.difference(found) == "[c]"
    assert comparison.headline(found) == (
        "Referrals, 2023: 40 in Daventry; the figure for Corby is hidden; no difference can be given."
    )


def test_the_sentence_tells_both_figures_and_the_difference() -> None:
    found = compared(point("a", 65.0), point("b", 40.0))
    assert comparison.headline(found) == (
        "Referrals, 2023: 65 in Corby, 25 more than in Daventry (40), more than chance alone would bring."
    )
    same = compared(point("a", 40.0), point("b", 40.0))
    assert comparison.headline(same) == "Referrals, 2023: 40 in Corby, the same as in Daventry."


def test_what_is_not_of_one_kind_is_not_judged() -> None:
    found = compared(point("a", 65.0), point("b", 10.0), broken="The types changed.")
    assert found.limits is None
    assert "chance alone" not in comparison.headline(found) + comparison.verdict(found)


def years(part: SoFar, growing: bool = True) -> Comparison:
    """A year that is not over beside the one before."""
    about = indicator("nrm_referrals", policy="referrals", kind="count" if growing else "share")
    line = over_time({"2024": 2600.0, "2025": 2620.0}, about)
    now = point("2026", 2038.0, "2026 (January to September)", cut=True)
    judged = replace(verdicts.of(line), so_far=part)
    sides = (Side(now.label, now, line, judged), Side("2025", line.points[-1], line, judged))
    return Comparison("Referrals", "County", *sides, "count", False, False)


def test_a_year_that_is_not_over_is_held_to_the_same_months_alone() -> None:
    found = years(SoFar("2026", "2026-09", 2038.0, 1984.0, 54.0, -150.0, 260.0, False))
    assert (found.apart, found.limits, found.beyond_chance) == (None, None, None)
    assert comparison.headline(found) == (
        "Referrals, County: 2,038 in 2026 (January to September), 2,620 in 2025. January to September 2026: "
        "2,038, against 1,984 in the same months of 2025, which chance could explain."
    )
    assert comparison.difference(found) == "[z]"
    assert comparison.verdict(found) == (
        "No difference is given: part of a period is not held to another period."
    )


def test_why_a_year_that_is_not_over_cannot_be_compared_is_said() -> None:
    why = "would count twice."
    assert comparison.headline(years(SoFar("2026", reason=Unjudged.PEOPLE))).endswith(why)
    # Of a release that says nothing of the year, no more than that; two areas in it are alike.
    assert comparison.headline(years(SoFar())).endswith("is not held to another period.")
    assert replace(years(SoFar()), over_areas=True).part == ""
    assert years(SoFar(), growing=False).part == ""


def test_what_is_counted_in_full_has_no_interval() -> None:
    line = over_time({"2023": 1.0}, indicator("attendances", direction="up"))
    sides = (Side("Corby", point("a", 65.0), line), Side("Daventry", point("b", 10.0), line))
    found = Comparison("Attendances", "2023", *sides, "count", True, counted_in_full(line.indicator))
    assert found.interval(found.first) is None and found.limits is None
    assert comparison.verdict(found) == "Counted in full, so chance has no part in it."


def test_a_limit_just_beside_nothing_does_not_read_as_nothing() -> None:
    assert comparison.limits((0.3, 12.0), "count") == "0.3 to 12.0"


def test_a_comparison_and_the_verdict_on_the_figure_judge_alike() -> None:
    """Two years beside each other are judged as the page of the figure judges them: with its dispersion."""
    for past in ([30.0, 60, 25, 70, 20, 65], [40.0, 41, 40, 39, 40, 41]):
        for now in range(10, 120, 13):
            values = dict(zip(map(str, range(2017, 2024)), [*past, now], strict=True))
            line = over_time(values, indicator("nrm_referrals", policy="referrals"))
            verdict = verdicts.of(line)
            sides = [Side(each.label, each, line, verdict) for each in line.points[:-3:-1]]
            found = Comparison("Referrals", "County", *sides, "count", False, False)
            assert found.limits == pytest.approx((verdict.earlier.low, verdict.earlier.high))
            assert found.beyond_chance is verdict.earlier.differs


def test_counts_of_two_areas_are_never_judged_and_rates_are() -> None:
    """The larger area has more of everything (finding 14): Corby has fewer referrals and the higher rate."""
    line = over_time({"2023": 1.0}, indicator("nrm_referrals", policy="referrals"))
    sides = (Side("Corby", point("a", 65.0), line), Side("Northampton", point("b", 165.0), line))
    found = Comparison("Referrals", "2023", *sides, "count", True, False)
    assert (found.limits, found.beyond_chance) == (None, None)
    assert "chance" not in comparison.headline(found)
    assert comparison.verdict(found) == "Not judged: the areas differ in size. Compare a rate."
    rates = [point("a", 86.0, low=66.0, high=110.0), point("b", 20.0, low=10.0, high=30.0)]
    sides = (Side("Corby", rates[0], line), Side("Northampton", rates[1], line))
    assert Comparison("Referrals", "2023", *sides, "rate", True, False).beyond_chance is True


@pytest.mark.parametrize(
    ("day", "times", "between"),
    [
        ("2019-10-01", ("2019", "2020"), True),
        ("2019-10-01", ("2020", "2019"), True),
        ("2019-10-01", ("2020", "2021"), False),
        ("2023-01-30", ("2022-Q4", "2023-Q1"), True),
        ("2023-01-30", ("2023-Q1", "2023-Q2"), False),
    ],
)
def test_a_break_lies_between_the_middles(day: str, times: tuple[str, str], between: bool) -> None:
    assert comparison.between(day, times) is between
