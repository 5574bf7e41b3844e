"""Where a figure over time lacks a return that is expected: a cross, whatever draws the chart.

The cross stands on the figure, and at the foot of the picture where there is none. Crosses at periods are the
same on a page, a picture and a slide, since all three ask here which periods those are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import CROSS
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.methods import wording
from dashboard.publication import ALL

#: Pixels across, large enough to be told from a dot.
SIZE = 11


def on(line: PublishedSeries) -> tuple[Point, ...]:
    """The points over time that lack a return and have a figure."""
    return tuple(point for point in _lacking(line) if point.value is not None)


def at_foot(lines: Sequence[PublishedSeries]) -> tuple[Point, ...]:
    """The periods that lack a return in which no line has a figure, each once."""
    lacking = {point.code: point for line in lines for point in _lacking(line)}
    shown = {point.code for line in lines for point in on(line)}
    return tuple(point for code, point in lacking.items() if code not in shown)


def trace(lines: Sequence[PublishedSeries], axis: str = "") -> list[dict[str, Any]]:
    """The crosses on figures for Plotly, over the lines; none where nothing is lacking."""
    points = [(line, point) for line in lines for point in on(line)]
    if not points:
        return []
    drawn: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [wording.middle_day(point.code) for _, point in points],
        "y": [point.value for _, point in points],
        "marker": {"symbol": "x", "size": SIZE, "color": style.INK, "line": {"color": "#ffffff", "width": 1}},
        "text": [f"{point.label}: {missing_data(point)}" for _, point in points],
        "hoverinfo": "text",
        "name": "Data missing",
        "showlegend": False,
        "meta": "data missing",
    }
    return [drawn | ({"yaxis": axis} if axis else {})]


def notes(lines: Sequence[PublishedSeries], panel: str = "paper") -> list[dict[str, Any]]:
    """The crosses at the foot of the picture for Plotly."""
    return [
        style.note(
            f"<b>{CROSS}</b>",
            x=wording.middle_day(point.code),
            y=0,
            yref=panel,
            xanchor="center",
            yanchor="bottom",
            hovertext=f"{point.label}: {missing_data(point)}",
        )
        for point in at_foot(lines)
    ]


def arms(x: float, y: float, arm: float = 4.0) -> str:
    """A cross as a path of SVG, ``arm`` pixels to each side of its middle."""
    lines = f"M{x - arm:.1f},{y - arm:.1f}L{x + arm:.1f},{y + arm:.1f}M{x - arm:.1f},{y + arm:.1f}"
    return f"{lines}L{x + arm:.1f},{y - arm:.1f}"


def missing_data(point: Point) -> str:
    """ "data missing: Acute hospital A, May 2024"; empty where a point lacks nothing."""
    return incomplete.missing_data(point.lacks)


def _lacking(line: PublishedSeries) -> list[Point]:
    return (
        [point for point in line.points if point.lacks and point.code != ALL] if line.over == "time" else []
    )
