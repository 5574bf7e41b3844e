"""Two measures of the same groups as labelled points, without a line: shown together is not proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries
from dashboard.display.charts import alt, labels, rows, style
from dashboard.methods import wording

HEIGHT = 440
#: A scale ends beyond its largest figure, so that a name fits above it.
ROOM = 1.12

Pair = tuple[Point, Point]


def scatter(x: PublishedSeries, y: PublishedSeries) -> style.Picture:
    """A point for each group with both figures; the others are told in words above.

    A name that would cover another stands as a number, explained in words beneath.
    """
    pairs = _pairs(x, y)
    limits = [_largest([pair[at] for pair in pairs]) for at in (0, 1)]
    places = [
        ((first.value or 0.0) / (limits[0] * ROOM), (two.value or 0.0) / (limits[1] * ROOM))
        for first, two in pairs
    ]
    names = [style.wrapped(first.label, 14) for first, _ in pairs]
    notes, numbered = _names(pairs, names, labels.placed(places, names))
    above, beneath = _without(x, y, pairs), style.wrapped(numbered, 40)
    top = 34 + 18 * (above.count("<br>") + 1 if above else 0) + 18 * _head(y).count("<br>")
    title = 20 * _head(x).count("<br>")
    bottom = 62 + title + (18 * (beneath.count("<br>") + 1) if beneath else 0)
    paper = {"x": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "align": "left"}
    notes.append(style.note(f"<b>{_head(y)}</b>", y=1, yanchor="bottom", yshift=4, **paper))
    quiet = {"font": {"size": style.SIZE - 1, "color": style.QUIET}}
    if above:
        shift = 28 + 18 * _head(y).count("<br>")
        notes.append(style.note(above, y=1, yanchor="bottom", yshift=shift, **paper) | quiet)
    if beneath:
        notes.append(style.note(beneath, y=0, yanchor="top", yshift=-56 - title, **paper) | quiet)
    figure: style.Figure = {
        "data": [_trace(pairs, x, y)],
        "layout": style.layout(
            HEIGHT + top + bottom - 96,
            xaxis=_axis(x, limits[0]) | {"title": _title(x)},
            yaxis=_axis(y, limits[1]),
            annotations=notes,
        ),
    }
    figure["layout"]["margin"] |= {"t": top, "b": bottom, "r": 20}
    return style.Picture(figure, _alt(x, y, pairs, above))


def _pairs(x: PublishedSeries, y: PublishedSeries) -> list[Pair]:
    known = {point.code: point for point in y.shown}
    pairs = [(point, known[point.code]) for point in x.shown if point.code in known]
    # The largest first, so that the names of those that stand alone are placed first.
    return sorted(
        [pair for pair in pairs if pair[0].code not in UNKNOWN], key=lambda pair: -(pair[0].value or 0.0)
    )


def _largest(points: Sequence[Point]) -> float:
    return max((point.value or 0.0 for point in points), default=0.0) or 1.0


def _trace(pairs: Sequence[Pair], x: PublishedSeries, y: PublishedSeries) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [first.value for first, _ in pairs],
        "y": [two.value for _, two in pairs],
        "marker": {"size": 11, "color": style.NEUTRAL},
        "text": [
            f"{first.label}<br>{x.name}: {rows.figure_text(first, x.measure)}"
            f"<br>{y.name}: {rows.figure_text(two, y.measure)}"
            for first, two in pairs
        ],
        "hoverinfo": "text",
    }


def _names(
    pairs: Sequence[Pair], names: Sequence[str], places: Sequence[labels.Place | None]
) -> tuple[list[dict[str, Any]], str]:
    """The names beside the points, and what the numbers stand for that take the place of some."""
    notes: list[dict[str, Any]] = []
    numbered: list[str] = []
    for (first, two), name, place in zip(pairs, names, places, strict=True):
        if place is None:
            numbered.append(f"{len(numbered) + 1} {first.label}")
        text, where = (name, place) if place else (str(len(numbered)), labels.PLACES[2])
        notes.append(
            style.note(
                text,
                x=first.value,
                y=two.value,
                align="center" if where.xanchor == "center" else where.xanchor,
                **where._asdict(),
            )
            | {"font": {"size": 13, "color": style.INK}}
        )
    return notes, "; ".join(numbered)


def _without(x: PublishedSeries, y: PublishedSeries, pairs: Sequence[Pair]) -> str:
    drawn = {first.code for first, _ in pairs}
    labels_ = dict.fromkeys(
        point.label for series in (x, y) for point in series.points if point.code not in {*drawn, *UNKNOWN}
    )
    if not labels_:
        return ""
    return style.wrapped(f"Not drawn, as a figure cannot be shown: {wording.listed(list(labels_))}.", 40)


def _head(series: PublishedSeries) -> str:
    return style.wrapped(series.name, 34)


def _title(series: PublishedSeries) -> dict[str, Any]:
    font = {"size": style.SIZE, "color": style.INK}
    return {"text": f"<b>{_head(series)}</b>", "font": font, "standoff": 8}


def _axis(series: PublishedSeries, limit: float) -> dict[str, Any]:
    return {
        "range": [0, limit * ROOM],
        "gridcolor": style.GRID,
        "zeroline": True,
        "zerolinecolor": style.QUIET,
        "ticksuffix": "%" if series.measure == "percent" else "",
        "tickformat": ",~r",
        "nticks": 5,
        "tickangle": 0,
        "fixedrange": True,
        "automargin": True,
    }


def _alt(x: PublishedSeries, y: PublishedSeries, pairs: Sequence[Pair], above: str) -> str:
    figures = "; ".join(
        f"{alt.figure_text(first, x.measure)} and {wording.measured(two.value or 0.0, y.measure)}"
        for first, two in pairs
    )
    period = f", {x.period}" if x.period else ""
    text = f" {above.replace('<br>', ' ')}" if above else ""
    return f"Scatter chart without a line{period}. {x.name} and {y.name}: {figures or 'no figure'}.{text}"
