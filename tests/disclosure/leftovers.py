"""What anybody gets from sets by taking others out of them, written apart from the engine."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

Element = TypeVar("Element", bound=Hashable)


def leftovers(sets: Mapping[str, frozenset[Element]]) -> Iterator[tuple[str, frozenset[Element]]]:
    """Every set with nothing, one, two or a whole row of others taken out of it, where anything is left."""
    for whole, held in sets.items():
        parts = [name for name in sets if sets[name] < held]
        pairs = [pair for pair in itertools.combinations(parts, 2) if not sets[pair[0]] & sets[pair[1]]]
        rows = [_row(sets, [*parts[at:], *parts[:at]]) for at in range(len(parts))]
        for taken in dict.fromkeys([(), *((name,) for name in parts), *pairs, *rows]):
            left = held.difference(*(sets[name] for name in taken))
            if left:
                yield " less ".join([whole, *taken]), left


def _row(sets: Mapping[str, frozenset[Element]], names: list[str]) -> tuple[str, ...]:
    """Those of ``names``, one after the other, that overlap none before."""
    row: list[str] = []
    covered: frozenset[Element] = frozenset()
    for name in names:
        if not sets[name] & covered:
            row.append(name)
            covered |= sets[name]
    return tuple(row)
