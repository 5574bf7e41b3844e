"""Two measures of the same places, side by side."""

from __future__ import annotations

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts import alt, style
from dashboard.display.charts.rows import bar_trace, fitting, hatched, limit_of, rows_axis, scale, values
from dashboard.publication import Status

#: What the code of a district begins with.
DISTRICT = "E07"
#: Where the two columns stand, as shares of the width.
COLUMNS = ((0.0, 0.46), (0.54, 1.0))
#: A scale ends beyond the longest bar and interval, so that its figure fits: on a telephone, and on a slide.
ROOM, WIDE = 1.8, 1.4
#: What stands between the words of the two columns.
BESIDE = " Beside it: "


def side_by_side_bars(
    left: PublishedSeries, right: PublishedSeries, room: style.Room | None = None, focus: str = ""
) -> style.Picture:
    """Two columns of bars, each with a heading and its own scale.

    Intervals are drawn where there are any; a figure stands behind the end of its bar and interval.
    A district with nothing shows its 0; another place (online, overseas) with nothing is left out.
    """
    every = side_by_side(left, right)
    broken = room.letters(COLUMNS[0][1] * 0.6, 12) if room else 12
    headings = [style.wrapped(series.name, broken) for series in (left, right)]
    tall = 20 * max(heading.count("<br>") + 1 for heading in headings)
    hidden = [other if other.hidden else point for point, other in zip(*every, strict=True)]
    drawn, names, rest, height = fitting(
        every[0], room, focus, letters=20, share=0.3, above=tall, hidden=hidden
    )
    sides = [[side[at] for at in drawn] for side in every]
    layout = style.layout(
        height,
        yaxis=rows_axis(names),
        bargap=0.34,
        barmode="overlay",
    )
    data, notes = [], []
    for at, (series, points, domain) in enumerate(zip((left, right), sides, COLUMNS, strict=True)):
        axis, limit = ("x", "x2")[at], limit_of(points)
        part = {"domain": list(domain), "anchor": "y"}
        layout[("xaxis", "xaxis2")[at]] = scale(limit * (WIDE if room else ROOM)) | part
        traces = [bar_trace(series, points, names, (), style.COLOURS[at]), *hatched(points, names, limit)]
        data += [trace | {"xaxis": axis} for trace in traces]
        notes += [
            value | {"xref": axis, "x": _end(point, limit)}
            for value, point in zip(values(series, points, names), points, strict=True)
        ]
        place = {"x": domain[0], "y": 1, "xref": "paper", "yref": "paper"}
        notes.append(
            style.note(f"<b>{headings[at]}</b>", xanchor="left", yanchor="bottom", align="left", **place)
        )
    layout |= {"annotations": notes}
    layout["margin"] |= {"t": 10 + tall, "r": 8}
    words = f"{alt.compared(every[0], left)}{BESIDE}{alt.compared(every[1], right)}"
    return style.Picture({"data": data, "layout": layout}, words, rest)


def _end(point: Point, limit: float) -> float:
    """Where what is drawn of a point ends: its interval, its bar, or the hatching over the whole scale."""
    if point.value is None:
        return limit
    return point.value if point.high is None else max(point.value, point.high)


def side_by_side(
    left: PublishedSeries, right: PublishedSeries
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The same places on both sides, in the order of the left one: the rows of every output.

    A place that only one of them has is not available on the other side. A district with nothing shows its
    0; another place (online, overseas) with nothing on either side is left out.
    """
    known = [{point.code: point for point in series.points} for series in (left, right)]
    labels = {code: point.label for side in (known[1], known[0]) for code, point in side.items()}
    ordered = dict.fromkeys(point.code for series in (left, right) for point in ranked(series))
    codes = [code for code in ordered if code.startswith(DISTRICT) or _any(code, left, right)]
    first, other = (
        tuple(side.get(code, Point(code, labels[code], None, Status.NOT_AVAILABLE)) for code in codes)
        for side in known
    )
    return first, other


def _any(code: str, *lines: PublishedSeries) -> bool:
    return any(point.code == code and point.value != 0 for series in lines for point in series.points)
