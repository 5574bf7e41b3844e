"""A map as a picture (SVG), drawn from the very layers that the browser draws: for print and for reading.

It needs neither a browser nor WebGL, and cannot say anything else than the map does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dashboard.display.maps.deck import MIDDLE, ZOOM, CompactDeck
from dashboard.files.templates import Template

_PARTS = Template(__file__, "picture.svg")
#: Pixels, at the scale at which a map opens.
WIDTH, HEIGHT = 560, 440
_FONT = "'Source Sans', Arial, sans-serif"
_WORLD = 512 * 2**ZOOM
_ACCESSOR = "@@="
#: Widths of letters that are not as wide as most.
_WIDTHS = (("ijl.,:;'| ", 0.25), ("frtI-()[]", 0.33), ("mwMW", 0.8), ("ABCDEGHKNOPQRTUVXYZ", 0.6))


def picture(deck: CompactDeck, title: str, words: str, attribution: str) -> str:
    """The map as SVG, with ``title``, ``words`` that say the same, and the acknowledgement beneath it.

    Without ``attribution`` it is the map alone, for where that stands beside it.
    """
    return _PARTS.picture(
        width=WIDTH,
        height=HEIGHT,
        whole=HEIGHT + (34 if attribution else 0),
        font=_FONT,
        title=title,
        words=words,
        layers=[_DRAW[layer["@@type"]](layer) for layer in deck.drawn],
        lines=[(HEIGHT + 14 + 15 * row, line) for row, line in enumerate(_halves(attribution))],
    )


def at(place: Sequence[float]) -> tuple[float, float]:
    """Pixels from the left and from the top of a place (longitude, latitude), as deck.gl has them."""
    x, y = mercator(place)
    middle_x, middle_y = mercator(MIDDLE)
    return round(WIDTH / 2 + x - middle_x, 1), round(HEIGHT / 2 + y - middle_y, 1)


def mercator(place: Sequence[float]) -> tuple[float, float]:
    """Where a place (longitude, latitude) is on a map of the world, in pixels eastward and southward.

    All maps are drawn by this: those of pages, of print and of slides.
    """
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


def _areas(layer: dict[str, Any]) -> Markup:
    shapes = []
    for row in layer["data"]:
        held = row["geometry"]["coordinates"]
        parts = held if row["geometry"]["type"] == "MultiPolygon" else [held]
        rings = "".join(_line(ring) + "Z" for part in parts for ring in part)
        fill = _hex(_of(layer, "getFillColor", row)) if layer["filled"] else "none"
        shapes.append((rings, fill, _hex(_of(layer, "getLineColor", row))))
    return _PARTS.areas(shapes=shapes, width=layer["getLineWidth"])


def _paths(layer: dict[str, Any]) -> Markup:
    paths = [
        (
            _line(_of(layer, "getPath", row)),
            _hex(_of(layer, "getColor", row)),
            _of(layer, "getWidth", row),
        )
        for row in layer["data"]
    ]
    return _PARTS.paths(paths=paths)


def _dots(layer: dict[str, Any]) -> Markup:
    return _PARTS.dots(
        places=[at(_of(layer, "getPosition", row)) for row in layer["data"]],
        radius=layer["getRadius"],
        fill=_hex(layer["getFillColor"]),
        edge=_hex(layer["getLineColor"]),
    )


def _words(layer: dict[str, Any]) -> Markup:
    size, tall = layer["getSize"], layer["getSize"] * layer["lineHeight"]
    texts = []
    for row in layer["data"]:
        x, y = at(_of(layer, "getPosition", row))
        right, down = _of(layer, "getPixelOffset", row, [0, 0])
        lines = str(_of(layer, "getText", row)).split("\n")
        first = y + down - tall * (len(lines) - 1) / 2 + size * 0.36
        spans = [
            (f"{x + right:.1f}", f"{first + tall * at_line:.1f}", f"{_wide(line) * size:.0f}", line)
            for at_line, line in enumerate(lines)
        ]
        anchor = _of(layer, "getTextAnchor", row, "middle")
        texts.append((anchor, _hex(_of(layer, "getColor", row)), spans))
    outline = _hex(layer["outlineColor"]) if "outlineColor" in layer else ""
    return _PARTS.texts(texts=texts, size=size, bold=layer.get("fontWeight") == 700, outline=outline)


_DRAW = {"GeoJsonLayer": _areas, "PathLayer": _paths, "ScatterplotLayer": _dots, "TextLayer": _words}


def _wide(line: str) -> float:
    """How wide a line is in Source Sans, in its size.

    An image has the letters of the machine that shows it, and names in wider ones would cover each other.
    """
    return sum(next((wide for letters, wide in _WIDTHS if letter in letters), 0.51) for letter in line)


def _line(places: Sequence[Sequence[float]]) -> str:
    """Moves from place to place in tenths of a pixel, repeats left out."""
    points = [at(place) for place in places]
    kept = [point for number, point in enumerate(points) if not number or point != points[number - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept)


def _hex(parts: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts[:3])


def _halves(text: str) -> list[str]:
    """``text`` on two lines where it is long."""
    words = text.split(" ")
    cut = next((n for n in range(len(words), 0, -1) if len(" ".join(words[:n])) <= 90), len(words))
    return [line for line in (" ".join(words[:cut]), " ".join(words[cut:])) if line]
