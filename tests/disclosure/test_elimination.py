"""Elimination by itself: no hidden count follows from shown ones by adding and subtracting."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.disclosure.columns import Columns, Flags, columns
from dashboard.disclosure.elimination import eliminate

#: A table of three by three: its cells, then its rows, its columns and its total, as sets of cells.
SIDE = range(3)
SETS = [
    *([3 * row + column] for row in SIDE for column in SIDE),
    *([3 * row + column for column in SIDE] for row in SIDE),
    *([3 * row + column for row in SIDE] for column in SIDE),
    [3 * row + column for row in SIDE for column in SIDE],
]


def follows(cells: Columns, shown: Flags, cell: int) -> bool:
    """Whether ``cell`` is a combination of shown ones, by the rank of the matrix (numpy's, in floats)."""
    matrix = np.zeros((cells.width, cells.height))
    for number in range(cells.width):
        matrix[number, cells.of(number)] = 1
    known = matrix[shown]
    return bool(np.linalg.matrix_rank(np.vstack([known, matrix[cell]])) == np.linalg.matrix_rank(known))


@pytest.mark.parametrize(
    "small", [(0,), (4,), (0, 4), (0, 1), (0, 1, 2), (0, 4, 8), (0, 9), (3, 15)], ids=str
)
def test_no_secret_follows_from_what_is_published(small: tuple[int, ...]) -> None:
    cells = columns(9, SETS)
    sensitive = np.zeros(cells.width, dtype=np.bool_)
    sensitive[list(small)] = True
    for order in (range(cells.width), reversed(range(cells.width))):
        found = eliminate(cells, np.asarray(list(order)), sensitive)
        assert not (found.published & sensitive).any()
        assert not [cell for cell in small if follows(cells, found.published, cell)]
        # Nothing is hidden in vain: one more would give a sensitive cell away.
        for cell in np.flatnonzero(~found.published & ~sensitive).tolist():
            more = found.published.copy()
            more[cell] = True
            assert any(follows(cells, more, one) for one in small)


def test_what_public_cells_alone_give_away_is_reported() -> None:
    cells = columns(9, SETS)
    sensitive = np.zeros(cells.width, dtype=np.bool_)
    sensitive[0] = True
    public = np.asarray([1, 2, 9])  # the other two of the first row, and its total
    assert eliminate(cells, np.arange(cells.width), sensitive, public).exposed == [0]
    assert eliminate(cells, np.arange(cells.width), sensitive, public[:2]).exposed == []
