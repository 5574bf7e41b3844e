"""Rows on their way into the store, column by column: what they share is held once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from dashboard.files.column_codes import Coded, Codes, Places, codes_for
from dashboard.store import StoredColumn
from dashboard.store.contract import Row, Value


class StoredRows(Sequence[Mapping[str, Value]]):
    """Rows that all have the same columns; a mapping of one is made only when somebody asks for it."""

    def __init__(self, columns: Mapping[str, StoredColumn], count: int) -> None:
        """``columns`` by their names in the store, of ``count`` rows."""
        self.columns = columns
        self._count = count

    @classmethod
    def of(cls, rows: Iterable[Row]) -> StoredRows:
        """Rows that were made one by one. Raises KeyError where one has other columns than the first."""
        places: dict[str, Places] = {}
        codes: dict[str, array[int]] = {}
        count = 0
        for row in rows:
            if not count:
                places, codes = {name: Places() for name in row}, {name: array("I") for name in row}
            for name, column in codes.items():
                # 1 and true are equal, and 1.0 too.
                column.append(places[name][type(row[name]), row[name]])
            count += 1
        columns: dict[str, StoredColumn] = {}
        for name, held in places.items():
            keys: list[Any] = list(held)
            columns[name] = Coded([key[1] for key in keys], codes_for(len(keys), codes[name]))
        return cls(columns, count)

    def with_origin(self, origin: Mapping[str, Value]) -> dict[str, StoredColumn]:
        """The columns, with those that are the same in every row."""
        return {**self.columns, **{name: Coded([value], self.alike) for name, value in origin.items()}}

    @property
    def alike(self) -> Codes:
        """The places of a value that is the same in every row."""
        return array("B", bytes(self._count))

    def only(self, positions: Sequence[int]) -> StoredRows:
        """The rows at ``positions``."""
        return StoredRows(
            {name: _only(column, positions) for name, column in self.columns.items()}, len(positions)
        )

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
        return {name: column[where] for name, column in self.columns.items()}

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        """Each row, made as it is asked for."""
        return map(self.__getitem__, range(self._count))

    def __repr__(self) -> str:
        """How many rows there are, and none of them."""
        return f"<{self._count} rows>"


def _only(column: StoredColumn, positions: Sequence[int]) -> StoredColumn:
    if isinstance(column, array):
        return array(column.typecode, map(column.__getitem__, positions))
    return column.only(positions)
