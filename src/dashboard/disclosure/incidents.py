"""How many separate incidents lie behind any set of atoms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.columns import Columns, Ints


@dataclass(frozen=True, eq=False)
class Incidents:
    """Who came from which incident, by atom.

    ``alone`` (atoms,) counts the people without one: each is an incident of their own. The incidents that
    somebody came from are numbered; atom ``a`` has people from ``numbers[starts[a]:starts[a + 1]]``.
    ``largest`` is the most people that came from one.
    """

    alone: Ints
    starts: Ints
    numbers: Ints
    largest: int

    def behind(self, sets: Columns) -> Ints:
        """The separate incidents behind each set (sets,)."""
        found = np.asarray(sets.sums(self.alone), dtype=np.int64)
        for number in range(sets.width):
            parts = [self.numbers[self.starts[a] : self.starts[a + 1]] for a in sets.of(number).tolist()]
            found[number] += len(np.unique(np.concatenate(parts)))
        return found


def incidents_of(people: Iterable[tuple[int, int, str]], height: int) -> Incidents | None:
    """From (atom, how many, incident or blank) over ``height`` atoms; None where no incident is told."""
    people = [one for one in people if one[1]]
    if not any(incident for _, _, incident in people):
        return None
    alone = np.zeros(height, dtype=np.int64)
    shared: list[set[int]] = [set() for _ in range(height)]
    places: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for atom, count, incident in people:
        if incident:
            shared[atom].add(places.setdefault(incident, len(places)))
            sizes[incident] = sizes.get(incident, 0) + count
        else:
            alone[atom] += count
    starts = np.zeros(height + 1, dtype=np.int64)
    np.cumsum([len(one) for one in shared], out=starts[1:])
    numbers = np.asarray([number for one in shared for number in sorted(one)], dtype=np.int64)
    return Incidents(alone, starts, numbers, max(sizes.values()))
