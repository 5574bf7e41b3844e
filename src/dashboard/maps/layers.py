"""The layers of a map, bottom to top. Every line and letter is drawn from this project's own files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]

from dashboard import reference
from dashboard.maps.classes import INK, NEIGHBOUR, WHITE, rgb
from dashboard.maps.hatching import hatch
from dashboard.maps.words import word_layers

HATCH = "#6F777B"
FOCUS = "#FFDD00"


def stack(painted: Sequence[dict[str, Any]], selected: str | None) -> list[pdk.Layer]:
    """All layers of a map of ``painted`` areas, the ``selected`` one outlined."""
    chosen = [one for one in painted if one["properties"]["code"] == selected]
    return [
        _outlines("neighbours", reference.boundaries("neighbours").features, WHITE, 1, fill=rgb(NEIGHBOUR)),
        _outlines("areas", painted, WHITE, 1.5, fill="properties.fill", pickable=True),
        _hatching(painted),
        _outlines("hidden-edges", [one for one in painted if one["properties"]["hidden"]], HATCH, 1.5),
        _outlines("unitaries", reference.boundaries("unitaries").features, INK, 2.5),
        _outlines("chosen-edge", chosen, INK, 7),
        _outlines("chosen", chosen, FOCUS, 3.5),
        *word_layers(painted),
    ]


def _outlines(
    name: str,
    features: Sequence[dict[str, Any]],
    line: str,
    width: float,
    fill: list[int] | str | None = None,
    pickable: bool = False,
) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        [{**one, "properties": _slim(one["properties"], pickable)} for one in features],
        id=name,
        stroked=True,
        filled=fill is not None,
        get_fill_color=fill or [0, 0, 0, 0],
        get_line_color=rgb(line),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=width,
        line_joint_rounded=True,
        pickable=pickable,
    )


def _slim(properties: dict[str, Any], pickable: bool) -> dict[str, Any]:
    """Only what the tooltip and the selection read travels to the browser."""
    wanted = ("code", "name", "shown", "detail", "fill") if pickable else ()
    return {name: properties[name] for name in wanted}


def _hatching(painted: Sequence[dict[str, Any]]) -> pdk.Layer:
    lines = [
        {"path": line}
        for one in painted
        if one["properties"]["hidden"]
        for line in hatch(one["geometry"]["coordinates"])
    ]
    return pdk.Layer(
        "PathLayer",
        lines,
        id="hatching",
        get_path="path",
        get_color=rgb(HATCH),
        width_units=pdk.types.String("pixels"),
        get_width=1.2,
        pickable=False,
    )
