"""A map of the county's districts or unitaries, coloured by published values only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]

from dashboard import reference
from dashboard.maps import layers
from dashboard.maps.classes import HIDDEN, INK, WHITE, colours, natural_classes, rgb
from dashboard.maps.words import ZOOM

#: Which layer of outlines draws which geography level of a release.
OUTLINES = {"district": "districts", "unitary": "unitaries"}
#: Pixels high: with words.ZOOM the whole county is in view on a telephone and on a desk.
HEIGHT = 460


class _CompactDeck(pdk.Deck):  # type: ignore[misc]
    """pydeck indents its JSON, one coordinate a line: four times what needs to travel."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))


@dataclass(frozen=True)
class AreaValue:
    """What one area shows: a published value, or None and the words for why there is none.

    ``shown`` is the value as the page prints it ("82 %") or its shorthand ("[c]"); ``detail`` is a
    second line for the tooltip, such as the interval or the range.
    """

    code: str
    value: float | None
    shown: str
    detail: str = ""


@dataclass(frozen=True)
class LegendRow:
    """One line of the legend: a colour, or a hatching, and what it stands for."""

    colour: str
    text: str
    hatched: bool = False


@dataclass(frozen=True)
class AreaMap:
    """The picture, the words that say the same, and the acknowledgement that must stand under it."""

    deck: pdk.Deck
    alt: str
    legend: tuple[LegendRow, ...]
    attribution: str


def area_map(
    values: Sequence[AreaValue], level: str, title: str, period: str, selected: str | None = None
) -> AreaMap:
    """A map of ``values`` by ``level`` (district or unitary).

    An area of that level that ``values`` does not hold is drawn as hidden, with [x]. Values of places
    that are not on the map (online, outside the county) are left to the table beside it. Raises
    KeyError for another level.
    """
    outlines = reference.boundaries(OUTLINES[level])
    given = {one.code: one for one in values}
    features = outlines.features
    drawn = [
        given.get(f["properties"]["code"], AreaValue(f["properties"]["code"], None, "[x]", "Not available"))
        for f in features
    ]
    groups = natural_classes([one.value for one in drawn if one.value is not None])
    fills = {
        value: colour for group, colour in zip(groups, colours(len(groups)), strict=True) for value in group
    }
    painted = [
        _painted(feature, one, HIDDEN if one.value is None else fills[one.value])
        for feature, one in zip(features, drawn, strict=True)
    ]
    deck = _CompactDeck(
        layers=layers.stack(painted, selected),
        views=[
            pdk.View(
                type="MapView", controller={"scrollZoom": False, "dragRotate": False, "touchRotate": False}
            )
        ],
        initial_view_state=pdk.ViewState(
            latitude=52.315, longitude=-0.837, zoom=ZOOM, min_zoom=7, max_zoom=11
        ),
        map_provider=None,
        tooltip={"text": "{name}\n{shown}\n{detail}", "style": {"backgroundColor": INK, "color": WHITE}},
    )
    return AreaMap(deck, _alt(painted, level, title, period), _legend(drawn, groups), outlines.attribution)


def _painted(feature: dict[str, Any], one: AreaValue, fill: str) -> dict[str, Any]:
    """The outline with what the picture and its tooltip need, and nothing else."""
    known = feature["properties"]
    return {
        "type": "Feature",
        "geometry": feature["geometry"],
        "properties": {
            "code": one.code,
            "name": known["name"],
            "shown": one.shown,
            "detail": one.detail,
            "fill": rgb(fill),
            "hidden": one.value is None,
            "label": known["label"],
        },
    }


def _legend(drawn: Sequence[AreaValue], groups: Sequence[Sequence[float]]) -> tuple[LegendRow, ...]:
    """Highest first; the ends of each class are printed as the page prints those values."""
    words = {one.value: one.shown for one in drawn if one.value is not None}
    rows = []
    for group, colour in zip(groups, colours(len(groups)), strict=True):
        count = sum(one.value in group for one in drawn)
        ends = words[group[0]] if len(group) == 1 else f"{words[group[0]]} to {words[group[-1]]}"
        rows.append(LegendRow(colour, f"{ends} ({count} {'area' if count == 1 else 'areas'})"))
    rows.reverse()
    reasons = sorted({one.shown for one in drawn if one.value is None})
    meanings = {"[c]": "hidden so that nobody can be recognised", "[x]": "not available"}
    rows += [LegendRow(HIDDEN, f"{why} {meanings.get(why, '')}".strip(), hatched=True) for why in reasons]
    return tuple(rows)


def _alt(painted: Sequence[dict[str, Any]], level: str, title: str, period: str) -> str:
    """One sentence with every area's value, highest first as the table has it."""
    said = "; ".join(f"{one['properties']['name']} {one['properties']['shown']}" for one in painted)
    return f"Map of Northamptonshire by {level}. {title}, {period}: {said}."
