"""A small line without scales, as an SVG picture: what the last periods look like."""

from __future__ import annotations

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, small_lines, style
from dashboard.display.charts.style import Picture

WIDTH, HEIGHT, EDGE = 180, 44, 4


def sparkline(series: PublishedSeries, last: int = 12) -> Picture:
    """The last ``last`` points as a picture; ``figure["src"]`` is its address, made of the SVG itself."""
    points = series.points[-last:]
    sparked = PublishedSeries(series.indicator, series.measure, series.over, series.name, points)
    shown = [point.value for point in points if point.value is not None]
    top = max(shown, default=0.0) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(points) - 1, 1)
    runs: list[list[str]] = [[]]
    for at, point in enumerate(points):
        if point.value is None:
            runs.append([])
            continue
        height = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * max(point.value, 0.0) / top
        runs[-1].append(f"{EDGE + at * step:.1f},{height:.1f}")
    colour = style.colour_of(series.indicator.direction)
    ends = [place.split(",") for run in (runs if not runs[-1] else [runs[-1]]) for place in run[-1:]]
    source = small_lines.address(
        (WIDTH, HEIGHT),
        (HEIGHT - EDGE, style.GRID),
        [run for run in runs if len(run) > 1],
        [(x, y, 3.5) for x, y in ends],
        [
            (
                EDGE + at * step,
                HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * max(point.value or 0.0, 0.0) / top,
            )
            for at, point in enumerate(points)
            if point.lacks
        ],
        colour,
    )
    words = alt.over_time([sparked], []) if points else "No figures."
    return Picture({"src": source}, words)
