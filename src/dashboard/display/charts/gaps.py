"""Where a line over time has no figure because it is hidden: a grey band, its mark, and what fits there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.display.charts.rows import why
from dashboard.methods import wording
from dashboard.publication import ALL

#: A mark takes this share of the width on a telephone; marks nearer to each other would overlap.
_APART = 0.09
#: So many ranges fit what is shown when pointing at a mark; the table has them all.
_TOLD = 6


def bands(lines: Sequence[PublishedSeries], panel: str = "paper") -> list[dict[str, Any]]:
    """A grey band over each run of periods whose figure is hidden: anything may be there."""
    return [
        {
            "type": "rect",
            "x0": wording.first_day(run[0].code),
            "x1": wording.first_day(wording.later(run[-1].code, 1)),
            "yref": panel,
            "y0": 0,
            "y1": 1,
            "fillcolor": style.BAND,
            "line": {"width": 0},
            "layer": "below",
        }
        for line in lines
        for run in _runs(line)
    ]


def notes(lines: Sequence[PublishedSeries], panel: str = "paper") -> list[dict[str, Any]]:
    """[c] in each band wide enough apart from the last, with what fits on pointing at it."""
    annotations: list[dict[str, Any]] = []
    for line in lines:
        runs = _runs(line)
        if not runs:
            continue
        first, last = wording.span(line.points[0].code)[0], wording.span(line.points[-1].code)[1] + 1
        before = float("-inf")
        for run in runs:
            start, end = wording.span(run[0].code)[0], wording.span(run[-1].code)[1] + 1
            place = ((start + end) / 2 - first) / (last - first)
            if place - before < _APART:
                continue
            before = place
            middle = run[len(run) // 2] if len(run) % 2 else None
            day = wording.middle_day(middle.code) if middle else wording.first_day(run[len(run) // 2].code)
            where = {"xanchor": "center", "yanchor": "top", "hovertext": _hover(run)}
            annotations.append(style.note("[c]", x=day, y=0.99, yref=panel, **where))
    return annotations


def _hover(run: Sequence[Point]) -> str:
    """What the pointer is told of each period of a run."""
    texts = [f"{point.label}: {why(point)}" for point in run[:_TOLD]]
    return "<br>".join([*texts, *(["more in the table"] if len(run) > _TOLD else [])])


def _runs(line: PublishedSeries) -> list[list[Point]]:
    """Hidden periods that follow on each other."""
    runs: list[list[Point]] = []
    hidden_before = False
    for point in line.points:
        if point.hidden and point.code != ALL:
            if not hidden_before:
                runs.append([])
            runs[-1].append(point)
        hidden_before = point.hidden
    return runs
