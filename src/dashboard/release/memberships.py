"""Which rows of a SELECT lie in which cells, and whether test records agree with base cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dashboard.release.base_cells import Domain, Ints
from dashboard.release.indicators import Grain
from dashboard.release.keyed import columns, confined, keyed_rows

#: A table's grain, the name of one of its parts, and the keys of the part's cells.
Asked = tuple[Grain, str, pd.DataFrame]
#: By the column of a key, the number of each code, 1 for the first.
Numbers = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Which made-up rows lie in which cells: one entry for each pair, in the order of rows."""

    cell: Ints
    row: Ints

    def between(self, first: int, many: int) -> Pairs:
        """The pairs of ``many`` rows from number ``first`` on, which becomes 0."""
        start, end = np.searchsorted(self.row, [first, first + many])
        return Pairs(self.cell[start:end], self.row[start:end] - first)


def pairs_of(con: duckdb.DuckDBPyConnection, parts: Sequence[Asked]) -> list[Pairs]:
    """For each part its pairs with the made-up rows in ``counted``, which are read once for all parts."""
    split = [(_split_as(grain, keys), name, keys) for grain, name, keys in parts]
    codes: dict[str, dict[str, int]] = {"part": {}}
    for grain, part, keys in split:
        codes["part"].setdefault(part, len(codes["part"]) + 1)
        for name, column in zip(columns(grain), keys, strict=True):
            listed = codes.setdefault(name, {})
            for code in keys[column]:
                listed.setdefault(code, len(listed) + 1)
    rows = _numbered(con, [grain for grain, _, _ in split], codes)
    return [_of_part(rows, codes, asked) for asked in split]


def _split_as(grain: Grain, keys: pd.DataFrame) -> Grain:
    return replace(grain, dimensions=tuple(str(name) for name in keys if name not in ("time", "area")))


def _numbered(con: duckdb.DuckDBPyConnection, grains: Sequence[Grain], codes: Numbers) -> dict[str, Any]:
    """The made-up rows in ``counted``, column by column: number, part, and the key columns of all tables.

    A part or key is the number of its code in ``codes``, 0 where it is none of them.
    """
    numbers = ", ".join(
        f'coalesce(list_position([{_listed(held)}], {_column(name)}), 0)::BIGINT AS "{name}"'
        for name, held in codes.items()
    )
    return con.execute(
        f"SELECT unit::BIGINT AS row, {numbers} FROM ({keyed_rows(grains)}) WHERE unit IS NOT NULL"
    ).fetchnumpy()


def _column(name: str) -> str:
    return "coalesce(part, 'count')" if name == "part" else f'"{name}"'


def _listed(words: Iterable[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def _of_part(rows: Mapping[str, Any], codes: Numbers, asked: Asked) -> Pairs:
    """The pairs of one part, from the rows of ``_numbered``: each once, however often a SELECT gives it."""
    grain, part, keys = asked
    inside = np.ones(len(keys), dtype=np.bool_)
    for place, chosen in confined(grain).items():
        inside &= keys.iloc[:, place].isin(chosen).to_numpy()
    cells = np.flatnonzero(inside)
    mine = np.flatnonzero(rows["part"] == codes["part"][part])
    wanted, held = np.zeros(len(cells), dtype=np.int64), np.zeros(len(mine), dtype=np.int64)
    for name, column in zip(columns(grain), keys, strict=True):
        listed = codes[name]
        numbers = [listed[code] for code in keys[column].to_numpy()[cells]]
        wanted = wanted * (len(listed) + 1) + np.asarray(numbers, dtype=np.int64)
        held = held * (len(listed) + 1) + rows[name][mine]
    order = np.argsort(wanted, kind="stable")
    starts = np.searchsorted(wanted[order], held)
    many = np.searchsorted(wanted[order], held, side="right") - starts
    cell = cells[order[_runs(starts, many)]]
    pairs = np.sort(np.repeat(np.asarray(rows["row"][mine], dtype=np.int64), many) * len(keys) + cell)
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]  # as unique, which hashes: of millions, sorting is quicker
    return Pairs(pairs % len(keys), pairs // len(keys))


def _runs(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of several runs, one run after the other."""
    ends = np.cumsum(lengths)
    order: Ints = np.arange(lengths.sum()) - np.repeat(ends - lengths, lengths) + np.repeat(starts, lengths)
    return order


def agrees(pairs: Pairs, test_records: Pairs, domain: Domain) -> bool:
    """Whether each test record lies in exactly the cells that its base cell lies in."""
    starts = np.searchsorted(pairs.row, domain.of_test_record)
    lengths = np.searchsorted(pairs.row, domain.of_test_record, side="right") - starts
    if lengths.sum() != len(test_records.row):
        return False
    test_record = np.repeat(np.arange(len(lengths)), lengths)
    expected = np.column_stack([test_record, pairs.cell[_runs(starts, lengths)]])
    met = np.column_stack([test_records.row, test_records.cell])
    return all(
        np.array_equal(array, other) for array, other in zip(_sorted(expected), _sorted(met), strict=True)
    )


def _sorted(pairs: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order, 0], pairs[order, 1]
