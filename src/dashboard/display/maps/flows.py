"""From where people work to where they are trained: an arc for each pair of districts, never for a person."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import layers
from dashboard.display.maps.areas import AreaMap, LegendRow
from dashboard.display.maps.classes import INK, WHITE, natural_classes, rgb
from dashboard.display.maps.deck import CompactDeck
from dashboard.display.maps.venues import blank
from dashboard.display.maps.words import ACROSS, UP, edge, text_layer, word_layers
from dashboard.publication.outlines import Atlas
from dashboard.publication.places import Place

ARC = "#801650"
#: Pixels wide: small, middling and large figures.
WIDTHS = (2, 4, 7)
#: Of the whole county at most so many arcs are drawn, the largest; the table has all.
MOST = 8
#: How far an arc bends aside, as a share of its length, so that there and back can be told apart.
_BEND, _STEPS, _HEAD = 0.16, 14, 9


@dataclass(frozen=True)
class Flow:
    """What is published of those who work in one district and are trained in another, or the same."""

    base: str
    held: str
    point: Point


def flows(atlas: Atlas, lines: Sequence[PublishedSeries], codes: Sequence[str]) -> list[Flow]:
    """Every pair of districts among ``lines``, one of which is the attendances held in ``codes[n]``."""
    drawn = atlas.codes("district")
    return [
        Flow(point.code, held, point)
        for held, line in zip(codes, lines, strict=True)
        for point in line.points
        if held in drawn and point.code in drawn
    ]


def chosen(all_flows: Sequence[Flow], selected: str | None) -> list[Flow]:
    """The flows to draw, largest first: all from the ``selected`` work base, else the largest few."""
    between = [
        flow
        for flow in all_flows
        if flow.base != flow.held and flow.point.value and selected in (None, flow.base)
    ]
    return sorted(between, key=lambda flow: -(flow.point.value or 0.0))[:MOST]


def flow_map(
    atlas: Atlas,
    all_flows: Sequence[Flow],
    known: Mapping[str, Place],
    name: str,
    period: str,
    selected: str | None,
) -> AreaMap:
    """Arcs from work base to venue; what stays within a district stands in brackets under its name."""
    drawn = chosen(all_flows, selected)
    groups = natural_classes([flow.point.value or 0.0 for flow in drawn])
    widths = {value: WIDTHS[at] for at, group in enumerate(groups) for value in group}
    ends = _ends(atlas, known)
    arcs, heads, figures = [], [], []
    for flow in reversed(drawn):
        path = _arc(ends[flow.base][0], ends[flow.held][1])
        shown = flow.point.figure("count")
        width = widths[flow.point.value or 0.0]
        arcs.append({"path": path, "width": width, "shown": shown, "detail": "", **_named(atlas, flow)})
        heads.append(_head(path, width))
        if selected:
            figures.append({"at": path[len(path) // 2], "text": shown, "colour": rgb(INK)})
    within = {flow.base: f"({flow.point.figure('count')})" for flow in all_flows if flow.base == flow.held}
    painted = blank(atlas)
    for area in painted:
        area["properties"]["shown"] = within.get(area["properties"]["code"], "")
    over = [
        layers.paths(f"arcs-{selected or ''}", arcs, ARC, "width", pickable=True),
        layers.outlines("arrowheads", heads, ARC, 1, fill=rgb(ARC)),
        *word_layers(atlas, painted, towns=False),
        text_layer("arc-figures", figures, 12, font_weight=700, **edge(WHITE)),
    ]
    text = "; ".join(f"{_named(atlas, flow)['name']} {flow.point.figure('count')}" for flow in drawn)
    return AreaMap(
        deck=CompactDeck(layers.stack(atlas, painted, selected, over)),
        alt=f"Map of Northamptonshire. {name}, {period}: {text or 'no figure between districts'}.",
        legend=_legend(groups, all_flows, drawn, selected),
        attribution=atlas.boundaries("districts").attribution,
    )


def _named(atlas: Atlas, flow: Flow) -> dict[str, str]:
    """What the tooltip says of an arc, and the area that a click on it chooses."""
    return {"code": flow.base, "name": f"{atlas.names[flow.base]} to {atlas.names[flow.held]}"}


def _legend(
    groups: Sequence[Sequence[float]], all_flows: Sequence[Flow], drawn: Sequence[Flow], selected: str | None
) -> tuple[LegendRow, ...]:
    rows = []
    for width, group in reversed(list(zip(WIDTHS, groups, strict=False))):
        ends = [f"{group[0]:,.0f}", f"{group[-1]:,.0f}"]
        rows.append(LegendRow(ARC, " to ".join(dict.fromkeys(ends)), width=width))
    every = sum(flow.base != flow.held and bool(flow.point.value) for flow in all_flows)
    hidden = " shown" if any(flow.point.hidden for flow in all_flows) else ""
    if selected is None and len(drawn) < every:
        rows.append(LegendRow("", f"The {len(drawn)} highest of {every}{hidden}. The table has all."))
    rows.append(LegendRow("", "In brackets: attendances in the district where people work."))
    return tuple(rows)


def _ends(atlas: Atlas, known: Mapping[str, Place]) -> dict[str, tuple[Sequence[float], Sequence[float]]]:
    """Where arcs of each district begin (its middle) and end (the town of its first venue)."""
    towns: dict[str, Sequence[float]] = {}
    for place in known.values():
        towns.setdefault(place.district, place.at)
    middles = {
        feature["properties"]["code"]: feature["properties"]["label"]
        for feature in atlas.boundaries("districts").features
    }
    return {code: (middle, towns.get(code, middle)) for code, middle in middles.items()}


def _arc(start: Sequence[float], end: Sequence[float]) -> list[list[float]]:
    """A curve (quadratic Bezier) that bends to the left of its way."""
    ax, ay, bx, by = start[0] * ACROSS, start[1] * UP, end[0] * ACROSS, end[1] * UP
    turn = ((ax + bx) / 2 - (by - ay) * _BEND * 2, (ay + by) / 2 + (bx - ax) * _BEND * 2)
    points = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        x = (1 - t) ** 2 * ax + 2 * t * (1 - t) * turn[0] + t * t * bx
        y = (1 - t) ** 2 * ay + 2 * t * (1 - t) * turn[1] + t * t * by
        points.append([round(x / ACROSS, 5), round(y / UP, 5)])
    return points


def _head(path: Sequence[Sequence[float]], width: int) -> dict[str, Any]:
    """A triangle at the end of ``path``, pointing along it."""
    (ax, ay), (bx, by) = ((lon * ACROSS, lat * UP) for lon, lat in (path[-2], path[-1]))
    length = math.hypot(bx - ax, by - ay) or 1.0
    east, north = (bx - ax) / length, (by - ay) / length
    long, half = _HEAD + width / 2, (_HEAD + width) / 2.4
    corners = [
        (bx + east * long / 2, by + north * long / 2),
        (bx - east * long / 2 - north * half, by - north * long / 2 + east * half),
        (bx - east * long / 2 + north * half, by - north * long / 2 - east * half),
    ]
    ring = [[round(x / ACROSS, 5), round(y / UP, 5)] for x, y in (*corners, corners[0])]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}
