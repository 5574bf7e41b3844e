"""What anybody gets by subtracting shown counts from a shown count that holds them, where it is sensitive.

Hidden counts that are each open may still add up to a known number: the year's referrals less those of two
shown places are exactly four people. So of every shown set two kinds of difference are looked through:

* less a whole row: shown sets inside it, one after the other in the order of their tables, as long as none
  overlaps another. What is left is what a reader adds up as "the hidden ones". Each shown set inside is in
  a row, and what the row leaves is part of what that set leaves by itself, so that single sets are covered;
* less any two sets inside it that do not overlap.

Those that the rules call sensitive are given as sets to protect like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.columns import Columns, Flags, Ints
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.sensitive import sensitive_cells

#: Base cells of one word of a bit set.
WORD = 64
Bits = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Difference:
    """The ``base_cells`` that the set ``whole`` has beside the sets ``parts`` (numbers), which lie inside
    it."""

    whole: int
    parts: tuple[int, ...]
    base_cells: Ints


@dataclass(frozen=True, eq=False)
class _Limit:
    """A weight of each set (sets,), and the most that a sensitive cell weighs."""

    weights: Ints
    most: int


class Subtraction:
    """The differences of an instance's sets that are sensitive under ``rules``."""

    def __init__(self, instance: Instance, rules: Rules) -> None:
        self._instance, self._rules = instance, rules
        self._bits = _bits(instance.columns)
        # The same as whole numbers, of which one at a time is quicker to handle.
        self._masks = [int.from_bytes(row.tobytes(), "little") for row in self._bits]
        self._known = set(self._masks)
        self._counts, self._rests = _limits(instance, rules)

    def given_away(self, shown: Flags, about: int | None = None) -> dict[str, Difference]:
        """By name, the differences of ``shown`` sets (sets,) that are sensitive and are not among the sets.

        One that wholly holds further shown sets is given without them. With ``about``, only those that this
        set has a part in.
        """
        smallest: dict[int, tuple[int, tuple[int, ...]]] = {}
        for whole in self._wholes(shown, about):
            inside = self._inside(whole, shown)
            seen: set[int] = set()
            for parts in self._suspects(whole, inside, None if about == whole else about):
                left = self._without(whole, parts)
                if left not in seen:
                    seen.add(left)
                    more = _fitting(self._masks, inside.tolist(), left)
                    least = self._without(whole, (*parts, *more))
                    if least and least not in self._known:
                        smallest.setdefault(least, (whole, (*parts, *more)))
        return self._sensitive(
            [Difference(*parts, self._base_cells(least)) for least, parts in smallest.items()]
        )

    def _sensitive(self, differences: Sequence[Difference]) -> dict[str, Difference]:
        """Those that the rules call sensitive, each by a name that no cell has."""
        first = len(self._instance.names)
        named = {
            f"{self._name(difference)} ({first + n})": difference for n, difference in enumerate(differences)
        }
        if not named:
            return {}
        widened = self._instance.widened(
            {name: (difference.whole, difference.base_cells) for name, difference in named.items()}
        )
        sensitive = sensitive_cells(widened, self._rules)[self._instance.columns.width :].tolist()
        return {
            name: difference
            for (name, difference), kept in zip(named.items(), sensitive, strict=True)
            if kept
        }

    def _name(self, difference: Difference) -> str:
        more = f" and {len(difference.parts) - 1} more" if len(difference.parts) > 1 else ""
        named = self._instance.name_of
        return f"{named(difference.whole)}: less {named(difference.parts[0])}{more}"

    def _wholes(self, shown: Flags, about: int | None) -> list[int]:
        """The shown sets that hold the set ``about``, itself among them; all where there is none."""
        numbers: list[int] = np.flatnonzero(shown).tolist()
        if about is None:
            return numbers
        own = self._masks[about]
        return [number for number in numbers if self._masks[number] & own == own]

    def _inside(self, whole: int, shown: Flags) -> Ints:
        """The shown sets inside a set, other than itself, in the order of their numbers."""
        numbers = np.flatnonzero(shown)
        within = ~(self._bits[numbers] & ~self._bits[whole]).any(axis=1)
        nested: Ints = numbers[within & (numbers != whole)]
        return nested

    def _suspects(self, whole: int, inside: Ints, about: int | None) -> Iterator[tuple[int, ...]]:
        """The parts of every difference of ``whole`` that may be sensitive by its weights."""
        near = [self._counts, *([] if self._instance.sole[whole] else self._rests)]
        for row in self._rows(whole, inside.tolist(), about):
            if any(limit.weights[whole] - limit.weights[list(row)].sum() <= limit.most for limit in near):
                yield row
        for limit in near:
            for parts in _pairs(whole, inside, limit, self._bits):
                if about is None or about in parts:
                    yield parts

    def _rows(self, whole: int, inside: list[int], about: int | None) -> Iterator[tuple[int, ...]]:
        """Sets that do not overlap, as many as fit one after the other, from each that is in no row before.

        With ``about``, only the row from that set on.
        """
        placed: set[int] = set()
        for at, first in enumerate(inside):
            if first not in placed and about in (None, first):
                row = _fitting(self._masks, [*inside[at:], *inside[:at]], self._masks[whole])
                placed.update(row)
                yield tuple(row)

    def _without(self, whole: int, parts: Iterable[int]) -> int:
        left = self._masks[whole]
        for part in parts:
            left ^= self._masks[part]
        return left

    def _base_cells(self, mask: int) -> Ints:
        held = np.frombuffer(mask.to_bytes(self._bits.shape[1] * WORD // 8, "little"), np.uint8)
        return np.flatnonzero(np.unpackbits(held, bitorder="little"))


def _limits(instance: Instance, rules: Rules) -> tuple[_Limit, list[_Limit]]:
    """What a sensitive cell may count, and what each contributor may leave of one."""
    values, most = instance.values, rules.largest_hidden
    if instance.raids is not None and rules.incidents:
        # Fewer incidents than the rule asks for hold no more people than so many of the largest.
        most = max(most, (rules.incidents - 1) * instance.raids.largest)
    owned = (instance.contributions or {}).values() if rules.minimum_without_largest else ()
    rests = [values - np.asarray(instance.columns.sums(own), dtype=np.int64) for own in owned]
    return _Limit(values, most), [_Limit(rest, rules.minimum_without_largest - 1) for rest in rests]


def _fitting(masks: Sequence[int], numbers: Iterable[int], room: int) -> list[int]:
    """The sets of ``numbers`` that fit into ``room``, each taking its base cells out of it."""
    fitting = []
    for number in numbers:
        if masks[number] & room == masks[number]:
            room ^= masks[number]
            fitting.append(number)
    return fitting


def _pairs(whole: int, inside: Ints, limit: _Limit, bits: Bits) -> Iterator[tuple[int, ...]]:
    """Two sets inside ``whole`` that do not overlap and leave no more of it than may be sensitive."""
    order = inside[np.argsort(limit.weights[inside], kind="stable")]
    weight = limit.weights[order]
    left = limit.weights[whole] - weight
    low = np.maximum(np.searchsorted(weight, left - limit.most), np.arange(1, len(order) + 1))
    many = np.maximum(np.searchsorted(weight, left, side="right") - low, 0)
    if many.any():
        first = np.repeat(np.arange(len(order)), many)
        second = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
        apart = ~(bits[order[first]] & bits[order[second]]).any(axis=1)
        yield from zip(order[first[apart]].tolist(), order[second[apart]].tolist(), strict=True)


def _bits(cells: Columns) -> Bits:
    """Each set as bits, one a base cell (sets, words)."""
    table = np.zeros((cells.width, -(-cells.height // WORD) * WORD), dtype=np.bool_)
    table[np.repeat(np.arange(cells.width), np.diff(cells.starts)), cells.base_cells] = True
    return np.packbits(table, axis=1, bitorder="little").view(np.uint64)
