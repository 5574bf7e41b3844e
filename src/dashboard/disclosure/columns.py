"""Sparse columns of noughts and ones: which base cells each cell adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Columns:
    """Sets of base cells, one a cell, laid end to end.

    Cell ``j`` sums the base cells ``base_cells[starts[j]:starts[j + 1]]``, in ascending order; there are
    ``height`` base cells and no set is empty.
    """

    height: int
    starts: Ints
    base_cells: Ints

    @property
    def width(self) -> int:
        """How many cells there are."""
        return len(self.starts) - 1

    def of(self, cell: int) -> Ints:
        """The numbers of the base cells of one cell, ascending: (base cells of it,)."""
        return self.base_cells[self.starts[cell] : self.starts[cell + 1]]

    def sums(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Each cell's sum. ``values`` is (base cells,) or (base cells, data sets); so is the answer, by
        cell."""
        return np.add.reduceat(values[self.base_cells], self.starts[:-1], axis=0)

    def chosen(self, cells: Ints) -> Columns:
        """The columns of the cells with these numbers, (chosen,), in that order; base cells keep theirs."""
        starts = np.zeros(len(cells) + 1, dtype=np.int64)
        np.cumsum(np.diff(self.starts)[cells], out=starts[1:])
        parts = [self.of(int(cell)) for cell in cells]
        return Columns(self.height, starts, np.concatenate(parts) if parts else np.zeros(0, np.int64))

    def spread(self, weights: Floats) -> Floats:
        """The sum of cell weights that falls on each base cell: (cells,) to (base cells,)."""
        sizes = np.diff(self.starts)
        fallen = np.bincount(self.base_cells, weights=np.repeat(weights, sizes), minlength=self.height)
        return fallen.astype(np.float64, copy=False)

    def by_base_cell(self) -> tuple[Ints, Ints]:
        """The same sets the other way round: (starts, cells) with the cells of each base cell ascending."""
        cells = np.repeat(np.arange(self.width), np.diff(self.starts))
        order = np.argsort(self.base_cells, kind="stable")
        starts = np.zeros(self.height + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.base_cells, minlength=self.height), out=starts[1:])
        return starts, cells[order]


def columns(height: int, sets: Sequence[Iterable[int] | Ints]) -> Columns:
    """Columns from sets of base cell numbers. Raises ValueError where a set is empty."""
    parts = [
        np.unique(np.asarray(list(members) if not isinstance(members, np.ndarray) else members, np.int64))
        for members in sets
    ]
    if any(not len(part) for part in parts):
        raise ValueError("a cell without atoms cannot be protected: it is always 0")
    starts = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=starts[1:])
    return Columns(height, starts, np.concatenate(parts) if parts else np.zeros(0, np.int64))


def joined(first: Columns, more: Columns) -> Columns:
    """Both, over the same base cells: the cells of ``first``, then ``more``."""
    starts = np.concatenate([first.starts, first.starts[-1] + more.starts[1:]])
    return Columns(first.height, starts, np.concatenate([first.base_cells, more.base_cells]))


def base_cell_classes(cells: Columns) -> Ints:
    """A class number for each base cell: two base cells share one when they lie in exactly the same cells.

    Base cells that lie in no cell get -1.
    """
    starts, members = cells.by_base_cell()
    seen: dict[bytes, int] = {}
    classes = np.full(cells.height, -1, dtype=np.int64)
    for base_cell in range(cells.height):
        mine = members[starts[base_cell] : starts[base_cell + 1]]
        if len(mine):
            classes[base_cell] = seen.setdefault(mine.tobytes(), len(seen))
    return classes


def merged(cells: Columns, classes: Ints) -> Columns:
    """The same cells over classes of base cells; ``classes`` is (base cells,).

    Classes of -1 are dropped; no cell may straddle one.
    """
    height = int(classes.max()) + 1 if len(classes) else 0
    return columns(height, [classes[cells.of(j)] for j in range(cells.width)])
