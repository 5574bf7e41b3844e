"""From whole-number data sets of the blocks to one certificate of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.disclosure.certificate import Certificate
from dashboard.disclosure.columns import Flags, Ints
from dashboard.disclosure.decoupling import Block, Blocks, lift
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.repair import Problem, Progress, Repaired
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.sensitive import View
from dashboard.disclosure.witnesses import Needs, NoWitness, whole_bounds, witnesses


@dataclass(frozen=True, eq=False)
class Part:
    """A block, what it was asked, and how it was repaired."""

    block: Block
    problem: Problem
    repaired: Repaired


def prove(
    instance: Instance,
    rules: Rules,
    blocks: Blocks,
    parts: list[Part],
    published: Flags,
    excused: list[int],
    tell: Progress,
) -> Certificate:
    """The certificate, not yet sealed. Raises NoWitness (with a set of the whole) where none is found."""
    every = np.zeros(instance.columns.width, dtype=np.bool_)
    every[excused] = True
    data: list[Ints] = []
    onlooker: list[int] = []
    promised: list[Ints] = []
    owned = []
    for number, view in enumerate(parts[0].problem.views if parts else []):
        proofs = [_of_part(instance, part, number, every) for part in parts]
        rows = max(len(sets) for sets, _ in proofs)
        own = _own(instance, view)
        for row in range(rows):
            data.append(own + lift(blocks, [sets[min(row, len(sets) - 1)] for sets, _ in proofs]))
        onlooker += [number] * rows
        owned.append(own)
        promised += [needs for _, needs in proofs]
        tell(f"certificate: {rows} data sets")
    if data:
        data[0] = instance.counts
    return Certificate(
        names=np.asarray(instance.names),
        decision=instance.decision,
        height=instance.columns.height,
        starts=instance.columns.starts,
        base_cells=instance.columns.base_cells,
        already_published=instance.already_published,
        listed=instance.listed,
        shown=published[instance.decision],
        witnesses=np.stack(data),
        onlooker=np.asarray(onlooker, dtype=np.int64),
        own=np.stack(owned),
        needs=np.concatenate(promised),
        contributions=_contributions(instance),
        incidents=np.zeros(0, np.int64) if instance.incidents is None else instance.incidents,
        **_raids(instance),
        sole=instance.sole,
        excused=every,
        rules=rules.text(),
        recounted=instance.recounted,
    )


def _contributions(instance: Instance) -> Ints:
    if not instance.contributions:
        return np.zeros((0, instance.columns.height), dtype=np.int64)
    return np.stack(list(instance.contributions.values()))


def _raids(instance: Instance) -> dict[str, Any]:
    held, nothing = instance.raids, np.zeros(0, dtype=np.int64)
    names = ("alone", "raid_starts", "raid_numbers", "raid_people")
    parts = (held.alone, held.starts, held.numbers, held.people) if held else (nothing,) * len(names)
    return dict(zip(names, parts, strict=True))


def _own(instance: Instance, view: View) -> Ints:
    if view.name and instance.contributions:
        return instance.contributions[view.name]
    return np.zeros(instance.columns.height, dtype=np.int64)


def _of_part(instance: Instance, part: Part, number: int, excused: Flags) -> tuple[list[Ints], Ints]:
    """The data sets of one block for one view (less its own part), and what they promise (n, 4)."""
    view, audit = part.problem.views[number], part.repaired.audits[number]
    counts = np.zeros(part.block.columns.height, dtype=np.int64)
    inside = part.block.classes >= 0
    np.add.at(counts, part.block.classes[inside], instance.counts[inside])
    own = np.asarray(part.problem.columns.sums(view.own), dtype=np.int64)
    low, high = whole_bounds(*part.repaired.wanted[number])
    asked = (low < np.inf) | (high > -np.inf)
    low, high = np.where(asked, low, np.inf), np.where(asked, high, -np.inf)
    moves = ~part.repaired.published & (np.arange(len(asked)) >= part.block.separators)
    moves &= (number == 0) & ~excused[part.block.cells]
    needs = Needs(audit.values, low, high, moves)
    cells = np.flatnonzero(asked)
    promises = np.column_stack(
        [
            np.full(len(cells), number),
            part.block.cells[cells],
            low[cells] + own[cells],
            high[cells] + own[cells],
        ]
    ).astype(np.int64)
    try:
        return witnesses(audit, counts - view.own, needs), promises
    except NoWitness as gap:
        raise NoWitness(int(part.block.cells[gap.cell]), gap.upper, number) from gap
