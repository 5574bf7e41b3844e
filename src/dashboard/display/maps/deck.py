"""A deck.gl document that travels compactly, and where it is looked at from."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict, dataclass
from typing import Any

import pydeck as pdk  # type: ignore[import-untyped]
from pydeck.bindings.json_tools import default_serialize  # type: ignore[import-untyped]

from dashboard.display.maps.classes import INK, WHITE

#: The scale at which a map opens: the county is 330 pixels wide, so a telephone shows all of it.
ZOOM = 7.85
#: Longitude and latitude of the middle of the county.
MIDDLE = (-0.837, 52.315)
_NEAREST, _FARTHEST = 11, 7
#: What one press of a button moves: half a zoom level, and so many degrees at the opening scale.
_CLOSER, _EAST, _NORTH = 0.5, 0.18, 0.11


@dataclass(frozen=True)
class Camera:
    """Where a map is looked at from, in presses of its buttons since it opened.

    ``turn`` counts the returns to the whole county: the browser moves a map only where the view it
    is given differs from the last one given, and a reader may have dragged the map meanwhile.
    """

    closer: int = 0
    east: int = 0
    north: int = 0
    turn: int = 0

    def pressed(self, closer: int = 0, east: int = 0, north: int = 0) -> Camera:
        """One press further, no nearer or farther than the map goes."""
        zoom = self.closer + closer
        if not _FARTHEST <= ZOOM + zoom * _CLOSER <= _NEAREST:
            zoom = self.closer
        # Nearer by one level, a press moves half as far over the ground: counted in eighths of a step.
        size = max(1, round(8 / 2 ** (self.closer * _CLOSER)))
        return Camera(zoom, self.east + east * size, self.north + north * size, self.turn)

    def whole(self) -> Camera:
        """The whole county again."""
        return Camera(turn=self.turn + 1)

    @property
    def view(self) -> dict[str, float]:
        """The view state of deck.gl."""
        nudge = self.turn * 1e-7
        return {
            "longitude": round(MIDDLE[0] + self.east * _EAST / 8 + nudge, 7),
            "latitude": round(MIDDLE[1] + self.north * _NORTH / 8 + nudge, 7),
            "zoom": round(ZOOM + self.closer * _CLOSER + nudge, 7),
            "minZoom": _FARTHEST,
            "maxZoom": _NEAREST,
        }


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck without a base map, so that nothing is fetched.

    pydeck indents its JSON, one coordinate a line: four times what needs to travel, and ten times the work.
    It is written once and kept, whatever the map is looked at from.
    """

    def __init__(self, layers: list[pdk.Layer]) -> None:
        view = pdk.View(
            type="MapView",
            controller={
                "scrollZoom": False,
                "doubleClickZoom": False,
                "dragRotate": False,
                "touchRotate": False,
            },
        )
        super().__init__(
            layers=layers,
            views=[view],
            map_provider=None,
            tooltip={"text": "{name}\n{shown}\n{detail}", "style": {"backgroundColor": INK, "color": WHITE}},
        )
        written: dict[str, Any] = json.loads(json.dumps(self, sort_keys=True, default=default_serialize))
        written.pop("initialViewState", None)
        self._written = json.dumps(written, separators=(",", ":"))
        self._camera = Camera()

    def seen_from(self, camera: Camera) -> CompactDeck:
        """The same map, looked at from elsewhere."""
        other = copy.copy(self)
        other._camera = camera
        return other

    def to_json(self) -> str:
        """The document as it travels."""
        view = json.dumps(self._camera.view, separators=(",", ":"))
        return f'{self._written[:-1]},"initialViewState":{view}}}'

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """The layers as the browser reads them, bottom to top."""
        layers: list[dict[str, Any]] = json.loads(self._written)["layers"]
        return layers


def camera_of(known: dict[str, int] | None) -> Camera:
    """The camera of what a session keeps of it."""
    return Camera(**(known or {}))


def kept(camera: Camera) -> dict[str, int]:
    """What a session keeps of a camera: plain numbers, which outlive a change of this code."""
    return asdict(camera)
