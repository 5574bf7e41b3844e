"""Vintages in the engine's terms: each base cell once for every state that a version of a record can be in.

A state is a run of countings in which a version is there: the first counting, then each restatement of which
anything is public or may become so. A first figure takes the states that are there at the first counting, a
restated one those of its restatement; what is in the one and not in the other came late or has left, and is
a count like any other. Without a restatement there is one state, and nothing is as if there were none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.release.base_cells import Ints
from dashboard.release.people import People


@dataclass(frozen=True)
class Vintages:
    """The countings that are told apart: ``numbers`` are those of restatements, in order."""

    numbers: tuple[int, ...] = ()

    @cached_property
    def states(self) -> list[tuple[int, int]]:
        """Every state: the first counting with it (0, then one for each restatement), the first without."""
        ends = range(len(self.numbers) + 2)
        return [(start, end) for start in ends[:-1] for end in ends[start + 1 :]]

    def state_of(self, entered: int, ended: int) -> int:
        """The number of a version's state; -1 where none of the countings has it."""
        start = 0 if not entered else 1 + int(np.searchsorted(self.numbers, entered))
        end = len(self.numbers) + 1 if not ended else 1 + int(np.searchsorted(self.numbers, ended))
        return self.states.index((start, end)) if start < end else -1

    def at(self, number: int) -> Ints:
        """The states that are there at a restatement; at the first counting for 0."""
        place = 1 + self.numbers.index(number) if number else 0
        there = [n for n, (start, end) in enumerate(self.states) if start <= place < end]
        return np.asarray(there, dtype=np.int64)

    def late(self, before: int, after: int) -> Ints:
        """The states that are there at ``after`` and were not at ``before``."""
        return np.setdiff1d(self.at(after), self.at(before))

    def left(self, before: int, after: int) -> Ints:
        """The states that were there at ``before`` and are not at ``after``."""
        return np.setdiff1d(self.at(before), self.at(after))

    def spread(self, base_cells: Ints, states: Ints) -> Ints:
        """``base_cells`` in each of ``states``, as numbers of base cells with a state; in order."""
        spread: Ints = (base_cells[:, None] * len(self.states) + states[None, :]).ravel()
        return spread

    def counts(self, people: Sequence[People], base_cells: int) -> Ints:
        """How many records there are of each base cell in each state (base cells x states,)."""
        counts = np.zeros(base_cells * len(self.states), dtype=np.int64)
        for records in people:
            counts[records.base_cell * len(self.states) + records.state] += records.count
        return counts

    def count(self, counts: Ints, base_cells: Ints, number: int) -> int:
        """How many of ``counts`` (base cells with a state,) lie in ``base_cells`` as counted at
        ``number``."""
        return int(counts[self.spread(base_cells, self.at(number))].sum())


#: Where nothing was ever restated.
FIRST_ONLY = Vintages()


def named(name: str, number: int) -> str:
    """The name of a cell as it is counted at a restatement; its own for the first counting."""
    return f"{name}@{number}" if number else name


def differences(
    cells: dict[str, Ints], vintages: Vintages, pairs: Sequence[tuple[int, int]]
) -> dict[str, tuple[Ints, Ints]]:
    """What came late to ``cells`` and what has left them between the countings of each of ``pairs``.

    Base cells and states by name; nobody publishes them, and whoever subtracts one figure from the other
    learns about them.
    """
    apart = {}
    for before, after in pairs:
        for name, base_cells in cells.items():
            words = f"{named(name, after)}: against {before}"
            apart[f"{words}, late"] = (base_cells, vintages.late(before, after))
            apart[f"{words}, left"] = (base_cells, vintages.left(before, after))
    return apart
