"""What is hidden shows as hidden, and nothing that is drawn depends on what lies behind it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dashboard.display import charts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts.rows import limit_of, lowest_of
from dashboard.publication import Status
from tests.charts.samples import indicator, over_time, point, split

NRM = indicator("nrm_referrals", title="NRM referrals", unit="referrals", direction="neutral")
SHOWN = [point("a", 30.0, "Corby"), point("b", 12.0, "Kettering")]


def hidden(code: str, low: float | None, high: float | None) -> Point:
    return point(code, None, "Daventry", low=low, high=high)


def lines(low: float | None, high: float | None) -> list[PublishedSeries]:
    parts = split([hidden("c", low, high), *SHOWN], NRM, "area")
    time = over_time({"2023-Q1": 9.0, "2023-Q2": None, "2023-Q3": 7.0}, NRM)
    points = (time.points[0], Point(**time.points[1].__dict__ | {"low": low, "high": high}), time.points[2])
    return [parts, PublishedSeries(NRM, "count", "time", "NRM referrals", points)]


def without_words(figure: Any) -> Any:
    """The figure less what it says on pointing."""
    bare = copy.deepcopy(dict(figure))
    for trace in bare["data"]:
        trace.pop("text", None)
    for note in bare["layout"]["annotations"]:
        note.pop("hovertext", None)
    return bare


@pytest.mark.parametrize("limits", [(0.0, 4.0), (40.0, 5000.0), (3.0, None)])
def test_no_mark_scale_or_order_depends_on_what_is_hidden(limits: tuple[float, float | None]) -> None:
    usual, other = lines(None, None), lines(*limits)
    for draw, at in ((charts.bars, 0), (charts.dots, 0), (lambda one: charts.line([one]), 1)):
        assert without_words(draw(usual[at]).figure) == without_words(draw(other[at]).figure)
    assert limit_of(other[0].points) == 30.0
    assert lowest_of([hidden("c", -5.0, 900.0), *SHOWN]) == 12.0


def test_hidden_rows_come_last_whatever_their_place() -> None:
    missing = Point("x", "Overseas", None, Status.NOT_AVAILABLE)
    parts = split([hidden("c", 0, 4), missing, *SHOWN], NRM, "area")
    assert [one.code for one in ranked(parts)] == ["a", "b", "x", "c"]


def test_pointing_at_a_hidden_bar_tells_what_fits() -> None:
    (_, hatched) = charts.bars(lines(3.0, 11.0)[0]).figure["data"]
    assert hatched["text"] == [
        "Daventry: [c] hidden so that nobody can be recognised;<br>between 3 and 11 fit what is published"
    ]
    assert hatched["x"] == [30.0]


def test_a_line_breaks_at_a_hidden_stretch_which_is_marked_once() -> None:
    values = {"2022-Q4": 9.0, "2023-Q1": None, "2023-Q2": None, "2023-Q3": 7.0, "2023-Q4": None}
    figure = charts.line([over_time(values, NRM)]).figure
    assert figure["data"][0]["y"] == [9.0, None, None, 7.0, None]
    assert figure["data"][0]["connectgaps"] is False
    bands = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert [(band["x0"], band["x1"]) for band in bands] == [
        ("2023-01-01", "2023-07-01"),
        ("2023-10-01", "2024-01-01"),
    ]
    marks = [note for note in figure["layout"]["annotations"] if note["text"] == "[c]"]
    assert [mark["x"] for mark in marks] == ["2023-04-01", "2023-11-16"]
    assert marks[0]["hovertext"].count("hidden so that nobody can be recognised") == 2


def test_a_line_of_hidden_figures_has_no_scale_to_read() -> None:
    axis = charts.line([over_time({"2022": None, "2023": None}, NRM)]).figure["layout"]["yaxis"]
    assert axis["range"] == [0, 1]
    assert axis["showticklabels"] is False


def test_marks_that_would_overlap_are_left_out_but_not_their_bands() -> None:
    months = {f"20{18 + n // 12}-{n % 12 + 1:02d}": None if n % 2 else 9.0 for n in range(60)}
    layout = charts.line([over_time(months, NRM)]).figure["layout"]
    assert sum(shape["type"] == "rect" for shape in layout["shapes"]) == 30
    assert 0 < sum(note["text"] == "[c]" for note in layout["annotations"]) <= 11


def test_a_hidden_share_is_told_by_its_parts() -> None:
    share = point("a", None, "Child", denominator=65.0, numerator_low=0.0, numerator_high=9.0)
    assert share.feasible == "at most 9 of 65"
    assert point("a", None, "Child").feasible == ""
    assert point("a", 3.0, "Child", low=1.0, high=5.0).feasible == ""
