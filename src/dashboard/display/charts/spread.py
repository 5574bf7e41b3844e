"""Words kept apart: how far each must move so that none stands on another."""

from __future__ import annotations

from collections.abc import Sequence


def apart(wanted: Sequence[float], gap: float) -> list[float]:
    """The shift of each place (highest first) so that neighbours are at least ``gap`` apart.

    Shifts are as small as keep the middle of a crowded group where it was.
    """
    groups: list[list[float]] = []
    for place in wanted:
        groups.append([place])
        while len(groups) > 1 and _lowest(groups[-2], gap) - _highest(groups[-1], gap) < gap:
            last = groups.pop()
            groups[-1] += last
    placed = [_highest(group, gap) - gap * at for group in groups for at in range(len(group))]
    return [new - old for new, old in zip(placed, wanted, strict=True)]


def _middle(group: Sequence[float]) -> float:
    return sum(group) / len(group)


def _highest(group: Sequence[float], gap: float) -> float:
    return _middle(group) + gap * (len(group) - 1) / 2


def _lowest(group: Sequence[float], gap: float) -> float:
    return _middle(group) - gap * (len(group) - 1) / 2
