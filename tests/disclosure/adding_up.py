"""A second look at certificates, sharing no code with the engine: python -m tests.disclosure.adding_up DIR.

DIR is an installation. Its certificates are read as NumPy wrote them, and looked through slowly and plainly,
set by set of atoms: does every data set give each shown cell its value, does every small count reach as far
down and up as the rules ask, and does a shown cell less shown cells inside it (one, any two, or a row of as
many as fit, in three orders) leave a secret that nothing was promised about? And where all of these are shown
at two countings, do both differences together tell that some came late, or have left, where few did?
``dashboard.disclosure`` is not imported, so that a fault there is not repeated here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

Atoms = frozenset[int]


class Proof:
    """One certificate as sets of atoms."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self.held: dict[str, Any] = {name: stored[name] for name in stored.files}
        rules = json.loads(str(self.held["rules"]))
        self.least = 0 if rules["zeros"] == "hidden" else 1
        self.most = rules["threshold"] - 1
        self.incidents, self.dominance = rules["incidents"], rules["dominance"]
        starts, atoms = self.held["starts"].tolist(), self.held["atoms"].tolist()
        self.sets = [frozenset(atoms[a:b]) for a, b in pairwise(starts)]
        self.number = {members: number for number, members in enumerate(self.sets)}
        self.shown = sorted(set(self.held["decision"][self.held["shown"]].tolist()))
        self.counts = self.held["witnesses"][0]
        self.bodies = self.held["contributions"][self.held["contributions"].any(axis=1)]

    @cached_property
    def raids(self) -> list[dict[int, int]]:
        """By atom how many came from which incident; people without one are incidents below nothing."""
        if not len(self.held["alone"]):
            return []
        starts, numbers = self.held["raid_starts"].tolist(), self.held["raid_numbers"].tolist()
        people = self.held["raid_people"].tolist()
        return [dict(zip(numbers[a:b], people[a:b], strict=True)) for a, b in pairwise(starts)]

    def count(self, members: Atoms) -> int:
        """The true count of a set of atoms."""
        return int(self.counts[list(members)].sum())

    def parts(self, members: Atoms) -> list[int]:
        """What each body put in."""
        parts: list[int] = self.bodies[:, list(members)].sum(axis=1).tolist()
        return parts

    def incidents_in(self, members: Atoms) -> int:
        """How many separate incidents are behind a set."""
        alone = int(self.held["alone"][list(members)].sum())
        return alone + len({raid for atom in members for raid in self.raids[atom]})

    def secret(self, members: Atoms, sole: bool) -> str:
        """Why a set is a secret: small, one incident's, one body's; else empty."""
        count = self.count(members)
        if self.least <= count <= self.most:
            return f"{count} people"
        if self.raids and self.incidents and count > 0 and self.incidents_in(members) < self.incidents:
            return "too few incidents"
        if not sole and self.dominance and any(p and count - p < self.dominance for p in self.parts(members)):
            return "nearly all of one body"
        return ""

    def given_away(self) -> Iterator[str]:
        """Each secret that shown cells give by subtraction and that nothing was promised about."""
        suspects = _Suspects(self)
        for whole in self.shown:
            inside = [number for number in self.shown if self.sets[number] < self.sets[whole]]
            tried: set[Atoms] = set()
            for taken in (*suspects.rows(whole, inside), *suspects.pairs(whole, inside)):
                left = self.sets[whole].difference(*(self.sets[number] for number in taken))
                for number in inside:
                    if self.sets[number] <= left:
                        left -= self.sets[number]
                if left and left not in tried and left not in self.number:
                    why = self.secret(left, bool(self.held["sole"][whole]))
                    if why:
                        yield f"{self.name(whole)} less {', '.join(map(self.name, taken))}: {why}"
                tried.add(left)

    def moved(self) -> Iterator[str]:
        """Each difference of cells shown at two countings, by their names, that tells of few who moved."""
        names, decision = self.held["names"].tolist(), self.held["decision"].tolist()
        at = {name: decision[place] for place, name in enumerate(names) if self.held["shown"][place]}
        again = {name: name.rpartition("@")[0] for name in at if name.rpartition("@")[0] in at}
        pairs = sorted({(at[now], at[before]) for now, before in again.items()})
        both = [(self.sets[now], self.sets[before]) for now, before in pairs]
        gained = [self.count(now) - self.count(before) for now, before in both]
        for whole, (now, before) in enumerate(both):
            inside = [n for n, (a, b) in enumerate(both) if n != whole and a <= now and b <= before]
            for taken in _taken(both, gained, whole, inside, self.most):
                after = now.difference(*(both[part][0] for part in taken))
                was = before.difference(*(both[part][1] for part in taken))
                net = gained[whole] - sum(gained[part] for part in taken)
                people = self.count(after - was if net > 0 else was - after)
                if net and people <= self.most:
                    less = ", ".join(self.name(pairs[part][0]) for part in taken)
                    yield f"{self.name(pairs[whole][0])} less {less}: {net} against before"

    def broken(self) -> Iterator[str]:
        """Each shown cell that a data set gives another value, and each secret that does not stay open."""
        every = self.held["witnesses"]
        outsiders = every[self.held["onlooker"] == 0]
        for number in self.shown:
            values = set(every[:, list(self.sets[number])].sum(axis=1).tolist())
            if len(values) > 1:
                yield f"{self.name(number)} has several values"
        for number, members in enumerate(self.sets):
            count = self.count(members)
            public = self.held["forced"][number] or self.held["excused"][number]
            if public or not self.least <= count <= self.most:
                continue
            values = set(outsiders[:, list(members)].sum(axis=1).tolist())
            if number in self.shown or min(values) > self.least or max(values) < self.most:
                yield f"{self.name(number)} is small and not open"

    def name(self, number: int) -> str:
        """The first cell that a set stands for."""
        cells = np.flatnonzero(self.held["decision"] == number)
        return str(self.held["names"][cells[0]]) if len(cells) else f"set {number}"


class _Suspects:
    """Which shown sets may leave a secret of a whole, by adding up what they count."""

    def __init__(self, proof: Proof) -> None:
        self.sets = proof.sets
        counts = np.array([proof.count(members) for members in proof.sets])
        parts = np.array([proof.parts(members) for members in proof.sets]).reshape(len(counts), -1)
        largest = 0
        if proof.raids and proof.incidents:
            sizes: dict[int, int] = {}
            for atom in proof.raids:
                for raid, people in atom.items():
                    sizes[raid] = sizes.get(raid, 0) + people
            largest = (proof.incidents - 1) * max(sizes.values(), default=0)
        # What a set counts, and what it counts without each body; and how much of each a secret has at most.
        self.weights = np.column_stack([counts, counts[:, None] - parts])
        self.most = np.array([max(proof.most, largest), *[proof.dominance - 1] * parts.shape[1]])

    def pairs(self, whole: int, inside: list[int]) -> Iterator[tuple[int, ...]]:
        """One set inside, or two that do not overlap."""
        numbers = np.array(inside, dtype=int)
        for at, first in enumerate(inside):
            left = self.weights[whole] - self.weights[first]
            if (left <= self.most).any():
                yield (first,)
            after = numbers[at + 1 :]
            near = ((left - self.weights[after] <= self.most) & (left >= self.weights[after])).any(axis=1)
            for second in after[near].tolist():
                if self.sets[first].isdisjoint(self.sets[second]):
                    yield first, second

    def rows(self, whole: int, inside: list[int]) -> Iterator[tuple[int, ...]]:
        """From each set inside, as many as fit, in the order of the tables, the largest or smallest first."""
        orders = [inside, sorted(inside, key=lambda n: -len(self.sets[n]))]
        orders.append(orders[1][::-1])
        for order in orders:
            placed: set[int] = set()
            for at in range(len(order)):
                # A set that stands in a row of this order needs none that begins with it.
                if order[at] in placed:
                    continue
                room, taken = self.sets[whole], []
                for number in (*order[at:], *order[:at]):
                    if self.sets[number] <= room:
                        room -= self.sets[number]
                        taken.append(number)
                placed.update(taken)
                yield tuple(taken)


def _taken(
    both: list[tuple[Atoms, Atoms]], gained: list[int], whole: int, inside: list[int], most: int
) -> Iterator[tuple[int, ...]]:
    """Nothing, one set inside, two that do not overlap and leave little gained or lost, or a whole row."""
    yield ()
    for place, first in enumerate(inside):
        yield (first,)
        left = gained[whole] - gained[first]
        for second in inside[place + 1 :]:
            if abs(left - gained[second]) <= most and both[first][0].isdisjoint(both[second][0]):
                yield first, second
        row: list[int] = []
        room = both[whole][0]
        for part in (*inside[place:], *inside[:place]):
            if both[part][0] <= room:
                room -= both[part][0]
                row.append(part)
        yield tuple(row)


def main(folder: Path) -> int:
    """Print a line for each certificate; 1 where anything was found."""
    wrong, paths = 0, sorted(folder.glob("register/**/certificates/*.npz"))
    if not paths:
        print(f"There is no certificate in {folder}.")
        return 1
    for path in paths:
        clock = time.process_time()
        proof = Proof(path)
        told = [*proof.broken(), *proof.given_away(), *proof.moved()]
        wrong += len(told)
        busy = time.process_time() - clock
        print(
            f"{path.stem}: {len(proof.sets)} sets, {len(proof.shown)} shown, {len(told)} wrong ({busy:.0f} s)"
        )
        for one in told[:5]:
            print(f"  {one}")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
