"""A table as read: headings, and rows of raw cells with the row numbers a spreadsheet shows."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.files.coded_rows import CodedRows

#: A cell as read: text from a CSV file; from a workbook also numbers, dates, times and true / false.
Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta

#: Published tables have a column for each of over a hundred nationalities, or for each year of age of both
#: sexes; ours have a tenth of this. A wider table is another table or another delimiter.
MOST_COLUMNS = 260


def _unseen() -> dict[int, str]:
    """Characters that are there and are not seen, and what is read instead of each.

    Soft hyphens, joiners, marks of direction and control characters are nothing; what a program made of
    Windows-1252 that it took for Latin-1 is the sign that was meant.
    """
    unseen = {code: "" for code in range(0x10000) if unicodedata.category(chr(code)) in {"Cf", "Cc"}}
    white = {code for code in unseen if chr(code).isspace()}
    windows = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
    return {code: sign for code, sign in (unseen | windows).items() if code not in white}


_INVISIBLE = _unseen()
#: What a spreadsheet, its user or a program puts around text so that it stays text: ="00123", '00123, 'SN-1'.
_AROUND = re.compile(
    r"""=\"(?P<quoted>[^\"]*)\"|'(?P<marked>\d.*?)'?"""
    r"""|(?P<mark>['\"])(?P<within>.+)(?P=mark)|\u201c(?P<curly>.+)\u201d"""
)
_SIGNS_AROUND = ("=", "'", '"', "\u201c")


class Furniture(StrEnum):
    """What a row is that holds no record."""

    TOTAL = "total"
    HEADINGS = "headings again"
    TITLE = "title again"
    NOTE = "note"
    LINE = "line"
    OTHER = "nothing that is counted here"
    JOINED = "part of another row's attendance or sum"
    HOLDER = "who holds the session"
    OPEN = "not completed yet"


@dataclass(frozen=True)
class Table:
    """Headings and rows as read. Rows that are blank throughout are left out.

    ``rows`` are pairs of row number (1 is a sheet's first row) and cells; ``heading_row`` is the last of the
    heading rows, and ``above`` has those above it that are not blank. ``far`` has the letters of the first
    column beyond ``MOST_COLUMNS`` that a row uses, by row number; what stands there is not read.
    ``furniture`` are rows that hold no record, ``faults`` rules that a cell breaks by row and column (from
    1), ``stray`` the rows in which a stray quotation mark opens or is closed. ``sheet`` is the place of its
    sheet, 0 where the file is one table; ``used`` the places that any row fills, where they are known.
    Of a table that was unfolded ``places``, ``differing`` and ``merged`` are as in ``sheet.Unfolded``;
    ``edition`` is the day of publication that the file says. ``unseen`` are the numbers of its rows and the
    letters of its columns that are read although a spreadsheet does not show them.
    """

    # Left out of repr, so that no log or traceback can show what may be a person's.
    headings: tuple[str, ...] = field(repr=False)
    heading_row: int
    rows: Sequence[tuple[int, Sequence[Cell]]] = field(repr=False)
    far: Mapping[int, str] = field(default_factory=dict, repr=False)
    sheet: int = 0
    above: Sequence[tuple[int, Sequence[Cell]]] = field(default=(), repr=False)
    furniture: Mapping[int, Furniture] = field(default_factory=dict)
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    stray: frozenset[int] = frozenset()
    used: frozenset[int] | None = None
    places: Sequence[tuple[int, ...]] = ()
    differing: frozenset[int] = frozenset()
    merged: int = 0
    edition: datetime.date | None = None
    unseen: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())

    def fills(self, place: int) -> bool:
        """Whether any row fills the column at ``place`` (0 is the first)."""
        if self.used is not None:
            return place in self.used
        return CodedRows.of(self.rows, "").holds(place, lambda cell: not blank(cell))


def blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell."""
    return isinstance(cell, str) and (not cell or not as_text(cell))


def as_text(cell: Cell) -> str:
    """The cell as text with single spaces; whole numbers without a decimal point."""
    if isinstance(cell, str):
        text = " ".join(cell.translate(_INVISIBLE).split())
        around = _AROUND.fullmatch(text) if text[:1] in _SIGNS_AROUND else None
        return _within(around) if around else text
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _within(around: re.Match[str]) -> str:
    """What stands within the signs."""
    return next(filter(None, around.group("quoted", "marked", "within", "curly")), "").strip()


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
