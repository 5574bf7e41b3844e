"""Where training is held: a column for each venue at its town, as tall as its figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import layers
from dashboard.display.maps.areas import AreaMap, LegendRow
from dashboard.display.maps.classes import INK, WHITE, rgb
from dashboard.display.maps.deck import CompactDeck
from dashboard.display.maps.words import ACROSS, UP, Box, edge, shared, text_layer
from dashboard.publication.outlines import Atlas
from dashboard.publication.places import Place

#: Colour of the columns, and pixels at the opening scale.
COLUMN = "#12436D"
_TALL, _WIDE, _APART = 64, 13, 28
_SIZE = 12


def venue_map(
    atlas: Atlas, series: PublishedSeries, known: Mapping[str, Place], selected: str | None
) -> AreaMap:
    """A column for each venue of ``series`` with a known place; a hidden figure has none, only its [c].

    The columns are scaled to the largest published figure among them.
    """
    placed = [point for point in series.points if point.code in known]
    largest = max((point.value or 0.0 for point in placed), default=0.0) or 1.0
    by_town: dict[str, list[Point]] = {}
    for point in placed:
        by_town.setdefault(known[point.code].town, []).append(point)
    columns, figures = [], []
    taken: list[Box] = []
    for points in by_town.values():
        lon, lat = known[points[0].code].at
        for number, point in enumerate(points):
            middle = lon + (number - (len(points) - 1) / 2) * _APART / ACROSS
            top = lat + (point.value or 0.0) / largest * _TALL / UP
            figures.append(_text(point.figure(series.measure), (middle, top), [0, -8]))
            if point.value:
                columns.append(_column(point, series.measure, known[point.code], middle, top))
            taken.append(_box(middle, lat, top))
    names = _names({town: (known[points[0].code].at, len(points)) for town, points in by_town.items()}, taken)
    words = [
        text_layer(
            "venue-towns",
            names,
            _SIZE,
            get_pixel_offset="offset",
            get_text_anchor="anchor",
            **edge(WHITE),
        ),
        text_layer(
            "venue-figures", figures, _SIZE, get_pixel_offset="offset", font_weight=700, **edge(WHITE)
        ),
    ]
    bars = layers.outlines(
        f"venues-{selected or ''}", columns, WHITE, 1, fill=rgb(COLUMN),
        carried=("code", "name", "shown", "detail"),
    )  # fmt: skip
    text = "; ".join(f"{point.label} {point.figure(series.measure)}" for point in series.points)
    return AreaMap(
        deck=CompactDeck(layers.stack(atlas, blank(atlas), selected, [bars, *words])),
        alt=f"Map of training venues in Northamptonshire. {series.name}, {series.period}: {text}.",
        legend=(LegendRow(COLUMN, "A column for each venue, at its town, as tall as the figure above it"),),
        attribution=atlas.boundaries("districts").attribution,
    )


def blank(atlas: Atlas) -> list[dict[str, Any]]:
    """The districts without a figure, to be drawn upon."""
    return [
        layers.paint(outline, "", "", WHITE, edge=layers.HATCH)
        for outline in atlas.boundaries("districts").features
    ]


def _column(point: Point, measure: str, place: Place, middle: float, top: float) -> dict[str, Any]:
    half = _WIDE / 2 / ACROSS
    west, east, south = middle - half, middle + half, place.at[1]
    corners = [(west, south), (east, south), (east, top), (west, top), (west, south)]
    return {
        "type": "Feature",
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[round(lon, 5), round(lat, 5)] for lon, lat in corners]],
        },
        "properties": {
            "code": place.district,
            "name": point.label,
            "shown": point.figure(measure),
            "detail": place.town,
        },
    }


def _box(middle: float, bottom: float, top: float) -> Box:
    """The pixels that a column and the figure above it take up."""
    return (
        middle * ACROSS - _APART / 2,
        bottom * UP,
        middle * ACROSS + _APART / 2,
        top * UP + _SIZE + 4,
    )


def _names(towns: Mapping[str, tuple[tuple[float, float], int]], taken: list[Box]) -> list[dict[str, Any]]:
    """Each town's name under its columns, or beside them where something else stands there."""
    names = []
    for town, (at, columns) in towns.items():
        x, y, wide, aside = at[0] * ACROSS, at[1] * UP, len(town) * _SIZE * 0.58, columns * _APART / 2
        places: list[tuple[str, list[int], Box]] = [
            ("middle", [0, 10], (x - wide / 2, y - 17, x + wide / 2, y - 3)),
            ("start", [round(aside), -5], (x + aside, y - 3, x + aside + wide, y + 12)),
            ("end", [-round(aside), -5], (x - aside - wide, y - 3, x - aside, y + 12)),
            ("middle", [0, 23], (x - wide / 2, y - 30, x + wide / 2, y - 16)),
            ("start", [-_APART // 2, 10], (x - _APART / 2, y - 17, x - _APART / 2 + wide, y - 3)),
            ("end", [_APART // 2, 10], (x + _APART / 2 - wide, y - 17, x + _APART / 2, y - 3)),
        ]
        # The first place that is free; where none is, the one that has least in it.
        anchor, offset, box = min(places, key=lambda place: sum(shared(place[2], other) for other in taken))
        taken.append(box)
        names.append(_text(town, at, offset) | {"anchor": anchor})
    return names


def _text(text: str, at: tuple[float, float], offset: list[int]) -> dict[str, Any]:
    return {"at": [round(at[0], 5), round(at[1], 5)], "text": text, "colour": rgb(INK), "offset": offset}
