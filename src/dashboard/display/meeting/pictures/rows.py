"""The points of a series compared, as a picture: bars or dots, hatched where there is no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.display.charts.rows import kept, limit_of, lowest_of
from dashboard.display.meeting.pictures import drawing

#: A row takes this many times the size of its letters.
ROW = 1.36
#: Names take at most this share of the width.
_NAMES = 0.6


def fitting(
    points: Sequence[Point], width: float, height: float, size: float, focus: str = ""
) -> tuple[int, ...]:
    """The positions of the ``points`` (ranked) for which there is room, with those that a headline names."""
    lines = [len(_lines(point.label, width, size)) for point in points]
    for most in range(len(points), 1, -1):
        drawn = kept(points, most, focus)
        # All rows are as high as the one with the longest name.
        if most * size * (ROW + (max(lines[at] for at in drawn) - 1) * 1.05) <= height:
            return drawn
    return kept(points, 1, focus)


def rows(
    series: PublishedSeries,
    points: Sequence[Point],
    width: float,
    height: float,
    size: float,
    focus: str = "",
    colour: str = "",
    names: bool = True,
    dots: bool = False,
) -> Markup:
    """The SVG of one row for each of ``points``, in their order; scales end at published figures."""
    main = colour or (style.FOCUS if focus else style.colour_of(series.indicator.direction))
    known = [_row(series, point, at, main, focus) for at, point in enumerate(points)]
    limit, lowest = limit_of(points), min(0.0, lowest_of(points))
    shown, without = [row for row in known if not row["none"]], [row for row in known if row["none"]]
    hatch = [row | {"from": lowest, "value": limit} for row in without]
    layers = [_hatched(hatch)] if hatch else []
    layers += _dots(shown, size) if dots else _bars(shown, size, _intervals(series, points))
    layers.append(_values(known, size))
    right = max((drawing.wide(str(row["said"]), size) for row in known), default=size) + size * 0.5
    spec: dict[str, Any] = {
        "padding": {"left": 2, "right": right, "top": 2, "bottom": 2},
        "layer": [
            layer
            | {
                "encoding": {"y": _names(known, names, width, size)}
                | layer["encoding"]
                | {"x": _on(layer["encoding"]["x"], lowest, limit)}
            }
            for layer in layers
        ],
    }
    return drawing.chart(spec, width, height, size)


def _row(series: PublishedSeries, point: Point, at: int, main: str, focus: str) -> dict[str, Any]:
    edge = main if not focus or point.code == focus else style.BEHIND
    return {
        "at": at,
        "name": point.label,
        "value": point.value,
        "from": 0.0,
        "low": point.low if point.value is not None else None,
        "high": point.high if point.value is not None else None,
        "edge": edge,
        "fill": style.PALE.get(edge, edge) if _intervals(series, [point]) else edge,
        "said": point.figure(series.measure),
        "none": point.value is None,
    }


def _intervals(series: PublishedSeries, points: Sequence[Point]) -> bool:
    return not series.indicator.mix and any(
        point.low is not None and point.value is not None for point in points
    )


def _bars(shown: list[dict[str, Any]], size: float, intervals: bool) -> list[dict[str, Any]]:
    bars = {
        "data": {"values": shown},
        "mark": {"type": "bar", "height": {"band": 0.68}, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "value"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "edge", "type": "nominal", "scale": None},
        },
    }
    return [bars, *(_whiskers(shown, size) if intervals else [])]


def _dots(shown: list[dict[str, Any]], size: float) -> list[dict[str, Any]]:
    dots = {
        "data": {"values": shown},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": (size * 0.55) ** 2},
        "encoding": {"x": {"field": "value"}, "fill": {"field": "edge", "type": "nominal", "scale": None}},
    }
    zero = {
        "data": {"values": [{"value": 0}]},
        "mark": {"type": "rule", "color": style.QUIET},
        "encoding": {"x": {"field": "value"}, "y": None},
    }
    return [zero, *_whiskers(shown, size), dots]


def _whiskers(shown: list[dict[str, Any]], size: float) -> list[dict[str, Any]]:
    held = [row for row in shown if row["low"] is not None and row["high"] is not None]
    return [
        {
            "data": {"values": held},
            "mark": {"type": "rule", "color": style.INK, "strokeWidth": max(1.5, size * 0.07)},
            "encoding": {"x": {"field": "low"}, "x2": {"field": "high"}},
        }
    ]


def _hatched(without: list[dict[str, Any]]) -> dict[str, Any]:
    """Over the whole scale: no length that could be read as one."""
    return {
        "data": {"values": without},
        "mark": {"type": "bar", "height": {"band": 0.68}, "fill": drawing.HATCHED},
        "encoding": {"x": {"field": "from"}, "x2": {"field": "value"}},
    }


def _values(known: list[dict[str, Any]], size: float) -> dict[str, Any]:
    """The figures in a column of their own at the right, where no whisker runs into them."""
    return {
        "data": {"values": known},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": size * 0.3},
        "encoding": {"text": {"field": "said"}, "x": {"value": {"expr": "width"}}},
    }


def _names(known: list[dict[str, Any]], names: bool, width: float, size: float) -> dict[str, Any]:
    name_lines = [_lines(str(row["name"]), width, size) for row in known]
    labels = "[" + ",".join(_quoted("|".join(lines)) for lines in name_lines) + "]"
    axis = {
        "labelExpr": f"split({labels}[datum.value], '|')",
        "labelLimit": 0,
        "labelPadding": size * 0.3,
        "labelOverlap": False,
        "labelLineHeight": size,
        "domain": False,
        "ticks": False,
        "title": None,
        "grid": False,
    }
    return {
        "field": "at",
        "type": "ordinal",
        "scale": {"domain": [row["at"] for row in known], "paddingInner": 0, "paddingOuter": 0},
        "axis": axis if names else None,
    }


def _lines(name: str, width: float, size: float) -> list[str]:
    """A name in the lines it takes; it is never cut."""
    return drawing.wrapped(name, width * _NAMES, size)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _on(x: dict[str, Any], lowest: float, limit: float) -> dict[str, Any]:
    """A field on the scale of all rows; a fixed place as it is."""
    if "value" in x:
        return x
    return x | {
        "type": "quantitative",
        "scale": {"domain": [lowest * 1.02, limit * 1.02], "nice": False, "zero": False},
        "axis": None,
    }
