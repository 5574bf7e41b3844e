"""Rows on their way into the store, column by column: what they share is held once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import overload

from dashboard.store.contract import Row, Value


class StoredRows(Sequence[Mapping[str, Value]]):
    """Rows that all have the same columns; a mapping of one is made only when somebody asks for it."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Value]] = {}
        self._count = 0

    def append(self, row: Row) -> None:
        """Add a row. Raises KeyError where it has other columns than those before it."""
        if not self._count:
            self._columns = {name: [] for name in row}
        for name, column in self._columns.items():
            column.append(row[name])
        self._count += 1

    def __len__(self) -> int:
        """How many rows there are."""
        return self._count

    @overload
    def __getitem__(self, position: int) -> Mapping[str, Value]: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Mapping[str, Value]]: ...

    def __getitem__(self, position: int | slice) -> Mapping[str, Value] | Sequence[Mapping[str, Value]]:
        """The row or rows at ``position``."""
        if isinstance(position, slice):
            return [self[where] for where in range(*position.indices(self._count))]
        where = range(self._count)[position]
        return {name: column[where] for name, column in self._columns.items()}

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        """Each row, made as it is asked for."""
        names = list(self._columns)
        for values in zip(*self._columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))

    def __repr__(self) -> str:
        """How many rows there are, and none of them."""
        return f"<{self._count} rows>"


def batches(rows: Sequence[Mapping[str, Value]], size: int) -> Iterator[list[Mapping[str, Value]]]:
    """``rows`` in their order, ``size`` at a time."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
