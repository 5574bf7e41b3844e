"""Figures compared: sorted bars, dots with intervals, and two measures of the same places side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dashboard import wording
from dashboard.charts import alt, style
from dashboard.series import Point, Series, ranked

#: Pixels of a row of one line, and what each further line of its name adds.
ROW, LINE = 30, 16


def bars(series: Series, focus: Collection[str] = (), top: float | None = None) -> style.Picture:
    """Horizontal bars, largest first, confidential rows last and hatched.

    ``focus`` names the codes to stand out; ``top`` fixes the end of the scale. Where the points
    have an interval it is drawn as a whisker.
    """
    points = ranked(series)
    names = [style.wrapped(point.label) for point in points]
    limit = top or _limit(points)
    figure: style.Figure = {
        "data": [_bar_trace(series, points, names, focus), *_hatched(points, names, limit)],
        "layout": style.layout(
            _height(names),
            xaxis=_scale(limit),
            yaxis=_rows(names),
            annotations=_values(series, points, names),
            bargap=0.34,
            barmode="overlay",
        ),
    }
    figure["layout"]["margin"] |= {"r": 58, "t": 4}
    return style.Picture(figure, alt.compared(points, series))


def dots(series: Series) -> style.Picture:
    """A dot and its interval for each point, highest first, against a line at 0."""
    points = ranked(series)
    names = [style.wrapped(point.label) for point in points]
    shown = [(name, point) for name, point in zip(names, points, strict=True) if point.value is not None]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "x": [point.value for _, point in shown],
        "y": [name for name, _ in shown],
        "marker": {"size": 11, "color": style.FOCUS},
        "error_x": _whiskers([point for _, point in shown]),
        "text": [_hover(point, series.measure) for _, point in shown],
        "hoverinfo": "text",
    }
    limit = _limit(points)
    figure: style.Figure = {
        "data": [trace, *_hatched(points, names, limit)],
        "layout": style.layout(
            _height(names),
            xaxis=_scale(limit, _lowest(points)) | {"zeroline": True, "zerolinecolor": style.QUIET},
            yaxis=_rows(names) | {"showgrid": True, "gridcolor": style.BAND},
            annotations=_values(series, points, names),
            barmode="overlay",
        ),
    }
    figure["layout"]["margin"] |= {"r": 58, "t": 4}
    return style.Picture(figure, alt.compared(points, series, "Dot chart with 95% intervals"))


def beside(left: Series, right: Series) -> style.Picture:
    """Two measures of the same places as two columns of bars, each with a heading and its own scale."""
    order = [point.code for point in ranked(left)]
    order += [point.code for point in right.points if point.code not in order]
    labels = {point.code: point.label for one in (right, left) for point in one.points}
    names = [style.wrapped(labels[code], 20) for code in order]
    data, notes = [], []
    layout = style.layout(_height(names) + 44, yaxis=_rows(names) | {"domain": [0, 1]}, bargap=0.34)
    for at, (one, domain) in enumerate(((left, [0.0, 0.44]), (right, [0.56, 1.0]))):
        known = {point.code: point for point in one.points}
        points = [known[code] for code in order if code in known]
        rows = [name for name, code in zip(names, order, strict=True) if code in known]
        axis = "x" if at == 0 else "x2"
        layout["xaxis" if at == 0 else "xaxis2"] = _scale(_limit(points)) | {"domain": domain}
        data.append(_bar_trace(one, points, rows, (), style.COLOURS[at]) | {"xaxis": axis})
        notes += [
            value | {"xref": axis, "x": point.value or 0, "xanchor": "left", "xshift": 5}
            for value, point in zip(_values(one, points, rows), points, strict=True)
        ]
        notes.append(
            style.note(f"<b>{style.wrapped(one.name, 18)}</b>", x=domain[0], y=1, xref="paper", yref="paper",
                       xanchor="left", yanchor="bottom", align="left")
        )  # fmt: skip
    layout |= {"annotations": notes}
    layout["margin"] |= {"t": 48, "r": 44}
    words = f"{alt.compared(left.points, left)} Beside it: {alt.compared(right.points, right)}"
    return style.Picture({"data": data, "layout": layout}, words)


def _bar_trace(
    series: Series,
    points: Sequence[Point],
    names: Sequence[str],
    focus: Collection[str],
    colour: str = "",
) -> dict[str, Any]:
    main = colour or style.colour_of(series.indicator.direction)
    shown = [(name, point) for name, point in zip(names, points, strict=True) if point.value is not None]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [point.value for _, point in shown],
        "y": [name for name, _ in shown],
        "marker": {
            "color": [main if not focus or point.code in focus else style.BEHIND for _, point in shown]
        },
        "text": [_hover(point, series.measure) for _, point in shown],
        "textposition": "none",
        "hoverinfo": "text",
    }
    if any(point.low is not None for _, point in shown):
        trace["error_x"] = _whiskers([point for _, point in shown])
    return trace


def _whiskers(points: Sequence[Point]) -> dict[str, Any]:
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


def _hatched(points: Sequence[Point], names: Sequence[str], limit: float) -> list[dict[str, Any]]:
    """Rows without a figure, hatched over the whole scale: no length that could be read as one."""
    rows = [name for name, point in zip(names, points, strict=True) if point.value is None]
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
            "hoverinfo": "skip",
        }
    ]


def _values(series: Series, points: Sequence[Point], names: Sequence[str]) -> list[dict[str, Any]]:
    """The figures in a column of their own at the right, where no whisker runs into them."""
    return [
        style.note(
            f"[{point.status.value}]"
            if point.value is None
            else wording.measured(point.value, series.measure),
            x=1,
            xref="paper",
            y=name,
            xanchor="left",
            yanchor="middle",
            xshift=6,
        )
        for name, point in zip(names, points, strict=True)
    ]


def _hover(point: Point, measure: str) -> str:
    text = f"{point.label}: {wording.measured(point.value or 0.0, measure)}"
    if point.above is not None and point.base is not None:
        text += f"<br>{wording.number(point.above)} of {wording.number(point.base)}"
    if point.low is not None and point.high is not None:
        low, high = wording.measured(point.low, measure), wording.measured(point.high, measure)
        text += f"<br>95% interval {low} to {high}"
    return text


def _limit(points: Sequence[Point]) -> float:
    reach = [value for point in points for value in (point.value, point.high) if value is not None]
    return max(reach, default=0.0) or 1.0


def _lowest(points: Sequence[Point]) -> float:
    return min(
        [value for point in points for value in (point.value, point.low) if value is not None] or [0.0]
    )


def _scale(limit: float, lowest: float = 0.0) -> dict[str, Any]:
    return {
        "range": [min(lowest * 1.02, 0), limit * 1.02],
        "visible": True,
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": style.QUIET,
        "fixedrange": True,
    }


def _rows(names: Sequence[str]) -> dict[str, Any]:
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


def _height(names: Sequence[str]) -> int:
    lines = max((name.count("<br>") for name in names), default=0)
    return 24 + len(names) * (ROW + LINE * lines) if names else 80
