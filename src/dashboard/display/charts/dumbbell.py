"""The same question before the training, after it and at follow-up, for each group: dots on one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, rows, style
from dashboard.publication import ALL, Status

#: Shape and colour of the dots of each stage, in order.
LOOKS = (("circle-open", style.QUIET), ("circle", style.FOCUS), ("diamond", style.COLOURS[2]))
#: Pixels high is a line of a name.
LINE = 19
#: Pixels beneath the rows for the scale and the key.
BENEATH = 84

Row = tuple[Point | None, ...]


def dumbbell(
    before: PublishedSeries, after: PublishedSeries, follow_up: PublishedSeries | None = None
) -> style.Picture:
    """A row for each group of ``before``, in the order of ``after``: largest first, hidden ones last.

    The names of the series are what the stages are called. A stage without a figure has no dot; its
    mark, [c], stands among the figures under the name of the group.
    """
    stages = [stage for stage in (before, after, follow_up) if stage is not None]
    table = _rows(stages)
    names = [_name(row, before.measure) for row in table]
    low, high = _scale(stages)
    empty = [(name, row) for name, row in zip(names, table, strict=True) if not any(map(_shown, row))]
    points = [next(point for point in row if point is not None) for _, row in empty]
    figure: style.Figure = {
        "data": [
            _joins(table, names),
            *[_dots(table, names, at, stage) for at, stage in enumerate(stages)],
            *[
                trace | {"showlegend": False}
                for trace in rows.hatched(points, [name for name, _ in empty], high)
            ],
        ],
        "layout": style.layout(
            BENEATH + len(names) * (12 + LINE * max((name.count("<br>") + 1 for name in names), default=1)),
            xaxis={
                "range": [low, high],
                "gridcolor": style.GRID,
                "ticksuffix": "%" if before.measure == "percent" else "",
                "nticks": 5,
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis=rows.rows_axis(names) | {"showgrid": True, "gridcolor": style.BAND},
            barmode="overlay",
            showlegend=True,
            legend=style.KEY,
        ),
    }
    figure["layout"]["margin"] |= {"t": 4, "b": BENEATH, "r": 20}
    words = " ".join(
        alt.compared([row[at] or _missing(row) for row in table], stage, "Then" if at else "Paired dot chart")
        for at, stage in enumerate(stages)
    )
    return style.Picture(figure, words)


def by_stage(series: PublishedSeries, group: str) -> tuple[PublishedSeries, ...]:
    """A series along the stages as one series for each stage, of a single ``group``."""
    return tuple(
        PublishedSeries(
            series.indicator,
            series.measure,
            "group",
            point.label,
            (Point(**{**point.__dict__, "code": ALL, "label": group}),),
            series.period,
            series.lacks,
        )
        for point in series.points
    )


def _rows(stages: Sequence[PublishedSeries]) -> list[Row]:
    """The points of each group at each stage, by the figure after, then by what else is shown."""
    codes = list(dict.fromkeys(point.code for stage in stages for point in stage.points))
    known = [{point.code: point for point in stage.points} for stage in stages]
    table: list[Row] = [tuple(of.get(code) for of in known) for code in codes]

    def place(row: Row) -> tuple[bool, bool, float]:
        after = row[1].value if row[1] is not None else None
        return (not any(map(_shown, row)), after is None, -(after or 0.0))

    return sorted(table, key=place)


def _shown(point: Point | None) -> bool:
    return point is not None and point.value is not None


def _missing(row: Row) -> Point:
    """What stands for a group that a stage does not have: its label, and not available."""
    first = next(point for point in row if point is not None)
    return Point(first.code, first.label, None, Status.NOT_AVAILABLE)


def _name(row: Row, measure: str) -> str:
    label = next(point for point in row if point is not None).label
    figures = [point.figure(measure) for point in ((each or _missing(row)) for each in row)]
    change = f"{figures[0]} to {figures[1]}" + (f", then {figures[2]}" if len(figures) > 2 else "")
    return f"<b>{style.wrapped(label, 20)}</b><br>{change}"


def _scale(stages: Sequence[PublishedSeries]) -> tuple[float, float]:
    """All of 0 to 100 for a percentage; else the whole numbers around what is shown."""
    if stages[0].measure == "percent":
        return -2.0, 102.0
    values = [point.value for stage in stages for point in stage.shown if point.value is not None]
    low, high = float(int(min(values, default=0.0))), float(int(max(values, default=0.0)) + 1)
    return low - (high - low) * 0.02, high


def _joins(table: Sequence[Row], names: Sequence[str]) -> dict[str, Any]:
    """A line from each stage to the next where both have a figure."""
    across: list[float | None] = []
    up: list[str | None] = []
    for row, name in zip(table, names, strict=True):
        for first, two in pairwise(row):
            if first and two and first.value is not None and two.value is not None:
                across += [first.value, two.value, None]
                up += [name, name, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": across,
        "y": up,
        "line": {"color": style.BEHIND, "width": 4},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(table: Sequence[Row], names: Sequence[str], at: int, stage: PublishedSeries) -> dict[str, Any]:
    symbol, colour = LOOKS[at]
    shown = [
        (row[at], name)
        for row, name in zip(table, names, strict=True)
        if row[at] is not None and _shown(row[at])
    ]
    points = [point for point, _ in shown if point is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point.value for point in points],
        "y": [name for _, name in shown],
        "marker": {"symbol": symbol, "color": colour, "size": 13, "line": {"width": 3, "color": colour}},
        "name": stage.name,
        "text": [f"{stage.name}, {rows.hover(point, stage.measure)}" for point in points],
        "hoverinfo": "text",
    }
