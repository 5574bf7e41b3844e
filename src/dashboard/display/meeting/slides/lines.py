"""Figures over time as a native line chart: no line where a figure is hidden, none across a break."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Mark, crosses, style
from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.pictures.axes import scale
from dashboard.display.meeting.pictures.lines import runs
from dashboard.display.meeting.slides import frames, template, words
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.workbook import Sheet
from dashboard.methods import wording

SIZE = 16.0
#: The room of a figure to the right of its line, and of a line's name.
_VALUE, _NAME = 48.0, 215.0
Parts = Sequence[Sequence[int]]
#: So few periods are named one by one; of more, their years.
_NAMED = 6
#: More points than this are drawn without a dot each.
_DOTTED = 40
#: Lines are told apart by dashes and dots too, never by colour alone.
_DASHES = (None, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)
_DOTS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)


def draw(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """Draw the lines of ``slide`` at ``place``: grounds first, then the chart, then what is marked."""
    lines = slide.lines
    codes = _codes(lines)
    top, step = scale([point.value or 0.0 for series in lines for point in series.shown])
    plot = _plot(lines, slide.events, place, wording.measured(top, lines[0].measure))
    step_width = plot.width / max(1, len(codes))
    _grounds(page, lines, codes, plot, step_width)
    cut = [[_part(line, slide.events, code) for code in codes] for line in lines]
    sheet = _sheet(lines, codes, cut)
    chart = frames.native(page, deck, XL_CHART_TYPE.LINE_MARKERS, sheet, place, plot, slide.alt, SIZE)
    _axes(chart, top, step, sheet.format)
    _times(page, codes, plot, step_width)
    _dressed(chart, lines, codes, cut)
    _ends(page, chart, lines, codes, cut, plot, top)
    _marked(page, slide.events, codes, plot, step_width)
    _crosses(page, lines, codes, plot, step_width, top)


def _codes(lines: Sequence[PublishedSeries]) -> list[str]:
    return sorted({point.code for series in lines for point in series.points}, key=wording.span)


def _plot(lines: Sequence[PublishedSeries], marks: Sequence[Mark], place: Place, widest: str) -> Place:
    left = drawing.wide(widest, SIZE) + 14
    right = _VALUE + (_NAME if len(lines) > 1 else 0.0)
    above = SIZE * 1.6 if marks else SIZE * 0.7
    below = SIZE * 1.7
    return Place(place.x + left, place.y + above, place.width - left - right, place.height - above - below)


def _part(series: PublishedSeries, marks: Sequence[Mark], code: str) -> int:
    """How many breaks lie before a period: a line is drawn for each part on its own.

    What is counted so far in a period that is not over is a part by itself.
    """
    apart = [point.code for point in series.points if series.so_far(point)]
    edges = {wording.first_day(wording.later(each, after)) for each in apart for after in (0, 1)}
    broken = sum(mark.breaks and mark.day <= wording.middle_day(code) for mark in marks)
    return broken + sum(edge <= wording.first_day(code) for edge in edges)


def _sheet(lines: Sequence[PublishedSeries], codes: Sequence[str], cut: Parts) -> Sheet:
    known = [{point.code: point for point in series.points} for series in lines]
    columns = []
    for series, points, parts in zip(lines, known, cut, strict=True):
        for part in sorted(set(parts)):
            values = tuple(
                points[code].value if code in points and at == part else None
                for code, at in zip(codes, parts, strict=True)
            )
            since = codes[list(parts).index(part)]
            name = series.name if part == min(parts) else f"{series.name}, from {_short(since)}"
            columns.append((name, values))
    names = tuple(
        " ".join([_short(code), *dict.fromkeys(_mark(points.get(code)) for points in known)]).strip()
        for code in codes
    )
    return Sheet(HEADINGS["time"], names, tuple(columns), lines[0].measure)


def _short(code: str) -> str:
    return wording.period(code, short=True).replace(" to ", "\N{EN DASH}")


def _mark(point: Point | None) -> str:
    return f"[{point.status.value}]" if point is not None and point.value is None else ""


def _grounds(
    page: Any, lines: Sequence[PublishedSeries], codes: Sequence[str], plot: Place, column: float
) -> None:
    """A grey band over each run of hidden periods, marked [c] where the mark has room."""
    bands = sorted((run for line in lines for run in runs(line)), key=lambda run: wording.span(run[0].code))
    free = 0.0
    for run in bands:
        first, last = codes.index(run[0].code), codes.index(run[-1].code)
        band = Place(plot.x + first * column, plot.y, (last - first + 1) * column, plot.height)
        named = run[0].label if len(run) == 1 else f"{run[0].label} to {run[-1].label}"
        frames.ground(page, band, f"Grey: hidden [c], {named}.")
        middle = band.x + band.width / 2
        if middle - 12 >= free:
            words.box(
                page.shapes, "Mark", ["[c]"], (middle - 15, plot.y + 2, 30, SIZE * 1.2), SIZE, align="centre"
            )
            free = middle + 18


def _crosses(
    page: Any, lines: Sequence[PublishedSeries], codes: Sequence[str], plot: Place, column: float, top: float
) -> None:
    """A cross on each figure that lacks a return, and at the foot where such a period has no figure."""
    places = [(point, point.value or 0.0) for line in lines for point in crosses.on(line)]
    places += [(point, 0.0) for point in crosses.at_foot(lines)]
    for point, value in places:
        x = plot.x + (codes.index(point.code) + 0.5) * column
        y = plot.y + plot.height * (1 - value / top)
        tall = SIZE * 1.5
        box = (x - tall, y - tall * 0.64, 2 * tall, tall * 1.2)
        name = f"Data missing: {point.label}"
        words.box(page.shapes, name, [incomplete.CROSS], box, tall, style.INK, bold=True, align="centre")


def _axes(chart: Any, top: float, step: float, look: str) -> None:
    value, time = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale, value.major_unit = 0, top, step
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = template.colour(style.GRID)
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    places = len(f"{step:g}".partition(".")[2])
    value.tick_labels.number_format = _rounder(look, places)
    value.tick_labels.number_format_is_linked = False
    time.format.line.color.rgb = template.colour(style.QUIET)
    time.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    time.has_major_gridlines = False
    time.major_tick_mark = XL_TICK_MARK.NONE


def _times(page: Any, codes: Sequence[str], plot: Place, column: float) -> None:
    """Names of periods under the axis: programs do not agree on which names of an axis they leave out."""
    spans: dict[str, list[int]] = {}
    single = len(codes) <= _NAMED or all(len(code) == len("2019") for code in codes)
    for at, code in enumerate(codes):
        spans.setdefault(_short(code) if single else code[:4], []).append(at)
    wide = max(drawing.wide(name, SIZE) for name in spans) + 8
    apart = max(1, math.ceil(wide / (plot.width / len(spans))))
    # The last one always has its name, but for a piece of a year in which there is no room for it.
    for name, places in list(spans.items())[::-1][::apart]:
        middle = plot.x + (places[0] + places[-1] + 1) / 2 * column
        if single or apart > 1 or len(places) * column >= wide - 8:
            left = middle - wide / 2
            box = (left, plot.y + plot.height + 5, wide, SIZE * 1.2)
            words.box(page.shapes, "Period", [name], box, SIZE, align="centre")


def _rounder(look: str, places: int) -> str:
    """The format of an axis: no more digits after the point than its step needs."""
    if "%" in look:
        return look
    digits = "." + "0" * places if places else ""
    return f"#,##0{digits}"


def _dressed(chart: Any, lines: Sequence[PublishedSeries], codes: Sequence[str], cut: Parts) -> None:
    series = iter(chart.plots[0].series)
    many = len(codes) > _DOTTED
    for at, (line, parts) in enumerate(zip(lines, cut, strict=True)):
        ink = style.line_colour(lines, at)
        known = {point.code: point for point in line.points}
        for part in sorted(set(parts)):
            drawn = next(series)
            drawn.smooth = False
            drawn.format.line.color.rgb, drawn.format.line.width = template.colour(ink), Pt(2.5)
            if _DASHES[at] is not None:
                drawn.format.line.dash_style = _DASHES[at]
            drawn.marker.style = _DOTS[at]
            drawn.marker.size = 8 if not many else 4
            frames.solid(drawn.marker, ink, ink)
            for place, code in enumerate(codes):
                point = known.get(code)
                if parts[place] != part or point is None or point.value is None:
                    continue
                if point.lacks:
                    # A cross stands there in place of the dot.
                    drawn.points[place].marker.style = XL_MARKER_STYLE.NONE
                elif point.cut:
                    hollow = drawn.points[place].marker
                    hollow.style, hollow.size = _DOTS[at], 9
                    frames.solid(hollow, "#FFFFFF", ink, 2)


def _ends(
    page: Any,
    chart: Any,
    lines: Sequence[PublishedSeries],
    codes: Sequence[str],
    parts: Parts,
    plot: Place,
    top: float,
) -> None:
    """The last figure of each line, and its name where there are several, none over another."""
    first, ends = 0, []
    for at, (line, cut) in enumerate(zip(lines, parts, strict=True)):
        if line.shown:
            last = line.shown[-1]
            index = codes.index(last.code)
            series = chart.plots[0].series[first + sorted(set(cut)).index(cut[index])]
            ends.append((plot.y + plot.height * (1 - (last.value or 0.0) / top), at, series.points[index]))
        first += len(set(cut))
    ends.sort(key=lambda end: end[:2])
    free = 0.0
    for place, (up, at, point) in enumerate(ends):
        near = [
            abs(up - other[0]) < SIZE * 1.2 for other in ends[max(0, place - 1) : place + 2] if other[1] != at
        ]
        where = XL_LABEL_POSITION.RIGHT
        if any(near):
            where = XL_LABEL_POSITION.ABOVE if place == 0 else XL_LABEL_POSITION.BELOW
        _label(point.data_label, style.line_colour(lines, at) if len(lines) == 1 else style.INK, where)
        if len(lines) > 1:
            y = max(free, up - SIZE * 0.6)
            box = (plot.x + plot.width + _VALUE, y, _NAME, SIZE * 1.2)
            named = words.box(
                page.shapes, "Name of a line", ["\N{BLACK SQUARE} "], box, SIZE, style.line_colour(lines, at)
            )
            run = named.text_frame.paragraphs[0].add_run()
            run.text, run.font.size, run.font.bold = lines[at].name, Pt(SIZE), True
            high = words.high([f"M {lines[at].name}"], _NAME, SIZE)
            named.height = Pt(high)
            free = y + high


def _label(label: Any, ink: str, where: Any) -> None:
    label.position = where
    label.font.bold, label.font.size = True, Pt(SIZE)
    label.font.color.rgb = template.colour(ink)
    settings_element = label._dLbl
    for name, on in (("showVal", 1), ("showSerName", 0), ("showCatName", 0), ("showLegendKey", 0)):
        settings_element.find(qn(f"c:{name}")).set("val", str(on))


def _marked(page: Any, marks: Sequence[Mark], codes: Sequence[str], plot: Place, column: float) -> None:
    free = plot.x
    for mark in marks:
        x = plot.x + _where(mark.day, codes) * column
        text = f"{mark.label}, {wording.date(mark.day)}"
        frames.upright(page, x, plot.y - SIZE * 0.3, plot.y + plot.height, f"Marked: {text}.")
        wide = drawing.wide(text, SIZE) * 1.03 + 4
        left = max(free, min(x - 4, plot.x + plot.width - wide))
        words.box(page.shapes, "Mark", [text], (left, plot.y - SIZE * 1.6, wide, SIZE * 1.2), SIZE)
        free = left + wide


def _where(day: str, codes: Sequence[str]) -> float:
    """The place of a day among the periods, from 0 to their number."""
    at = datetime.date.fromisoformat(day)
    for index, code in enumerate(codes):
        first = datetime.date.fromisoformat(wording.first_day(code))
        after = datetime.date.fromisoformat(wording.first_day(wording.later(code, 1)))
        if at < after:
            return index + max(0.0, (at - first) / (after - first))
    return float(len(codes))
