"""The same series with other things behind its hidden figures, for charts that must not show them."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Picture

#: What a hidden count may lie between.
LIMITS = ((0.0, 4.0), (40.0, 5000.0), (3.0, None))


def behind(series: PublishedSeries, low: float | None, high: float | None) -> PublishedSeries:
    """``series`` with these limits behind each hidden figure."""
    points = tuple(replace(point, low=low, high=high) if point.hidden else point for point in series.points)
    return replace(series, points=points)


def looks(picture: Picture) -> Any:
    """The figure less what it says on pointing."""
    bare = copy.deepcopy(dict(picture.figure))
    for trace in bare["data"]:
        if trace["type"] != "heatmap":
            trace.pop("text", None)
        trace.pop("hovertext", None)
    for note in bare["layout"].get("annotations", []):
        note.pop("hovertext", None)
    return bare


def numbers(picture: Picture, meta: str | None = None) -> set[float]:
    """The numbers that the traces of a figure hold: those ``meta`` "worked out", or all others."""
    return {
        value
        for trace in picture.figure["data"]
        if trace.get("meta") == meta
        for axis in ("x", "y")
        for value in trace[axis]
        if isinstance(value, float | int)
    }
