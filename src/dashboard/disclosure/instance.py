"""An instance: what was counted, and every cell that might be shown.

Base cells are the finest counts (the full cross of a subject's finest codes); a cell sums a set of
base cells. Base cells in exactly the same cells are merged, for no table can tell them apart; cells with
the same set of base cells share one decision, for to publish one is to publish the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.disclosure.columns import Columns, Flags, Ints, base_cell_classes, columns, joined, merged
from dashboard.disclosure.incidents import Incidents, incidents_of


class InstanceError(Exception):
    """The instance cannot be used. The message names the base cell, cell or column at fault."""


@dataclass(frozen=True)
class Record:
    """Part of a base cell's count. A blank contributor or incident means that none is recorded."""

    base_cell: str
    count: int
    contributor: str = ""
    incident: str = ""


@dataclass(frozen=True, eq=False)
class Instance:
    """One problem, merged.

    ``names`` are the cells as asked for; ``decision[k]`` is the set (column) that name ``k`` is. ``counts``
    (base cells,) are the true counts; ``columns`` has one column a set; ``already_published`` (sets,) marks
    what is public already; ``order`` lists all sets, the most useful first. ``listed`` (cells,) marks the
    names that may be published; ``implied`` (sets,) the sets without such a name: never published, but
    protected like any other where they are sensitive, because subtraction would give them away (a complement,
    what a table leaves out, a window between two others). ``sole`` (sets,) marks those that one contributor
    alone can be in, by construction: there is nobody whom it could see through to. ``contributions[c]`` (base
    cells,) is what contributor ``c`` put in; ``incidents`` (sets,) counts the separate incidents behind each
    set, ``raids`` has them by base cell. They are None where the base cells do not tell. ``recounted`` (n, 2)
    has pairs of sets: a cell as it was counted later, and the same cell as it was counted before.
    """

    names: tuple[str, ...]
    decision: Ints
    counts: Ints
    columns: Columns
    already_published: Flags
    order: Ints
    listed: Flags
    implied: Flags
    sole: Flags
    recounted: Ints
    contributions: Mapping[str, Ints] | None = None
    incidents: Ints | None = None
    raids: Incidents | None = None

    @property
    def values(self) -> Ints:
        """The true count of each set (sets,)."""
        return np.asarray(self.columns.sums(self.counts), dtype=np.int64)

    def name_of(self, chosen: int) -> str:
        """The first name of a set, a listed one if there is any, for messages and reports."""
        named = np.flatnonzero(self.decision == chosen)
        return self.names[int(named[np.argmax(self.listed[named])])]

    def widened(self, parts: Mapping[str, tuple[int, Ints]]) -> Instance:
        """The instance with further implied cells by name: each the set it is a part of, and its base cells.

        They come after all others, so that what is known by the number of a set stays known by it.
        """
        wholes = np.asarray([whole for whole, _ in parts.values()], dtype=np.int64)
        more = columns(self.columns.height, [base_cells for _, base_cells in parts.values()])
        numbers = self.columns.width + np.arange(more.width)
        no, yes = np.zeros(more.width, dtype=np.bool_), np.ones(more.width, dtype=np.bool_)
        return replace(
            self,
            names=(*self.names, *parts),
            decision=np.concatenate([self.decision, numbers]),
            columns=joined(self.columns, more),
            already_published=np.concatenate([self.already_published, no]),
            order=np.concatenate([self.order, numbers]),
            listed=np.concatenate([self.listed, no]),
            implied=np.concatenate([self.implied, yes]),
            sole=np.concatenate([self.sole, self.sole[wholes]]),
            incidents=None
            if self.raids is None or self.incidents is None
            else np.concatenate([self.incidents, self.raids.behind(more)]),
        )


def build(
    records: Iterable[Record],
    cells: Mapping[str, Sequence[str]],
    already_published: Iterable[str] = (),
    order: Sequence[str] = (),
    implied: Iterable[str] = (),
    sole: Iterable[str] = (),
    recounted: Iterable[tuple[str, str]] = (),
) -> Instance:
    """An instance from records and cell members.

    ``order`` may name some cells or all: they come first, the rest follow by size. ``implied`` are
    cells that will never be published; a set that another cell asks for too is not implied. ``sole`` are
    cells that one contributor alone can be in; where records say otherwise, they are not. ``recounted`` has
    each cell that was counted again, with the one that it was counted as before. Raises InstanceError for a
    negative count and for a cell or base cell that is not there.
    """
    records = _checked(records)
    base_cells = _numbered(record.base_cell for record in records)
    names = tuple(cells)
    raw = columns(len(base_cells), [_numbers(name, cells[name], base_cells) for name in names])
    classes = base_cell_classes(raw)
    whole = merged(raw, classes)
    decision, firsts = _distinct(whole)
    sets = whole.chosen(firsts)
    places = ((int(classes[base_cells[record.base_cell]]), record) for record in records)
    placed = [place for place in places if place[0] >= 0]
    counts = _counts(placed, sets.height)
    known = _numbered(names)
    listed = np.ones(len(names), dtype=np.bool_)
    listed[_known(implied, known, "unlisted")] = False
    parts = _contributions(placed, sets.height)
    people = ((base_cell, record.count, record.incident) for base_cell, record in placed)
    raids = incidents_of(people, sets.height)
    alone = _marked(decision[_known(sole, known, "sole")], sets) & (_contributors(parts, sets) <= 1)
    return Instance(
        names=names,
        decision=decision,
        counts=counts,
        columns=sets,
        already_published=_marked(decision[_known(already_published, known, "forced")], sets),
        order=_order(decision[_known(order, known, "order")], np.asarray(sets.sums(counts)), sets),
        listed=listed,
        implied=~_marked(decision[listed], sets),
        sole=alone,
        recounted=_pairs(decision, recounted, known),
        contributions=parts,
        incidents=None if raids is None else raids.behind(sets),
        raids=raids,
    )


def _checked(records: Iterable[Record]) -> list[Record]:
    """The records, none of which counts fewer than nobody."""
    records = list(records)
    if bad := next((record.base_cell for record in records if record.count < 0), None):
        raise InstanceError(f"atom {bad!r} has a count below 0")
    return records


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """The number of each name among the different ones."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _pairs(decision: Ints, names: Iterable[tuple[str, str]], known: Mapping[str, int]) -> Ints:
    """The different pairs of sets (n, 2) of pairs of names, in order."""
    numbers = [_known(pair, known, "recounted") for pair in names]
    pairs: Ints = np.unique(decision[np.asarray(numbers, dtype=np.int64).reshape(-1, 2)], axis=0)
    return pairs


def _marked(chosen: Ints, sets: Columns) -> Flags:
    """True for the ``chosen`` (any,) of all sets (sets,)."""
    flags = np.zeros(sets.width, dtype=np.bool_)
    flags[chosen] = True
    return flags


def _counts(placed: list[tuple[int, Record]], height: int) -> Ints:
    """The count of each base cell (base cells,)."""
    counts = np.zeros(height, dtype=np.int64)
    for base_cell, record in placed:
        counts[base_cell] += record.count
    return counts


def _numbers(cell: str, members: Sequence[str], base_cells: Mapping[str, int]) -> list[int]:
    if not members:
        raise InstanceError(f"cell {cell!r} has no atoms: leave it out, it is always 0")
    try:
        return [base_cells[member] for member in members]
    except KeyError as missing:
        raise InstanceError(
            f"cell {cell!r} names atom {missing.args[0]!r}, which is not among the atoms"
        ) from None


def _known(chosen: Iterable[str], known: Mapping[str, int], where: str) -> list[int]:
    try:
        return [known[name] for name in chosen]
    except KeyError as missing:
        raise InstanceError(f"{where}: {missing.args[0]!r} is not among the cells") from None


def _distinct(cells: Columns) -> tuple[Ints, Ints]:
    """For each cell the number of its set, and for each set the first cell that is it."""
    seen: dict[bytes, int] = {}
    firsts: list[int] = []
    decision = np.zeros(cells.width, dtype=np.int64)
    for cell in range(cells.width):
        key = cells.of(cell).tobytes()
        if key not in seen:
            seen[key] = len(firsts)
            firsts.append(cell)
        decision[cell] = seen[key]
    return decision, np.asarray(firsts, dtype=np.int64)


def _order(first: Ints, values: Ints, sets: Columns) -> Ints:
    """``first``, then the other sets by larger count, then by more base cells, then as given."""
    rest = np.lexsort((np.arange(sets.width), -np.diff(sets.starts), -values))
    return np.asarray(list(dict.fromkeys([*first.tolist(), *rest.tolist()])), dtype=np.int64)


def _contributions(placed: list[tuple[int, Record]], height: int) -> Mapping[str, Ints] | None:
    if not any(record.contributor for _, record in placed):
        return None
    parts: dict[str, Ints] = defaultdict(lambda: np.zeros(height, dtype=np.int64))
    for base_cell, record in placed:
        if record.contributor:
            parts[record.contributor][base_cell] += record.count
    return dict(sorted(parts.items()))


def _contributors(parts: Mapping[str, Ints] | None, sets: Columns) -> Ints:
    """How many contributors have put something into each set (sets,)."""
    largest = np.zeros(sets.width, dtype=np.int64)
    for part in (parts or {}).values():
        largest += np.asarray(sets.sums(part)) > 0
    return largest
