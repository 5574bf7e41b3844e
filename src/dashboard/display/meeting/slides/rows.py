"""Points compared as a native bar chart: hatched where there is no figure, intervals as thin lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK

from dashboard.display import charts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.display.charts.side_by_side_bars import BESIDE, WIDE
from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting import drawn
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.slides import frames, reading, template, words
from dashboard.display.meeting.slides.bar_marks import as_dots, figures, whiskers
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.reading import Rows
from dashboard.display.meeting.slides.workbook import Sheet

#: Letters of rows, as large as all rows allow; where not even the smallest do, the rest is left out.
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
#: Share of a row that its bar takes.
_BAR = 0.66
#: Points to the left of a slide's chart, for the wider letters of a machine without Arial.
_SPARE = 24.0
#: Points between the plot and the names before it, where there are any.
_BESIDE = 16.0


def draw(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    """The columns of a slide's chart: one, or two of the same rows with their headings above."""
    size, chart = _fitted(slide, place)
    layout, scale = chart.figure["layout"], size / style.SIZE
    if chart.rest:
        top = place.y + layout["height"] * scale
        box = (place.x, top, place.width, words.high([chart.rest], place.width, size))
        words.box(page.shapes, "Rest", [chart.rest], box, size)
    above = layout["margin"]["t"] * scale
    tall = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) * scale
    columns = [reading.rows(chart.figure, axis) for axis in ("x", "x2")[: len(slide.lines)]]
    lines = [line for name in columns[0].written for line in name]
    names = min(place.width * 0.5, max((drawing.wide(line, size) for line in lines), default=0.0) + _BESIDE)
    wide = (place.width - names) / len(columns)
    beside = Place(place.x, place.y + above, names - _BESIDE / 2, tall)
    _names(page, columns[0], beside, size)
    heads = reading.headings(chart.figure)
    alternatives = [slide.alt] if len(columns) == 1 else chart.alt.split(BESIDE)
    for at, (series, rows) in enumerate(zip(slide.lines, columns, strict=False)):
        if heads:
            # The figures of native bars stand in a column of their own, not where each bar ends.
            rows = replace(rows, high=rows.high / WIDE)
        x, left = place.x + names + at * wide, 4.0 if at else names
        if heads:
            box = (x + 4, place.y, wide - 8, above)
            words.box(page.shapes, "Heading", [heads[at]], box, words.MARKS, bold=True, anchor="bottom")
        part = Place(x + 4 - left, place.y + above, wide + left - 4, tall)
        plot = Place(x + 4, part.y, wide - 12, tall)
        _hatched(page, rows, plot)
        _chart(page, deck, series, rows, part, plot, size, alternatives[at])


def _fitted(slide: Slide, place: Place) -> tuple[float, charts.Picture]:
    """The largest letters at which all rows fit, else the smallest, and the chart in that room."""
    for size in SIZES:
        scale = size / style.SIZE
        room = style.Room(place.width / scale, place.height / scale, "the paper and the spreadsheet")
        chart = drawn.chart(slide.kind, slide.lines, (), slide.focus, room)
        if not chart.rest:
            break
    return size, chart


def _chart(
    page: Any,
    deck: Deck,
    series: PublishedSeries,
    rows: Rows,
    place: Place,
    plot: Place,
    size: float,
    description: str,
) -> None:
    sheet = Sheet(
        HEADINGS.get(series.over, series.over.replace("_", " ").capitalize()),
        rows.called,
        ((series.name, rows.values),),
        series.measure,
    )
    chart = frames.native(page, deck, XL_CHART_TYPE.BAR_CLUSTERED, sheet, place, plot, description, size)
    column = max((drawing.wide(printed, size) * 1.08 for printed in rows.printed), default=0.0)
    # The figures stand to the right of the whole scale.
    reach = (rows.high - rows.low) * plot.width / max(1.0, plot.width - column - 14)
    _axes(chart, rows, rows.low + reach)
    _dressed(chart, rows, reach / plot.width)
    figures(chart, rows, size, series.measure, column + 12, place, plot)


def _names(page: Any, rows: Rows, place: Place, size: float) -> None:
    """The names of rows: programs do not agree on which names of an axis they leave out."""
    row = place.height / max(1, len(rows.names))
    for at, lines in enumerate(rows.written):
        box = (place.x - _SPARE, place.y + row * at, place.width + _SPARE, row)
        words.box(page.shapes, "Name", lines, box, size, align="right", anchor="middle")


def _hatched(page: Any, rows: Rows, plot: Place) -> None:
    """Rows without a figure, hatched over the whole scale: no length that could be read as one."""
    row = plot.height / max(1, len(rows.names))
    for at, (name, value) in enumerate(zip(rows.called, rows.values, strict=True)):
        if value is None:
            bar = Place(plot.x, plot.y + row * (at + (1 - _BAR) / 2), plot.width, row * _BAR)
            frames.ground(page, bar, f"Hatched: no figure for {name}.", hatched=True)


def _axes(chart: Any, rows: Rows, most: float) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = values.has_major_gridlines = False
    names.format.line.color.rgb = template.colour(style.QUIET)
    values.minimum_scale, values.maximum_scale = round(rows.low, 6), round(most, 6)
    values.visible = False
    chart.plots[0].gap_width = round(100 * (1 - _BAR) / _BAR)
    chart.plots[0].overlap = 100


def _dressed(chart: Any, rows: Rows, per_point: float) -> None:
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    looks = [look for look in zip(rows.fills, rows.edges, strict=True) if look[0]]
    main = looks[0] if looks else (style.FOCUS, "")
    if rows.dots:
        frames.solid(series, "", "")
    else:
        frames.solid(series, *main)
        for at, look in enumerate(zip(rows.fills, rows.edges, strict=True)):
            if look[0] and look != main:
                frames.solid(series.points[at], *look)
    if any(rows.limits):
        whiskers(series._element, rows.limits)
    if rows.dots:
        as_dots(series._element, main[0], per_point)
