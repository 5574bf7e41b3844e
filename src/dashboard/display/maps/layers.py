"""The layers of a map, bottom to top. Every line and letter is drawn from this project's own files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]

from dashboard.display.maps.classes import HIDDEN, INK, NEIGHBOUR, WHITE, reads_on, rgb
from dashboard.display.maps.hatching import hatch
from dashboard.publication.memo import shared
from dashboard.publication.outlines import Atlas

HATCH = "#6F777B"
FOCUS = "#FFDD00"
#: What the name of the layer of areas begins with. The rest is the area that stands out: the browser
#: forgets a click on a layer that is no longer there, so the next click is always a new choice.
AREAS = "areas-"
#: Decimals of the neighbours' coordinates: they only say where the county lies.
_COARSE = 3


def stack(
    atlas: Atlas,
    painted: Sequence[dict[str, Any]],
    selected: str | None,
    over: Sequence[pdk.Layer] = (),
) -> list[pdk.Layer]:
    """All layers of a map of ``painted`` areas, the ``selected`` one outlined; ``over`` lies on top."""
    chosen = [feature for feature in painted if feature["properties"]["code"] == selected]
    return [
        outlines("neighbours", _neighbours(atlas), WHITE, 1, fill=rgb(NEIGHBOUR)),
        outlines(
            f"{AREAS}{selected or ''}",
            painted,
            "properties.edge",
            1.5,
            fill="properties.fill",
            carried=("code", "name", "shown", "detail", "fill", "edge"),
        ),
        _hatching(painted),
        outlines(
            "hidden-edges", [feature for feature in painted if feature["properties"]["hidden"]], HATCH, 1.5
        ),
        outlines("unitaries", atlas.boundaries("unitaries").features, INK, 2.5),
        outlines("chosen-edge", chosen, INK, 7),
        outlines("chosen", chosen, FOCUS, 3.5),
        *over,
    ]


def paint(
    outline: dict[str, Any], shown: str, detail: str, fill: str, hidden: bool = False, edge: str = ""
) -> dict[str, Any]:
    """An outline with what the picture and its tooltip need of it, and nothing else.

    Without an ``edge`` its edge is white or ink, whichever stands out on its fill.
    """
    known = outline["properties"]
    return {
        "type": "Feature",
        "geometry": outline["geometry"],
        "properties": {
            "code": known["code"],
            "name": known["name"],
            "shown": shown,
            "detail": detail,
            "fill": rgb(HIDDEN if hidden else fill),
            "edge": rgb(edge) if edge else reads_on(rgb(HIDDEN if hidden else fill)),
            "hidden": hidden,
            "label": known["label"],
        },
    }


def outlines(
    name: str,
    features: Sequence[dict[str, Any]],
    line: str,
    width: float,
    fill: list[int] | str | None = None,
    carried: Sequence[str] = (),
) -> pdk.Layer:
    """Areas with an edge; those that carry something for the tooltip can be clicked."""
    return pdk.Layer(
        "GeoJsonLayer",
        [
            {**feature, "properties": {each: feature["properties"][each] for each in carried}}
            for feature in features
        ],
        id=name,
        stroked=True,
        filled=fill is not None,
        get_fill_color=fill or [0, 0, 0, 0],
        get_line_color=rgb(line) if line.startswith("#") else line,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=width,
        line_joint_rounded=True,
        pickable=bool(carried),
    )


def paths(
    name: str, lines: Sequence[dict[str, Any]], colour: str, width: float | str, pickable: bool = False
) -> pdk.Layer:
    """Lines along ``path``; ``width`` in pixels, or the name of what holds it."""
    return pdk.Layer(
        "PathLayer",
        list(lines),
        id=name,
        get_path="path",
        get_color=rgb(colour),
        width_units=pdk.types.String("pixels"),
        get_width=width,
        pickable=pickable,
    )


def _hatching(painted: Sequence[dict[str, Any]]) -> pdk.Layer:
    hidden = [feature for feature in painted if feature["properties"]["hidden"]]
    lines = [{"path": line} for feature in hidden for line in hatch(feature["geometry"]["coordinates"])]
    return paths("hatching", lines, HATCH, 1.2)


@shared(size=2)
def _neighbours(atlas: Atlas) -> tuple[dict[str, Any], ...]:
    """The neighbours in fewer letters; what lies under the county's own outline needs no more."""
    return tuple(
        {
            **feature,
            "geometry": {**feature["geometry"], "coordinates": _coarse(feature["geometry"]["coordinates"])},
        }
        for feature in atlas.boundaries("neighbours").features
    )


def _coarse(held: Any) -> Any:
    if not isinstance(held[0][0], list):
        rounded = [[round(lon, _COARSE), round(lat, _COARSE)] for lon, lat in held]
        return [point for at, point in enumerate(rounded) if not at or point != rounded[at - 1]]
    return [_coarse(inside) for inside in held]
