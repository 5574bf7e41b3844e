"""Points compared as a native bar chart: hatched where there is no figure, intervals as thin lines."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import alt, side_by_side, style
from dashboard.display.charts.rows import kept, limit_of, lowest_of, rest
from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.slides import frames, template, words
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.workbook import Sheet
from dashboard.methods import wording

#: Letters of rows, as large as all rows allow; where not even the smallest do, the rest is left out.
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
_ROW = 1.5
_NAMES = 0.42
#: Share of a row that its bar takes.
_BAR = 0.66
#: The width of a dot, in points.
_DOT = 11.0


_SHOWN = (
    '<c:dLblPos val="inBase"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)

#: No lines from where the labels would be to where they are.
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)


@dataclass(frozen=True)
class Rows:
    """The rows of one chart: points in order, their scale, and how large their letters are."""

    series: PublishedSeries
    points: tuple[Point, ...]
    size: float
    limit: float
    lowest: float

    @property
    def intervals(self) -> bool:
        """Whether the figures have intervals that are drawn."""
        return not self.series.indicator.mix and any(
            point.low is not None and point.value is not None for point in self.points
        )


def draw(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """Bars or dots, the highest first, hidden ones last."""
    series = slide.lines[0]
    every = ranked(series)
    size, drawn, place = _arranged(page, every, every, place, 1.0, slide.focus)
    points = tuple(every[at] for at in drawn)
    rows = Rows(series, points, size, limit_of(points), min(0.0, lowest_of(points)))
    _chart(page, deck, rows, place, slide.alt, slide.focus, dots=slide.kind == "dots")


def paired(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """Two columns of bars of the same places, each with its name above and a scale of its own."""
    sides = side_by_side(*slide.lines)
    hidden = [other if other.hidden else point for point, other in zip(*sides, strict=True)]
    below = Place(place.x, place.y + 30, place.width, place.height - 30)
    size, drawn, below = _arranged(page, sides[0], hidden, below, 0.75, slide.focus)
    names = _names_width([sides[0][at] for at in drawn], below.width * 0.75, size)
    half = (below.width - names) / 2
    for at, (series, points) in enumerate(zip(slide.lines, sides, strict=True)):
        chosen = tuple(points[row] for row in drawn)
        rows = Rows(series, chosen, size, limit_of(chosen), min(0.0, lowest_of(chosen)))
        x = below.x + names + at * half
        words.box(
            page.shapes, "Heading", [series.name], (x + 4, place.y, half - 8, 22), words.MARKS, bold=True
        )
        part = Place(below.x, below.y, names + half, below.height) if at == 0 else Place(
            x, below.y, half, below.height
        )  # fmt: skip
        alternative = alt.compared(chosen, series)
        _chart(
            page, deck, rows, part, alternative, "", colour=style.COLOURS[at], names=names if at == 0 else 4.0
        )


def _arranged(
    page: Any, points: Sequence[Point], hidden: Sequence[Point], place: Place, names: float, focus: str
) -> tuple[float, tuple[int, ...], Place]:
    """The size of letters, the positions of the rows that fit, and the place they have.

    ``names`` is the share of the width that names are measured in. Where not all rows fit, a line beneath
    says so; it counts what is hidden among ``hidden``.
    """
    size, drawn = fitting(points, place, names, focus)
    if len(drawn) < len(points):
        place = Place(place.x, place.y, place.width, place.height - words.MARKS * 1.5)
        size, drawn = fitting(points, place, names, focus)
        note = rest(len(drawn), hidden, "the paper and the spreadsheet")
        words.box(
            page.shapes, "Rest", [note], (place.x, place.y + place.height, place.width, 24), words.MARKS
        )
    return size, drawn, place


def fitting(points: Sequence[Point], place: Place, names: float, focus: str) -> tuple[float, tuple[int, ...]]:
    """The largest letters at which all rows fit, else the smallest; and the positions of those that fit."""
    width = place.width * names
    for size in SIZES:
        if _tall(points, width, size) <= place.height:
            return size, kept(points, len(points), focus)
    for most in range(len(points), 1, -1):
        drawn = kept(points, most, focus)
        if _tall([points[at] for at in drawn], width, SIZES[-1]) <= place.height:
            return SIZES[-1], drawn
    return SIZES[-1], kept(points, 1, focus)


def _tall(points: Sequence[Point], width: float, size: float) -> float:
    """All rows are as high as the one with the longest name."""
    lines = max((len(drawing.wrapped(named(p), width * _NAMES - 16, size)) for p in points), default=1)
    return len(points) * size * (_ROW + (lines - 1) * 1.1)


def _names_width(points: Sequence[Point], width: float, size: float) -> float:
    names = [line for p in points for line in drawing.wrapped(named(p), width * _NAMES - 16, size)]
    return min(width * _NAMES, max((drawing.wide(line, size) for line in names), default=0.0) + 16)


def named(point: Point) -> str:
    """The name of a row; where there is no figure, with the mark that says so."""
    return f"{point.label} [{point.status.value}]" if point.value is None else point.label


def _chart(
    page: Any,
    deck: Deck,
    rows: Rows,
    place: Place,
    description: str,
    focus: str,
    dots: bool = False,
    colour: str = "",
    names: float = 0.0,
) -> None:
    left = names or _names_width(rows.points, place.width, rows.size)
    plot = Place(place.x + left, place.y, place.width - left - 8, place.height)
    _hatched(page, rows, plot)
    series = rows.series
    sheet = Sheet(
        HEADINGS.get(series.over, series.over.replace("_", " ").capitalize()),
        tuple(named(point) for point in rows.points),
        ((series.name, tuple(point.value for point in rows.points)),),
        series.measure,
    )
    chart = frames.native(page, deck, XL_CHART_TYPE.BAR_CLUSTERED, sheet, place, plot, description, rows.size)
    column = max(
        (
            drawing.wide(wording.measured(p.value or 0.0, series.measure), rows.size) * 1.08
            for p in rows.points
        ),
        default=0.0,
    )
    reach = (rows.limit - rows.lowest) * plot.width / max(1.0, plot.width - column - 14)
    _axes(chart, rows, rows.lowest + reach, bool(names) and names < 10)
    _dressed(chart, rows, focus, dots, colour, reach / plot.width)
    _figures(chart, rows, column + 12, place, plot)


def _hatched(page: Any, rows: Rows, plot: Place) -> None:
    """Rows without a figure, hatched over the whole scale: no length that could be read as one."""
    row = plot.height / max(1, len(rows.points))
    for at, point in enumerate(rows.points):
        if point.value is None:
            bar = Place(plot.x, plot.y + row * (at + (1 - _BAR) / 2), plot.width, row * _BAR)
            frames.ground(page, bar, f"Hatched: no figure for {named(point)}.", hatched=True)


def _axes(chart: Any, rows: Rows, most: float, nameless: bool) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.NONE if nameless else XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = values.has_major_gridlines = False
    names.format.line.color.rgb = template.colour(style.QUIET)
    values.minimum_scale, values.maximum_scale = round(rows.lowest * 1.02, 6), round(most, 6)
    values.visible = False
    chart.plots[0].gap_width = round(100 * (1 - _BAR) / _BAR)
    chart.plots[0].overlap = 100


def _dressed(chart: Any, rows: Rows, focus: str, dots: bool, colour: str, per_point: float) -> None:
    main = colour or (style.FOCUS if focus else style.colour_of(rows.series.indicator.direction))
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    edges = [main if not focus or point.code == focus else style.BEHIND for point in rows.points]
    if dots:
        frames.solid(series, "", "")
    else:
        pale = rows.intervals
        frames.solid(series, style.PALE.get(main, main) if pale else main, main if pale else "")
        for at, edge in enumerate(edges):
            if edge != main:
                frames.solid(series.points[at], style.PALE.get(edge, edge) if pale else edge, edge)
    if rows.intervals:
        _whiskers(series._element, rows)
    if dots:
        # A dot is a short thick line: bars have no markers of their own.
        copied = _copied(series._element, 1)
        series._element.addnext(copied)
        half = _DOT / 2 * per_point
        _error_bars(
            copied,
            f'<c:errValType val="fixedVal"/><c:noEndCap val="1"/><c:val val="{half:.6g}"/>',
            main,
            _DOT,
        )


def _whiskers(element: Any, rows: Rows) -> None:
    """The 95% intervals, as what they lie apart from the figure, worked out from published limits."""
    parts = []
    for name in ("plus", "minus"):
        ends = [_apart(point, name) for point in rows.points]
        cells = "".join(
            f'<c:pt idx="{at}"><c:v>{each:.10g}</c:v></c:pt>'
            for at, each in enumerate(ends)
            if each is not None
        )
        parts.append(
            f'<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(ends)}"/>{cells}'
            f"</c:numLit></c:{name}>"
        )
    _error_bars(element, f'<c:errValType val="cust"/><c:noEndCap val="1"/>{"".join(parts)}', style.INK, 1.75)


def _apart(point: Point, side: str) -> float | None:
    limit = point.high if side == "plus" else point.low
    if point.value is None or limit is None:
        return None
    return abs(limit - point.value)


def _error_bars(element: Any, inside: str, ink: str, width: float) -> None:
    bars = frames.element(
        f'<c:errBars><c:errBarType val="both"/>{inside}<c:spPr><a:ln w="{int(Pt(width))}" cap="flat">'
        f'<a:solidFill><a:srgbClr val="{ink[1:].upper()}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element.find(qn("c:cat")).addprevious(bars)


def _copied(element: Any, at: int) -> Any:
    """The same series of the same cells once more, unpainted."""
    copied = copy.deepcopy(element)
    for name in ("c:dPt", "c:errBars", "c:dLbls"):
        for old in copied.findall(qn(name)):
            copied.remove(old)
    copied.find(qn("c:idx")).set("val", str(at))
    copied.find(qn("c:order")).set("val", str(at))
    old = copied.find(qn("c:spPr"))
    new = frames.element("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    if old is not None:
        copied.replace(old, new)
    else:
        copied.find(qn("c:tx")).addnext(new)
    return copied


def _figures(chart: Any, rows: Rows, column: float, place: Place, plot: Place) -> None:
    """The figures in a column of their own at the right, where no interval runs into them.

    They are labels of the same cells once more, of bars that nobody sees, moved away from where bars begin.
    """
    first = chart.plots[0].series[0]._element
    copied = _copied(first, len(chart.plots[0].series))
    first.getparent().findall(qn("c:ser"))[-1].addnext(copied)
    right = (plot.width - column) / place.width
    each = "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:layout><c:manualLayout><c:x val="{right:.5f}"/><c:y val="0"/>'
        f"</c:manualLayout></c:layout>{_SHOWN}</c:dLbl>"
        for at, point in enumerate(rows.points)
        if point.value is not None
    )
    labels = frames.element(
        f'<c:dLbls>{each}<c:numFmt formatCode="" sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{int(rows.size * 100)}" b="1"/></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        f"{_SHOWN}{_NO_LEADERS}</c:dLbls>"
    )
    labels.find(qn("c:numFmt")).set("formatCode", Sheet("", (), (), rows.series.measure).format)
    copied.find(qn("c:cat")).addprevious(labels)
