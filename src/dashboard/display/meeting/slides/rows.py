"""Points compared as a native bar chart: hatched where there is no figure, intervals as thin lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import alt, side_by_side, style
from dashboard.display.charts.rows import limit_of, lowest_of
from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.slides import frames, template, words
from dashboard.display.meeting.slides.bar_marks import as_dots, figures, whiskers
from dashboard.display.meeting.slides.fitting import arranged, named, names_width
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.workbook import Sheet
from dashboard.methods import wording

#: Share of a row that its bar takes.
_BAR = 0.66


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
    size, drawn, place = arranged(page, every, every, place, 1.0, slide.focus)
    points = tuple(every[at] for at in drawn)
    rows = Rows(series, points, size, limit_of(points), min(0.0, lowest_of(points)))
    _chart(page, deck, rows, place, slide.alt, slide.focus, dots=slide.kind == "dots")


def paired(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """Two columns of bars of the same places, each with its name above and a scale of its own."""
    sides = side_by_side(*slide.lines)
    hidden = [other if other.hidden else point for point, other in zip(*sides, strict=True)]
    below = Place(place.x, place.y + 30, place.width, place.height - 30)
    size, drawn, below = arranged(page, sides[0], hidden, below, 0.75, slide.focus)
    names = names_width([sides[0][at] for at in drawn], below.width * 0.75, size)
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
    left = names or names_width(rows.points, place.width, rows.size)
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
    figures(chart, rows.points, rows.size, series.measure, column + 12, place, plot)


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
        whiskers(series._element, rows.points)
    if dots:
        as_dots(series._element, main, per_point)
