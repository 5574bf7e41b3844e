"""A map as a picture (SVG), drawn from the very layers that the browser draws: for print and for reading.

It needs neither a browser nor WebGL, and cannot say anything else than the map does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dashboard.display.maps.deck import MIDDLE, ZOOM, CompactDeck

#: Pixels, at the scale at which a map opens.
WIDTH, HEIGHT = 560, 440
_FONT = "'Source Sans', Arial, sans-serif"
_WORLD = 512 * 2**ZOOM
_ACCESSOR = "@@="


def picture(deck: CompactDeck, title: str, words: str, attribution: str) -> str:
    """The map as SVG, with ``title``, ``words`` that say the same, and the acknowledgement in its corner."""
    drawn = "".join(part for layer in deck.drawn for part in _DRAW[layer["@@type"]](layer))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 34}" role="img" '
        f'font-family="{_FONT}"><title>{escape(title)}</title><desc>{escape(words)}</desc>'
        f'<rect width="{WIDTH}" height="{HEIGHT + 34}" fill="#fff"/>'
        f'<svg width="{WIDTH}" height="{HEIGHT}">{drawn}</svg>'
        + "".join(
            f'<text x="2" y="{HEIGHT + 14 + 15 * at}" font-size="11" fill="#0b0c0c">{escape(line)}</text>'
            for at, line in enumerate(_halves(attribution))
        )
        + "</svg>"
    )


def at(place: Sequence[float]) -> tuple[float, float]:
    """Pixels from the left and from the top of a place (longitude, latitude), as deck.gl has them."""
    x, y = _mercator(place)
    middle_x, middle_y = _mercator(MIDDLE)
    return round(WIDTH / 2 + x - middle_x, 1), round(HEIGHT / 2 + y - middle_y, 1)


def _mercator(place: Sequence[float]) -> tuple[float, float]:
    turned = math.log(math.tan(math.pi / 4 + math.radians(place[1]) / 2))
    return _WORLD * (place[0] / 360 + 0.5), _WORLD * (0.5 - turned / (2 * math.pi))


def _of(layer: dict[str, Any], name: str, row: dict[str, Any], otherwise: Any = None) -> Any:
    """What an accessor of a layer gives for one of its rows."""
    asked = layer.get(name, otherwise)
    if not (isinstance(asked, str) and asked.startswith(_ACCESSOR)):
        return asked
    value: Any = row
    for step in asked.removeprefix(_ACCESSOR).split("."):
        value = value[step]
    return value


def _areas(layer: dict[str, Any]) -> Iterator[str]:
    for row in layer["data"]:
        held = row["geometry"]["coordinates"]
        parts = held if row["geometry"]["type"] == "MultiPolygon" else [held]
        rings = "".join(_line(ring) + "Z" for part in parts for ring in part)
        fill = _colour(_of(layer, "getFillColor", row)) if layer["filled"] else "none"
        edge = _colour(_of(layer, "getLineColor", row))
        yield (
            f'<path d="{rings}" fill="{fill}" stroke="{edge}" stroke-width="{layer["getLineWidth"]}" '
            'stroke-linejoin="round"/>'
        )


def _paths(layer: dict[str, Any]) -> Iterator[str]:
    for row in layer["data"]:
        colour = _colour(_of(layer, "getColor", row))
        width = _of(layer, "getWidth", row)
        yield (
            f'<path d="{_line(_of(layer, "getPath", row))}" fill="none" stroke="{colour}" '
            f'stroke-width="{width}"/>'
        )


def _dots(layer: dict[str, Any]) -> Iterator[str]:
    for row in layer["data"]:
        x, y = at(_of(layer, "getPosition", row))
        yield (
            f'<circle cx="{x}" cy="{y}" r="{layer["getRadius"]}" fill="{_colour(layer["getFillColor"])}" '
            f'stroke="{_colour(layer["getLineColor"])}"/>'
        )


def _words(layer: dict[str, Any]) -> Iterator[str]:
    size, tall = layer["getSize"], layer["getSize"] * layer["lineHeight"]
    edge = (
        f' stroke="{_colour(layer["outlineColor"])}" stroke-width="3" paint-order="stroke"'
        if "outlineColor" in layer
        else ""
    )
    weight = ' font-weight="700"' if layer.get("fontWeight") == 700 else ""
    for row in layer["data"]:
        x, y = at(_of(layer, "getPosition", row))
        right, down = _of(layer, "getPixelOffset", row, [0, 0])
        lines = str(_of(layer, "getText", row)).split("\n")
        first = y + down - tall * (len(lines) - 1) / 2 + size * 0.36
        words = "".join(
            f'<tspan x="{x + right:.1f}" y="{first + tall * at_line:.1f}">{escape(line)}</tspan>'
            for at_line, line in enumerate(lines)
        )
        anchor = _of(layer, "getTextAnchor", row, "middle")
        yield (
            f'<text font-size="{size}" text-anchor="{anchor}" fill="{_colour(_of(layer, "getColor", row))}"'
            f"{weight}{edge}>{words}</text>"
        )


_DRAW = {"GeoJsonLayer": _areas, "PathLayer": _paths, "ScatterplotLayer": _dots, "TextLayer": _words}


def _line(places: Sequence[Sequence[float]]) -> str:
    """Moves from place to place in tenths of a pixel, repeats left out."""
    points = [at(place) for place in places]
    kept = [point for number, point in enumerate(points) if not number or point != points[number - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept)


def _colour(parts: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts[:3])


def _halves(text: str) -> list[str]:
    """``text`` on two lines where it is long."""
    words = text.split(" ")
    cut = next((n for n in range(len(words), 0, -1) if len(" ".join(words[:n])) <= 90), len(words))
    return [line for line in (" ".join(words[:cut]), " ".join(words[cut:])) if line]
