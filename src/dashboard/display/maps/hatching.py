"""Slanting lines across an area whose value is hidden, so that colour alone never says it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Point = Sequence[float]
#: A degree of longitude against one of latitude at 52.3 north, so that lines slant by 45 degrees.
_SQUEEZE = 0.6115
#: Degrees of latitude between lines: about two kilometres.
SPACING = 0.018


def hatch(rings: Sequence[Sequence[Point]], spacing: float = SPACING) -> list[list[list[float]]]:
    """Lines as [[lon, lat], [lon, lat]] inside the polygon with these rings (outer first, then holes).

    A line is x - y = c; where it crosses the rings, inside and outside take turns.
    """
    edges = [((a[0] * _SQUEEZE, a[1]), (b[0] * _SQUEEZE, b[1])) for ring in rings for a, b in pairwise(ring)]
    offsets = [x - y for (x, y), _ in edges]
    lines = []
    # One grid for the whole map: lines of neighbouring areas run on.
    for step in range(int(min(offsets) // spacing), int(max(offsets) // spacing) + 1):
        crossings = _crossings(edges, (step + 0.5) * spacing)
        for start, end in zip(crossings[::2], crossings[1::2], strict=True):
            lines.append([[start[0] / _SQUEEZE, start[1]], [end[0] / _SQUEEZE, end[1]]])
    return [[[round(lon, 5), round(lat, 5)] for lon, lat in line] for line in lines]


def _crossings(
    edges: Sequence[tuple[tuple[float, float], tuple[float, float]]], offset: float
) -> list[tuple[float, float]]:
    crossings = []
    for (ax, ay), (bx, by) in edges:
        before, after = ax - ay - offset, bx - by - offset
        if (before < 0) != (after < 0):
            share = before / (before - after)
            crossings.append((ax + share * (bx - ax), ay + share * (by - ay)))
    return sorted(crossings)
