"""Cells and people of one domain as an instance: base cells in exactly the same cells become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.instance import Instance, Record, build
from dashboard.release.base_cells import Domain, Ints
from dashboard.release.closed import by_cell
from dashboard.release.people import People
from dashboard.release.vintages import Vintages


def merged_instance(
    domain: Domain,
    people: Sequence[People],
    base_cells: Mapping[str, Ints],
    already_published: Sequence[str],
    order: Sequence[str],
    implied: Sequence[str],
    states: Mapping[str, Ints],
    vintages: Vintages,
    recounted: Sequence[tuple[str, str]],
) -> Instance:
    """Base cells in exactly the same cells become one before the engine sees them.

    ``states`` are those that each cell takes of its base cells, where that is not what was counted first,
    ``recounted`` has the cells that are one at two countings.
    """
    sole, many, first = _sole(base_cells, domain), len(vintages.states), vintages.at(0)
    base_cells = {name: vintages.spread(held, states.get(name, first)) for name, held in base_cells.items()}
    names = list(base_cells)
    cell = np.repeat(np.arange(len(names)), [len(base_cells[name]) for name in names])
    base_cell = np.concatenate([base_cells[name] for name in names])
    # Two random marks a cell, summed: equal sums mean the same cells, but for a chance of 2**-120.
    dice = np.random.default_rng(1)
    marks = dice.integers(0, 2**62, (len(names), 2), dtype=np.uint64)
    sums = np.zeros((domain.size * many, 2), dtype=np.uint64)
    for column in range(2):
        np.add.at(sums[:, column], base_cell, marks[cell, column])
    held = np.flatnonzero(sums.any(axis=1))
    classes = _classes(sums[held])
    class_of = np.full(len(sums), -1, dtype=np.int64)
    class_of[held] = classes
    merged_to = int(classes.max()) + 1
    # One base cell of each class tells which cells all of it lies in.
    representative = np.zeros(len(sums), dtype=np.bool_)
    representative[held[np.unique(classes, return_index=True)[1]]] = True
    chosen = representative[base_cell]
    words = [str(number) for number in range(merged_to)]
    members = {
        names[number]: [words[word] for word in base_cells_of.tolist()]
        for number, base_cells_of in by_cell(cell[chosen], class_of[base_cell[chosen]])
    }
    records = [Record(word, 0) for word in words]
    merged: dict[tuple[int, str, str], int] = {}
    for person in people:
        key = int(class_of[person.base_cell * many + person.state]), person.contributor, person.incident
        if key[0] >= 0:
            merged[key] = merged.get(key, 0) + person.count
    records += [Record(words[at], count, body, incident) for (at, body, incident), count in merged.items()]
    return build(records, members, already_published, order, implied, sole, recounted)


def _sole(base_cells: Mapping[str, Ints], domain: Domain) -> list[str]:
    """The cells that one contributor alone can be in."""
    sole = []
    for name, held in base_cells.items():
        first = domain.contributor_of[held[0] % domain.rest]
        if first >= 0 and (domain.contributor_of[held % domain.rest] == first).all():
            sole.append(name)
    return sole


def _classes(marks: NDArray[np.uint64]) -> Ints:
    """The number of each row's mark (rows, 2) among the marks in order; equal rows have one number."""
    order = np.lexsort((marks[:, 1], marks[:, 0]))
    inside = marks[order]
    fresh = np.r_[False, (inside[1:] != inside[:-1]).any(axis=1)]
    classes = np.zeros(len(marks), dtype=np.int64)
    classes[order] = np.cumsum(fresh)
    return classes
