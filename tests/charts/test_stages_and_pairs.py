"""Paired dots, scatters, targets and heat tables: published figures in their places, hidden ones told."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go  # type: ignore[import-untyped]
import pytest

from dashboard.display import charts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import labels, style
from tests.charts.hiding import LIMITS, behind, looks, numbers
from tests.charts.samples import indicator, over_time, point, split

CONFIDENCE = indicator("confidence", kind="mean", title="Confidence", unit="points")
COVERAGE = indicator("coverage", kind="share", title="Coverage", unit="% of eligible staff")


def stage(name: str, *values: float | None) -> PublishedSeries:
    points = [point(code, value, code.upper()) for code, value in zip("abc", values, strict=True)]
    return replace(split(points, CONFIDENCE), name=name)


BEFORE, AFTER, LATER = (
    stage("Before", 2.1, 2.5, None),
    stage("After", 3.0, 3.4, None),
    stage("Later", 2.8, None, None),
)
COVERED = split([point("a", 70.0, "Health", low=60.0, high=78.0), point("b", None, "Police")], COVERAGE)
TRAINED = split([point("a", 40.0, "Health"), point("b", 9.0, "Fire"), point("c", None, "Police")])
REFERRED = split([point("a", 5.0, "Health"), point("b", None, "Fire"), point("c", 7.0, "Police")])
MEETINGS = [
    over_time({"2025-Q1": 50.0, "2025-Q2": None, "2025-Q3": 0.0}, COVERAGE, "Health"),
    over_time({"2025-Q2": 100.0, "2025-Q3": 75.0}, COVERAGE, "Police"),
]
CASES = {
    "paired": lambda low, high: charts.dumbbell(*[behind(one, low, high) for one in (BEFORE, AFTER, LATER)]),
    "scatter": lambda low, high: charts.scatter(behind(TRAINED, low, high), behind(REFERRED, low, high)),
    "bullet": lambda low, high: charts.bullet(behind(COVERED, low, high), 80.0),
    "heat": lambda low, high: charts.heat_map([behind(one, low, high) for one in MEETINGS]),
}


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("case", CASES)
def test_nothing_depends_on_what_is_hidden(case: str, limits: tuple[float, float | None]) -> None:
    usual, other = CASES[case](None, None), CASES[case](*limits)
    go.Figure(usual.figure)
    assert looks(usual) == looks(other)
    assert usual.alt == other.alt


def test_stages_are_told_by_shape_and_joined_where_both_are_shown() -> None:
    picture = charts.dumbbell(BEFORE, AFTER, LATER)
    joins, before, after, later, hatched = picture.figure["data"]
    assert joins["x"] == [2.5, 3.4, None, 2.1, 3.0, None, 3.0, 2.8, None]
    assert [len(one["x"]) for one in (before, after, later, hatched)] == [2, 2, 1, 1]
    assert len({str(one["marker"]["symbol"]) for one in (before, after, later)}) == 3
    # Largest after first; the group without any figure last.
    names = picture.figure["layout"]["yaxis"]["categoryarray"]
    assert [name.split("<br>")[1] for name in names] == [
        "2.50 to 3.40, then [c]",
        "2.10 to 3.00, then 2.80",
        "[c] to [c], then [c]",
    ]
    assert picture.figure["layout"]["xaxis"]["range"] == [pytest.approx(1.96), 4.0]
    assert "After, 2025, points: B 3.40; A 3.00; C [c]." in picture.alt


def test_a_series_along_the_stages_becomes_one_group() -> None:
    along = split([point("before", 34.0, "Before"), point("after", 81.0, "After")], COVERAGE, "stage")
    before, after = charts.by_stage(along, "All answers")
    picture = charts.dumbbell(before, after)
    assert picture.figure["data"][0]["x"] == [34.0, 81.0, None]
    assert [trace["name"] for trace in picture.figure["data"][1:]] == ["Before", "After"]


def test_a_scatter_draws_what_has_both_figures_and_no_line() -> None:
    picture = charts.scatter(TRAINED, REFERRED)
    (trace,) = picture.figure["data"]
    assert (trace["mode"], trace["x"], trace["y"]) == ("markers", [40.0], [5.0])
    words = " ".join(note["text"].replace("<br>", " ") for note in picture.figure["layout"]["annotations"])
    assert "Not drawn, as a figure cannot be shown: Fire and Police." in words
    assert "Fire and Police" in picture.alt
    assert picture.figure["layout"]["xaxis"]["range"][1] == pytest.approx(40 * 1.12)


def test_a_name_never_covers_another_and_is_a_number_where_it_fits_nowhere() -> None:
    crowd = [(0.5, 0.5), (0.505, 0.5), (0.5, 0.505), (0.505, 0.505), (0.51, 0.51), (0.495, 0.495)]
    names = ["Home Office<br>and other<br>government"] * len(crowd)
    places = labels.placed(crowd, names)
    boxes = [
        labels._box(x * labels.WIDTH, y * labels.HEIGHT, name, place)
        for (x, y), name, place in zip(crowd, names, places, strict=True)
        if place
    ]
    assert None in places
    assert not any(labels._touch(one, two) for at, one in enumerate(boxes) for two in boxes[:at])
    assert labels.placed([(0.2, 0.2), (0.8, 0.8)], ["A", "B"]) == [labels.PLACES[0]] * 2
    many = [point(str(at), 10.0 + at / 100, "Home Office and other government") for at in range(6)]
    notes = charts.scatter(split(many), split(many)).figure["layout"]["annotations"]
    assert "1" in [note["text"] for note in notes]
    assert any("1 Home Office" in note["text"] for note in notes)


def test_a_target_is_a_line_over_all_rows_with_its_figure() -> None:
    picture = charts.bullet(COVERED, 80.0)
    (line,) = picture.figure["layout"]["shapes"]
    assert (line["x0"], line["y0"], line["y1"]) == (80.0, 0, 1)
    assert "<b>Target 80%</b>" in [note["text"] for note in picture.figure["layout"]["annotations"]]
    assert picture.alt.endswith("A line marks the target, 80%.")
    # The scale reaches the target; the hatched row runs over all of it.
    assert picture.figure["layout"]["xaxis"]["range"][1] == pytest.approx(80 * 1.02)
    assert picture.figure["data"][1]["x"] == [80.0]


def test_each_row_may_have_a_target_of_its_own() -> None:
    picture = charts.bullet(COVERED, {"a": 75.0, "b": 90.0, "unknown": 10.0})
    assert [(line["x0"], line["y0"]) for line in picture.figure["layout"]["shapes"]] == [
        (75.0, -0.42),
        (90.0, pytest.approx(0.58)),
    ]
    assert picture.alt.endswith("its target: Health 75%; Police 90%.")
    assert charts.bullet(COVERED, None) == charts.bars(COVERED)


def test_a_heat_table_has_every_figure_in_its_cell() -> None:
    picture = charts.heat_map(MEETINGS)
    (trace,) = picture.figure["data"]
    assert trace["z"] == [[50.0, None, 0.0], [None, 100.0, 75.0]]
    assert trace["text"] == [["50", "", "0"], ["", "100", "75"]]
    assert (trace["zmin"], trace["zmax"]) == (0, 100.0)
    marks = [(note["x"], note["y"], note["text"]) for note in picture.figure["layout"]["annotations"]]
    assert marks == [(trace["x"][1], "Health", "[c]")]
    (grey,) = picture.figure["layout"]["shapes"]
    assert (grey["x0"], grey["y0"], grey["fillcolor"]) == (0.52, -0.46, style.BAND)
    assert "Health, % of eligible staff: January to March 2025 50%; April to June 2025 [c]" in picture.alt


def test_only_published_figures_are_drawn() -> None:
    shown = {2.1, 2.5, 3.0, 3.4, 2.8}
    # The hatched row of a group without figures runs to the end of the scale.
    assert numbers(charts.dumbbell(BEFORE, AFTER, LATER)) == shown | {4.0}
