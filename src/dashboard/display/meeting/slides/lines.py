"""Figures over time as a native line chart: no line where a figure is hidden, none across a break.

Its figures, marks, bands, words and scale are those of the figure that a page draws.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard.display.analysis.incomplete import CROSS
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.display.charts.painted import words as written
from dashboard.display.charts.painted.plot import Plot
from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting import drawn
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import drawing, painting
from dashboard.display.meeting.slides import frames, reading, template, words
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.workbook import Sheet
from dashboard.methods import wording

SIZE = 16.0
#: Points for each pixel of the figure.
_SCALE = SIZE / style.SIZE
Parts = Sequence[Sequence[int]]
#: Lines are told apart by dashes and dots too, never by colour alone.
_DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT, "dashdot": MSO_LINE.DASH_DOT}
_DOTS = {
    "circle": XL_MARKER_STYLE.CIRCLE, "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE, "diamond": XL_MARKER_STYLE.DIAMOND,
}  # fmt: skip
#: How much wider than its letters a box of words is, for those of a machine without Arial.
_SPARE = 1.2


class Stage:
    """Where a figure over time stands on a slide: native charts have their periods equally wide."""

    def __init__(self, slide: Slide, place: Place) -> None:
        room = style.Room(place.width / _SCALE, place.height / _SCALE)
        self.figure = drawn.chart(slide.kind, slide.lines, slide.events, room=room).figure
        self.scales = Plot(self.figure)
        self.codes = sorted({point.code for line in slide.lines for point in line.points}, key=wording.span)
        names = [painting.wide(name) for name in written.names(self.scales)]
        margin, size = self.figure["layout"]["margin"], self.scales.size
        left = (margin["l"] + max(names, default=0.0) + written.GAP) * _SCALE
        self.plot = Place(
            place.x + left,
            place.y + size.top * _SCALE,
            place.width - left - margin["r"] * _SCALE,
            size.plot * _SCALE,
        )

    def across(self, day: str) -> float:
        """Points from the left of the slide of a day."""
        return self.plot.x + _where(day, self.codes) * self.plot.width / max(1, len(self.codes))

    def down(self, pixels: float) -> float:
        """Points from the top of the slide of pixels from the top of the plot."""
        return self.plot.y + pixels * _SCALE


def draw(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """Draw the lines of ``slide`` at ``place``: grounds first, then the chart, then what is marked."""
    stage, lines = Stage(slide, place), slide.lines
    traces = stage.figure["data"][: len(lines)]
    shapes = stage.figure["layout"]["shapes"]
    for shape in (shape for shape in shapes if shape["type"] == "rect"):
        left, right = stage.across(shape["x0"]), stage.across(shape["x1"])
        band = Place(left, stage.plot.y, right - left, stage.plot.height)
        frames.ground(page, band, "Grey: hidden [c].")
    cut = [parts_of(trace, line, stage.codes) for trace, line in zip(traces, lines, strict=True)]
    sheet = _sheet(traces, lines, stage.codes, cut)
    chart = frames.native(page, deck, XL_CHART_TYPE.LINE_MARKERS, sheet, place, stage.plot, slide.alt, SIZE)
    _axes(chart, stage.scales, sheet.format)
    _dressed(chart, traces, lines, stage.codes, cut)
    called = {mark.day: f"{mark.label}, {wording.date(mark.day)}" for mark in slide.events}
    for shape in (shape for shape in shapes if shape["type"] == "line"):
        above = "ysizemode" in shape
        top = stage.plot.y - (shape["y1"] * _SCALE if above else 0.0)
        foot = stage.plot.y + (0.0 if above else stage.plot.height)
        frames.upright(page, stage.across(shape["x0"]), top, foot, f"Marked: {called[shape['x0']]}.")
    _words(page, stage, len(lines) > 1)
    _crosses(page, stage)


def parts_of(trace: dict[str, Any], line: PublishedSeries, codes: Sequence[str]) -> list[int]:
    """How many breaks of a line lie before each period: it is drawn for each part on its own."""
    days = {wording.middle_day(point.code): point.code for point in line.points}
    parts, before = {}, 0
    for day in trace["x"]:
        if day in days and days[day] not in parts:
            parts[days[day]] = before
        else:
            before += 1
    # A period that only another line has belongs to the part before it.
    cut: list[int] = []
    for code in codes:
        cut.append(parts.get(code, cut[-1] if cut else min(parts.values(), default=0)))
    return cut


def _first(days: Sequence[str], each: Sequence[Any]) -> dict[str, Any]:
    """What a trace has at each day; a break on the day of a figure does not take its place."""
    return dict(list(zip(days, each, strict=True))[::-1])


def _sheet(
    traces: Sequence[dict[str, Any]], lines: Sequence[PublishedSeries], codes: Sequence[str], cut: Parts
) -> Sheet:
    known = [{point.code: point for point in series.points} for series in lines]
    columns = []
    for trace, series, points, parts in zip(traces, lines, known, cut, strict=True):
        values = _first(trace["x"], trace["y"])
        for part in sorted(set(parts)):
            column = tuple(
                values[wording.middle_day(code)] if code in points and at == part else None
                for code, at in zip(codes, parts, strict=True)
            )
            since = codes[list(parts).index(part)]
            name = series.name if part == min(parts) else f"{series.name}, from {_short(since)}"
            columns.append((name, column))
    names = tuple(
        " ".join([_short(code), *dict.fromkeys(_mark(points.get(code)) for points in known)]).strip()
        for code in codes
    )
    return Sheet(HEADINGS["time"], names, tuple(columns), lines[0].measure)


def _short(code: str) -> str:
    return wording.period(code, short=True).replace(" to ", "\N{EN DASH}")


def _mark(point: Point | None) -> str:
    return f"[{point.status.value}]" if point is not None and point.value is None else ""


def _axes(chart: Any, plot: Plot, look: str) -> None:
    value, time, scale = chart.value_axis, chart.category_axis, plot.scales["y"]
    steps = list(scale.ticks())
    value.minimum_scale, value.maximum_scale = round(scale.low, 6), round(scale.high, 6)
    if len(steps) > 1:
        value.major_unit = round((steps[1][0] - steps[0][0]) * (scale.high - scale.low), 6)
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = template.colour(style.GRID)
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    if not any(text for _, text in steps):
        value.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    # No more digits after the point than a step needs.
    places = max((len(text.rstrip("%").partition(".")[2]) for _, text in steps), default=0)
    number = "#,##0" + ("." + "0" * places if places else "")
    value.tick_labels.number_format = f'{number}"%"' if "%" in look else number
    value.tick_labels.number_format_is_linked = False
    time.format.line.color.rgb = template.colour(style.QUIET)
    time.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    time.has_major_gridlines = False
    time.major_tick_mark = XL_TICK_MARK.NONE


def _dressed(
    chart: Any,
    traces: Sequence[dict[str, Any]],
    lines: Sequence[PublishedSeries],
    codes: Sequence[str],
    cut: Parts,
) -> None:
    series = iter(chart.plots[0].series)
    for trace, line, parts in zip(traces, lines, cut, strict=True):
        look, symbols = trace["line"], _first(trace["x"], trace["marker"]["symbol"])
        days = {wording.middle_day(point.code): point for point in line.points}
        for part in sorted(set(parts)):
            native = next(series)
            native.smooth = False
            native.format.line.color.rgb, native.format.line.width = template.colour(look["color"]), Pt(2.5)
            if look.get("dash") in _DASHES:
                native.format.line.dash_style = _DASHES[look["dash"]]
            native.marker.style = XL_MARKER_STYLE.NONE
            if "markers" in trace["mode"]:
                native.marker.style = _DOTS[trace["marker"]["symbol"][0].removesuffix("-open")]
                native.marker.size = round(trace["marker"]["size"] * _SCALE)
                frames.solid(native.marker, look["color"], look["color"])
            for place, code in enumerate(codes):
                day = wording.middle_day(code)
                point = days.get(day)
                if parts[place] != part or point is None or point.value is None:
                    continue
                if point.lacks:
                    # A cross stands there in place of the dot.
                    native.points[place].marker.style = XL_MARKER_STYLE.NONE
                elif symbols[day].endswith("-open"):
                    hollow = native.points[place].marker
                    hollow.style, hollow.size = _DOTS[symbols[day].removesuffix("-open")], 9
                    frames.solid(hollow, "#FFFFFF", look["color"], 2)


def _words(page: Any, stage: Stage, several: bool) -> None:
    """What is written on the figure and under its axis of time."""
    layout = stage.figure["layout"]
    time = layout["xaxis"]
    for day, tick in zip(time["tickvals"], time["ticktext"], strict=True):
        # As on a page, what lies before the first figure is not named.
        if day >= time["range"][0]:
            foot = stage.plot.y + stage.plot.height + 5
            _box(page, "Period", reading.plain(tick), stage.across(day), foot, SIZE)
    for note, each in zip(layout["annotations"], written.notes(stage.scales), strict=True):
        if CROSS in note["text"]:
            continue
        name = "Name of a line" if several and painting.bold(each) else "Mark"
        x = stage.across(note["x"]) + each.shift * _SCALE
        _box(page, name, painting.lines(each), x, stage.down(each.y), each.size * _SCALE, each)


def _box(
    page: Any, name: str, texts: list[str], x: float, y: float, size: float, each: written.Words | None = None
) -> None:
    each = each or written.Words("", 0, 0, [], above="top")
    heavy = painting.bold(each)
    wide = max(drawing.wide(line, size) for line in texts) * (drawing.BOLD if heavy else 1.0) * _SPARE
    tall = words.high(texts, wide, size)
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[each.beside] * wide
    top = y - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[each.above] * tall
    align = {"left": "left", "center": "centre", "right": "right"}[each.beside]
    words.box(page.shapes, name, texts, (left, top, wide, tall), size, each.ink, heavy, align)


def _crosses(page: Any, stage: Stage) -> None:
    """A cross on each figure that lacks a return, and at the foot where such a period has no figure."""
    lacking = [trace for trace in stage.figure["data"] if trace.get("meta") == "data missing"]
    places = [
        (x, stage.scales.y(y), text)
        for trace in lacking
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
    ]
    notes = [note for note in stage.figure["layout"]["annotations"] if CROSS in note["text"]]
    places += [(note["x"], stage.scales.size.plot, note["hovertext"]) for note in notes]
    for day, down, text in places:
        x, y, tall = stage.across(day), stage.down(down), SIZE * 1.5
        box = (x - tall, y - tall * 0.64, 2 * tall, tall * 1.2)
        name = f"Data missing: {text.partition(':')[0]}"
        words.box(page.shapes, name, [CROSS], box, tall, style.INK, bold=True, align="centre")


def _where(day: str, codes: Sequence[str]) -> float:
    """The place of a day among the periods, from 0 to their number."""
    at = datetime.date.fromisoformat(day)
    for index, code in enumerate(codes):
        first = datetime.date.fromisoformat(wording.first_day(code))
        after = datetime.date.fromisoformat(wording.first_day(wording.later(code, 1)))
        if at < after:
            return index + max(0.0, (at - first) / (after - first))
    return float(len(codes))
