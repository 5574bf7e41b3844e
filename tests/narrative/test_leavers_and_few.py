"""Figures that promise more than they hold: shares of a few, and shares that count those who have left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display import charts, narrative
from dashboard.display.analysis import ranking
from dashboard.display.meeting import sentences
from dashboard.display.ui.overview import tile_words
from dashboard.release.indicators import indicators
from tests.charts.samples import indicator, over_time, point, split

COVERAGE = replace(
    indicator("coverage", kind="share", title="Coverage", unit="% of eligible staff", policy="workforce"),
    leavers_for=36,
)
AGENCIES = indicator("agencies", kind="share", title="Agencies represented", unit="% of partner agencies")
BAND = (
    "People who have left still count: if 7% to 16% of staff leave in a year, the figure for October to "
    "December 2025 is 42% to 49% without them."
)


def test_coverage_says_what_it_would_be_without_leavers() -> None:
    line = over_time({"2024-Q4": 50.0, "2025-Q4": 54.0}, COVERAGE)
    assert narrative.leavers(line) == BAND
    assert BAND in tile_words.change(line)
    assert BAND in sentences.caveats([line])
    plain = over_time({"2024-Q4": 50.0, "2025-Q4": 54.0}, replace(COVERAGE, leavers_for=0))
    assert narrative.leavers(plain) == ""
    assert {name for name, header in indicators().items() if header.leavers_for} == {"coverage"}


def test_a_target_that_leavers_may_undo_is_left_open() -> None:
    sure = point("a", 80.0, low=75.0, high=85.0)
    assert ranking.reaches(sure, 60.0, at_most=False) is True
    assert ranking.reaches(sure, 60.0, False, narrative.factors(over_time({"2025": 1.0}, COVERAGE))) is None
    assert ranking.reaches(point("a", 99.0), 60.0, False, (0.8, 0.9)) is True
    assert ranking.reaches(point("a", 65.0), 60.0, False, (0.8, 0.9)) is False


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 2, "1 of 2"), (9, 9, "9 of 9"), (5, 10, "50%")])
def test_a_share_of_a_few_is_told_by_its_parts(part: float, whole: float, said: str) -> None:
    """Finding 22: "50%" and "50 percentage points" are one agency."""
    then, now = (
        replace(point(year, 100 * n / whole, year), numerator=n, denominator=whole)
        for year, n in (("2024", part - 1), ("2025", part))
    )
    line = replace(over_time({"2024": 1.0, "2025": 1.0}, AGENCIES), points=(then, now))
    headline, change = narrative.headline(line), narrative.short_change(line)
    assert f"to {said} in 2025" in headline
    few = "%" not in said
    assert ("%" in headline + change) is not few
    assert change.startswith("Against " if few else "10 percentage points higher")
    parts = split([replace(now, label="Health"), replace(then, label="Fire")], AGENCIES)
    labels = [note["text"] for note in charts.bars(parts).figure["layout"]["annotations"]]
    assert labels[0] == said
    one = narrative.headline(replace(parts, points=parts.points[:1]))
    assert f"{said} partner agencies" in one if few else "50% of partner agencies" in one


def test_more_than_the_whole_is_not_told_as_a_share_of_a_few() -> None:
    assert point("a", 100.0, numerator=6.0, denominator=5.0).few("percent") == ""
    assert point("a", 2.0, numerator=4.0, denominator=2.0).few("mean") == ""
