"""The rows of a file column by column: each value once, and a row made only when somebody asks for it.

A register of a million bookings holds a few thousand different words; as one mapping a row it would take
more than a gigabyte.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, overload

from dashboard.files.column_codes import Coded, Codes, Places, codes_for
from dashboard.intake.validation.findings import CheckedRow
from dashboard.store.contract import Value


@dataclass(frozen=True)
class CodedColumn:
    """The distinct ``values`` of a column and, for each row, the place of its own among them; a column that
    the file lacks has one value and no ``codes``."""

    values: Sequence[Value] = field(repr=False)
    codes: Codes | None = field(repr=False)

    def __getitem__(self, position: int) -> Value:
        """The value of the row at ``position``."""
        return self.values[0 if self.codes is None else self.codes[position]]

    def __iter__(self) -> Iterator[Value]:
        """The value of each row."""
        return repeat(self.values[0]) if self.codes is None else map(self.values.__getitem__, self.codes)

    def positions(self, wanted: Callable[[Value], bool], count: int) -> Sequence[int]:
        """The positions, among ``count`` rows, of those whose value is ``wanted``."""
        if self.codes is None:
            return range(count) if wanted(self.values[0]) else ()
        return Coded(self.values, self.codes).positions(wanted)

    def only(self, positions: Sequence[int]) -> CodedColumn:
        """The column of the rows at ``positions``, with no value that none of them has."""
        if self.codes is None:
            return self
        left = Coded(self.values, self.codes).only(positions)
        return CodedColumn(left.cells, left.codes)

    def each(self, of: Callable[[Value], Value]) -> CodedColumn:
        """The column with ``of`` each of its distinct values."""
        return CodedColumn([of(value) for value in self.values], self.codes)


@dataclass(frozen=True)
class Together:
    """Several columns as one: the distinct ``values`` that rows hold in them, as tuples, and ``codes``."""

    values: Sequence[tuple[Value, ...]] = field(repr=False)
    codes: Codes | None = field(repr=False)

    @classmethod
    def of(cls, columns: Sequence[CodedColumn]) -> Together:
        """``columns`` together, their distinct values in the order in which rows have them."""
        varying = [column.codes for column in columns if column.codes is not None]
        if not varying:
            return cls([tuple(column.values[0] for column in columns)], None)
        if len(varying) == 1:
            (codes,) = varying
            return cls(
                list(zip(*(_whole(column, len(_longest(columns))) for column in columns), strict=True)), codes
            )
        places = Places()
        together = list(map(places.__getitem__, zip(*varying, strict=True)))
        values = []
        for codes_of_row in places:
            left = iter(codes_of_row)  # type: ignore[call-overload]
            values.append(tuple(c.values[0 if c.codes is None else next(left)] for c in columns))
        return cls(values, codes_for(len(places), together))

    def first(self, code: int) -> int:
        """The position of the first row that holds the values at ``code``."""
        return 0 if self.codes is None else self.codes.index(code)

    def codes_of(self, count: int) -> Codes:
        """The places of the values of ``count`` rows."""
        return array("B", bytes(count)) if self.codes is None else self.codes


def _longest(columns: Sequence[CodedColumn]) -> Sequence[Value]:
    return next(column.values for column in columns if column.codes is not None)


def _whole(column: CodedColumn, length: int) -> Iterable[Value]:
    return column.values if column.codes is not None else repeat(column.values[0], length)


class GoodRows(Sequence[CheckedRow]):
    """Rows with their numbers, made of coded columns one at a time.

    ``sheets`` are the places of the rows' sheets, where rows of several were taken together.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        columns: Mapping[str, CodedColumn],
        sheet: int = 0,
        sheets: Sequence[int] | None = None,
    ) -> None:
        self.numbers = numbers
        self.columns = columns
        self._sheet = sheet
        self._sheets = sheets

    @classmethod
    def of(cls, rows: Sequence[CheckedRow]) -> GoodRows:
        """``rows`` column by column, unless they are."""
        if isinstance(rows, GoodRows):
            return rows
        columns: dict[str, CodedColumn] = {}
        for name in dict.fromkeys(name for row in rows for name in row.values):
            places = Places()
            codes = [places[type(value), value] for value in (row.values.get(name) for row in rows)]
            keys: list[Any] = list(places)
            values = [key[1] for key in keys]
            columns[name] = CodedColumn(values, codes_for(len(values), codes))
        return cls(array("I", (row.number for row in rows)), columns)

    def only(self, positions: Sequence[int]) -> GoodRows:
        """The rows at ``positions``."""
        return GoodRows(
            array("I", map(self.numbers.__getitem__, positions)),
            {name: column.only(positions) for name, column in self.columns.items()},
            self._sheet,
            None if self._sheets is None else array("I", map(self._sheets.__getitem__, positions)),
        )

    @classmethod
    def joined(cls, parts: Sequence[GoodRows]) -> GoodRows:
        """The rows of several sheets, one after another."""
        numbers = array("I", (number for part in parts for number in part.numbers))
        sheets = array("I", (part._sheet for part in parts for _ in part.numbers))
        columns = {}
        for name in parts[0].columns if parts else ():
            places: list[Value] = []
            codes: list[int] = []
            for part in parts:
                column, first = part.columns[name], len(places)
                places += column.values
                codes += [first + code for code in column.codes or repeat(0, len(part))]
            columns[name] = CodedColumn(places, codes_for(len(places), codes))
        return cls(numbers, columns, sheets=sheets)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    @overload
    def __getitem__(self, position: int) -> CheckedRow: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[CheckedRow]: ...

    def __getitem__(self, position: int | slice) -> CheckedRow | Sequence[CheckedRow]:
        """The row or rows at ``position``."""
        if isinstance(position, slice):
            return tuple(self[where] for where in range(*position.indices(len(self))))
        where = range(len(self))[position]
        values = {name: column[where] for name, column in self.columns.items()}
        sheet = self._sheet if self._sheets is None else self._sheets[where]
        return CheckedRow(self.numbers[where], values, sheet)

    def __iter__(self) -> Iterator[CheckedRow]:
        """Each row, made as it is asked for."""
        return map(self.__getitem__, range(len(self)))

    def __repr__(self) -> str:
        """How many rows there are, and none of them: no log or traceback can show a person's."""
        return f"<{len(self)} rows>"
