"""The points of one series compared: sorted bars, or dots with intervals."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import alt, style
from dashboard.display.charts.rows import (
    bar_trace,
    fitting,
    hatched,
    hover,
    limit_of,
    lowest_of,
    rows_axis,
    scale,
    values,
    whiskers,
)


def bars(
    series: PublishedSeries, focus: Collection[str] = (), room: style.Room | None = None
) -> style.Picture:
    """Horizontal bars, largest first, confidential rows last and hatched.

    ``focus`` names the codes to stand out. Where the points have an interval it is drawn
    as a whisker, but for the parts of a whole.
    """
    every = ranked(series)
    drawn, names, rest, height = fitting(every, room, next(iter(focus), ""))
    points = [every[at] for at in drawn]
    limit, lowest = limit_of(points), lowest_of(points)
    figure: style.Figure = {
        "data": [bar_trace(series, points, names, focus), *hatched(points, names, limit)],
        "layout": style.layout(
            height,
            xaxis=scale(limit, lowest),
            yaxis=rows_axis(names),
            annotations=values(series, points, names),
            bargap=0.34,
            barmode="overlay",
        ),
    }
    figure["layout"]["margin"] |= {"r": 58, "t": 4}
    return style.Picture(figure, alt.compared(every, series), rest)


def dots(series: PublishedSeries, room: style.Room | None = None) -> style.Picture:
    """A dot and its interval for each point, highest first, against a line at 0."""
    every = ranked(series)
    drawn, names, rest, height = fitting(every, room)
    points = [every[at] for at in drawn]
    shown = [(name, point) for name, point in zip(names, points, strict=True) if point.value is not None]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "x": [point.value for _, point in shown],
        "y": [name for name, _ in shown],
        "marker": {"size": 11, "color": style.FOCUS},
        "error_x": whiskers([point for _, point in shown]),
        "text": [hover(point, series.measure) for _, point in shown],
        "hoverinfo": "text",
    }
    limit = limit_of(points)
    figure: style.Figure = {
        "data": [trace, *hatched(points, names, limit)],
        "layout": style.layout(
            height,
            xaxis=scale(limit, lowest_of(points)),
            yaxis=rows_axis(names) | {"showgrid": True, "gridcolor": style.BAND},
            annotations=values(series, points, names),
            barmode="overlay",
        ),
    }
    figure["layout"]["margin"] |= {"r": 58, "t": 4}
    return style.Picture(figure, alt.compared(every, series, "Dot chart with 95% intervals"), rest)
