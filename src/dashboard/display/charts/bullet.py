"""Shares with their intervals against a target: one line for all rows, or one for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import alt, rows, style
from dashboard.display.charts.bars import bars
from dashboard.methods import wording

#: Pixels above the rows for the word at the line.
ABOVE = 26


def bullet(series: PublishedSeries, target: float | Mapping[str, float] | None) -> style.Picture:
    """Sorted bars with whiskers and the target as a line; ``target`` may differ by code.

    Targets are in the unit of the series. Without one this is a chart of bars.
    """
    plain = bars(series)
    targets = target if isinstance(target, Mapping) else dict.fromkeys(_codes(series), target)
    known = {code: value for code, value in targets.items() if value is not None and code in _codes(series)}
    if not known:
        return plain
    points = ranked(series)
    limit = max([rows.limit_of(points), *known.values()])
    layout = dict(plain.figure["layout"])
    names = layout["yaxis"]["categoryarray"]
    shared = len(set(known.values())) == 1 and len(known) == len(points)
    layout |= {
        "height": layout["height"] + ABOVE,
        "xaxis": rows.scale(limit),
        "shapes": _lines(points, known, shared),
        "annotations": [*layout["annotations"], _word(known, series.measure, shared)],
        "margin": layout["margin"] | {"t": 4 + ABOVE},
    }
    without = [name for name, point in zip(names, points, strict=True) if point.value is None]
    data = [
        trace if "pattern" not in trace["marker"] else trace | {"x": [limit] * len(without)}
        for trace in plain.figure["data"]
    ]
    figures = alt.compared(points, series, "Bar chart with targets")
    return style.Picture(
        {"data": data, "layout": layout}, f"{figures} {_targets_in_words(points, known, series, shared)}"
    )


def _codes(series: PublishedSeries) -> set[str]:
    return {point.code for point in series.points}


def _lines(points: list[Point], known: Mapping[str, float], shared: bool) -> list[dict[str, Any]]:
    """A line over all rows where they share a target, else one over each row."""
    look = {"type": "line", "layer": "above", "line": {"color": style.COLOURS[2], "width": 3}}
    if shared:
        value = next(iter(known.values()))
        return [look | {"x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1}]
    return [
        look | {"x0": known[point.code], "x1": known[point.code], "y0": at - 0.42, "y1": at + 0.42}
        for at, point in enumerate(points)
        if point.code in known
    ]


def _word(known: Mapping[str, float], measure: str, shared: bool) -> dict[str, Any]:
    text = "Lines: target of each"
    if shared:
        text = f"Target {wording.measured(next(iter(known.values())), measure)}"
    # Beside a shared line; where each row has its own, over the last of them.
    where = {"x": max(known.values()), "y": 1, "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return style.note(f"<b>{text}</b>", **where) | {"font": {"size": style.SIZE, "color": style.COLOURS[2]}}


def _targets_in_words(
    points: list[Point], known: Mapping[str, float], series: PublishedSeries, shared: bool
) -> str:
    if shared:
        return f"A line marks the target, {wording.measured(next(iter(known.values())), series.measure)}."
    figures = [
        f"{point.label} {wording.measured(known[point.code], series.measure)}"
        for point in points
        if point.code in known
    ]
    return f"A line on each row marks its target: {'; '.join(figures)}."
