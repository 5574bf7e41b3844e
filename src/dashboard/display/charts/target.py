"""A target as a dashed line, named where it ends; never a colour that says good or bad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import style
from dashboard.methods import wording
from dashboard.publication import ALL
from dashboard.publication.targets import Target

#: So many figures before the end of its line decide on which side of it a target is named.
NEAR = 4
_LINE = {"color": style.INK, "width": 2, "dash": "dash"}


def named(target: Target, measure: str) -> str:
    """ "Target 60%", with a word where it is made up."""
    return f"Target {figure(target, measure)}"


def figure(target: Target, measure: str) -> str:
    """The target as its measure is written, with a word where it is made up."""
    return f"{wording.measured(target.value, measure)}{' (made up)' if target.made_up else ''}"


def over_time(picture: style.Picture, series: PublishedSeries, targets: Sequence[Target]) -> style.Picture:
    """``picture``, a line chart of ``series``, with each target drawn over the days it is in force.

    Targets outside the periods of the series are left out.
    """
    times = [point.code for point in series.points if point.code != ALL]
    if not times:
        return picture
    first = min(wording.first_day(time) for time in times)
    last = max(wording.first_day(wording.later(time, 1)) for time in times)
    traces, notes, texts = [], [], []
    for target in targets:
        since, until = max(target.since, first), min(target.until or last, last)
        if since >= until:
            continue
        name = named(target, series.measure)
        traces.append(_trace([since, until], [target.value, target.value], name))
        notes.append(_name(name, until, target, series))
        texts.append(f"{name} from {wording.date(since)}")
    return _with(picture, traces, notes, texts)


def over_bars(picture: style.Picture, series: PublishedSeries, target: Target) -> style.Picture:
    """``picture``, horizontal bars or dots of ``series``, with a target drawn across them."""
    name = named(target, series.measure)
    names = [name for trace in picture.figure["data"] for name in trace["y"]]
    if not names:
        return picture
    across = {"type": "line", "x0": target.value, "x1": target.value, "yref": "paper", "y0": 0, "y1": 1}
    words = style.note(name, x=target.value, y=1, yref="paper", xanchor="center", yanchor="bottom")
    figure = _with(picture, [], [words], [name])
    layout = dict(figure.figure["layout"])
    layout["shapes"] = [*layout.get("shapes", []), across | {"line": _LINE}]
    low, high = layout["xaxis"]["range"]
    # A target beyond every bar is still on the chart.
    layout["xaxis"] = layout["xaxis"] | {"range": [low, max(high, target.value * 1.02)]}
    layout["margin"] = layout["margin"] | {"t": 28}
    layout["height"] += 24
    return style.Picture({**figure.figure, "layout": layout}, figure.alt)


def _name(name: str, until: str, target: Target, series: PublishedSeries) -> dict[str, Any]:
    """The name at the end of a target's line, on the side where the figures there are not."""
    there = [point for point in series.shown if wording.middle_day(point.code) <= until][-NEAR:]
    above = sum((point.value or 0.0) > target.value for point in there) * 2 > len(there)
    side = {"yanchor": "top", "yshift": -2} if above else {"yanchor": "bottom", "yshift": 1}
    return style.note(name, x=until, y=target.value, xanchor="right", bgcolor="rgba(255,255,255,0.8)", **side)


def _trace(x: list[str], y: list[float], name: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "line": _LINE, "name": name,
        "text": [name, name], "hoverinfo": "text",
    }  # fmt: skip


def _with(
    picture: style.Picture, traces: list[dict[str, Any]], notes: list[dict[str, Any]], texts: list[str]
) -> style.Picture:
    if not texts:
        return picture
    layout = dict(picture.figure["layout"])
    layout["annotations"] = [*layout.get("annotations", []), *notes]
    figure = {**picture.figure, "data": [*picture.figure["data"], *traces], "layout": layout}
    return style.Picture(figure, f"{picture.alt} Dashed: {wording.listed(texts)}.")
