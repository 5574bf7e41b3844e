"""The cells that tables ask for in one domain, and the order in which they are the more useful."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.reference.policies import Policy
from dashboard.release.base_cells import Domain, Ints
from dashboard.release.closed import ClosedTable, by_cell
from dashboard.release.indicators.headers import TIME_LEVELS


@dataclass(frozen=True, eq=False)
class Listed:
    """A cell that a table asks for: its table's place in the order, and the group it splits."""

    name: str
    base_cells: Ints
    rank: tuple[int, int]
    split: str


def listed_in(tables: Sequence[ClosedTable], domain: Domain) -> list[Listed]:
    """Every cell of ``tables`` that ``domain`` holds."""
    listed = []
    for table in tables:
        splits = [name for name in table.grain.dimensions if name not in domain.family.where]
        rank = len(splits) + (table.grain.geography_level != "county")
        level = TIME_LEVELS[::-1].index(table.grain.time_level)
        for part in table.parts:
            for members in (members for members in part.members if members.domain is domain):
                for cell, base_cells in by_cell(members.cell, members.base_cell):
                    split = f"{table.header.id}|{table.grain.text}|{part.name}"
                    listed.append(Listed(table.name_of(part, cell), base_cells, (rank, level), split))
    return listed


def denominators(tables: Sequence[ClosedTable]) -> dict[str, str]:
    """The name of the denominator of each share's numerator."""
    denominator_names = {}
    for table in tables:
        parts = {part.name: part for part in table.parts}
        if {"numerator", "denominator"} <= set(parts):
            numerator, denominator = parts["numerator"], parts["denominator"]
            for cell, whole in zip(numerator.cell_of.tolist(), denominator.cell_of.tolist(), strict=True):
                denominator_names[table.name_of(numerator, cell)] = table.name_of(denominator, whole)
    return denominator_names


def usual(counts: Ints, domain: Domain) -> NDArray[np.float64]:
    """For each base cell (base cells,) its share of all records, were every month alike and codes of several
    columns independent of one another: nothing in it is a count of the base cell itself."""
    table = counts.reshape(domain.months, *domain.sizes).sum(axis=0)
    usual_counts = np.full(domain.sizes, 1.0 / domain.months)
    for axis, size in enumerate(domain.sizes):
        totals = table.sum(axis=tuple(other for other in range(table.ndim) if other != axis))
        shape = [size if other == axis else 1 for other in range(table.ndim)]
        usual_counts = usual_counts * (totals / max(int(totals.sum()), 1)).reshape(shape)
    return np.tile(usual_counts.ravel(), domain.months)


def in_order(cells: Sequence[Listed], shares: NDArray[np.float64], policy: Policy) -> list[str]:
    """Names by the policy's order of usefulness; what it leaves open, by name.

    ``shares`` (base cells,) says how large a group is. A true count may not: which cells are hidden to
    protect others would tell of it.
    """
    marks: dict[str, Callable[[Listed], float]] = {
        "totals": lambda cell: cell.rank[0],
        "longer periods": lambda cell: cell.rank[1],
        # Sums of parts of one may differ in their last places.
        "larger groups": lambda cell: -round(float(shares[cell.base_cells].sum()), 9),
    }
    chosen = [marks[name] for name in policy.order]
    return [
        cell.name for cell in sorted(cells, key=lambda cell: (*(mark(cell) for mark in chosen), cell.name))
    ]


def restated_order(order: Sequence[str], names: Sequence[str]) -> list[str]:
    """Restated figures in the order of the first ones, whose names they bear; later restatements first."""
    place = {name: rank for rank, name in enumerate(order)}
    return sorted(names, key=lambda name: (place[name.rpartition("@")[0]], -int(name.rpartition("@")[2])))
