"""Many small made-up counties, released month after month, and an intruder who joins all that came of each.

    python -m tests.attacks.many_worlds [WORLDS] [FIRST]

A world is drawn by its number: how few records, which codes nobody has, who is late, corrected or withdrawn,
whether a whole body's records are withdrawn, when there is a restatement, and whether the Home Office's table
is there. Its figures are split by the columns of two crosses of one family. The intruder takes every file of
every release and that table together, over base cells that cross the columns of *both* crosses and each
counting, and asks scipy's ``milp`` how little and how much each hidden count can be. It shares no code with
the engine. Nobody may find a count of fewer than five more closely than from 0 to 4, unless that table alone
says so, and of what came late or has left nothing either.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from dashboard.methods.wording import span
from dashboard.publication import ALL, Publication
from tests.attacks.worlds import AGES, EVERY_CODE, INDICATORS, Run, World, cell_of, drawn, released, truth
from tests.release.simulation import FIRST

Floats = NDArray[np.float64]
#: A figure: the counting that it is of, its period, and its code of each column.
Figure = tuple[int, str, str, str, str, str]
SMALL = 4
SLACK = 1e-6


def figures(paths: Sequence[Path]) -> dict[Figure, int | None]:
    """Every count of all releases by (counting, period, codes), None where no release shows it."""
    found: dict[Figure, int | None] = {}
    for path in paths:
        release = Publication(path)
        try:
            first = release.frame(f"SELECT * FROM {release.first_figures}").assign(number=0)
            frame = pd.concat([first, release.restated()], ignore_index=True)
        finally:
            release.close()
        frame = frame[frame["indicator"].isin(list(INDICATORS)) & (frame["measure"] == "count")]
        for row in frame.to_dict("records"):
            group, age, sector = (str(row.get(name, ALL)) for name in ("exploitation_group", "age", "sector"))
            key: Figure = (int(row["number"]), str(row["time"]), group, age, ALL, sector)
            value = int(row["value"]) if row["status"] == "published" else None
            assert found.get(key) in (None, value) or value is None, f"{key} has moved"
            found[key] = value if value is not None else found.get(key)
    return found


class Joined:
    """All that is known of a world, as sums of unknown counts: one for each cell and run."""

    def __init__(self, world: World) -> None:
        many = 1 + len(world.restate)
        months = range(FIRST, FIRST + world.before + world.months)
        self.runs = [(start, end) for start in range(many) for end in range(start + 1, many + 1)]
        self.cells = np.array(list(itertools.product(months, *EVERY_CODE)), dtype=object)
        counted = truth(world)
        self.truth = np.array(
            [counted[(tuple(cell), run)] for run in self.runs for cell in self.cells], dtype=float
        )
        assert self.truth.sum() == sum(counted.values())
        self.known: list[tuple[Floats, float]] = []

    def members(self, period: str, codes: Sequence[str], runs: Sequence[Run]) -> Floats:
        """A figure's unknowns, 1 where it counts them."""
        first, last = span(period)
        inside = (self.cells[:, 0] >= first) & (self.cells[:, 0] <= last)
        for at, code in enumerate(codes, 1):
            inside &= (self.cells[:, at] == code) | (code == ALL)
        return np.concatenate([inside & (run in runs) for run in self.runs]).astype(float)

    def at(self, number: int) -> list[Run]:
        """The runs that are there at a counting."""
        return [run for run in self.runs if run[0] <= number < run[1]]

    def asked(self, shown: Mapping[Figure, int | None]) -> dict[str, Floats]:
        """Every hidden figure, and what came late to each figure of a restatement or has left it."""
        sought = {}
        for key, value in shown.items():
            number, period, *codes = key
            if value is None:
                sought[str(key)] = self.members(period, codes, self.at(number))
            if number:
                now, then = self.at(number), self.at(0)
                for kind, runs in (("late", set(now) - set(then)), ("left", set(then) - set(now))):
                    sought[f"{key} {kind}"] = self.members(period, codes, list(runs))
        return sought


class Intruder:
    """Bounds of sums of whole unknowns that fit what is known."""

    def __init__(self, known: Sequence[tuple[Floats, float]], truth: Floats) -> None:
        rows = np.array([row for row, _ in known]).reshape(-1, len(truth))
        values = np.array([value for _, value in known])
        assert (rows @ truth == values).all(), "the intruder reads a figure otherwise than it was counted"
        self.rows = rows
        self.values, self.limit = values, float(truth.sum() + 50)
        self.points = [truth]

    def bounds(self, target: Floats, low: float, high: float) -> tuple[float, float]:
        """The least and the largest; each is looked for only until it reaches ``low`` and ``high``."""
        seen = [float(target @ point) for point in self.points]
        least = min(seen) if min(seen) <= low else self._least(target)
        most = max(seen) if max(seen) >= high else -self._least(-target)
        return least, most

    def _least(self, cost: Floats) -> float:
        # Unknowns that stand in the same sums and are asked for alike are one.
        kinds, of = np.unique(np.vstack([self.rows, cost]), axis=1, return_inverse=True)
        answer = milp(
            kinds[-1],
            constraints=LinearConstraint(csr_array(kinds[:-1]), self.values, self.values)
            if len(self.values)
            else (),
            bounds=Bounds(0, self.limit),
            integrality=np.ones(kinds.shape[1]),
        )
        assert answer.status == 0, answer.message
        point = np.zeros(len(cost))
        point[np.unique(of.ravel(), return_index=True)[1]] = np.rint(answer.x)
        self.points.append(point)
        return float(cost @ point)


def broken(world: World, paths: Sequence[Path]) -> tuple[int, list[str]]:
    """How many small counts are hidden in a world, and what an intruder tells of them."""
    joined, shown = Joined(world), figures(paths)
    public = _agreeing(world, joined) if world.national else []
    known = [*public] + [
        (joined.members(period, codes, joined.at(number)), float(value))
        for (number, period, *codes), value in shown.items()
        if value is not None
    ]
    intruder, alone = Intruder(known, joined.truth), Intruder(public, joined.truth)
    found, small = [], 0
    for (number, period, *codes), value in shown.items():
        if value is not None and value <= SMALL:
            before = alone.bounds(joined.members(period, codes, joined.at(number)), 0, SMALL)
            if before[0] != before[1]:
                found.append(f"{number, period, codes}: shown as {value}")
    for name, target in joined.asked(shown).items():
        if not target.any() or target @ joined.truth > SMALL:
            continue
        small += 1
        before = alone.bounds(target, 0, SMALL)
        low, high = max(0.0, before[0]), min(float(SMALL), before[1])
        told = intruder.bounds(target, low, high)
        if told[0] > low + SLACK or told[1] < high - SLACK:
            found.append(f"{name}: {told} where it is {target @ joined.truth:.0f}, before {before}")
    return small, found


def _agreeing(world: World, joined: Joined) -> list[tuple[Floats, float]]:
    """Each cell of the Home Office's last table that is what was first counted, those of nobody too."""
    until = FIRST + world.before + world.months - 1
    held = Counter(cell_of(row)[:4] for row in world.at(until) if row)
    rows = []
    for number in range(FIRST, until - 1, 3):
        period = f"{number // 12}-Q{number % 12 // 3 + 1}"
        there = {cell[2] for cell in held if number <= cell[0] < number + 3 and cell[3] == "police"}
        for group, age in itertools.product(EVERY_CODE[0], AGES):
            value = sum(held[month, group, age, "police"] for month in range(number, number + 3))
            members = joined.members(period, (group, age, "police", ALL), joined.at(0))
            if there and members @ joined.truth == value:
                rows.append((members, float(value)))
    return rows


def main(worlds: int = 30, first: int = 0) -> int:
    """Try so many worlds, the first being that of a number; 1 where one is broken."""
    wrong = sought = 0
    for number in range(first, first + worlds):
        clock = time.process_time()
        world = drawn(number)
        with tempfile.TemporaryDirectory() as root:
            small, found = broken(world, list(released(Path(root), world)))
        wrong, sought = wrong + bool(found), sought + small
        print(
            f"{number}: {len(world.versions)} records, {world.months} releases, restated {world.restate}, "
            f"table {world.national}: {small} small counts, {len(found)} told "
            f"({time.process_time() - clock:.0f} s)",
            flush=True,
        )
        for one in found[:5]:
            print(f"  {one}", flush=True)
    print(f"{worlds} worlds, {sought} small counts, {wrong} worlds broken")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:3])))
