"""The words on a map: area labels, and towns to find one's way by where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]

from dashboard.display.maps.classes import COLOURS, INK, WHITE, reads_on, rgb
from dashboard.display.maps.deck import MIDDLE, ZOOM
from dashboard.publication.outlines import Atlas

#: Streamlit serves Source Sans itself; the others are on every machine. Quoted, or pydeck takes it for code.
FONT = '"Source Sans, Arial, sans-serif"'
_AREA_SIZE, _TOWN_SIZE = 13, 12
#: Mean width of a letter against its size, plain and bold, and the height of a line.
_LETTER, _BOLD, _LINE = 0.51, 0.6, 1.1
#: Pixels of one degree of longitude and latitude at ZOOM and 52.3 north (deck.gl: a world of 512 pixels).
ACROSS, UP = 512 / 360 * 2**ZOOM, 512 / 360 * 2**ZOOM / 0.6115

Box = tuple[float, float, float, float]


def word_layers(atlas: Atlas, painted: Sequence[dict[str, Any]], towns: bool = True) -> list[pdk.Layer]:
    """Towns, then area labels above them; a town that would lie under a label is left out."""
    labels = [_label(feature["properties"]) for feature in painted]
    boxes = [label.pop("box") for label in labels]
    shown = _towns(atlas, painted, boxes) if towns else []
    light = [label for label in labels if label["colour"] == rgb(WHITE)]
    dark = [label for label in labels if label["colour"] != rgb(WHITE)]
    dots = pdk.Layer(
        "ScatterplotLayer",
        [{"at": label["at"]} for label in shown],
        id="town-dots",
        get_position="at",
        get_fill_color=rgb(WHITE),
        get_line_color=rgb(INK),
        stroked=True,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1,
        radius_units=pdk.types.String("pixels"),
        get_radius=2.5,
        pickable=False,
    )
    return [
        dots,
        text_layer(
            "town-names",
            shown,
            _TOWN_SIZE,
            get_pixel_offset="offset",
            get_text_anchor="anchor",
            # A name may run on from one colour to the next.
            **edge(WHITE),
        ),
        text_layer("labels-ink", dark, _AREA_SIZE, font_weight=700, **edge(WHITE)),
        text_layer("labels-white", light, _AREA_SIZE, font_weight=700, **edge(COLOURS[-1])),
    ]


def _label(known: dict[str, Any]) -> dict[str, Any]:
    """An area's name and what it shows, where there is most room inside it."""
    lines = [*known["name"].split(" "), *([known["shown"]] if known["shown"] else [])]
    wide = max(map(len, lines)) * _BOLD * _AREA_SIZE
    x, y = known["label"][0] * ACROSS, known["label"][1] * UP
    tall = len(lines) * _LINE * _AREA_SIZE
    return {
        "at": known["label"],
        "text": "\n".join(lines),
        "colour": reads_on(known["fill"]),
        "box": (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2),
    }


def _towns(atlas: Atlas, painted: Sequence[dict[str, Any]], taken: list[Box]) -> list[dict[str, Any]]:
    """Towns whose dot and name lie clear of ``taken`` and of each other, in pixels at ZOOM.

    Inside the county a name stands above its dot; outside, on the side away from the county.
    """
    labelled = {feature["properties"]["name"] for feature in painted}
    shown: list[dict[str, Any]] = []
    for town in atlas.boundaries("towns").features:
        name, district = town["properties"]["name"], town["properties"]["district"]
        at = town["geometry"]["coordinates"]
        anchor, offset = ("middle", [0, -9]) if district else ("start", [7, 0])
        if not district and at[0] < MIDDLE[0]:
            anchor, offset = "end", [-7, 0]
        box = _town_box(at, name, anchor)
        if name in labelled or any(overlap(box, other) for other in taken):
            continue
        taken.append(box)
        shown.append({"at": at, "text": name, "colour": rgb(INK), "anchor": anchor, "offset": offset})
    return shown


def _town_box(at: Sequence[float], name: str, anchor: str) -> Box:
    x, y, wide = at[0] * ACROSS, at[1] * UP, len(name) * _LETTER * _TOWN_SIZE
    left = {"middle": x - wide / 2, "start": x - 3, "end": x - wide - 10}[anchor]
    return (
        (left, y - 4, left + wide, y + 17) if anchor == "middle" else (left, y - 7, left + wide + 13, y + 7)
    )


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes (left, bottom, right, top) share a pixel."""
    return shared(a, b) > 0


def shared(a: Box, b: Box) -> float:
    """How many pixels two boxes (left, bottom, right, top) share."""
    wide, tall = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(wide, 0.0) * max(tall, 0.0)


def edge(colour: str) -> dict[str, Any]:
    """A thin edge round letters, because a long name reaches beyond its own area's colour."""
    return {
        "outline_width": 3,
        "outline_color": rgb(colour),
        "font_settings": {"sdf": True, "fontSize": 64, "buffer": 8, "radius": 16},
    }


def text_layer(name: str, rows: list[dict[str, Any]], size: int, **more: Any) -> pdk.Layer:
    """Words (``text``, in ``colour``, ``at`` a place), ``size`` pixels high whatever the scale."""
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_position="at",
        get_text="text",
        get_color="colour",
        get_size=size,
        line_height=_LINE,
        font_family=FONT,
        character_set=pdk.types.String("auto"),
        pickable=False,
        **more,
    )
