"""The rule that orders the first page: from published values and statuses alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display.analysis import verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import IN_FULL
from dashboard.display.narrative.judged import usual
from dashboard.display.ui.overview.attention import Attention, Reason, judge, stand
from dashboard.display.ui.overview.attention import moved as moved_by
from dashboard.display.ui.overview.tile_words import change
from dashboard.methods.judged import Unjudged, Verdict
from dashboard.publication import Status
from dashboard.publication.targets import Target
from tests.charts.samples import indicator, over_time

SHARE = indicator("applied", kind="share", unit="% of answers", direction="up", policy="evaluation")
REFERRALS = indicator("nrm_referrals", direction="neutral", policy="referrals", unit="referrals")
AIM = Target("coverage", "all", 60, "2020-01-01", "", "Board", "A decision", False)
LAST = "2025-12"


def share(then: float, now: float, spread: float = 2, about: object = SHARE) -> PublishedSeries:
    """A share of 2024 and 2025 with intervals of ``spread`` either side."""
    found = over_time({"2024": then, "2025": now}, about)  # type: ignore[arg-type]
    points = tuple(
        replace(p, low=(p.value or 0) - spread, high=(p.value or 0) + spread) for p in found.points
    )
    return replace(found, points=points)


def counts(then: float | None, now: float | None) -> PublishedSeries:
    return over_time({"2024": then, "2025": now}, REFERRALS)


def quarters(last: float, about: object = None) -> PublishedSeries:
    """Fifteen quarters of a planned count that go up and down, then ``last``."""
    codes = [f"{year}-Q{quarter}" for year in range(2022, 2026) for quarter in range(1, 5)]
    values = {code: 500.0 + 20 * (at % 2) for at, code in enumerate(codes)}
    return over_time({**values, "2025-Q4": last}, about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("series", "target", "reason", "words"),
    [
        (share(70, 50), None, Reason.WORSE, "Lower than a year earlier"),
        (share(70, 50), AIM, Reason.WORSE, "Lower than a year earlier"),
        (share(50, 70), None, Reason.STEADY, ""),
        (share(55, 54), AIM, Reason.SHORT, "Below target 60%"),
        (share(55, 54), None, Reason.STEADY, ""),
        (share(55, 54, about=replace(SHARE, direction="down")), None, Reason.STEADY, ""),
        (
            share(50, 70, about=replace(SHARE, direction="down")),
            AIM,
            Reason.WORSE,
            "Higher than a year earlier",
        ),
        (share(70, 69, about=replace(SHARE, direction="down")), AIM, Reason.SHORT, "Above target 60%"),
        (counts(100, 200), None, Reason.MOVED, "Higher than a year earlier"),
        (counts(200, 100), None, Reason.MOVED, "Lower than a year earlier"),
        (counts(100, 101), None, Reason.STEADY, ""),
        (counts(100, None), None, Reason.UNSEEN, "Newest figure hidden [c]"),
        (counts(None, None), None, Reason.UNSEEN, "No figure can be shown"),
        (counts(None, 100), None, Reason.STEADY, ""),
    ],
)
def test_each_rule_has_its_words(
    series: PublishedSeries, target: Target | None, reason: Reason, words: str
) -> None:
    assert judge(series, LAST, target) == Attention(reason, words)


def test_a_figure_of_no_full_period_is_not_called_unseen() -> None:
    """A log that begins in the middle of its only year has a figure, and nothing to judge it by."""
    series = counts(None, 100)
    begun = replace(series, points=tuple(replace(point, cut=True) for point in series.points))
    assert judge(begun, LAST) == Attention(Reason.UNSEEN, "No full period yet")


def test_a_share_that_prints_as_its_target_does_not_miss_it() -> None:
    assert judge(share(60, 59.5), LAST, AIM).reason is Reason.STEADY
    assert judge(share(60, 59.4), LAST, AIM).reason is Reason.SHORT


def test_a_made_up_target_is_called_so() -> None:
    assert judge(share(55, 54), LAST, replace(AIM, made_up=True)).words == "Below target 60% (made up)"


def test_a_figure_is_stale_when_a_whole_later_period_is_over() -> None:
    assert judge(counts(100, 101), "2026-11").reason is Reason.STEADY
    late = judge(counts(100, 101), "2026-12")
    assert late == Attention(Reason.UNSEEN, "No figure since 2025")


def test_a_last_period_without_a_figure_is_unseen() -> None:
    found = counts(100, 101)
    nothing = Point("2026", "2026", None, Status.NOT_AVAILABLE)
    assert judge(replace(found, points=(*found.points, nothing)), LAST).reason is Reason.UNSEEN


def test_a_year_that_is_not_over_is_not_compared() -> None:
    found = share(70, 69)
    part = replace(found.points[-1], code="2026", label="2026 (January to March)", value=10.0, cut=True)
    assert judge(replace(found, points=(*found.points, part)), "2026-03").reason is Reason.STEADY


@pytest.mark.parametrize(("low", "high"), [(0, 4), (3, 9), (None, None)])
def test_what_fits_a_hidden_figure_has_no_part_in_it(low: float | None, high: float | None) -> None:
    """Above all where a hidden figure could be nothing or much: the rule must not look."""
    newest = counts(100, None)
    before = counts(None, 200)
    for series in (newest, before):
        ranged = replace(
            series,
            points=tuple(replace(p, low=low, high=high) if p.value is None else p for p in series.points),
        )
        assert judge(ranged, LAST) == judge(series, LAST)


def test_a_hidden_newest_figure_is_unseen_whatever_went_before() -> None:
    told = {
        judge(over_time({"2023": a, "2024": b, "2025": None}, REFERRALS), LAST)
        for a, b in ((10, 900), (900, 10), (50, 50))
    }
    assert told == {Attention(Reason.UNSEEN, "Newest figure hidden [c]")}


def moved(series: PublishedSeries, breaks: tuple[tuple[str, str], ...] = ()) -> int:
    return moved_by(verdicts.of(series, breaks))[0]


def test_planned_counts_are_held_to_their_usual_range() -> None:
    assert moved(quarters(520)) == 0
    assert moved(quarters(900)) == 1
    assert moved(quarters(100)) == -1
    assert judge(quarters(100), LAST) == Attention(Reason.WORSE, "Below its usual range")
    assert judge(quarters(900), LAST).reason is Reason.STEADY
    assert usual(quarters(520)) == "Within its usual range since January 2022 (456.8 to 563.2)."
    assert usual(quarters(100)).startswith("Below its usual range since January 2022 (")


def test_too_few_planned_counts_say_nothing_about_chance() -> None:
    few = over_time({"2024-Q4": 10, "2025-Q4": 900})
    assert moved(few) == 0
    assert usual(replace(few, points=few.points[-2:])) == IN_FULL
    assert usual(counts(1, 2)) == ""


def test_of_a_page_only_what_stands_out_beside_all_others_is_news() -> None:
    """A figure that is 1 in 30 by itself is a false alarm in every third page of a dozen."""
    odd = verdicts.of(counts(100, 200))
    quiet = verdicts.of(counts(100, 101))
    assert 0.002 < odd.p_value < 0.01 < quiet.p_value
    assert stand([odd, quiet]) == (True, False)
    assert stand([quiet] * 20 + [odd]) == (False,) * 21
    nothing = Verdict("", Unjudged.NO_FULL_PERIOD)
    assert stand([nothing, odd, nothing]) == (False, True, False)
    assert judge(counts(100, 200), LAST, stands=False).reason is Reason.STEADY


BREAK = (("2024-06-01", "The form changes"),)


def test_planned_counts_are_held_to_the_limits_of_their_chart() -> None:
    """A step at a break is no signal, here as on the control chart; a signal since the break is one."""
    codes = [f"{year}-Q{quarter}" for year in range(2019, 2026) for quarter in range(1, 5)]
    values = {code: (100.0 if code < "2022-Q3" else 500.0) + 20 * (at % 2) for at, code in enumerate(codes)}
    step = over_time(values)
    breaks = (("2022-07-01", "The form changes"),)
    assert usual(step).startswith("No usual range can be given: it has been rising")
    assert moved(step, breaks) == 0
    assert usual(step, breaks).startswith("Within its usual range since July 2022 (")
    assert moved(over_time({**values, "2025-Q4": 100.0}), breaks) == -1


def test_too_few_planned_counts_since_a_break_say_nothing_about_chance() -> None:
    assert moved(quarters(900)) == 1
    assert moved(quarters(900), BREAK) == 0
    assert usual(quarters(900), BREAK) == IN_FULL


@pytest.mark.parametrize("series", [share(70, 50), counts(100, 200), counts(200, 100)])
def test_no_figure_is_held_to_one_from_before_a_break(series: PublishedSeries) -> None:
    between = (("2025-01-30", "The test changes"),)
    assert moved(series) != 0
    assert judge(series, LAST, breaks=between) == Attention(Reason.STEADY)
    assert "; the two cannot be compared (the test changes, 30 January 2025)." in change(series, between)
    assert judge(series, LAST, breaks=(("2023-01-30", "The test changes"),)) == judge(series, LAST)
