"""Figures over time: a line that breaks where a figure is hidden, with breaks in the series marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard import wording
from dashboard.charts import alt, gaps, style
from dashboard.charts.rows import why
from dashboard.series import Point, Series

#: More points than this are drawn without a dot each.
DOTTED = 40
#: At most so many periods, or years, are named on the time axis.
TICKS, YEARS = 5, 8


class Mark(NamedTuple):
    """What to mark on a time line; at a break the line itself breaks."""

    day: str
    label: str
    breaks: bool = False


def line(lines: Sequence[Series], marks: Sequence[Mark] = (), height: int = 340) -> style.Picture:
    """One chart of up to four series of the same unit, each named where it ends.

    ``marks`` outside the periods of the series are left out.
    """
    if len(lines) > len(style.COLOURS):
        raise ValueError(f"at most {len(style.COLOURS)} lines fit one chart, not {len(lines)}")
    inside = _inside(lines, marks)
    figure: style.Figure = {
        "data": [_trace(one, _colour(one, at, len(lines)), inside) for at, one in enumerate(lines)],
        "layout": style.layout(
            height,
            xaxis=_time_axis(lines),
            yaxis=_value_axis(lines[0].measure, any(one.shown for one in lines)),
            shapes=[*gaps.bands(lines), *_mark_lines(inside)],
            annotations=[*_ends(lines), *gaps.notes(lines), *_mark_notes(inside, lines)],
        ),
    }
    figure["layout"]["margin"] |= {"t": 52 if inside else 20, "r": 20 if len(lines) == 1 else 130}
    return style.Picture(figure, alt.over_time(lines, [_mark_text(mark, lines) for mark in inside]))


def panels(lines: Sequence[Series], marks: Sequence[Mark] = (), height: int = 420) -> style.Picture:
    """One panel for each series, one above the other, each with a scale of its own from 0."""
    share = 1 / len(lines)
    data, notes, shapes = [], [], []
    layout = style.layout(height, xaxis=_time_axis(lines))
    inside = _inside(lines, marks)
    for at, one in enumerate(lines):
        suffix = "" if at == 0 else str(at + 1)
        top = 1 - at * share
        layout[f"yaxis{suffix}"] = _value_axis(one.measure, bool(one.shown)) | {
            "domain": [top - share * 0.8, top - share * 0.22]
        }
        colour = style.FOCUS if at == 0 else style.QUIET
        data.append(_trace(one, colour, inside) | {"yaxis": f"y{suffix}"})
        notes.append(
            style.note(
                f"<b>{one.name}</b>", x=0, y=top, xref="paper", yref="paper", xanchor="left", yanchor="top"
            )
        )
        notes += [end | {"yref": f"y{suffix}"} for end in _ends([one], colour)]
        notes += gaps.notes([one], f"y{suffix} domain")
        shapes += gaps.bands([one], f"y{suffix} domain")
    layout["xaxis"]["anchor"] = f"y{len(lines)}" if len(lines) > 1 else "y"
    shapes += _mark_lines(inside)
    layout |= {"annotations": notes, "shapes": shapes}
    return style.Picture(
        {"data": data, "layout": layout}, alt.over_time(lines, [_mark_text(mark, lines) for mark in inside])
    )


def _colour(series: Series, at: int, among: int) -> str:
    return style.colour_of(series.indicator.direction) if among == 1 else style.COLOURS[at]


def _trace(series: Series, colour: str, marks: Sequence[Mark] = ()) -> dict[str, Any]:
    drawn = [point for point in series.points if point.code != "all"]
    many = len(drawn) > DOTTED
    rows: list[tuple[str, float | None, str, str]] = [
        (
            wording.middle_day(point.code),
            point.value,
            # A period that the data covers only in part is drawn hollow.
            "circle-open" if point.cut else "circle",
            f"{point.label}: {_said(point, series.measure)}",
        )
        for point in drawn
    ]
    # A point without a value breaks the line.
    rows = sorted(
        [*rows, *((mark.day, None, "circle", mark.label) for mark in marks if mark.breaks)],
        key=lambda row: row[0],
    )
    return {
        "type": "scatter",
        "mode": "lines" if many and not series.hidden else "lines+markers",
        "x": [row[0] for row in rows],
        "y": [row[1] for row in rows],
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5 if not many else 2},
        "marker": {
            "color": colour,
            "size": 4 if many else 7,
            "symbol": [row[2] for row in rows],
        },
        "text": [row[3] for row in rows],
        "hoverinfo": "text",
        "name": series.name,
    }


def _said(point: Point, measure: str) -> str:
    if point.value is None:
        return why(point)
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = wording.measured(point.low, measure), wording.measured(point.high, measure)
        interval = f" (95% interval {low} to {high})"
    return wording.measured(point.value, measure) + interval


def _time_axis(lines: Sequence[Series]) -> dict[str, Any]:
    points = [point for one in lines for point in one.points if point.code != "all"]
    years = sorted({point.code[:4] for point in points})
    few = len(years) <= 3 and len(points) <= 16 * len(lines)
    if few or all(len(point.code) == len("2019") for point in points):
        times = sorted({point.code for point in points}, key=wording.span)
        ticks = [wording.middle_day(time) for time in times]
    else:
        # A year's name stands where it begins.
        times, ticks = years, [wording.first_day(year) for year in years]
    # On a telephone no more fit; the last one always has its name.
    step = -(-len(times) // (TICKS if few else YEARS)) or 1
    times, ticks = times[::-1][::step][::-1], ticks[::-1][::step][::-1]
    labels = [_tick(time) for time in times]
    return {
        "type": "date",
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": labels,
        "tickangle": 0,
        "showgrid": False,
        "ticks": "outside",
        "tickcolor": style.QUIET,
        "linecolor": style.QUIET,
        "showline": True,
        "fixedrange": True,
        "automargin": True,
    }


def _tick(time: str) -> str:
    if len(time) == 4:
        return time
    start, end = wording.span(time)
    if start == end:
        return wording.month(start, short=True).replace(" ", "<br>")
    first, last = wording.month(start, short=True), wording.month(end, short=True)
    return f"{first[:3]}\N{EN DASH}{last[:3]}<br>{last[4:]}"


def _value_axis(measure: str, shown: bool) -> dict[str, Any]:
    """From 0 to what is shown; without a figure there is no scale to read."""
    if not shown:
        return {"range": [0, 1], "showticklabels": False, "showgrid": False, "fixedrange": True}
    return {
        "rangemode": "tozero",
        "gridcolor": style.GRID,
        "zeroline": True,
        "zerolinecolor": style.QUIET,
        "ticksuffix": "%" if measure == "percent" else "",
        "tickformat": ",~r",
        "nticks": 6,
        "fixedrange": True,
        "automargin": True,
    }


def _ends(lines: Sequence[Series], colour: str = "") -> list[dict[str, Any]]:
    """Each line's last figure, with its name where there are several."""
    notes = []
    for at, one in enumerate(lines):
        if not one.shown:
            continue
        last = one.shown[-1]
        value = wording.measured(last.value or 0.0, one.measure)
        several = len(lines) > 1
        # Under a line that falls to its end, over one that rises to it.
        falls = len(one.shown) > 1 and (one.shown[-2].value or 0.0) > (last.value or 0.0)
        notes.append(
            style.note(
                f"<b>{style.wrapped(one.name, 16)} {value}</b>" if several else f"<b>{value}</b>",
                x=wording.middle_day(last.code),
                y=last.value,
                xanchor="left" if several else "center",
                yanchor="middle" if several else "top" if falls else "bottom",
                xshift=8 if several else 0,
                yshift=0 if several else -6 if falls else 6,
                align="left",
            )
            | {"font": {"size": style.SIZE, "color": colour or _colour(one, at, len(lines))}}
        )
    return notes


def _inside(lines: Sequence[Series], marks: Sequence[Mark]) -> list[Mark]:
    times = [point.code for one in lines for point in one.points if point.code != "all"]
    if not times:
        return []
    first = min(wording.first_day(time) for time in times)
    last = max(wording.first_day(wording.later(time, 1)) for time in times)
    return [mark for mark in marks if first <= mark.day < last]


def _mark_text(mark: Mark, lines: Sequence[Series]) -> str:
    return f"{mark.label}, {wording.date(mark.day)}{_figure_there(mark, lines, ': ')}"


def _figure_there(mark: Mark, lines: Sequence[Series], before: str) -> str:
    """The figure of the month in which the mark lies, of a single monthly line."""
    month = mark.day[:7]
    found = [point for point in lines[0].shown if point.code == month] if len(lines) == 1 else []
    return f"{before}{alt.told(found[0], lines[0].measure)}" if found else ""


def _mark_lines(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "x0": mark.day,
            "x1": mark.day,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": style.QUIET, "width": 1.5, "dash": "dot"},
        }
        for mark in marks
    ]


def _mark_notes(marks: Sequence[Mark], lines: Sequence[Series]) -> list[dict[str, Any]]:
    return [
        style.note(
            style.wrapped(mark.label, 24) + _figure_there(mark, lines, "<br>"),
            x=mark.day,
            y=1,
            yref="paper",
            xanchor="right" if _late(mark, lines) else "left",
            yanchor="bottom",
            align="right" if _late(mark, lines) else "left",
        )
        | {"font": {"size": style.SIZE - 1, "color": style.QUIET}}
        for mark in marks
    ]


def _late(mark: Mark, lines: Sequence[Series]) -> bool:
    """Whether a mark lies so far to the right that its words must stand to its left."""
    times = sorted(wording.middle_day(p.code) for one in lines for p in one.points if p.code != "all")
    return sum(time < mark.day for time in times) > 0.6 * len(times)
