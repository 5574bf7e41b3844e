"""Which sets lie inside which, and what a set leaves without some of those inside it.

Two kinds of difference are looked through for every set:

* less a whole row: sets inside it, one after the other in their order, as long as none overlaps another.
  What is left is what a reader adds up as "the hidden ones". Each set inside is in a row, and what the row
  leaves is part of what that set leaves by itself, so that single sets are covered;
* less any two sets inside it that do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.columns import Columns, Flags, Ints

#: Elements of one word of a bit set.
WORD = 64
Bits = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Limit:
    """A weight of each set (sets,): what is left is looked at where it weighs from ``least`` to ``most``."""

    weights: Ints
    least: int
    most: int

    def holds(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether what a set leaves without ``parts`` is looked at."""
        left = int(self.weights[whole] - self.weights[list(parts)].sum())
        return self.least <= left <= self.most


@dataclass(frozen=True, eq=False)
class Nested:
    """Sets as ``bits`` (sets, words), and the limits within which a set without its ``parts`` is looked at:
    ``anybody`` for all of them, ``somebody`` for all but those marked ``sole`` (sets,)."""

    bits: Bits
    anybody: Sequence[Limit]
    somebody: Sequence[Limit]
    sole: Flags
    masks: Sequence[int]

    @classmethod
    def of(cls, bits: Bits, anybody: Sequence[Limit], somebody: Sequence[Limit], sole: Flags) -> Nested:
        """With each set as a whole number too, of which one at a time is quicker to handle."""
        return cls(bits, anybody, somebody, sole, [int.from_bytes(row.tobytes(), "little") for row in bits])

    def left(self, shown: Flags, about: int | None = None) -> dict[int, tuple[int, tuple[int, ...]]]:
        """By mask, what ``shown`` sets (sets,) leave within the limits: the whole and the parts of each.

        One that wholly holds further shown sets is given without them. With ``about``, only those that this
        set has a part in.
        """
        smallest: dict[int, tuple[int, tuple[int, ...]]] = {}
        for whole in self._wholes(shown, about):
            inside = self._inside(whole, shown)
            seen: set[int] = set()
            for parts in self._suspects(whole, inside, None if about == whole else about):
                rest = self._without(whole, parts)
                if rest not in seen:
                    seen.add(rest)
                    more = _fitting(self.masks, inside.tolist(), rest)
                    if least := self._without(whole, (*parts, *more)):
                        smallest.setdefault(least, (whole, (*parts, *more)))
        return smallest

    def _wholes(self, shown: Flags, about: int | None) -> list[int]:
        """The shown sets that hold the set ``about``, itself among them; all where there is none."""
        numbers: list[int] = np.flatnonzero(shown).tolist()
        if about is None:
            return numbers
        own = self.masks[about]
        return [number for number in numbers if self.masks[number] & own == own]

    def _inside(self, whole: int, shown: Flags) -> Ints:
        """The shown sets inside a set, other than itself, in the order of their numbers."""
        numbers = np.flatnonzero(shown)
        within = ~(self.bits[numbers] & ~self.bits[whole]).any(axis=1)
        nested: Ints = numbers[within & (numbers != whole)]
        return nested

    def _suspects(self, whole: int, inside: Ints, about: int | None) -> Iterator[tuple[int, ...]]:
        """The parts of every difference of ``whole`` that is looked at."""
        limits = [*self.anybody, *(() if self.sole[whole] else self.somebody)]
        for row in self._rows(whole, inside.tolist(), about):
            if any(limit.holds(whole, row) for limit in limits):
                yield row
        for limit in limits:
            for parts in _pairs(whole, inside, limit, self.bits):
                if about is None or about in parts:
                    yield parts

    def _rows(self, whole: int, inside: list[int], about: int | None) -> Iterator[tuple[int, ...]]:
        """Sets that do not overlap, as many as fit one after the other, from each that is in no row before.

        With ``about``, only the row from that set on.
        """
        placed: set[int] = set()
        for at, first in enumerate(inside):
            if first not in placed and about in (None, first):
                row = _fitting(self.masks, [*inside[at:], *inside[:at]], self.masks[whole])
                placed.update(row)
                yield tuple(row)

    def _without(self, whole: int, parts: Iterable[int]) -> int:
        left = self.masks[whole]
        for part in parts:
            left ^= self.masks[part]
        return left


def bits_of(cells: Columns) -> Bits:
    """Each set as bits, one a base cell (sets, words)."""
    table = np.zeros((cells.width, -(-cells.height // WORD) * WORD), dtype=np.bool_)
    table[np.repeat(np.arange(cells.width), np.diff(cells.starts)), cells.base_cells] = True
    return np.packbits(table, axis=1, bitorder="little").view(np.uint64)


def elements(mask: int, words: int) -> Ints:
    """The numbers of the bits that are set in a mask of so many ``words``, ascending: (bits set,)."""
    held = np.frombuffer(mask.to_bytes(words * WORD // 8, "little"), np.uint8)
    return np.flatnonzero(np.unpackbits(held, bitorder="little"))


def _fitting(masks: Sequence[int], numbers: Iterable[int], room: int) -> list[int]:
    """The sets of ``numbers`` that fit into ``room``, each taking its elements out of it."""
    fitting = []
    for number in numbers:
        if masks[number] & room == masks[number]:
            room ^= masks[number]
            fitting.append(number)
    return fitting


def _pairs(whole: int, inside: Ints, limit: Limit, bits: Bits) -> Iterator[tuple[int, ...]]:
    """Two sets inside ``whole`` that do not overlap and leave what is looked at."""
    order = inside[np.argsort(limit.weights[inside], kind="stable")]
    weight = limit.weights[order]
    left = limit.weights[whole] - weight
    low = np.maximum(np.searchsorted(weight, left - limit.most), np.arange(1, len(order) + 1))
    many = np.maximum(np.searchsorted(weight, left - limit.least, side="right") - low, 0)
    if many.any():
        first = np.repeat(np.arange(len(order)), many)
        second = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
        apart = ~(bits[order[first]] & bits[order[second]]).any(axis=1)
        yield from zip(order[first[apart]].tolist(), order[second[apart]].tolist(), strict=True)
