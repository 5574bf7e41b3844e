"""The parts that charts of rows are made of: bars, whiskers, hatching, names and figures."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries
from dashboard.display.charts import style
from dashboard.methods import wording
from dashboard.publication import Status

#: Pixels of a row of one line, and what each further line of its name adds.
ROW, LINE = 24, 14
#: The same on a slide, where all that there is room for is to be seen.
_GAP, _LINE = 1, 19
#: The share of a slide that names take at most, and pixels around its rows.
NAMES, AROUND = 0.55, 12
#: What the pointer is told where there is no figure.
WHY = {
    Status.CONFIDENTIAL: "hidden so that nobody can be recognised",
    Status.NOT_AVAILABLE: "not available",
    Status.NOT_APPLICABLE: "nothing to measure here",
}


def bar_trace(
    series: PublishedSeries,
    points: Sequence[Point],
    names: Sequence[str],
    focus: Collection[str],
    colour: str = "",
) -> dict[str, Any]:
    """Horizontal bars of the points that have a value; whiskers where they have an interval."""
    main = colour or (style.FOCUS if focus else style.colour_of(series.indicator.direction))
    shown = [(name, point) for name, point in zip(names, points, strict=True) if point.value is not None]
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "x": [point.value for _, point in shown],
        "y": [name for name, _ in shown],
        "marker": {
            "color": [main if not focus or point.code in focus else style.BEHIND for _, point in shown]
        },
        "text": [hover(point, series.measure) for _, point in shown],
        "textposition": "none",
        "hoverinfo": "text",
    }
    if any(point.low is not None for _, point in shown) and not series.indicator.mix:
        edges = trace["marker"]["color"]
        trace["marker"] = {
            "color": [style.PALE.get(edge, edge) for edge in edges],
            "line": {"color": edges, "width": 1.5},
        }
        trace["error_x"] = whiskers([point for _, point in shown])
    return trace


def whiskers(points: Sequence[Point]) -> dict[str, Any]:
    """The lines of the intervals."""

    def apart(point: Point, limit: float | None) -> float:
        return abs(limit - (point.value or 0.0)) if limit is not None else 0.0

    return {
        "type": "data",
        "symmetric": False,
        "array": [apart(point, point.high) for point in points],
        "arrayminus": [apart(point, point.low) for point in points],
        "color": style.INK,
        "thickness": 1.5,
        "width": 4,
    }


def hatched(points: Sequence[Point], names: Sequence[str], limit: float) -> list[dict[str, Any]]:
    """Rows without a figure, hatched over the whole scale: no length that could be read as one."""
    without = [(name, point) for name, point in zip(names, points, strict=True) if point.value is None]
    rows = [name for name, _ in without]
    if not rows:
        return []
    pattern = {"shape": "/", "fgcolor": style.BEHIND, "bgcolor": "#ffffff", "size": 7, "solidity": 0.25}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [limit] * len(rows),
            "y": rows,
            "marker": {"color": "#ffffff", "pattern": pattern, "line": {"width": 0}},
            "text": [f"{point.label}: {why(point)}" for _, point in without],
            "textposition": "none",
            "hoverinfo": "text",
        }
    ]


def values(series: PublishedSeries, points: Sequence[Point], names: Sequence[str]) -> list[dict[str, Any]]:
    """The figures in a column of their own at the right, where no whisker runs into them."""
    return [
        style.note(
            point.few(series.measure) or point.figure(series.measure),
            x=1,
            xref="paper",
            y=name,
            xanchor="left",
            yanchor="middle",
            xshift=6,
        )
        for name, point in zip(names, points, strict=True)
    ]


def hover(point: Point, measure: str) -> str:
    """What a bar says when pointed at."""
    text = f"{point.label}: {wording.measured(point.value or 0.0, measure)}"
    if point.numerator is not None and point.denominator is not None:
        text += f"<br>{wording.number(point.numerator)} of {wording.number(point.denominator)}"
        if measure == "percent" and wording.exceeds(point.numerator, point.denominator):
            text += ", more than the whole: no interval"
    if point.low is not None and point.high is not None:
        low, high = wording.measured(point.low, measure), wording.measured(point.high, measure)
        text += f"<br>95% interval {low} to {high}"
    return text


def figure_text(point: Point, measure: str) -> str:
    """A figure on one line with its interval, or why there is none."""
    if point.value is None:
        return why(point)
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = wording.measured(point.low, measure), wording.measured(point.high, measure)
        interval = f" (95% interval {low} to {high})"
    return wording.measured(point.value, measure) + interval


def why(point: Point) -> str:
    """What stands for a figure that is not shown, and for a hidden one what fits what is published."""
    text = f"[{point.status.value}] {WHY.get(point.status, '')}".strip()
    return f"{text};<br>{point.feasible} fit what is published" if point.feasible else text


def kept(points: Sequence[Point], most: int, focus: str = "") -> tuple[int, ...]:
    """Which of ``points`` (ranked) are drawn where there is room for ``most``: their positions, in order.

    The first ones, and what a headline names: the lowest figure, and the one of the code ``focus``.
    """
    if most >= len(points):
        return tuple(range(len(points)))
    known = [at for at, point in enumerate(points) if point.value is not None and point.code not in UNKNOWN]
    named = {*known[-1:], *(at for at, point in enumerate(points) if point.code == focus)}
    named = set(sorted(named, reverse=True)[: max(0, most - 1)])
    first = [at for at in range(len(points)) if at not in named][: most - len(named)]
    return tuple(sorted({*first, *named}))


def rest(drawn: int, points: Sequence[Point], where: str) -> str:
    """What stands under a picture that has no room for all of ``points``; ``where`` all of them are."""
    without = sum(point.hidden for point in points)
    hidden = f"; {without} hidden [c]" if without else ""
    return f"{drawn} of {len(points)}, with the highest and the lowest{hidden}. All are in {where}."


class Fit(NamedTuple):
    """Which rows are drawn: their positions, their names, what is said of the rest, and the height for it."""

    drawn: tuple[int, ...]
    names: list[str]
    rest: str
    height: int


def fitting(
    points: Sequence[Point],
    room: style.Room | None,
    focus: str = "",
    *,
    letters: int = 26,
    share: float = NAMES,
    above: int = 0,
    hidden: Sequence[Point] = (),
) -> Fit:
    """The rows of ``points`` (ranked) for which there is room; all of them on a page, which has no ``room``.

    Names are broken after so many ``letters``, or more where a ``share`` of the width holds more. ``above``
    are pixels of headings; what is hidden is counted among ``hidden``, if not among the points.
    """
    names = [style.wrapped(p.label, room.letters(share, letters) if room else letters) for p in points]
    if room is None:
        return Fit(tuple(range(len(points))), names, "", height(names) + above)
    for most in range(max(1, len(points)), 0, -1):
        drawn = kept(points, most, focus)
        text = rest(most, hidden or points, room.where) if most < len(points) else ""
        beneath = _LINE * -(-len(text) * style.LETTER // room.width)
        lines = max((names[at].count("<br>") + 1 for at in drawn), default=1)
        if most * (_GAP + _LINE * lines) + AROUND + above + beneath <= room.height:
            break
    if math.isinf(room.height):
        return Fit(drawn, names, text, height(names) + above)
    return Fit(drawn, [names[at] for at in drawn], text, int(room.height - beneath))


def limit_of(points: Sequence[Point]) -> float:
    """The largest value or upper limit; 1 where there is none. A hidden figure has no part in it."""
    reach = [
        value
        for point in points
        if point.value is not None
        for value in (point.value, point.high)
        if value is not None
    ]
    return max(reach, default=0.0) or 1.0


def lowest_of(points: Sequence[Point]) -> float:
    """The smallest value or lower limit; 0 where there is none. A hidden figure has no part in it."""
    reach = [
        value
        for point in points
        if point.value is not None
        for value in (point.value, point.low)
        if value is not None
    ]
    return min(reach, default=0.0)


def scale(limit: float, lowest: float = 0.0) -> dict[str, Any]:
    """A value axis without ticks: the figures stand beside the bars."""
    return {
        "range": [min(lowest * 1.02, 0), limit * 1.02],
        "visible": True,
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": style.QUIET,
        "fixedrange": True,
    }


def rows_axis(names: Sequence[str]) -> dict[str, Any]:
    """The axis of names, first on top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(names),
        "autorange": "reversed",
        "showgrid": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
    }


def height(names: Sequence[str]) -> int:
    """Pixels high for these names."""
    lines = max((name.count("<br>") for name in names), default=0)
    return 24 + len(names) * (ROW + LINE * lines) if names else 80
