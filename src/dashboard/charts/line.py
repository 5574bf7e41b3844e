"""Figures over time: a line that breaks where a figure is hidden, with breaks in the series marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import wording
from dashboard.charts import alt, style
from dashboard.series import Point, Series

#: More points than this are drawn without a dot each.
DOTTED = 40
#: (day as ISO text, label) of what to mark on the time line.
Mark = tuple[str, str]


def line(lines: Sequence[Series], marks: Sequence[Mark] = (), height: int = 340) -> style.Picture:
    """One chart of up to four series of the same unit, each named where it ends.

    ``marks`` outside the periods of the series are left out.
    """
    if len(lines) > len(style.COLOURS):
        raise ValueError(f"at most {len(style.COLOURS)} lines fit one chart, not {len(lines)}")
    inside = _inside(lines, marks)
    figure: style.Figure = {
        "data": [_trace(one, _colour(one, at, len(lines))) for at, one in enumerate(lines)],
        "layout": style.layout(
            height,
            xaxis=_time_axis(lines),
            yaxis=_value_axis(lines[0].measure),
            shapes=[*_bands(lines), *_mark_lines(inside)],
            annotations=[*_ends(lines), *_band_notes(lines), *_mark_notes(inside)],
        ),
    }
    figure["layout"]["margin"] |= {"t": 52 if inside else 20, "r": 20 if len(lines) == 1 else 130}
    return style.Picture(figure, alt.over_time(lines, [_mark_text(mark) for mark in inside]))


def panels(lines: Sequence[Series], marks: Sequence[Mark] = (), height: int = 420) -> style.Picture:
    """One panel for each series, one above the other, each with a scale of its own from 0."""
    share = 1 / len(lines)
    data, notes, shapes = [], [], []
    layout = style.layout(height, xaxis=_time_axis(lines))
    inside = _inside(lines, marks)
    for at, one in enumerate(lines):
        suffix = "" if at == 0 else str(at + 1)
        top = 1 - at * share
        layout[f"yaxis{suffix}"] = _value_axis(one.measure) | {
            "domain": [top - share * 0.8, top - share * 0.22]
        }
        colour = style.FOCUS if at == 0 else style.QUIET
        data.append(_trace(one, colour) | {"yaxis": f"y{suffix}"})
        notes.append(
            style.note(
                f"<b>{one.name}</b>", x=0, y=top, xref="paper", yref="paper", xanchor="left", yanchor="top"
            )
        )
        notes += [end | {"yref": f"y{suffix}"} for end in _ends([one], colour)]
    layout["xaxis"]["anchor"] = f"y{len(lines)}" if len(lines) > 1 else "y"
    shapes += _mark_lines(inside)
    layout |= {"annotations": notes, "shapes": shapes}
    return style.Picture(
        {"data": data, "layout": layout}, alt.over_time(lines, [_mark_text(mark) for mark in inside])
    )


def _colour(series: Series, at: int, among: int) -> str:
    return style.colour_of(series.indicator.direction) if among == 1 else style.COLOURS[at]


def _trace(series: Series, colour: str) -> dict[str, Any]:
    drawn = [point for point in series.points if point.code != "all"]
    many = len(drawn) > DOTTED
    return {
        "type": "scatter",
        "mode": "lines" if many and not series.hidden else "lines+markers",
        "x": [wording.first_day(point.code) for point in drawn],
        "y": [point.value for point in drawn],
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5 if not many else 2},
        "marker": {
            "color": colour,
            "size": 4 if many else 7,
            # A period that the data covers only in part is drawn hollow.
            "symbol": ["circle-open" if point.cut else "circle" for point in drawn],
        },
        "text": [f"{point.label}: {_said(point, series.measure)}" for point in drawn],
        "hoverinfo": "text",
        "name": series.name,
    }


def _said(point: Point, measure: str) -> str:
    if point.value is None:
        return f"[{point.status.value}]"
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = wording.measured(point.low, measure), wording.measured(point.high, measure)
        interval = f" (95% interval {low} to {high})"
    return wording.measured(point.value, measure) + interval


def _time_axis(lines: Sequence[Series]) -> dict[str, Any]:
    points = [point for one in lines for point in one.points if point.code != "all"]
    years = sorted({point.code[:4] for point in points})
    few = len(years) <= 3 and len(points) <= 16 * len(lines)
    times = sorted({point.code for point in points}, key=wording.span) if few else years
    ticks = [wording.first_day(time) for time in times]
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


def _value_axis(measure: str) -> dict[str, Any]:
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
        notes.append(
            style.note(
                f"<b>{style.wrapped(one.name, 16)} {value}</b>" if several else f"<b>{value}</b>",
                x=wording.first_day(last.code),
                y=last.value,
                xanchor="left" if several else "center",
                yanchor="middle" if several else "bottom",
                xshift=8 if several else 0,
                yshift=0 if several else 6,
                align="left",
            )
            | {"font": {"size": style.SIZE, "color": colour or _colour(one, at, len(lines))}}
        )
    return notes


def _bands(lines: Sequence[Series]) -> list[dict[str, Any]]:
    """A grey band over each period whose figure is confidential: anything may be there."""
    return [
        {
            "type": "rect",
            "x0": wording.first_day(point.code),
            "x1": wording.first_day(wording.later(point.code, 1)),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "fillcolor": style.BAND,
            "line": {"width": 0},
            "layer": "below",
        }
        for one in lines
        for point in one.hidden
    ]


def _band_notes(lines: Sequence[Series]) -> list[dict[str, Any]]:
    hidden = [point for one in lines for point in one.hidden]
    return [
        style.note(
            "[c]", x=wording.first_day(point.code), y=0.98, yref="paper", xanchor="left", yanchor="top"
        )
        for point in hidden[:8]
    ]


def _inside(lines: Sequence[Series], marks: Sequence[Mark]) -> list[Mark]:
    times = [point.code for one in lines for point in one.points if point.code != "all"]
    if not times:
        return []
    first = min(wording.first_day(time) for time in times)
    last = max(wording.first_day(wording.later(time, 1)) for time in times)
    return [mark for mark in marks if first <= mark[0] < last]


def _mark_text(mark: Mark) -> str:
    return f"{mark[1]}, {wording.date(mark[0])}"


def _mark_lines(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "x0": day,
            "x1": day,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": style.QUIET, "width": 1.5, "dash": "dot"},
        }
        for day, _ in marks
    ]


def _mark_notes(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    return [
        style.note(
            style.wrapped(label, 24), x=day, y=1, yref="paper", xanchor="left", yanchor="bottom", align="left"
        )
        | {"font": {"size": style.SIZE - 1, "color": style.QUIET}}
        for day, label in marks
    ]
