"""Small lines that are read beside each other: one scale for all of them, each ending where it matters."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, small_lines, style
from dashboard.display.charts.style import Picture

WIDTH, HEIGHT, EDGE = 240, 72, 6


def small_trends(lines: Sequence[PublishedSeries], last: int = 12) -> tuple[Picture, ...]:
    """A picture of the last ``last`` points of each series, all from 0 to the same top.

    ``figure["src"]`` is its address, made of the SVG itself. A hidden period is a grey band; it has no
    part in the scale. The dot is on the last point, where that has a figure.
    """
    cut = [
        PublishedSeries(
            series.indicator, series.measure, series.over, series.name, series.points[-last:], series.period
        )
        for series in lines
    ]
    values = [point.value for series in cut for point in series.shown if point.value is not None]
    top, bottom = max([0.0, *values]) or 1.0, min([0.0, *values])
    return tuple(
        Picture(
            {"src": _source(series, top, bottom)},
            alt.over_time([series], []) if series.points else "No figures.",
        )
        for series in cut
    )


def _source(series: PublishedSeries, top: float, bottom: float) -> str:
    colour = style.colour_of(series.indicator.direction)
    step = (WIDTH - 2 * EDGE) / max(len(series.points) - 1, 1)

    def across(at: int) -> str:
        return f"{WIDTH - EDGE - (len(series.points) - 1 - at) * step:.1f}"

    def down(value: float) -> str:
        return f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - bottom) / (top - bottom):.1f}"

    points = list(enumerate(series.points))
    return small_lines.address(
        (WIDTH, HEIGHT),
        (down(0), style.QUIET),
        [[f"{across(at)},{down(value)}" for at, value in run] for run in _runs(series)],
        [
            (across(at), down(point.value), 4.5)
            for at, point in points
            if point.value is not None and (at == len(points) - 1 or _alone(series, at))
        ],
        [(float(across(at)), float(down(point.value or 0.0))) for at, point in points if point.lacks],
        colour,
        [
            (f"{float(across(at)) - step / 2:.1f}", f"{step:.1f}", style.BAND)
            for at, point in points
            if point.hidden
        ],
    )


def _runs(series: PublishedSeries) -> list[list[tuple[int, float]]]:
    """Runs of points that have a figure of a whole period, as place and value."""
    runs: list[list[tuple[int, float]]] = [[]]
    for at, point in enumerate(series.points):
        if point.value is None or series.so_far(point):
            runs.append([])
        else:
            runs[-1].append((at, point.value))
    return [run for run in runs if len(run) > 1]


def _alone(series: PublishedSeries, at: int) -> bool:
    """Whether a point has no neighbour that it could be joined to."""
    near = [series.points[n] for n in (at - 1, at + 1) if 0 <= n < len(series.points)]
    return series.so_far(series.points[at]) or all(
        point.value is None or series.so_far(point) for point in near
    )
