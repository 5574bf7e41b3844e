"""Figures over time as a native line chart: no line where a figure is hidden, none across a break."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard import wording
from dashboard.charts import Mark, style
from dashboard.exports.table import HEADINGS
from dashboard.meeting.deck import Deck, Slide
from dashboard.meeting.pictures import drawing
from dashboard.meeting.pictures.lines import runs, scale
from dashboard.meeting.slides import frames, template, words
from dashboard.meeting.slides.frames import Place
from dashboard.meeting.slides.workbook import Sheet
from dashboard.series import Point, Series

SIZE = 16.0
#: More points than this are drawn without a dot each.
_DOTTED = 40
#: Lines are told apart by dashes and dots too, never by colour alone.
_DASHES = (None, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)
_DOTS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)


def draw(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """Draw the lines of ``slide`` at ``place``: grounds first, then the chart, then what is marked."""
    lines = slide.lines
    codes = _codes(lines)
    top, step = scale([point.value or 0.0 for one in lines for point in one.shown])
    plot = _plot(lines, slide.events, place, wording.measured(top, lines[0].measure))
    one = plot.width / max(1, len(codes))
    _grounds(page, lines, codes, plot, one)
    cut = [[_part(line, slide.events, code) for code in codes] for line in lines]
    sheet = _sheet(lines, codes, cut)
    chart = frames.native(page, deck, XL_CHART_TYPE.LINE_MARKERS, sheet, place, plot, slide.alt, SIZE)
    _axes(chart, len(codes), top, step, sheet.format, plot)
    _dressed(chart, lines, codes, cut)
    _ends(chart, lines, codes, cut, plot, place, top)
    _marked(page, slide.events, codes, plot, one)


def _codes(lines: Sequence[Series]) -> list[str]:
    return sorted({point.code for one in lines for point in one.points}, key=wording.span)


def _plot(lines: Sequence[Series], marks: Sequence[Mark], place: Place, widest: str) -> Place:
    left = drawing.wide(widest, SIZE) + 14
    right = 44.0
    if len(lines) > 1:
        right = min(place.width * 0.34, max(drawing.wide(_name(one), SIZE) * 1.06 for one in lines) + 22)
    above = SIZE * 1.6 if marks else SIZE * 0.7
    below = SIZE * 2.9
    return Place(place.x + left, place.y + above, place.width - left - right, place.height - above - below)


def _name(one: Series) -> str:
    said = wording.measured(one.shown[-1].value or 0.0, one.measure) if one.shown else ""
    return f"{one.name} {said}"


def _part(one: Series, marks: Sequence[Mark], code: str) -> int:
    """How many breaks lie before a period: a line is drawn for each part on its own."""
    return sum(mark.breaks and mark.day <= wording.middle_day(code) for mark in marks)


def _sheet(lines: Sequence[Series], codes: Sequence[str], cut: Sequence[Sequence[int]]) -> Sheet:
    known = [{point.code: point for point in one.points} for one in lines]
    columns = []
    for one, points, parts in zip(lines, known, cut, strict=True):
        for part in sorted(set(parts)):
            values = tuple(
                points[code].value if code in points and at == part else None
                for code, at in zip(codes, parts, strict=True)
            )
            since = codes[list(parts).index(part)]
            name = one.name if part == min(parts) else f"{one.name}, from {_short(since)}"
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


def _grounds(page: Any, lines: Sequence[Series], codes: Sequence[str], plot: Place, one: float) -> None:
    """A grey band over each run of hidden periods, marked [c] where the mark has room."""
    found = sorted((run for line in lines for run in runs(line)), key=lambda run: wording.span(run[0].code))
    free = 0.0
    for run in found:
        first, last = codes.index(run[0].code), codes.index(run[-1].code)
        band = Place(plot.x + first * one, plot.y, (last - first + 1) * one, plot.height)
        named = run[0].label if len(run) == 1 else f"{run[0].label} to {run[-1].label}"
        frames.ground(page, band, f"Grey: hidden [c], {named}.")
        middle = band.x + band.width / 2
        if middle - 12 >= free:
            words.box(
                page.shapes, "Mark", ["[c]"], (middle - 15, plot.y + 2, 30, SIZE * 1.2), SIZE, align="centre"
            )
            free = middle + 18


def _axes(chart: Any, many: int, top: float, step: float, look: str, plot: Place) -> None:
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
    time.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    time.has_major_gridlines = False
    time.major_tick_mark = XL_TICK_MARK.OUTSIDE
    fits = max(2, int(plot.width / (SIZE * 5.2)))
    apart = -(-many // fits)
    # A year of quarters or of months, where that is what fits: the same part of each year has its name.
    apart = next((each for each in (1, 2, 4, 8, 12, 24) if each >= apart), apart)
    axis = time._element
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        for old in axis.findall(qn(name)):
            axis.remove(old)
    before = axis.find(qn("c:noMultiLvlLbl"))
    for name in ("tickLblSkip", "tickMarkSkip"):
        made = frames.element(f'<c:{name} val="{apart}"/>')
        before.addprevious(made) if before is not None else axis.append(made)


def _rounder(look: str, places: int) -> str:
    """The format of an axis: no more digits after the point than its step needs."""
    if "%" in look:
        return look
    digits = "." + "0" * places if places else ""
    return f"#,##0{digits}"


def _dressed(
    chart: Any, lines: Sequence[Series], codes: Sequence[str], cut: Sequence[Sequence[int]]
) -> None:
    series = iter(chart.plots[0].series)
    many = len(codes) > _DOTTED
    for at, (one, parts) in enumerate(zip(lines, cut, strict=True)):
        ink = colour(lines, at)
        known = {point.code: point for point in one.points}
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
                if parts[place] == part and point is not None and point.cut and point.value is not None:
                    hollow = drawn.points[place].marker
                    hollow.style, hollow.size = _DOTS[at], 9
                    frames.solid(hollow, "#FFFFFF", ink, 2)


def colour(lines: Sequence[Series], at: int) -> str:
    """The colour of a line: of a single one by its direction, of several by their order."""
    return style.colour_of(lines[0].indicator.direction) if len(lines) == 1 else style.COLOURS[at]


def _ends(
    chart: Any,
    lines: Sequence[Series],
    codes: Sequence[str],
    cut: Sequence[Sequence[int]],
    plot: Place,
    place: Place,
    top: float,
) -> None:
    """The last figure of each line, with its name where there are several, none over another."""
    ends = []
    first = 0
    for at, (one, parts) in enumerate(zip(lines, cut, strict=True)):
        if one.shown:
            last = one.shown[-1]
            index = codes.index(last.code)
            number = first + sorted(set(parts)).index(parts[index])
            up = plot.y + plot.height * (1 - (last.value or 0.0) / top)
            ends.append([up, number, index, at])
        first += len(set(parts))
    ends.sort()
    moved = [end[0] for end in ends]
    for at, (above, below) in enumerate(itertools.pairwise(list(moved))):
        moved[at + 1] = max(below, moved[at] + SIZE * 1.35) if below or above else below
    for (up, number, index, at), to in zip(ends, moved, strict=True):
        label = chart.plots[0].series[int(number)].points[int(index)].data_label
        _label(label, len(lines) > 1, colour(lines, int(at)), (to - up) / place.height)


def _label(label: Any, named: bool, ink: str, down: float) -> None:
    label.position = XL_LABEL_POSITION.RIGHT
    label.font.bold, label.font.size = True, Pt(SIZE)
    label.font.color.rgb = template.colour(ink if ink != style.COLOURS[1] else style.INK)
    made = label._dLbl
    for name, on in (("showVal", 1), ("showSerName", int(named)), ("showCatName", 0), ("showLegendKey", 0)):
        made.find(qn(f"c:{name}")).set("val", str(on))
    if named:
        made.append(frames.element("<c:separator> </c:separator>"))
    if down > 0.001:
        idx = made.find(qn("c:idx"))
        idx.addnext(
            frames.element(
                f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{down:.5f}"/></c:manualLayout></c:layout>'
            )
        )


def _marked(page: Any, marks: Sequence[Mark], codes: Sequence[str], plot: Place, one: float) -> None:
    free = plot.x
    for mark in marks:
        x = plot.x + _where(mark.day, codes) * one
        text = f"{mark.label}, {wording.date(mark.day)}"
        frames.upright(page, x, plot.y - SIZE * 0.3, plot.y + plot.height, f"Marked: {text}.")
        wide = drawing.wide(text, SIZE) + 4
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
