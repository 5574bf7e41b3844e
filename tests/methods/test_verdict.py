"""One verdict for a figure: each yardstick, and each reason why there is none."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from dashboard.methods.judged import Place, Unjudged, Way
from dashboard.methods.level import FALLING, MANY_HIDDEN, RISING
from dashboard.methods.series import Period, Series
from dashboard.methods.verdict import judge
from dashboard.methods.xmr import xmr
from tests.methods.series import counts, shares

LEVEL = [10.0, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]


def test_six_years_that_grew_by_a_tenth_each_have_a_trend_that_no_pair_of_years_shows() -> None:
    """Each of the five yearly comparisons is within chance; the trend is not (finding 3)."""
    years = counts([81, 90, 98, 101, 117, 129], "2020")
    for at in range(2, 7):
        assert judge(Series(years.periods[:at], "count")).earlier.differs is False
    verdict = judge(years)
    assert (verdict.trend.way, verdict.trend.first) == (Way.RISING, "2021")
    assert judge(counts([129, 117, 101, 98, 90, 81], "2020")).trend.way is Way.FALLING
    assert judge(counts([100, 104, 97, 103, 99], "2021")).trend.way is Way.NONE


@pytest.mark.parametrize(("last", "place"), [(30.0, Place.ABOVE), (11.0, Place.WITHIN), (0.0, Place.BELOW)])
def test_the_usual_range_and_what_was_expected_say_where_the_newest_lies(last: float, place: Place) -> None:
    verdict = judge(counts([*LEVEL, last]))
    assert verdict.usual.place is verdict.expected.place is place
    assert verdict.usual.since == "2019-Q1"
    assert (verdict.p_value < 0.05) == (place is not Place.WITHIN)


def test_a_figure_that_varies_more_than_chance_needs_a_larger_change() -> None:
    """Same two years; only how their past varied differs (finding 6)."""
    calm = judge(counts([100, 101, 99, 100, 101, 99, 100, 140], "2018"))
    wild = judge(counts([60, 140, 70, 150, 55, 130, 100, 140], "2018"))
    assert calm.earlier.change == wild.earlier.change == 40
    assert calm.earlier.differs is True
    assert wild.earlier.differs is False
    assert wild.dispersion > 3 > calm.dispersion
    assert wild.earlier.low < calm.earlier.low < wild.earlier.change < calm.earlier.high < wild.earlier.high


def test_limits_do_not_fit_a_course_nor_a_series_with_many_hidden_points() -> None:
    """Findings 13 and 21."""
    rising = judge(counts([10 + at * 3.0 + at % 2 for at in range(30)]))
    falling = judge(counts([110 - at * 3.0 + at % 2 for at in range(30)]))
    assert (rising.usual.reason, falling.usual.reason) == (RISING, FALLING)
    assert math.isnan(rising.usual.high)
    small: list[float | None] = [value if value > 9 else None for value in LEVEL]
    hidden = judge(counts([*small, 11]))
    assert hidden.usual.reason == MANY_HIDDEN
    assert judge(counts([*LEVEL[:11], None, 11])).usual.reason == ""


def test_a_steady_level_keeps_the_limits_that_the_method_gives() -> None:
    verdict, chart = judge(counts([*LEVEL, 11])), xmr([*LEVEL, 11])
    (limits,) = chart.limits
    assert (verdict.usual.low, verdict.usual.middle, verdict.usual.high) == (
        limits.lower, limits.mean, limits.upper,
    )  # fmt: skip


def test_what_is_counted_in_full_has_its_usual_range_and_no_chance() -> None:
    verdict = judge(counts([*LEVEL, 30], in_full=True))
    assert verdict.reason is Unjudged.IN_FULL
    assert verdict.usual.place is Place.ABOVE
    assert (verdict.earlier.change, verdict.earlier.differs) == (20, None)
    assert math.isnan(verdict.expected.high)
    assert verdict.p_value < 0.001


def without(verdict_of: Series, reason: Unjudged) -> None:
    assert judge(verdict_of).reason is reason


def test_why_nothing_is_judged() -> None:
    whole = counts(LEVEL)
    cut = tuple(replace(period, cut=True) for period in whole.periods)
    without(replace(whole, periods=cut), Unjudged.NO_FULL_PERIOD)
    without(replace(whole, periods=()), Unjudged.NO_FULL_PERIOD)
    without(counts([None, None]), Unjudged.NO_FULL_PERIOD)
    lacking = (*whole.periods[:-1], replace(whole.periods[-1], lacks=True))
    without(replace(whole, periods=lacking), Unjudged.RETURN_MISSING)
    without(counts([*LEVEL, -3]), Unjudged.BELOW_NOTHING)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": None, "hidden": True}, Unjudged.HIDDEN),
        ({"value": None}, Unjudged.TOO_FEW),
        ({"cut": True}, Unjudged.PART_PERIOD),
        ({"lacks": True}, Unjudged.RETURN_MISSING),
        ({"value": -2.0}, Unjudged.NO_INTERVAL),
    ],
)
def test_why_a_year_earlier_is_not_compared(change: dict[str, object], reason: Unjudged) -> None:
    whole = counts(LEVEL)
    altered = list(whole.periods)
    altered[-5] = replace(altered[-5], **change)  # type: ignore[arg-type]
    earlier = judge(replace(whole, periods=tuple(altered))).earlier
    assert (earlier.reason, earlier.differs) == (reason, None)


def test_nothing_is_held_to_what_lies_before_a_break() -> None:
    years = counts([20, 21, 19, 20, 60, 61], "2018", breaks=("2022-01-01",))
    verdict = judge(replace(years, periods=years.periods[:5]))
    assert (verdict.earlier.reason, verdict.trend.reason) == (Unjudged.BREAK, Unjudged.BREAK)
    assert math.isnan(verdict.expected.high)
    assert judge(years).earlier.differs is False


def test_a_share_is_judged_by_its_parts_and_a_median_by_its_usual_range_alone() -> None:
    found = judge(shares([150, 147, 153, 149, 151, 148, 210], 300))
    assert found.expected.place is Place.ABOVE
    assert 40 < found.expected.low < 50 < found.expected.high < 60
    assert found.earlier.differs is True
    median = judge(Series(tuple(Period(f"20{at}", 12.0 + at % 3) for at in range(10, 20)), "median"))
    assert (median.earlier.reason, median.expected.reason) == (Unjudged.NO_INTERVAL, Unjudged.TOO_FEW)
    assert not math.isnan(median.usual.high)


def test_a_hidden_figure_has_no_part_but_that_it_is_hidden() -> None:
    """Whatever lies behind it, and whatever range is known to hold it."""
    series = counts([*LEVEL[:6], None, *LEVEL[7:], 11])
    ranged = tuple(replace(p, low=0.0, high=4.0) if p.hidden else p for p in series.periods)
    assert judge(replace(series, periods=ranged)) == judge(series)


def test_a_rate_is_judged_by_its_events() -> None:
    events = [60.0, 58, 61, 59, 62, 60, 120]
    periods = [
        Period(f"20{18 + at}", 1000 * x / 500, numerator=x, denominator=500.0) for at, x in enumerate(events)
    ]
    verdict = judge(Series(tuple(periods), "rate"))
    assert verdict.expected.place is Place.ABOVE
    assert verdict.expected.middle == pytest.approx(120)
    assert verdict.following.low < 260
