"""A funnel: each force's share by how many it rests on, and how far shares of that size stray by chance."""

from __future__ import annotations

import math
from typing import Any

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import rows, style
from dashboard.methods import wording

HEIGHT = 440
#: Pixels beneath the picture for the scale and the key.
BENEATH = 158
#: Limits as confidence, line style and words.
LIMITS = (
    (0.95, "dash", "95% limits, 1 in 20 outside by chance"),
    (0.998, "solid", "99.8% limits, 1 in 500 outside"),
)
#: The same, as wide as institutions usually differ: where that is more than chance brings.
USUAL = ((0.95, "dash", "95% limits as {} usually differ"), (0.998, "solid", "99.8% limits, likewise"))
#: Pixels more beneath the picture where they are in the key.
MORE = 46
#: A curve is worked out at so many sizes.
_STEPS = 80
#: The name of the one in focus stands at one of these percentages, where funnels are empty.
_EDGES = (6, 94)


def funnel(shares: PublishedSeries, focus: str, whole: Point, places: str = "forces") -> style.Picture:
    """Shares in percent by the size of their base, against limits around that of ``whole``.

    ``shares`` has a point with a base for each force, ``focus`` is the code of the one to stand out,
    ``whole`` the share of all ``places`` together. Where they differ by more than chance explains, a second
    pair of limits says how far they usually do. The scale of sizes doubles from mark to mark.
    What has no figure is told in words above.
    """
    shown = [point for point in shares.shown if point.denominator and point.denominator > 0]
    baseline = (whole.value or 0.0) / 100
    usual = control_limits.usual_variance(shown, baseline)
    sizes = [point.denominator or 1.0 for point in shown]
    span = (min(sizes, default=1.0) * 0.8, max(sizes, default=2.0) * 1.25)
    without = [point.label for point in shares.points if point not in shown]
    text = _without(without)
    top = 20 + (18 * (text.count("<br>") + 1) if text else 0)
    beneath = BENEATH + (MORE if usual else 0)
    figure: style.Figure = {
        "data": [*_curves(baseline, span, places, usual), *_points(shown, focus, shares.measure, places)],
        "layout": style.layout(
            HEIGHT + top + beneath - BENEATH,
            xaxis=_sizes(span, shares),
            yaxis={
                "range": [-3, 103],
                "gridcolor": style.GRID,
                "ticksuffix": "%",
                "tick0": 0,
                "dtick": 25,
                "fixedrange": True,
                "automargin": True,
            },
            annotations=[*_names(shown, focus, span), *_words(text)],
            showlegend=True,
            legend=style.KEY,
        ),
    }
    figure["layout"]["margin"] |= {"t": top, "b": beneath}
    text = _alt(shares, shown, without, focus, whole, places)
    if usual:
        text += f" A second pair of limits, wider, says how far {places} usually differ."
    return style.Picture(figure, text)


def _curves(baseline: float, span: tuple[float, float], places: str, usual: float) -> list[dict[str, Any]]:
    name = f"All {places}: {wording.measured(100 * baseline, 'percent')}"
    low, high = (math.log(end) for end in span)
    sizes = [math.exp(low + (high - low) * at / _STEPS) for at in range(_STEPS + 1)]
    drawn = [_curve(list(span), [100 * baseline] * 2, style.INK, "solid", name)]
    pairs = [(each, 0.0, style.QUIET) for each in LIMITS]
    pairs += [(each, usual, style.COLOURS[2]) for each in USUAL if usual]
    for (confidence, dash, name), between, colour in pairs:
        limits = control_limits.funnel(baseline, sizes, confidence, between)
        if limits is None:
            continue
        lower, upper = limits
        called = name.format(places)
        drawn.append(_curve([*sizes, None, *sizes], [*lower, None, *upper], colour, dash, called))
    return drawn


def _curve(
    across: list[float | None] | list[float],
    up: list[float | None] | list[float],
    colour: str,
    dash: str,
    name: str,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": across,
        "y": up,
        "line": {"color": colour, "width": 2, "dash": dash},
        "name": name,
        "hoverinfo": "skip",
        "meta": "worked out",
    }


def _points(shown: list[Point], focus: str, measure: str, places: str) -> list[dict[str, Any]]:
    """Every other first, so that the one in focus lies on top, in a shape of its own."""
    others = [point for point in shown if point.code != focus]
    chosen = [point for point in shown if point.code == focus]
    looks = (
        (f"Other {places}", {"size": 9, "color": style.BEHIND, "line": {"color": style.QUIET, "width": 1.5}}),
        ("", {"size": 15, "color": style.NEUTRAL, "symbol": "diamond"}),
    )
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [point.denominator for point in points],
            "y": [point.value for point in points],
            "marker": marker,
            "text": [rows.hover(point, measure) for point in points],
            "hoverinfo": "text",
            "name": name or points[0].label,
        }
        for points, (name, marker) in zip((others, chosen), looks, strict=True)
        if points
    ]


def _sizes(span: tuple[float, float], shares: PublishedSeries) -> dict[str, Any]:
    """Round sizes from 5, each twice the one before."""
    ticks = [5 * 2**at for at in range(40) if span[0] <= 5 * 2**at <= span[1]]
    unit = shares.indicator.unit.removeprefix("% of ")
    return {
        "type": "log",
        "range": [math.log10(end) for end in span],
        "tickvals": ticks,
        "ticktext": [wording.number(tick) for tick in ticks],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "linecolor": style.QUIET,
        "showline": True,
        "fixedrange": True,
        "automargin": True,
        "title": {
            "text": f"{unit[:1].upper()}{unit[1:]}, doubling at each mark",
            "font": {"size": style.SIZE},
            "standoff": 8,
        },
    }


def _names(shown: list[Point], focus: str, span: tuple[float, float]) -> list[dict[str, Any]]:
    """The one in focus named where the funnel leaves room, with a line to its point."""
    notes = []
    for point in shown:
        if point.code != focus or point.denominator is None or point.value is None:
            continue
        low, place, high = (math.log(size) for size in (span[0], point.denominator, span[1]))
        along = (place - low) / (high - low)
        upward = point.value < _EDGES[1] - 15
        notes.append(
            style.note(
                f"<b>{point.label} {wording.measured(point.value, 'percent')}</b>",
                # On a scale of logarithms a note stands at the logarithm.
                x=math.log10(point.denominator),
                y=point.value,
                showarrow=True,
                arrowhead=0,
                arrowwidth=1.5,
                arrowcolor=style.NEUTRAL,
                standoff=8,
                ax=-70 if along > 0.55 else 70 if along < 0.35 else 0,
                ay=-(_EDGES[upward] - point.value) / 106 * (HEIGHT - BENEATH),
            )
            | {"font": {"size": style.SIZE, "color": style.NEUTRAL}}
        )
    return notes


def _without(labels: list[str]) -> str:
    if not labels:
        return ""
    return style.wrapped(f"Not drawn, as no figure can be shown: {wording.listed(labels)}.", 40)


def _words(text: str) -> list[dict[str, Any]]:
    if not text:
        return []
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return [style.note(text, yshift=6, align="left", **place) | {"font": {"size": 14, "color": style.QUIET}}]


def _alt(
    shares: PublishedSeries, shown: list[Point], without: list[str], focus: str, whole: Point, places: str
) -> str:
    ordered = sorted(shown, key=lambda point: (point.code != focus, -(point.denominator or 0.0)))
    figures = "; ".join(
        f"{point.label} {wording.measured(point.value or 0.0, shares.measure)} "
        f"of {wording.number(point.denominator or 0.0)}"
        for point in ordered
    )
    period = f", {shares.period}" if shares.period else ""
    text = f" {_without(without).replace('<br>', ' ')}" if without else ""
    return (
        f"Funnel chart. {shares.name}{period}, {shares.indicator.unit}, by the number they are a share "
        f"of, with 95% and 99.8% limits around {wording.measured(whole.value or 0.0, 'percent')}, the share "
        f"of all {places}: {figures}.{text}"
    )
