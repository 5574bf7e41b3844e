"""A small line without scales, as an SVG picture: what the last periods look like."""

from __future__ import annotations

import base64

from dashboard.display.analysis.series import Series
from dashboard.display.charts import alt, crosses, style
from dashboard.display.charts.style import Picture

WIDTH, HEIGHT, EDGE = 180, 44, 4


def spark(series: Series, last: int = 12) -> Picture:
    """The last ``last`` points as a picture; ``figure["src"]`` is its address, made of the SVG itself."""
    points = series.points[-last:]
    sparked = Series(series.indicator, series.measure, series.over, series.name, points)
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
    drawn = "".join(
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        for run in runs
        if len(run) > 1
    )
    drawn += "".join(
        f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'
        for run in (runs if not runs[-1] else [runs[-1]])
        for x, y in [place.split(",") for place in run[-1:]]
    )
    drawn += "".join(
        crosses.svg(
            EDGE + at * step,
            HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * max(point.value or 0.0, 0.0) / top,
        )
        for at, point in enumerate(points)
        if point.lacks
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<line x1="0" x2="{WIDTH}" y1="{HEIGHT - EDGE}" y2="{HEIGHT - EDGE}" stroke="{style.GRID}"/>'
        f"{drawn}</svg>"
    )
    encoded = base64.b64encode(svg.encode()).decode()
    words = alt.over_time([sparked], []) if points else "No figures."
    return Picture({"src": f"data:image/svg+xml;base64,{encoded}"}, words)
