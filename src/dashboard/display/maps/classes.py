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
#: Words and edges on a fill darker than this are white; on a lighter one they are ink.
_DARK_BELOW = 0.25


def rgb(colour: str) -> list[int]:
    """``#12436D`` as [18, 67, 109]."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def reads_on(fill: Sequence[int]) -> list[int]:
    """White or ink, whichever stands out on ``fill`` by at least 3 to 1."""
    return rgb(WHITE if _luminance(fill) < _DARK_BELOW else INK)


def contrast(colour: Sequence[int], other: Sequence[int]) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


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


def _luminance(colour: Sequence[int]) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in colour[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
