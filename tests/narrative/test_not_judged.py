"""Where nothing can be judged no sentence judges: counts below 0, no limits, more than a whole."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.display import charts, comparison, exports, narrative
from dashboard.display.analysis import control_limits, proportions, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.maps.rates import per_residents
from dashboard.display.ui.overview import attention, tile_words
from dashboard.methods import Step, wording, xmr
from dashboard.publication import Status
from tests.charts.samples import indicator, over_time, point, split
from tests.maps.ground import RESIDENTS

OFFENCES = indicator("recorded_offences", title="Offences", unit="offences", policy="comparators")
COVERAGE = indicator("coverage", kind="share", title="Coverage", unit="% of staff", policy="workforce")
VERDICTS = ("than chance", "what chance", "usual range", "led to expect")


def compared(one: Point, other: Point, measure: str) -> Comparison:
    about = OFFENCES if measure == "count" else COVERAGE
    trends = [PublishedSeries(about, measure, "time", about.title, (each,)) for each in (one, other)]
    sides = [Side(name, each, trend) for name, each, trend in zip("AB", (one, other), trends, strict=True)]
    return Comparison("Offences", "2023", *sides, measure, over_areas=False, counted_in_full=False)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(-50, 200).map(float), st.integers(-50, 200).map(float))
def test_a_count_below_nothing_is_never_judged(then: float, now: float) -> None:
    line = over_time({"2024-Q1": then, "2025-Q1": now}, OFFENCES)
    beyond = verdicts.of(line).earlier.differs
    assert (beyond is None) == (then < 0 or now < 0)
    sentences = [narrative.headline(line), narrative.short_change(line), tile_words.change(line)]
    found = compared(line.points[0], line.points[1], "count")
    sentences += [comparison.headline(found), comparison.verdict(found)]
    if beyond is None:
        assert not any(words in said for said in sentences for words in VERDICTS)
        assert attention.moved(verdicts.of(line)) == (0, "")
        assert comparison.verdict(found).startswith("Not judged: a count below 0 is a correction")
    assert (found.interval(found.other) is None) == (now < 0)
    assert (tile_words.latest(line) == "") == (now < 0)
    assert "nan" not in " ".join(sentences).lower()


@pytest.mark.parametrize("limits", [(math.nan, math.nan), (-math.inf, 1.0), (0.5, math.inf), (None, 2.0)])
def test_a_limit_that_is_not_finite_judges_nothing(limits: tuple[Any, Any]) -> None:
    assert control_limits.beyond(0.0, *limits) is None
    low, high = limits
    then, now = point("2024", 40.0, low=low, high=high), point("2025", 60.0, low=50.0, high=70.0)
    assert narrative.difference_interval(then, now, "percent") is None
    answers = over_time({}, indicator("applied", kind="share", policy="evaluation"))
    assert "chance" not in narrative.headline(replace(answers, points=(then, now)))
    change = split([point("all", 1.2, low=low, high=high)], indicator("confidence_change", kind="mean"))
    stages = [split([point("all", value)], indicator("confidence", kind="mean")) for value in (2.5, 3.7)]
    assert "chance" not in narrative.paired("Confidence", *stages, change=change)
    assert "chance" in narrative.paired(
        "Confidence", *stages, change=split([point("all", 1.2, low=1, high=2)])
    )


@pytest.mark.parametrize(("part", "whole"), [(-3.0, 40.0), (5.0, -40.0), (120.0, -1.0)])
def test_a_count_below_nothing_has_no_share(part: float, whole: float) -> None:
    found = proportions.share(point("a", part), point("a", whole))
    assert (found.value, found.status) == (None, Status.NOT_APPLICABLE)


def test_a_share_of_more_than_its_whole_has_no_interval_and_is_told() -> None:
    found = proportions.share(point("2025", 6.0), point("2025", 5.0))
    assert (found.value, found.low, found.high) == (100.0, None, None)
    line = PublishedSeries(COVERAGE, "percent", "time", "Coverage", (found,))
    assert "6 of 5, so the headcount is out of date" in narrative.headline(line)
    told = exports.table([line], "Coverage")
    assert told.caption.endswith("the headcount is out of date")
    assert told.rows[0][1:] == ("100%", "6", "5")
    assert "more than the whole" in str(
        charts.bars(PublishedSeries(COVERAGE, "percent", "area", "Coverage", (found,)))
    )
    judged = compared(
        found, point("b", 40.0, low=30.0, high=50.0, numerator=4.0, denominator=10.0), "percent"
    )
    assert comparison.verdict(judged) == "Not judged: a share of more than its whole has no interval."


@pytest.mark.parametrize("share", [-4.0, 130.0])
def test_no_funnel_stands_around_what_is_no_share(share: float) -> None:
    line = split(
        [point("E23000022", 20.0, numerator=13, denominator=65), point("b", 30.0, denominator=-5)],
        COVERAGE,
        "area",
    )
    whole = point("all", share)
    said = narrative.funnel(line, "E23000022", whole)
    assert "cannot be judged" in said
    assert not any(words in said for words in VERDICTS)
    drawn = charts.funnel(line, "E23000022", whole).figure["data"]
    assert not any("limits" in trace["name"] for trace in drawn)


def test_a_count_below_nothing_has_a_rate_without_an_interval() -> None:
    found = per_residents(
        split([point("E07000150", -4.0), point("E07000154", 4.0)], OFFENCES, "area"), RESIDENTS
    ).points
    assert found[0].value is not None
    assert found[0].value < 0
    assert (found[0].low, found[0].high) == (None, None)
    assert found[1].low is not None
    assert found[1].high is not None
    assert found[1].low < (found[1].value or 0.0) < found[1].high


def test_a_series_that_does_not_vary_is_told_to_have_no_limits() -> None:
    quarters = {f"{year}-Q{n}": 4.0 for year in (2022, 2023, 2024) for n in (1, 2, 3, 4)}
    line = over_time(quarters, OFFENCES)
    said = narrative.signals(line)
    assert "do not differ, so nothing shows how wide limits would be" in said
    assert not any(words in said for words in VERDICTS)
    picture = charts.control(line)
    assert "no limits, as figures that follow on each other do not differ" in picture.alt
    assert "No point is a signal" not in picture.alt
    planned = over_time(quarters, indicator("attendances"))
    assert narrative.usual(planned).startswith("No usual range can be given: ")
    assert xmr([4.0] * 12).limits == ()


def test_a_step_without_finite_limits_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    months = {f"{year}-{month:02d}": 5.0 + month % 3 for year in range(2020, 2026) for month in range(1, 13)}
    line = over_time(months, OFFENCES)
    found, event = control_limits.interrupted(line, "2022-07-01"), ("2022-07-01", "Training week")
    assert isinstance(found, Step)
    assert "within what chance could bring" in narrative.step(line, event)
    without = replace(found, low=0.0, high=math.inf)
    monkeypatch.setattr(control_limits, "interrupted", lambda *_: without)
    monkeypatch.setattr(wording, "number", lambda value, places=0: str(value))
    assert "cannot be judged" in narrative.step(line, event)
