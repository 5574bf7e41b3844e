"""Native charts of slides say what a page's chart says: figures, names, order, marks, limits, the rest."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from dashboard.display import charts, exports
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Mark, Picture
from dashboard.display.charts.painted.plot import Plot
from dashboard.display.meeting import Deck, Slide, slides
from dashboard.methods import wording
from tests.charts.picture_reading import plain
from tests.charts.samples import indicator, over_time, point, split
from tests.charts.test_painted import CHANGES, LINES, MARKS, MEAN
from tests.meeting.test_same_rows import deck, with_lines
from tests.meeting.test_slides import DRAWING

__all__ = ["deck"]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHARE = indicator("share", kind="share", unit="% of staff")
SHARES = [
    point("a", 82.4, "First & <last>", low=75.0, high=88.0, numerator=70.0, denominator=85.0),
    point("b", 50.0, "Of very few", numerator=1.0, denominator=2.0),
    point("c", None, "Hidden"),
    point("d", 12.0, "Lowest", low=9.5, high=14.0),
]
CUT = replace(LINES[0], points=(*LINES[0].points[:-1], replace(LINES[0].points[-1], cut=True)))
GROWS = replace(CUT, indicator=replace(CUT.indicator, kind="count"))

#: Kinds of slides with what they show, and the page's chart of the same.
MODELS: dict[str, tuple[str, tuple[PublishedSeries, ...], tuple[Mark, ...], Callable[[], Picture]]] = {
    "bars": ("bars", (split(SHARES, SHARE),), (), lambda: charts.bars(split(SHARES, SHARE))),
    "dots": ("dots", (split(CHANGES, MEAN),), (), lambda: charts.dots(split(CHANGES, MEAN))),
    "paired": (
        "paired",
        (split(SHARES, SHARE), split(CHANGES, MEAN)),
        (),
        lambda: charts.side_by_side_bars(split(SHARES, SHARE), split(CHANGES, MEAN)),
    ),
    "line": ("trend", (GROWS,), tuple(MARKS), lambda: charts.line([GROWS], MARKS)),
    "lines": ("compare", tuple(LINES), (), lambda: charts.line(LINES)),
    "nothing shown": (
        "trend", (over_time({"2024": None, "2025": None}),), (),
        lambda: charts.line([over_time({"2024": None, "2025": None})]),
    ),
}  # fmt: skip
ROWS, OVER_TIME = ("bars", "dots", "paired"), ("line", "lines", "nothing shown")


@dataclass
class Native:
    """A native chart: the rows of its workbook, the reach of its intervals, and its scale."""

    rows: list[tuple[Any, ...]]
    limits: dict[str, dict[int, float]] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)
    ends: tuple[float, float] = (0.0, 0.0)


def made(deck: Deck, model: str) -> tuple[Slide, Any, list[Native]]:
    """The slide of a model, its page of the presentation, and the charts on it."""
    kind, lines, events, _ = MODELS[model]
    words = {"headline": "A slide", "unit": "figures", "table": exports.table(lines, "Made by hand")}
    slide = replace(deck.slides[0], number=1, kind=kind, lines=lines, events=events, **words)
    opened = Presentation(io.BytesIO(slides.pptx(replace(deck, slides=(slide,)))))
    page = list(opened.slides)[1]
    return slide, page, [read(shape.chart) for shape in page.shapes if shape.has_chart]


def read(chart: Any) -> Native:
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    native = Native(list(book["Sheet1"].iter_rows(min_row=2, values_only=True)))
    space = chart._chartSpace
    for side in ("minus", "plus"):
        for found in space.iterfind(f".//{CHART}{side}//{CHART}pt"):
            native.limits.setdefault(side, {})[int(found.get("idx"))] = float(found[0].text)
    for found in space.iterfind(f".//{CHART}dLbl"):
        words = "".join(text.text for text in found.iter(f"{DRAWING}t"))
        native.written[int(found.find(f"{CHART}idx").get("val"))] = words
    scale = chart.value_axis
    native.ends = scale.minimum_scale, scale.maximum_scale
    return native


def texts(page: Any, name: str) -> list[str]:
    return [" ".join(s.text_frame.text.split()) for s in page.shapes if s.name == name]


@pytest.mark.parametrize("model", ROWS)
def test_rows_are_those_of_the_page(deck: Deck, model: str) -> None:
    slide, page, natives = made(deck, model)
    figure = MODELS[model][3]().figure
    names = [plain(name) for name in figure["layout"]["yaxis"]["categoryarray"]]
    for series, axis, native in zip(slide.lines, ("x", "x2"), natives, strict=False):
        trace = next(
            t for t in figure["data"] if t.get("xaxis", "x") == axis and "pattern" not in t["marker"]
        )
        shown = dict(zip(map(plain, trace["y"]), trace["x"], strict=True))
        printed = {
            plain(note["y"]): note["text"]
            for note in figure["layout"]["annotations"]
            if isinstance(note["y"], str) and note["xref"] in ("paper", axis)
        }
        assert native.rows == [
            (name, shown[name]) if name in shown else (f"{name} {printed[name]}", None) for name in names
        ]
        held = trace.get("error_x") or {"arrayminus": [], "array": []}
        for side, apart in (("minus", held["arrayminus"]), ("plus", held["array"])):
            limits = {names.index(name): by for name, by in zip(shown, apart, strict=False)}
            read_back = native.limits.get(side, {})
            assert {at: by for at, by in limits.items() if by} == {
                at: pytest.approx(by) for at, by in read_back.items() if by
            }
        for at, name in enumerate(names):
            if name in shown:
                figure_as_printed = native.written[at] or wording.measured(shown[name], series.measure)
                assert figure_as_printed == printed[name]
        low, high = figure["layout"][f"xaxis{axis[1:]}"]["range"]
        assert native.ends[0] == pytest.approx(low)
        longest = max([0.0, *(value for value in shown.values())])
        assert longest < native.ends[1]
        assert model == "paired" or native.ends[1] >= high
    heads = [plain(note["text"]) for note in figure["layout"]["annotations"] if note["y"] == 1]
    assert texts(page, "Heading") == heads
    assert texts(page, "Name") == [row[0] for row in natives[0].rows]
    hidden = [row for native in natives for row in native.rows if row[1] is None]
    assert len([shape for shape in page.shapes if shape.name == "No figure"]) == len(hidden)


@pytest.mark.parametrize("model", OVER_TIME)
def test_lines_are_those_of_the_page(deck: Deck, model: str) -> None:
    slide, page, (native,) = made(deck, model)
    figure = MODELS[model][3]().figure
    columns = list(zip(*native.rows, strict=True))[1:]
    runs = sorted(run for column in columns for run in joined(column))
    lines = list(figure["data"][: len(slide.lines)])
    assert runs == sorted(run for trace in lines for run in joined(trace["y"]))
    periods = zip(*(line.points for line in slide.lines), strict=True)
    for row, figures in zip(native.rows, periods, strict=True):
        marks = sorted({f"[{each.status.value}]" for each in figures if each.value is None})
        assert re.findall(r"\[\w\]", row[0]) == marks
    scale = Plot(figure).scales["y"]
    assert native.ends == pytest.approx((scale.low, scale.high))
    notes = sorted(" ".join(plain(note["text"]).split()) for note in figure["layout"]["annotations"])
    assert sorted(texts(page, "Mark") + texts(page, "Name of a line")) == notes
    bands = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert len([shape for shape in page.shapes if shape.name == "No figure"]) == len(bands)
    days = {shape["x0"] for shape in figure["layout"]["shapes"] if shape["type"] == "line"}
    assert len({shape.left for shape in page.shapes if shape.name == "Marked day"}) == len(days)
    time = figure["layout"]["xaxis"]
    ticks = zip(time["tickvals"], time["ticktext"], strict=True)
    assert texts(page, "Period") == [plain(text) for day, text in ticks if day >= time["range"][0]]


def joined(figures: Any) -> list[list[float]]:
    """The figures that a line joins."""
    runs: list[list[float]] = [[]]
    for value in figures:
        runs = [*runs, []] if value is None else [*runs[:-1], [*runs[-1], value]]
    return [run for run in runs if run]


def test_where_not_all_rows_fit_a_native_chart_says_the_same_as_its_picture(deck: Deck) -> None:
    many = split([*(point(f"p{n}", 90.0 - n, f"Place {n}") for n in range(60)), point("x", None, "Hidden")])
    whole, _ = with_lines(deck, 1, many)
    page = list(Presentation(io.BytesIO(slides.pptx(whole))).slides)[1]
    (native,) = [read(shape.chart) for shape in page.shapes if shape.has_chart]
    names = [row[0] for row in native.rows]
    assert names == [f"Place {n}" for n in range(len(names) - 1)] + ["Place 59"]
    (rest,) = texts(page, "Rest")
    assert rest.startswith(f"{len(names)} of 61, with the highest and the lowest; 1 hidden [c].")
