"""What is to be expected of the next period: drawn after the last figure, in words, never of a hidden one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display import charts, narrative
from dashboard.display.analysis import verdicts
from dashboard.display.analysis.next_period import next_period
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from tests.charts.samples import indicator, over_time, point

NRM = indicator("nrm_referrals", title="NRM referrals", unit="referrals", policy="referrals")
LEVEL = (22, 25, 27, 21, 24, 29, 25, 23, 26, 24, 22, 28, 25)


def quarters(*values: float | None) -> PublishedSeries:
    times = [wording.later("2023-Q3", at) for at in range(len(values))]
    return over_time(dict(zip(times, values, strict=True)), NRM)


@pytest.mark.parametrize("draw", [lambda s: charts.line([s]), charts.control], ids=["line", "control"])
def test_the_range_is_that_of_the_verdict_and_has_room(draw: object) -> None:
    line = quarters(*LEVEL)
    range_ = verdicts.of(line).following
    before = draw(line)  # type: ignore[operator]
    after = charts.with_next(before, next_period(line), line)
    bar, *others = after.figure["data"]
    assert others == before.figure["data"]
    assert bar["meta"] == "worked out"
    assert bar["x"] == [wording.middle_day("2026-Q4")]
    assert bar["y"][0] - bar["error_y"]["arrayminus"][0] == pytest.approx(range_.low)
    assert bar["y"][0] + bar["error_y"]["array"][0] == pytest.approx(range_.high)
    first, last = after.figure["layout"]["xaxis"]["range"]
    assert first == before.figure["layout"]["xaxis"]["range"][0]
    assert last >= "2026-12-31"
    if "range" in after.figure["layout"]["yaxis"]:
        assert after.figure["layout"]["yaxis"]["range"][1] > range_.high
    assert "October to December 2026: 15 to 39 to be expected (95%)." in after.alt


def test_the_words_give_the_newest_period_and_the_next() -> None:
    assert narrative.foreseen(quarters(*LEVEL)) == (
        "To be expected from its own past: 14 to 37 in July to September 2026; next, 15 to 39 in October to "
        "December 2026 (95%), the bar after the last figure."
    )


def test_nothing_is_expected_of_few_figures_nor_of_what_is_planned() -> None:
    planned = replace(quarters(*LEVEL), indicator=replace(NRM, policy="training"))
    for line in (quarters(22, 25, 27), planned, quarters()):
        assert next_period(line) is None
        assert narrative.foreseen(line) == ""
        if line.points:
            picture = charts.line([line])
            assert charts.with_next(picture, next_period(line), line) is picture


def test_nothing_is_expected_of_a_hidden_figure_but_of_a_period_that_runs() -> None:
    hidden = quarters(*LEVEL, None)
    assert verdicts.of(hidden).period == "2026-Q3"
    assert next_period(hidden) is None
    running = replace(
        hidden, points=(*hidden.points[:-1], replace(point("2026-Q4", 9.0, "so far"), cut=True))
    )
    following = next_period(running)
    assert following is not None
    assert following.code == "2026-Q4"
