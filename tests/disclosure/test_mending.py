"""Mending a data set that misses some conditions, where halves alone would meet them all."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.disclosure import mending
from dashboard.disclosure.columns import Columns, columns
from dashboard.disclosure.mending import Wanted, mended


def triangles(many: int) -> Columns:
    """Three cells over three base cells each time, every two of them sharing one: all can be 1 only by
    halves."""
    return columns(
        3 * many, [[3 * n + a, 3 * n + b] for n in range(many) for a, b in ((0, 1), (1, 2), (0, 2))]
    )


def wanted(cells: Columns, most: float) -> Wanted:
    ones = np.ones(cells.width)
    return Wanted(cells, ones, ones, ones, np.full(cells.width, most))


def found(cells: Columns, most: float) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    return mended(wanted(cells, most), np.ones(cells.height), 9.0, np.random.default_rng(1))


def test_whole_numbers_stretch_as_few_conditions_as_they_can() -> None:
    cells = triangles(40)
    counts = found(cells, 2.0)
    assert counts is not None
    sums = np.asarray(cells.sums(counts))
    assert set(sums.tolist()) == {1, 2}
    assert (sums == 2).sum() == 40  # one of each triangle


def test_the_same_is_found_again() -> None:
    cells = triangles(5)
    first, again = found(cells, 2.0), found(cells, 2.0)
    assert first is not None and again is not None
    assert first.tolist() == again.tolist()


def test_what_no_whole_numbers_meet_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "TRIES", 5)
    assert found(triangles(2), 1.0) is None


def test_what_is_missed_is_counted_beyond_the_stretch() -> None:
    cells = triangles(1)
    assert wanted(cells, 2.0).missed(np.array([0, 0, 4])).tolist() == [1.0, 2.0, 2.0]
