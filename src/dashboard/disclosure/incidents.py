"""How many separate incidents lie behind any set of base cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.columns import Columns, Ints


@dataclass(frozen=True, eq=False)
class Incidents:
    """Who came from which incident, by base cell.

    ``alone`` (base cells,) counts the people without one: each is an incident of their own. The incidents
    that somebody came from are numbered; base cell ``a`` has people from ``numbers[starts[a]:starts[a +
    1]]``, and ``people`` says how many from each.
    """

    alone: Ints
    starts: Ints
    numbers: Ints
    people: Ints

    @property
    def largest(self) -> int:
        """The most people that came from one incident."""
        return int(np.bincount(self.numbers, self.people).max(initial=0))

    @property
    def counts(self) -> Ints:
        """How many people there are of each base cell (base cells,)."""
        ends = np.concatenate([[0], np.cumsum(self.people)])
        sums: Ints = self.alone + ends[self.starts[1:]] - ends[self.starts[:-1]]
        return sums

    def behind(self, sets: Columns) -> Ints:
        """The separate incidents behind each set (sets,)."""
        sums = np.asarray(sets.sums(self.alone), dtype=np.int64)
        many = np.diff(self.starts)[sets.base_cells]
        first = np.repeat(self.starts[:-1][sets.base_cells], many)
        at = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
        whose = np.repeat(np.repeat(np.arange(sets.width), np.diff(sets.starts)), many)
        # Each incident once a set, however many of its base cells somebody came from it in.
        most = int(self.numbers.max(initial=0)) + 1
        separate = np.unique(whose * most + self.numbers[first + at])
        sums += np.bincount(separate // most, minlength=sets.width)
        return sums


def incidents_of(people: Iterable[tuple[int, int, str]], height: int) -> Incidents | None:
    """From (base cell, how many, incident or blank) over ``height`` base cells; None where no incident is
    told."""
    people = [entry for entry in people if entry[1]]
    if not any(incident for _, _, incident in people):
        return None
    alone = np.zeros(height, dtype=np.int64)
    shared: list[dict[int, int]] = [{} for _ in range(height)]
    places: dict[str, int] = {}
    for base_cell, count, incident in people:
        if incident:
            number = places.setdefault(incident, len(places))
            shared[base_cell][number] = shared[base_cell].get(number, 0) + count
        else:
            alone[base_cell] += count
    starts = np.zeros(height + 1, dtype=np.int64)
    np.cumsum([len(people_of) for people_of in shared], out=starts[1:])
    held = [pair for base_cell in shared for pair in sorted(base_cell.items())]
    numbers, people = np.asarray(held, dtype=np.int64).reshape(-1, 2).T
    return Incidents(alone, starts, numbers.copy(), people.copy())
