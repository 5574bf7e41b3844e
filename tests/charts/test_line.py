"""Lines: what is drawn is what is published, and nothing stands where a figure is hidden."""

from __future__ import annotations

import itertools
from dataclasses import replace

import plotly.graph_objects as go  # type: ignore[import-untyped]
import pytest

from dashboard.display import charts
from dashboard.methods import wording
from tests.charts.samples import indicator, over_time

QUARTERS = {"2022-Q4": 23.0, "2023-Q1": None, "2023-Q2": 14.0, "2023-Q3": 19.0}


def test_a_line_holds_the_published_figures_at_the_middle_of_their_periods() -> None:
    figure = charts.line([over_time({"2019-06": 180.0, "2019-07": 569.0})]).figure
    assert figure["data"][0]["y"] == [180.0, 569.0]
    assert figure["data"][0]["x"] == ["2019-06-16", "2019-07-16"]


def test_a_line_breaks_at_a_hidden_figure_which_is_never_0() -> None:
    trace = charts.line([over_time(QUARTERS)]).figure["data"][0]
    assert trace["y"] == [23.0, None, 14.0, 19.0]
    assert trace["connectgaps"] is False
    assert 0 not in trace["y"]
    assert "[c]" in trace["text"][1]


def test_a_hidden_period_is_shaded_and_marked_c() -> None:
    layout = charts.line([over_time(QUARTERS)]).figure["layout"]
    bands = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert [(band["x0"], band["x1"]) for band in bands] == [("2023-01-01", "2023-04-01")]
    assert [note["text"] for note in layout["annotations"]].count("[c]") == 1


def test_the_text_alternative_holds_every_figure_of_a_short_series() -> None:
    alt = charts.line([over_time(QUARTERS)]).alt
    for words in ("October to December 2022 23", "January to March 2023 [c]", "April to June 2023 14"):
        assert words in alt


def test_the_text_alternative_of_a_long_series_tells_its_turning_points() -> None:
    months = wording.between("2019-04", "2026-09")
    values: dict[str, float | None] = {month: 100.0 + at for at, month in enumerate(months)}
    values["2019-07"] = 569.0
    alt = charts.line([over_time(values)]).alt
    assert "from April 2019 100 to September 2026 189" in alt
    assert "highest July 2019 569" in alt
    assert "lowest April 2019 100" in alt


def test_the_training_week_is_marked_with_the_figure_of_its_month() -> None:
    mark = charts.Mark("2019-07-22", "Training week")
    picture = charts.line([over_time({"2019-06": 180.0, "2019-07": 569.0, "2019-08": 80.0})], [mark])
    words = [note["text"] for note in picture.figure["layout"]["annotations"]]
    assert "Training week<br>July 2019 569" in words
    assert "Training week, 22 July 2019: July 2019 569" in picture.alt


def test_a_mark_outside_the_series_is_left_out() -> None:
    picture = charts.line([over_time(QUARTERS)], [charts.Mark("2019-07-22", "Training week")])
    assert "Training week" not in picture.alt


def test_a_line_breaks_where_what_it_measures_changed() -> None:
    mark = charts.Mark("2023-01-30", "Test changes", breaks=True)
    about = indicator(kind="share", unit="% of decisions")
    trace = charts.line([over_time({"2022-Q4": 85.6, "2023-Q1": 60.4}, about)], [mark]).figure["data"][0]
    assert trace["x"] == ["2022-11-16", "2023-01-30", "2023-02-15"]
    assert trace["y"] == [85.6, None, 60.4]


def test_at_most_four_lines_fit_one_chart() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        charts.line([over_time(QUARTERS)] * 5)


def test_panels_give_each_series_its_own_scale_from_0() -> None:
    ours = over_time({"2023-Q3": 19.0, "2023-Q4": 17.0}, name="Northamptonshire Police")
    every = over_time({"2023-Q3": 970.0, "2023-Q4": 995.0}, name="All police forces")
    figure = charts.panels([ours, every]).figure
    assert [trace["yaxis"] for trace in figure["data"]] == ["y", "y2"]
    assert figure["layout"]["yaxis"]["rangemode"] == figure["layout"]["yaxis2"]["rangemode"] == "tozero"


@pytest.mark.parametrize("months", [1, 3, 12, 40, 90])
def test_every_line_is_a_figure_that_plotly_accepts(months: int) -> None:
    times = [wording.later("2019-04", at) for at in range(months)]
    picture = charts.line([over_time({time: float(at) for at, time in enumerate(times)})])
    go.Figure(picture.figure)
    assert len(picture.figure["layout"]["xaxis"]["tickvals"]) <= 8


def test_a_line_of_hidden_figures_only_says_so() -> None:
    picture = charts.line([over_time({"2023-Q1": None, "2023-Q2": None})])
    assert "no figure can be shown" in picture.alt
    go.Figure(picture.figure)


def test_a_spark_line_says_its_figures() -> None:
    picture = charts.sparkline(over_time(QUARTERS))
    assert picture.figure["src"].startswith("data:image/svg+xml;base64,")
    assert "July to September 2023 19" in picture.alt


def test_names_of_lines_that_end_at_one_height_do_not_cover_each_other() -> None:
    """Each keeps to the margin beside the plot, so that a telephone shows all of it."""
    named = ("Child criminal exploitation", "National Referral Mechanism", "Modern slavery", "County lines")
    values = (338.0, 251.0, 1430.0, 340.0)
    lines = [
        replace(over_time({"2024": 900.0, "2025": value}), name=name)
        for name, value in zip(named, values, strict=True)
    ]
    ends = [
        note
        for note in charts.line(lines).figure["layout"]["annotations"]
        if any(word in note["text"].replace("<br>", " ") for word in named)
    ]
    assert len(ends) == len(named)
    assert all(len(part) <= 17 for end in ends for part in end["text"][3:-4].split("<br>"))
    at = sorted(260 * end["y"] / max(values[2], 900.0) + end["yshift"] for end in ends)
    tall = 19 * max(end["text"].count("<br>") + 1 for end in ends)
    assert at[0] >= tall / 2 - 1
    assert all(upper - lower >= tall - 1 for lower, upper in itertools.pairwise(at))
