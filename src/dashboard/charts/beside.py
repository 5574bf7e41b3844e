"""Two measures of the same places, side by side."""

from __future__ import annotations

from dashboard.charts import alt, style
from dashboard.charts.rows import bar_trace, hatched, height, limit_of, rows_axis, scale, values
from dashboard.series import Point, Series, ranked

#: What the code of a district begins with.
DISTRICT = "E07"
#: Where the two columns stand, as shares of the width.
COLUMNS = ((0.0, 0.46), (0.54, 1.0))
#: A scale ends beyond the longest bar and interval, so that its figure fits on a telephone.
ROOM = 1.8


def beside(left: Series, right: Series) -> style.Picture:
    """Two columns of bars, each with a heading and its own scale.

    Intervals are drawn where there are any; a figure stands behind the end of its bar and interval.
    A district with nothing shows its 0; another place (online, overseas) with nothing is left out.
    """
    order = _order(left, right)
    labels = {point.code: point.label for one in (right, left) for point in one.points}
    names = {code: style.wrapped(labels[code], 20) for code in order}
    headings = [style.wrapped(one.name, 12) for one in (left, right)]
    tall = 20 * max(heading.count("<br>") + 1 for heading in headings)
    layout = style.layout(
        height(list(names.values())) + tall,
        yaxis=rows_axis(list(names.values())),
        bargap=0.34,
        barmode="overlay",
    )
    data, notes = [], []
    for at, (one, domain) in enumerate(zip((left, right), COLUMNS, strict=True)):
        known = {point.code: point for point in one.points}
        points = [known[code] for code in order if code in known]
        rows = [names[point.code] for point in points]
        axis, limit = ("x", "x2")[at], limit_of(points)
        layout[("xaxis", "xaxis2")[at]] = scale(limit * ROOM) | {"domain": list(domain), "anchor": "y"}
        traces = [bar_trace(one, points, rows, (), style.COLOURS[at]), *hatched(points, rows, limit)]
        data += [trace | {"xaxis": axis} for trace in traces]
        notes += [
            value | {"xref": axis, "x": _end(point, limit)}
            for value, point in zip(values(one, points, rows), points, strict=True)
        ]
        place = {"x": domain[0], "y": 1, "xref": "paper", "yref": "paper"}
        notes.append(
            style.note(f"<b>{headings[at]}</b>", xanchor="left", yanchor="bottom", align="left", **place)
        )
    layout |= {"annotations": notes}
    layout["margin"] |= {"t": 10 + tall, "r": 8}
    words = f"{alt.compared(left.points, left)} Beside it: {alt.compared(right.points, right)}"
    return style.Picture({"data": data, "layout": layout}, words)


def _end(point: Point, limit: float) -> float:
    """Where what is drawn of a point ends: its interval, its bar, or the hatching over the whole scale."""
    if point.value is None:
        return limit
    return point.value if point.high is None else max(point.value, point.high)


def _order(left: Series, right: Series) -> list[str]:
    order = [point.code for point in ranked(left)]
    order += [point.code for point in right.points if point.code not in order]
    return [code for code in order if code.startswith(DISTRICT) or _any(code, left, right)]


def _any(code: str, *lines: Series) -> bool:
    return any(point.code == code and point.value != 0 for one in lines for point in one.points)
