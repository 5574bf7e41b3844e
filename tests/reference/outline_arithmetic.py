"""Plain arithmetic on outlines, so that the tests need no geometry package."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ring = list[list[float]]
#: Kilometres of one degree of longitude and latitude at 52.3 north (WGS84 ellipsoid).
KM_EAST = 111.320 * math.cos(math.radians(52.3)) * 1.0021
KM_NORTH = 111.275


def rings(geometry: dict[str, Any]) -> list[Ring]:
    """Every ring of a Polygon or MultiPolygon."""
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for part in geometry["coordinates"] for ring in part]


def signed_area(ring: Ring) -> float:
    """Square kilometres; positive where the ring runs anticlockwise (shoelace formula)."""
    xy = np.asarray(ring) * [KM_EAST, KM_NORTH]
    return float(np.sum(xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]) / 2)


def centroid(ring: Ring) -> tuple[float, float]:
    """Longitude and latitude of the centre of mass."""
    xy = np.asarray(ring) - ring[0]
    cross = xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]
    middle = ((xy[:-1] + xy[1:]) * cross[:, None]).sum(axis=0) / (3 * cross.sum())
    return ring[0][0] + float(middle[0]), ring[0][1] + float(middle[1])


def inside(geometry: dict[str, Any], lon: NDArray[np.float64], lat: float) -> NDArray[np.bool_]:
    """Which points of the line at ``lat`` lie in the area: an odd number of edges to their left."""
    crossings = [
        a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for ring in rings(geometry)
        for a, b in pairwise(ring)
        if (a[1] > lat) != (b[1] > lat)
    ]
    odd: NDArray[np.bool_] = np.searchsorted(np.sort(crossings), lon) % 2 == 1
    return odd


def overlap(one: dict[str, Any], other: dict[str, Any], steps: int = 400) -> float:
    """Share of the two areas together that both cover, on a grid of ``steps`` by ``steps`` points."""
    corners = np.vstack([np.asarray(ring) for shape in (one, other) for ring in rings(shape)])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    lon = np.linspace(west, east, steps)
    both = either = 0
    for lat in np.linspace(south, north, steps):
        a, b = inside(one, lon, lat), inside(other, lon, lat)
        both += int((a & b).sum())
        either += int((a | b).sum())
    return both / either
