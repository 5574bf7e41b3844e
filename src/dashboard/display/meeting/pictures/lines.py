"""Figures over time as a picture: the line breaks where a figure is hidden and where a series does."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Mark, crosses, style
from dashboard.display.charts.alt import SO_FAR
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.pictures.axes import day_of, scale, time_axis, value_axis
from dashboard.methods import wording

#: More points than this are drawn without a dot each.
_DOTTED = 40
#: Lines are told apart by dashes too, never by colour alone.
_DASHES: tuple[list[int], ...] = ([1, 0], [10, 5], [3, 4], [14, 4, 3, 4])


def line(
    lines: Sequence[PublishedSeries], marks: Sequence[Mark], width: float, height: float, size: float
) -> Markup:
    """The SVG of up to four lines on one scale from 0, each named where it ends."""
    top, step = scale([point.value or 0.0 for series in lines for point in series.shown])
    first, last = _ends([point for series in lines for point in series.points])
    right = _room(lines, width, size)
    layers = [*_bands(lines), *_marks(marks, first, last, size)]
    for at, series in enumerate(lines):
        layers += _drawn(
            series,
            style.line_colour(lines, at),
            _DASHES[at],
            marks,
            size,
        )
    layers += _crosses(lines, size)
    layers += _names(lines, top, height, size, right)
    spec: dict[str, Any] = {
        "padding": {"left": 4, "right": right, "top": size * (1.7 if marks else 0.8), "bottom": 4},
        "layer": [
            layer
            | {
                "encoding": {
                    "x": time_axis(first, last, lines, size, width - right),
                    "y": value_axis(top, step, lines[0].measure, size),
                }
                | layer.get("encoding", {})
            }
            for layer in layers
        ],
        "resolve": {"scale": {"x": "shared", "y": "shared"}},
    }
    return drawing.chart(spec, width, height, size)


def runs(series: PublishedSeries) -> list[tuple[Point, ...]]:
    """Hidden periods that follow on each other."""
    parts: list[tuple[Point, ...]] = []
    before = False
    for point in series.points:
        if point.hidden:
            parts = [*parts[:-1], (*parts[-1], point)] if before else [*parts, (point,)]
        before = point.hidden
    return parts


def segments(series: PublishedSeries, marks: Sequence[Mark] = ()) -> list[list[Point]]:
    """The published points between gaps and breaks, in order; none is empty.

    What is counted so far in a period that is not over stands by itself.
    """
    parts: list[list[Point]] = [[]]
    for before, point in zip((None, *series.points), series.points, strict=False):
        if before is not None and (
            series.so_far(before)
            or series.so_far(point)
            or any(
                mark.breaks and wording.middle_day(before.code) < mark.day <= wording.middle_day(point.code)
                for mark in marks
            )
        ):
            parts.append([])
        if point.value is None:
            parts.append([])
        else:
            parts[-1].append(point)
    return [part for part in parts if part]


def _middle(point: Point) -> int:
    return day_of(wording.middle_day(point.code))


def _ends(points: Sequence[Point]) -> tuple[int, int]:
    starts = [day_of(wording.first_day(point.code)) for point in points]
    ends = [day_of(wording.first_day(wording.later(point.code, 1))) for point in points]
    return min(starts), max(ends)


def _drawn(
    series: PublishedSeries, colour: str, dash: list[int], marks: Sequence[Mark], size: float
) -> list[dict[str, Any]]:
    parts = segments(series, marks)
    rows = [
        {"x": _middle(point), "y": point.value, "part": at} for at, part in enumerate(parts) for point in part
    ]
    many = len(series.points) > _DOTTED
    alone = {part[0].code for part in parts if len(part) == 1}
    dots = [
        {"x": _middle(point), "y": point.value, "fill": "#ffffff" if point.cut else colour}
        for point in series.shown
        if not many or point.cut or point.code in alone
    ]
    stroke = {"type": "line", "color": colour, "strokeWidth": size * 0.13, "strokeJoin": "round"}
    line = {
        "data": {"values": rows},
        "mark": stroke if dash[1] == 0 else stroke | {"strokeDash": dash},
        "encoding": {"detail": {"field": "part", "type": "nominal"}},
    }
    dot = {
        "data": {"values": dots},
        "mark": {
            "type": "point", "filled": True, "stroke": colour, "opacity": 1,
            "size": (size * 0.36) ** 2, "strokeWidth": size * 0.09,
        },
        "encoding": {"fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None}},
    }  # fmt: skip
    return [line, *([dot] if dots else [])]


def _crosses(lines: Sequence[PublishedSeries], size: float) -> list[dict[str, Any]]:
    """A cross on each figure that lacks a return, and at the foot where such a period has no figure."""
    rows = [{"x": _middle(point), "y": point.value} for series in lines for point in crosses.on(series)]
    rows += [{"x": _middle(point), "y": 0} for point in crosses.at_foot(lines)]
    if not rows:
        return []
    arms = "M-1,-1L1,1M-1,1L1,-1"
    return [
        {
            "data": {"values": rows},
            "mark": {
                "type": "point", "shape": arms, "filled": False, "stroke": colour, "opacity": 1,
                "size": (size * 0.55) ** 2, "strokeWidth": width,
            },
        }
        for colour, width in (("#ffffff", size * 0.22), (style.INK, size * 0.11))
    ]  # fmt: skip


def _bands(lines: Sequence[PublishedSeries]) -> list[dict[str, Any]]:
    """A grey band over each run of hidden periods, with its mark: anything may be there."""
    bands = [run for series in lines for run in runs(series)]
    if not bands:
        return []
    rows = [
        {
            "x": day_of(wording.first_day(run[0].code)),
            "x2": day_of(wording.first_day(wording.later(run[-1].code, 1))),
        }
        for run in bands
    ]
    labels = [{"x": (row["x"] + row["x2"]) / 2, "text": "[c]"} for row in _apart(rows)]
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rect", "color": "#E3E4E5"},
            "encoding": {"x2": {"field": "x2"}, "y": {"value": 0}, "y2": {"value": {"expr": "height"}}},
        },
        {
            "data": {"values": labels},
            "mark": {"type": "text", "baseline": "top", "dy": 4},
            "encoding": {"text": {"field": "text"}, "y": {"value": 0}},
        },
    ]


def _apart(rows: list[dict[str, int]]) -> list[dict[str, int]]:
    """Bands far enough from the last marked one for a mark of their own."""
    if not rows:
        return []
    ordered = sorted(rows, key=lambda row: row["x"])
    least = 0.05 * max(1, ordered[-1]["x2"] - ordered[0]["x"])
    kept = [ordered[0]]
    for row in ordered[1:]:
        if row["x"] - kept[-1]["x"] >= least:
            kept.append(row)
    return kept


def _marks(marks: Sequence[Mark], first: int, last: int, size: float) -> list[dict[str, Any]]:
    if not marks:
        return []
    rows = [
        {"x": day_of(mark.day), "text": f"{mark.label}, {_month(mark.day)}", "late": _late(mark, first, last)}
        for mark in marks
    ]
    words: list[dict[str, Any]] = [
        {
            "data": {"values": [row for row in rows if row["late"] is late]},
            "mark": {
                "type": "text", "align": "right" if late else "left", "baseline": "bottom",
                "dy": -size * 0.3,
            },
            "encoding": {"text": {"field": "text"}, "y": {"value": 0}},
        }
        for late in (False, True)
        if any(row["late"] is late for row in rows)
    ]  # fmt: skip
    rule = {
        "data": {"values": rows},
        "mark": {"type": "rule", "strokeDash": [3, 4], "color": style.QUIET, "strokeWidth": 2},
        "encoding": {"y": {"value": 0}, "y2": {"value": {"expr": "height"}}},
    }
    return [rule, *words]


def _month(day: str) -> str:
    return wording.month(int(day[:4]) * 12 + int(day[5:7]) - 1, short=True)


def _late(mark: Mark, first: int, last: int) -> bool:
    return day_of(mark.day) - first > 0.5 * (last - first)


def _room(lines: Sequence[PublishedSeries], width: float, size: float) -> float:
    """The width that the names at the ends of lines take."""
    if len(lines) == 1:
        return size * (4.2 if "so far" in _last(lines[0]) else 2.6)
    return min(width * 0.42, max(drawing.wide(_name(series), size) for series in lines) + size * 1.6)


def _name(series: PublishedSeries) -> str:
    return f"{series.name} {_last(series)}".strip()


def _last(series: PublishedSeries) -> str:
    if not series.shown:
        return ""
    last = series.shown[-1]
    return wording.measured(last.value or 0.0, series.measure) + SO_FAR * series.so_far(last)


def _names(
    lines: Sequence[PublishedSeries], top: float, height: float, size: float, room: float
) -> list[dict[str, Any]]:
    """The last figure of each line, with its name where there are several, none over another."""
    rows: list[dict[str, Any]] = []
    for at, series in enumerate(lines):
        if series.shown:
            label = _name(series) if len(lines) > 1 else _last(series)
            text = drawing.wrapped(label, room - size * 1.4, size)
            rows.append(
                {"x": _middle(series.shown[-1]), "y": series.shown[-1].value or 0.0, "text": text, "at": at}
            )
    rows.sort(key=lambda row: -float(row["y"]))
    per_pixel = top / (height * 0.78)
    for above, row in itertools.pairwise(rows):
        least = per_pixel * size * 1.2 * max(len(above["text"]), len(row["text"]))
        row["y"] = min(float(row["y"]), float(above["y"]) - least)
    return [layer for row in rows for layer in _named(row, lines, size)]


def _named(row: dict[str, Any], lines: Sequence[PublishedSeries], size: float) -> list[dict[str, Any]]:
    """Words in ink; where there are several lines, a square in the line's colour before them."""
    colour, several = (
        style.line_colour(lines, row["at"]),
        len(lines) > 1,
    )
    data = {"values": [{"x": row["x"], "y": row["y"]}]}
    words = {
        "data": data,
        "mark": {
            "type": "text", "text": row["text"], "align": "left", "baseline": "middle",
            "dx": size * (1.1 if several else 0.4), "fontWeight": "bold",
            "color": style.INK if several else colour, "lineHeight": size * 1.15,
            "dy": -(len(row["text"]) - 1) * size * 0.57,
        },
    }  # fmt: skip
    square = {
        "type": "square",
        "color": colour,
        "opacity": 1,
        "size": (size * 0.5) ** 2,
        "xOffset": size * 0.7,
    }
    return [{"data": data, "mark": square}, words] if several else [words]
