"""The axes of charts over time: periods by name, figures from 0."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.methods import wording
from dashboard.publication import ALL

#: At most so many periods, or years, are named on the time axis.
TICKS, YEARS = 5, 8


def time_axis(lines: Sequence[PublishedSeries], years: int = YEARS) -> dict[str, Any]:
    """Periods of the series, as many named as fit on a telephone: at most ``years`` years."""
    points = [point for line in lines for point in line.points if point.code != ALL]
    spanned = sorted({point.code[:4] for point in points})
    few = len(spanned) <= 3 and len(points) <= 16 * len(lines)
    if few or all(len(point.code) == len("2019") for point in points):
        times = sorted({point.code for point in points}, key=wording.span)
        ticks = [wording.middle_day(time) for time in times]
    else:
        # A year's name stands where it begins.
        times, ticks = spanned, [wording.first_day(year) for year in spanned]
    # On a telephone no more fit; the last one always has its name.
    step = -(-len(times) // (TICKS if few else years)) or 1
    times, ticks = times[::-1][::step][::-1], ticks[::-1][::step][::-1]
    labels = [tick(time) for time in times]
    return {
        "type": "date",
        # Without a range of its own the axis makes room for the words of a mark, at the figures' cost.
        **({"range": _reach(points)} if points else {}),
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


def _reach(points: Sequence[Point]) -> list[str]:
    """The first and last day of the periods, and a little beyond, so that no dot is cut."""
    times = sorted((point.code for point in points), key=wording.span)
    first = datetime.date.fromisoformat(wording.first_day(times[0]))
    last = datetime.date.fromisoformat(wording.first_day(wording.later(times[-1], 1)))
    edge = (last - first) * 0.02
    return [(first - edge).isoformat(), (last + edge).isoformat()]


def tick(time: str) -> str:
    """A period as it is named on an axis: 2019, Jul<br>2019 or Jul\N{EN DASH}Sep<br>2019."""
    if len(time) == 4:
        return time
    start, end = wording.span(time)
    if start == end:
        return wording.month(start, short=True).replace(" ", "<br>")
    first, last = wording.month(start, short=True), wording.month(end, short=True)
    return f"{first[:3]}\N{EN DASH}{last[:3]}<br>{last[4:]}"


def value_axis(measure: str, shown: bool) -> dict[str, Any]:
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
