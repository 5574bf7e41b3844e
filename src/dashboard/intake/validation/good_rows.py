"""The rows of a file column by column: each value once, and a row made only when somebody asks for it.

A register of a million bookings holds a few thousand different words; as one mapping a row it would take
more than a gigabyte.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import overload

from dashboard.intake.validation.findings import CheckedRow
from dashboard.store.contract import Value


@dataclass(frozen=True)
class CodedColumn:
    """The distinct ``values`` of a column and, for each row, the place of its own among them; a column that
    the file lacks has one value and no ``codes``."""

    values: Sequence[Value] = field(repr=False)
    codes: array[int] | None = field(repr=False)

    def __getitem__(self, position: int) -> Value:
        """The value of the row at ``position``."""
        return self.values[0 if self.codes is None else self.codes[position]]

    def __iter__(self) -> Iterator[Value]:
        """The value of each row."""
        return repeat(self.values[0]) if self.codes is None else map(self.values.__getitem__, self.codes)

    def only(self, positions: array[int]) -> CodedColumn:
        """The column of the rows at ``positions``."""
        codes = self.codes
        return (
            self if codes is None else CodedColumn(self.values, array("I", map(codes.__getitem__, positions)))
        )


class GoodRows(Sequence[CheckedRow]):
    """Rows with their numbers, made of coded columns one at a time."""

    def __init__(self, numbers: Sequence[int], columns: Mapping[str, CodedColumn], sheet: int = 0) -> None:
        self._numbers = numbers
        self._columns = columns
        self._sheet = sheet

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._numbers)

    @overload
    def __getitem__(self, position: int) -> CheckedRow: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[CheckedRow]: ...

    def __getitem__(self, position: int | slice) -> CheckedRow | Sequence[CheckedRow]:
        """The row or rows at ``position``."""
        if isinstance(position, slice):
            return tuple(self)[position]
        where = range(len(self))[position]
        return CheckedRow(
            self._numbers[where], {name: column[where] for name, column in self._columns.items()}, self._sheet
        )

    def __iter__(self) -> Iterator[CheckedRow]:
        """Each row, made as it is asked for."""
        names = list(self._columns)
        for number, *values in zip(self._numbers, *self._columns.values(), strict=False):
            yield CheckedRow(number, dict(zip(names, values, strict=True)), self._sheet)

    def __repr__(self) -> str:
        """How many rows there are, and none of them: no log or traceback can show a person's."""
        return f"<{len(self)} rows>"
