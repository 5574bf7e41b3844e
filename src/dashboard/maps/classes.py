"""Which colour an area gets. Breaks follow from the published values alone, never from hidden ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

#: Light to dark: low to high (Government Analysis Function, sequential palette).
COLOURS = ("#6BACE6", "#2073BC", "#12436D")
HIDDEN = "#F3F2F1"
NEIGHBOUR = "#E4E4E2"
WHITE = "#FFFFFF"
INK = "#0B0C0C"


def rgb(colour: str) -> list[int]:
    """``#12436D`` as [18, 67, 109]."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def natural_classes(values: Sequence[float], most: int = len(COLOURS)) -> list[list[float]]:
    """``values`` without repeats in up to ``most`` groups, low to high; like values stay together.

    The groups with the smallest sum of squared distances from their own means, found by trying every
    way to cut (Jenks 1967, The data model concept in statistical mapping). Made for a dozen areas.
    """
    ordered = sorted(set(values))
    count = min(most, len(ordered))
    if count == 0:
        return []
    ways = (
        [ordered[a:b] for a, b in zip((0, *cuts), (*cuts, len(ordered)), strict=True)]
        for cuts in combinations(range(1, len(ordered)), count - 1)
    )
    return min(ways, key=_spread)


def colours(count: int) -> tuple[str, ...]:
    """``count`` colours from light to dark, as far apart as three allow."""
    return {0: (), 1: COLOURS[1:2], 2: (COLOURS[0], COLOURS[2])}.get(count, COLOURS)


def _spread(groups: list[list[float]]) -> float:
    return sum(sum((value - sum(group) / len(group)) ** 2 for value in group) for group in groups)
