"""A sheet as every reader gives it, whatever the file: rows by number, merged ranges, faulty cells.

What is right for one kind of file is so for all: heading rows, merged ranges, furniture and faults are
judged on this model and nowhere else.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.table import Cell, Furniture, blank

#: Cells that merged ranges may fill; more is a trap for the time.
MOST_FILLED = 2_000_000

#: Rules that a cell breaks before its value is looked at.
ERROR_IN_CELL = "error_in_cell"
NO_RESULT = "formula_without_result"

#: What a spreadsheet shows for a formula that fails, also where it was saved as text; and in German.
_ERROR = re.compile(r"#(?:N/?A|NV|[A-Z][A-Z0-9/_]*[!?]|GETTING_DATA)|#{3,}|Err:\d{3}", re.IGNORECASE)


@dataclass(frozen=True)
class Merged:
    """A merged range, from 1: its value stands in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Unseen:
    """The numbers of rows and columns (from 1) that a spreadsheet does not show, by hand or by a filter."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Unfolded:
    """How a wide published table stood in its sheet, whose rows are now one for each figure.

    ``above`` are the rows above its headings, ``furniture`` those below that hold no figure of ours,
    ``places`` for each row of figures where in the sheet each of its cells came from (-1: nowhere),
    ``differing`` the rows with a total that its parts do not make, and ``merged`` how many rows were added
    into others.
    """

    above: Sequence[tuple[int, Sequence[Cell]]] = field(repr=False)
    furniture: Mapping[int, Furniture]
    places: Sequence[tuple[int, ...]]
    differing: frozenset[int] = frozenset()
    merged: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``place`` is 1 for the first; 0 where the file is one table and has no sheets.

    ``rows`` are those that are not blank, by number (1 is the first that a spreadsheet shows); ``faults`` are
    rules that a cell breaks, by row and column (from 1); ``far`` is as in Table; ``stray`` has rows in which
    a stray quotation mark opens, and where it is closed; ``open_end`` says that the last line lacks its end,
    as where a file is cut short. A hidden sheet may be read where the TOML names it. ``edition`` is the day
    of publication that the file says, of a published table. ``since_1904`` says that its file counts days
    from 1904, as Excel on a Mac long did: its numbers that are dates are four years later than others.
    ``unseen`` are the rows and columns that it does not show, which are read all the same.
    ``apart`` are rows that hold no record of ours, where the system that made the file is known.
    """

    # Left out of repr, so that no log or traceback can show what may be a person's.
    name: str = field(repr=False)
    place: int
    rows: Sequence[tuple[int, Sequence[Cell]]] = field(repr=False)
    merged: tuple[Merged, ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    far: Mapping[int, str] = field(default_factory=dict, repr=False)
    stray: Mapping[int, int] = field(default_factory=dict)
    open_end: bool = False
    hidden: bool = False
    since_1904: bool = False
    unseen: Unseen = field(default_factory=Unseen)
    unfolded: Unfolded | None = None
    edition: datetime.date | None = None
    apart: Mapping[int, Furniture] = field(default_factory=dict)


class TooMuchMerged(Exception):
    """The merged ranges of a sheet hold more cells than are filled."""


def filled_rows(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Sequence[tuple[int, Sequence[Cell]]]:
    """The rows that hold anything."""
    if not isinstance(rows, CodedRows):
        return [(number, cells) for number, cells in rows if any(not blank(cell) for cell in cells)]
    empty = set(rows.positions(0, blank))
    for place in range(1, rows.width):
        if empty:
            empty.intersection_update(rows.positions(place, blank))
    empty -= {position for position, cells in rows.longer() if not all(map(blank, cells))}
    numbers = rows.numbers
    return rows.without(numbers[position] for position in empty)


def unmerged(
    rows: Sequence[tuple[int, Sequence[Cell]]], merged: Iterable[Merged]
) -> Sequence[tuple[int, Sequence[Cell]]]:
    """``rows`` with the value of each merged range in all of its cells; no row comes to be by it.

    Raises TooMuchMerged.
    """
    ranges = [
        merge
        for merge in merged
        if (merge.first_row, merge.first_column) != (merge.last_row, merge.last_column)
    ]
    if not ranges:
        return rows
    numbers = [number for number, _ in rows]
    filled: list[tuple[int, Sequence[Cell]]] = list(rows)
    room = MOST_FILLED
    for merge in ranges:
        start = bisect_left(numbers, merge.first_row)
        if start == len(numbers) or numbers[start] != merge.first_row:
            continue  # its first cell stands in a blank row
        first = filled[start][1]
        value = first[merge.first_column - 1] if merge.first_column <= len(first) else ""
        if blank(value):
            continue
        width = max(len(filled[start][1]), 1)
        last = min(merge.last_column, max(width, merge.first_column))
        for place in range(start, bisect_left(numbers, merge.last_row + 1)):
            room -= last - merge.first_column + 1
            if room < 0:
                raise TooMuchMerged
            number, cells = filled[place]
            longer = list(cells) + [""] * (last - len(cells))
            longer[merge.first_column - 1 : last] = [value] * (last - merge.first_column + 1)
            filled[place] = number, longer
    return filled


def shows_error(cell: Cell) -> bool:
    """Whether the cell is text that stands for an error of a spreadsheet."""
    return isinstance(cell, str) and cell[:1] in "#Ee " and _ERROR.fullmatch(cell.strip()) is not None
