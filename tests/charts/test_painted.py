"""Each kind of chart as a picture, of a page and of a slide, says what the chart itself says: figures, names,
order, marks, limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from dashboard.display import charts
from dashboard.display.analysis.next_period import next_period
from dashboard.display.charts import Mark, Picture, paint, style, target
from dashboard.display.meeting.pictures.painting import painted
from dashboard.publication.targets import Target
from tests.charts import test_control as controls
from tests.charts import test_funnel as funnels
from tests.charts import test_next_range as ranges
from tests.charts import test_stages_and_pairs as pairs
from tests.charts import test_step as steps
from tests.charts.picture_reading import Scales, Seen, day, of_a_slide, plain
from tests.charts.samples import indicator, over_time, point, split
from tests.charts.test_bars import SECTORS, SHARE

MEAN = indicator("change", kind="mean", title="Change", unit="points")
CHANGES = [
    point("health", -0.4, "Health", low=-0.9, high=0.1),
    point("fire", 1.5, "Fire"),
    point("police", None, "Police"),
]
SMALL = dict(
    zip(("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"), (5.0, None, 9.0, 8.0, 7.0), strict=True)
)
LINES = [over_time(SMALL, name="One & <two>"), over_time({**SMALL, "2024-Q2": 6.0}, name="Another")]
MARKS = [Mark("2024-08-01", "Training week"), Mark("2024-11-01", "A rule changes", breaks=True)]
AIM = Target("attendances", "E10000021", 6.0, "2024-01-01", "2025-04-01", "", "", True)
MANY = [*(point(f"p{n}", 90.0 - n, f"Place {n}") for n in range(20)), point("none", None, "Hidden place")]
LEVEL = ranges.quarters(*ranges.LEVEL)

CHARTS: dict[str, Callable[[], Picture]] = {
    "bars": lambda: charts.bars(split(SECTORS, SHARE), ["health"]),
    "dots": lambda: charts.dots(split(CHANGES, MEAN)),
    "bullet": lambda: pairs.CASES["bullet"](None, None),
    "bars with a target": lambda: target.over_bars(
        charts.bars(split(SECTORS, SHARE)), split(SECTORS, SHARE), AIM
    ),
    "bars with too many rows": lambda: charts.bars(split(MANY, SHARE), [], style.Room(600, 200)),
    "side by side with too many rows": lambda: charts.side_by_side_bars(
        split(MANY, SHARE), split(MANY, SHARE), style.Room(600, 220)
    ),
    "line": lambda: charts.line(LINES[:1], MARKS),
    "lines": lambda: charts.line(LINES, MARKS),
    "line with a target": lambda: target.over_time(charts.line(LINES[:1]), LINES[0], [AIM]),
    "panels": lambda: charts.panels(LINES, MARKS),
    "nothing shown": lambda: charts.line([over_time({"2024": None, "2025": None})]),
    "control": lambda: charts.control(over_time(controls.LONG, controls.NRM), [controls.BREAK]),
    "next": lambda: charts.with_next(charts.line([LEVEL]), next_period(LEVEL), LEVEL),
    "step": lambda: charts.step(over_time(steps.VALUES, steps.INTELLIGENCE), steps.EVENT),
    "funnel": lambda: charts.funnel(funnels.SERIES, "ours", funnels.WHOLE),
    "paired": lambda: pairs.CASES["paired"](None, None),
    "scatter": lambda: pairs.CASES["scatter"](None, None),
    "heat": lambda: pairs.CASES["heat"](None, None),
    "side by side": lambda: charts.side_by_side_bars(split(SECTORS, SHARE), split(CHANGES[1:], MEAN)),
}


#: What a slide may show, or may come to show: charts without a key and without names along their foot.
ON_SLIDES = set(CHARTS) - {"bullet", "funnel", "paired", "scatter", "heat", "panels", "step", "control"}
PAINTERS: dict[str, Callable[[Picture], Seen]] = {
    "page": lambda picture: Seen(str(paint(picture))),
    "slide": of_a_slide,
}
DRAWN = [(chart, "page") for chart in CHARTS] + [(chart, "slide") for chart in sorted(ON_SLIDES)]


@pytest.fixture(scope="module", params=DRAWN, ids=":".join)
def drawn(request: pytest.FixtureRequest) -> tuple[Picture, Seen]:
    chart, painter = request.param
    picture = CHARTS[chart]()
    return picture, PAINTERS[painter](picture)


def traces(picture: Picture, *kinds: str) -> list[dict[str, Any]]:
    return [trace for trace in picture.figure["data"] if trace["type"] in kinds]


def test_it_says_the_same_words_and_is_as_high(drawn: tuple[Picture, Seen]) -> None:
    picture, seen = drawn
    layout = picture.figure["layout"]
    assert (seen.alt, seen.height) == (picture.alt, layout["height"])
    notes = [plain(note["text"]) for note in layout.get("annotations", [])]
    cells = [text for trace in traces(picture, "heatmap") for row in trace["text"] for text in row if text]
    key = [
        trace["name"]
        for trace in picture.figure["data"]
        if layout["showlegend"] and trace.get("name") and trace.get("showlegend") is not False
    ]
    shown = [one.text for one in seen.written if one.kind in ("nd-note", "nd-note nd-ground")]
    assert shown == [*notes, *cells, *key]
    title = layout["xaxis"].get("title")
    assert seen.texts("nd-note nd-along") == ([plain(title["text"])] if title else [])


def test_rows_and_columns_have_their_names_in_order(drawn: tuple[Picture, Seen]) -> None:
    picture, seen = drawn
    layout = picture.figure["layout"]
    rows = [one for one in seen.written if one.kind == "nd-name"]
    if layout["yaxis"].get("type") == "category":
        assert [row.text for row in rows] == [plain(name) for name in layout["yaxis"]["categoryarray"]]
        assert [row.y for row in rows] == sorted(row.y for row in rows)
    if "ticktext" in layout["xaxis"]:
        told = [one.text for one in seen.written if one.kind == "nd-tick" and one.y > seen.plot / 2 and one.x]
        named = [plain(text) for text in layout["xaxis"]["ticktext"]]
        # What lies beyond the first figure is named nowhere.
        assert told and named[-len(told) :] == told and len(named) - len(told) <= 1


def test_marks_stand_for_the_same_figures(drawn: tuple[Picture, Seen]) -> None:
    picture, seen = drawn
    scales = Scales(seen, picture.figure)
    placed = [(one["cx"], one["cy"]) for one in seen.elements("circle")]
    placed += [(one["x"], one["y"]) for one in seen.elements("svg") if "Z" in str(one["path"])]
    expected = []
    for trace in traces(picture, "scatter"):
        if "markers" in trace["mode"] and trace["marker"]["size"] != 1:
            for x, y in zip(trace["x"], trace["y"], strict=True):
                if y is not None:
                    expected.append((trace.get("yaxis", "y"), x, y))
    assert len(placed) == len(expected)
    for axis, x, y in expected:
        assert any(near(scales, picture, place, x, y, axis) for place in placed), (x, y)


def near(scales: Scales, picture: Picture, place: tuple[float, float], x: Any, y: Any, axis: str) -> bool:
    """Whether a place on a picture is that of a figure."""
    low, high = (day(end) for end in picture.figure["layout"]["xaxis"]["range"])
    if picture.figure["layout"]["xaxis"].get("type") == "log":
        low, high = 10**low, 10**high
    read = scales.y(place[1], axis)
    same = read == plain(y) if isinstance(y, str) else abs(read - y) <= max(0.02, abs(y) * 0.02)
    return same and abs(scales.x(place[0]) - day(x)) <= (high - low) * 0.002


def test_lines_run_through_the_same_figures_and_break_where_there_is_none(
    drawn: tuple[Picture, Seen],
) -> None:
    picture, seen = drawn
    scales = Scales(seen, picture.figure)
    paths = [one["path"] for one in seen.elements("svg") if "preserveAspectRatio" in one]
    lines = [trace for trace in traces(picture, "scatter") if "lines" in trace["mode"]]
    assert len(paths) == len(lines)
    for path, trace in zip(paths, lines, strict=True):
        shown = [y for y in trace["y"] if y is not None]
        steps = path.replace("L", " ").replace("M", " ").split()
        assert len(steps) == len(shown)
        runs, before = 0, None
        for y in trace["y"]:
            runs, before = runs + (y is not None and before is None), y
        assert path.count("M") == runs
        axis = trace.get("yaxis", "y")
        read = [scales.y(float(step.split(",")[1]) - seen.top, axis) for step in steps]
        assert read == [
            plain(y) if isinstance(y, str) else pytest.approx(y, abs=max(0.02, abs(y) * 0.02)) for y in shown
        ]


def test_bars_are_as_long_as_their_figures_and_hidden_rows_hatched(drawn: tuple[Picture, Seen]) -> None:
    picture, seen = drawn
    scales = Scales(seen, picture.figure)
    boxes = [one for one in seen.elements("rect") if one["fill"] != style.BAND]
    bars = [
        (trace.get("xaxis", "x"), plain(name), value, "pattern" in trace["marker"])
        for trace in traces(picture, "bar")
        for name, value in zip(trace["y"], trace["x"], strict=True)
    ]
    read = [
        (
            axis,
            scales.y(box["y"] + box["height"] / 2),
            pytest.approx(scales.x(box["x"] + box["width"], axis), abs=0.03),
            box["fill"] == "url(#hatch)",
        )
        for (axis, *_), box in zip(bars, boxes, strict=False)
    ]
    assert [(axis, name, value, hidden) for axis, name, value, hidden in bars] == read
    cells = [value for trace in traces(picture, "heatmap") for row in trace["z"] for value in row]
    assert len(boxes) == len(bars) + len([value for value in cells if value is not None])


def test_whiskers_reach_the_limits(drawn: tuple[Picture, Seen]) -> None:
    picture, seen = drawn
    scales = Scales(seen, picture.figure)
    level = [one for one in seen.elements("line") if one["y1"] == one["y2"] and one["stroke"] == style.INK]
    for trace in picture.figure["data"]:
        axis, held = trace.get("xaxis", "x"), trace.get("error_x")
        if held:
            for x, y, less, more in zip(
                trace["x"], trace["y"], held["arrayminus"], held["array"], strict=True
            ):
                assert not (less or more) or any(
                    scales.y(one["y1"]) == plain(y)
                    and scales.x(one["x1"], axis) == pytest.approx(x - less, abs=0.03)
                    and scales.x(one["x2"], axis) == pytest.approx(x + more, abs=0.03)
                    for one in level
                )
    upright = [trace for trace in picture.figure["data"] if "error_y" in trace]
    for trace in upright:
        ends = [
            {scales.y(one["y1"]), scales.y(one["y2"])}
            for one in seen.elements("line")
            if one["x1"] == one["x2"] and one["stroke"] == style.QUIET and one["stroke-width"] == 2
        ]
        (middle,), (more,), (less,) = trace["y"], trace["error_y"]["array"], trace["error_y"]["arrayminus"]
        assert any(
            (min(pair), max(pair)) == pytest.approx((middle - less, middle + more), rel=0.01) for pair in ends
        )


def test_hidden_periods_events_and_targets_are_marked_where_they_are(drawn: tuple[Picture, Seen]) -> None:
    picture, seen = drawn
    scales = Scales(seen, picture.figure)
    shapes = picture.figure["layout"].get("shapes", [])
    bands = [one for one in seen.elements("rect") if one["fill"] == style.BAND]
    expected = [shape for shape in shapes if shape["type"] == "rect"]
    assert len(bands) == len(expected)
    if picture.figure["layout"]["xaxis"].get("type") == "date":
        for band, shape in zip(bands, expected, strict=True):
            ends = scales.x(band["x"]), scales.x(band["x"] + band["width"])
            assert ends == pytest.approx((day(shape["x0"]), day(shape["x1"])), abs=2)
    lines = list(seen.elements("line"))
    for shape in (shape for shape in shapes if shape["type"] == "line"):
        assert any(
            one["stroke"] == shape["line"]["color"]
            and one["stroke-width"] == shape["line"]["width"]
            and scales.x(one["x1"]) == pytest.approx(day(shape["x0"]), abs=1.5)
            for one in lines
        )


@pytest.mark.parametrize("kind", ["circle", "svg", "rect", "text"])
def test_reading_back_notices_what_is_moved_or_left_out(kind: str) -> None:
    """The tests above can fail: each kind of thing is noticed once it is gone."""
    picture = CHARTS["bars" if kind == "rect" else "control"]()
    whole = Seen(str(paint(picture)))
    if kind == "text":
        whole.written.pop()
        with pytest.raises(AssertionError):
            test_it_says_the_same_words_and_is_as_high((picture, whole))
        return
    whole.drawing.remove(next(one for one in whole.drawing if one.tag.endswith(kind)))
    test = {
        "circle": test_marks_stand_for_the_same_figures,
        "svg": test_lines_run_through_the_same_figures_and_break_where_there_is_none,
        "rect": test_bars_are_as_long_as_their_figures_and_hidden_rows_hatched,
    }[kind]
    with pytest.raises(AssertionError):
        test((picture, whole))


@pytest.mark.parametrize("chart", [name for name in CHARTS if name.endswith("too many rows")])
def test_where_not_all_rows_fit_both_ends_stay_and_it_says_how_many(chart: str) -> None:
    picture = CHARTS[chart]()
    names = picture.figure["layout"]["yaxis"]["categoryarray"]
    assert 2 < len(names) < len(MANY)
    assert names == [f"Place {n}" for n in range(len(names) - 1)] + ["Place 19"]
    assert picture.rest.startswith(f"{len(names)} of 21, with the highest and the lowest; 1 hidden [c].")
    assert picture.rest in " ".join(re.findall(r"<tspan[^>]*>([^<]*)", str(painted(picture, 600))))
