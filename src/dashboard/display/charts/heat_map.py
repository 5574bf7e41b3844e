"""A table of shares whose cells are shaded by their figure: attendance by meeting, completeness by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, axes, rows, style
from dashboard.methods import wording
from dashboard.publication import ALL

#: From white to a blue on which ink can be read: 8:1 at its darkest.
SHADES = ((0.0, "#ffffff"), (1.0, "#6BACE6"))
#: Pixels of a row of cells.
ROW = 34
#: With more columns than this their heads stand upright, so that they fit on a telephone.
UPRIGHT = 5


def heat_map(lines: Sequence[PublishedSeries]) -> style.Picture:
    """A row for each series, named by it, and a column for each of their points, in their order.

    Every cell has its figure or its mark, [c]; a percentage is shaded from 0 to 100, a count up to
    the largest shown.
    """
    columns = _columns(lines)
    measure = lines[0].measure
    names = [style.wrapped(line.name, 18) for line in lines]
    upright = len(columns) > UPRIGHT
    heads = [_head(code, label, lines[0].over, upright) for code, label in columns.items()]
    known = [{point.code: point for point in line.points} for line in lines]
    cells = [[of.get(code) for code in columns] for of in known]
    top = 100.0 if measure == "percent" else rows.limit_of([p for line in lines for p in line.shown])
    tall = max((name.count("<br>") for name in names), default=0)
    figure: style.Figure = {
        "data": [_trace(cells, heads, names, top, measure)],
        "layout": style.layout(
            8 + len(names) * (ROW + rows.LINE * tall) + (110 if upright else 54),
            xaxis={
                "type": "category",
                "categoryorder": "array",
                "categoryarray": heads,
                "side": "top",
                "tickangle": -90 if upright else 0,
                "ticks": "",
                "showgrid": False,
                "fixedrange": True,
                "automargin": True,
            },
            yaxis=rows.rows_axis(names),
            shapes=_hidden(cells),
            annotations=_marks(cells, heads, names),
        ),
    }
    words = " ".join(
        alt.compared([point for point in line.points if point.code != ALL], line, "Row") for line in lines
    )
    return style.Picture(figure, f"Heat table, each cell with its figure. {words}")


def _columns(lines: Sequence[PublishedSeries]) -> dict[str, str]:
    """Labels by code; periods in their order, all else as it comes."""
    columns = {point.code: point.label for line in lines for point in line.points if point.code != ALL}
    if lines[0].over == "time":
        return {code: columns[code] for code in sorted(columns, key=wording.span)}
    return columns


def _head(code: str, label: str, over: str, upright: bool) -> str:
    text = axes.tick(code).replace("<br>", " ") if over == "time" else label
    return style.wrapped(text, 20 if upright else 9)


def _trace(
    cells: Sequence[Sequence[Point | None]],
    heads: Sequence[str],
    names: Sequence[str],
    top: float,
    measure: str,
) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "x": list(heads),
        "y": list(names),
        "z": [[point.value if point else None for point in row] for row in cells],
        "zmin": 0,
        "zmax": top,
        "colorscale": [list(shade) for shade in SHADES],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [[_figure(point, measure) for point in row] for row in cells],
        "texttemplate": "%{text}",
        "textfont": {"size": style.SIZE, "color": style.INK},
        "hovertext": [
            [
                f"{name}, {rows.hover(point, measure)}" if point and point.value is not None else ""
                for point in row
            ]
            for row, name in zip(cells, [name.replace("<br>", " ") for name in names], strict=True)
        ],
        "hoverinfo": "text",
        "hoverongaps": False,
    }


def _figure(point: Point | None, measure: str) -> str:
    """Without the percent sign, which the unit above the picture says, so that it fits on a telephone."""
    if point is None or point.value is None:
        return ""
    return wording.measured(point.value, measure).removesuffix("%")


def _hidden(cells: Sequence[Sequence[Point | None]]) -> list[dict[str, Any]]:
    """A grey cell wherever a figure is hidden, as the bands of charts over time."""
    return [
        {
            "type": "rect",
            "x0": across - 0.48,
            "x1": across + 0.48,
            "y0": down - 0.46,
            "y1": down + 0.46,
            "fillcolor": style.BAND,
            "line": {"width": 0},
            "layer": "below",
        }
        for down, row in enumerate(cells)
        for across, point in enumerate(row)
        if point is not None and point.hidden
    ]


def _marks(
    cells: Sequence[Sequence[Point | None]], heads: Sequence[str], names: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        style.note(f"[{point.status.value}]", x=head, y=name, hovertext=f"{point.label}: {rows.why(point)}")
        for row, name in zip(cells, names, strict=True)
        for point, head in zip(row, heads, strict=True)
        if point is not None and point.value is None
    ]
