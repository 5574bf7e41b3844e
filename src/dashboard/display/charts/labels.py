"""Where the names of points can stand on a picture without covering each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: The plot of a telephone in pixels: what fits there fits on anything wider.
WIDTH, HEIGHT = 290.0, 300.0
#: Pixels of a letter, of a line, and from a point to its name.
_LETTER, _LINE, _OFF = 7.0, 16.0, 9.0


class Place(NamedTuple):
    """Where a name stands: anchors as Plotly calls them, and shifts in pixels (upward positive)."""

    xanchor: str
    yanchor: str
    xshift: float
    yshift: float


#: In the order in which they are tried.
PLACES = (
    Place("left", "middle", _OFF, 0),
    Place("right", "middle", -_OFF, 0),
    Place("center", "bottom", 0, _OFF),
    Place("center", "top", 0, -_OFF),
    Place("left", "bottom", _OFF / 2, _OFF / 2),
    Place("right", "bottom", -_OFF / 2, _OFF / 2),
    Place("left", "top", _OFF / 2, -_OFF / 2),
    Place("right", "top", -_OFF / 2, -_OFF / 2),
)

Box = tuple[float, float, float, float]


def placed(points: Sequence[tuple[float, float]], names: Sequence[str]) -> list[Place | None]:
    """The place of each name beside its point (from 0 to 1 each way); None where it fits nowhere."""
    dots = [_dot(x * WIDTH, y * HEIGHT) for x, y in points]
    taken: list[Box] = []
    places: list[Place | None] = []
    for at, ((x, y), name) in enumerate(zip(points, names, strict=True)):
        others = [dot for each, dot in enumerate(dots) if each != at]
        free = next(
            (
                place
                for place in PLACES
                if _inside(box := _box(x * WIDTH, y * HEIGHT, name, place))
                and not any(_touch(box, other) for other in [*taken, *others])
            ),
            None,
        )
        if free is not None:
            taken.append(_box(x * WIDTH, y * HEIGHT, name, free))
        places.append(free)
    return places


def _box(x: float, y: float, name: str, place: Place) -> Box:
    lines = name.split("<br>")
    wide, tall = _LETTER * max(map(len, lines)), _LINE * len(lines)
    left = x + place.xshift - {"left": 0.0, "center": wide / 2, "right": wide}[place.xanchor]
    low = y + place.yshift - {"bottom": 0.0, "middle": tall / 2, "top": tall}[place.yanchor]
    return left, low, left + wide, low + tall


def _dot(x: float, y: float) -> Box:
    return x - 6, y - 6, x + 6, y + 6


def _inside(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH + 10 and box[3] <= HEIGHT


def _touch(box: Box, two: Box) -> bool:
    return box[0] < two[2] and two[0] < box[2] and box[1] < two[3] and two[1] < box[3]
