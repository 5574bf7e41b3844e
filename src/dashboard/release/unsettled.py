"""Of which months a problem has still to be posed, once some of its cells are settled.

A cell that shares a month with one that is not settled may bear on it, and so may one that shares a month
with that cell. Whatever shares none with all of these bears on none of them: the years that are over, mostly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

import numpy as np

from dashboard.release.base_cells import Domain, Ints
from dashboard.release.restated import Again
from dashboard.release.vintages import named


class Cell(Protocol):
    """What is asked for or public already."""

    @property
    def base_cells(self) -> Ints:
        """The numbers of its base cells, in order."""


def unsettled(
    listed: Mapping[str, Cell],
    public: Iterable[Cell],
    again: Again,
    settled: AbstractSet[str],
    domain: Domain,
) -> Callable[[Ints], bool]:
    """Whether base cells (numbers, in order) may bear on a cell of ``listed`` that is not among ``settled``.

    ``public`` are all other cells of the problem. A listed cell is settled where it is by its own name and by
    that of each restatement that lists it in ``again``.
    """
    open_cells = [
        name not in settled
        or any(name in names and named(name, number) not in settled for number, names in again.listed.items())
        for name in listed
    ]
    spans = np.asarray(
        [_months(cell.base_cells, domain) for cell in (*listed.values(), *public)], dtype=np.int64
    ).reshape(-1, 2)
    reached = np.zeros(len(spans), dtype=np.bool_)
    reached[: len(open_cells)] = open_cells
    while True:
        months = np.zeros(domain.months + 1, dtype=np.int64)
        np.add.at(months, spans[reached, 0], 1)
        np.add.at(months, spans[reached, 1], -1)
        before = np.concatenate([[0], np.cumsum(np.cumsum(months[:-1]) > 0)])
        further = before[spans[:, 1]] > before[spans[:, 0]]
        if (further == reached).all():
            break
        reached = further

    def within(base_cells: Ints) -> bool:
        first, after = _months(base_cells, domain)
        return bool(before[after] > before[first])

    return within


def _months(base_cells: Ints, domain: Domain) -> tuple[int, int]:
    """The first month that base cells, in order, lie in, and the one after the last."""
    return int(base_cells[0]) // domain.rest, int(base_cells[-1]) // domain.rest + 1
