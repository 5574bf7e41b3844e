"""One column of a table as it is judged and parsed: every distinct cell once, and the rows it stands in."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.limits import LONGEST
from dashboard.intake.validation.rules import heading
from dashboard.intake.validation.table import Cell, as_text, letter
from dashboard.store.contract import Column

#: How many rows a sentence names.
MOST_ROWS = 10


@dataclass(frozen=True)
class ColumnCells:
    """The distinct ``cells`` of ``column`` in the order they first appear; ``codes`` has for each row the
    place of its cell among them, and ``numbers`` the row numbers that a spreadsheet shows."""

    column: Column
    place: int
    cells: Sequence[Cell] = field(repr=False)
    codes: array[int] = field(repr=False)
    numbers: Sequence[int] = field(repr=False)

    @property
    def where(self) -> str:
        """Column H (Session date)."""
        return f"column {letter(self.place + 1)} ({heading(self.column.name)})"

    @cached_property
    def counts(self) -> Counter[int]:
        """In how many rows each distinct cell stands, by its place."""
        return Counter(self.codes)

    @cached_property
    def texts(self) -> list[str]:
        """The distinct cells as text; nothing of those that are ``too_long``."""
        return ["" if too_long(cell) else as_text(cell) for cell in self.cells]

    def places(self, wanted: Callable[[Cell], bool]) -> frozenset[int]:
        """The places of the distinct cells of which ``wanted`` is true."""
        return frozenset(place for place, cell in enumerate(self.cells) if wanted(cell))

    def rows_of(self, places: Container[int]) -> list[int]:
        """The numbers of the rows that hold one of the distinct cells at ``places``."""
        return [number for number, code in zip(self.numbers, self.codes, strict=True) if code in places]

    def rows_in_words(self, places: Container[int]) -> str:
        """Row 13; rows 4, 9 and 12; rows 4 to 13 and 40 more."""
        return rows_in_words(self.rows_of(places))


def too_long(cell: Cell) -> bool:
    """Whether the cell is longer than any that is read."""
    return isinstance(cell, str) and len(cell) > LONGEST


def rows_in_words(rows: Sequence[int]) -> str:
    """Row 13; rows 4, 9, 12; the first ten and how many more."""
    named = ", ".join(map(str, rows[:MOST_ROWS]))
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    return f"row{'s' if len(rows) > 1 else ''} {named}{more}"


def column_cells(column: Column, place: int, rows: CodedRows[Cell], numbers: Sequence[int]) -> ColumnCells:
    """The column at ``place`` of ``rows``; a row that is too short has a blank cell there."""
    coded = rows.column(place)
    return ColumnCells(column, place, coded.cells, coded.codes, numbers)
