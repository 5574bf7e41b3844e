"""A table as read: headings, and rows of raw cells with the row numbers a spreadsheet shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.intake.validation.findings import ExtractRefused

#: A cell as read: text from a CSV file; from a workbook also numbers, dates, times and true / false.
Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta

#: No format has more than a quarter of this; a wider table is another table or another delimiter.
MOST_COLUMNS = 120
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff")


@dataclass(frozen=True)
class Table:
    """Headings and rows as read. Rows that are blank throughout are left out.

    ``rows`` are pairs of row number (1 is a sheet's first row) and cells; ``elsewhere`` the headings of
    a workbook's other sheets by their place (2 is the second sheet). ``far`` has the letters of the first
    column beyond ``MOST_COLUMNS`` that a row uses, by row number; what stands there is not read.
    """

    # Left out of repr, so that no log or traceback can show what may be a person's.
    headings: tuple[str, ...] = field(repr=False)
    heading_row: int
    rows: tuple[tuple[int, Sequence[Cell]], ...] = field(repr=False)
    elsewhere: tuple[tuple[int, tuple[str, ...]], ...] = field(default=(), repr=False)
    far: Mapping[int, str] = field(default_factory=dict, repr=False)


def table(
    name: str, numbered: Iterable[tuple[int, Sequence[Cell]]], far: Mapping[int, str] | None = None
) -> Table:
    """The table whose first row that is not blank holds the headings; ``far`` as in Table.

    Raises ExtractRefused where there are no headings, or too many columns.
    """
    far = far or {}
    filled = [(number, cells) for number, cells in numbered if any(not blank(cell) for cell in cells)]
    if not filled:
        raise ExtractRefused(name, f"{name} is empty.", "Export it again and send the new file.")
    (heading_row, first), rows = filled[0], filled[1:]
    if heading_row in far:
        raise ExtractRefused(
            name,
            f"{name} has something in column {far[heading_row]} of row {heading_row}, beside its headings.",
            f"Clear that cell, or send a table of at most {MOST_COLUMNS} columns.",
        )
    width = max((place for place, cell in enumerate(first, 1) if not blank(cell)), default=0)
    if width > MOST_COLUMNS:
        raise ExtractRefused(
            name,
            f"{name} has {width} columns, more than any extract has.",
            f"Send a table of at most {MOST_COLUMNS} columns, with its headings in the first line.",
        )
    alone = [(number, ()) for number in sorted(far.keys() - {number for number, _ in rows})]
    return Table(
        tuple(str(cell).strip() for cell in first),
        heading_row,
        tuple(sorted([*rows, *alone], key=_number)),
        far=far,
    )


def _number(row: tuple[int, Sequence[Cell]]) -> int:
    return row[0]


def blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell."""
    return isinstance(cell, str) and not as_text(cell)


def as_text(cell: Cell) -> str:
    """The cell as text with single spaces; whole numbers without a decimal point."""
    if isinstance(cell, str):
        return " ".join(cell.translate(_INVISIBLE).split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def letter(place: int) -> str:
    """A column's letter from its place: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if place % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"
