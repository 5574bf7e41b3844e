"""CSV as spreadsheets save it: which delimiter (comma, semicolon, tab or pipe), which rows.

Lines are taken up one by one and their cells coded (``coded_rows``), so that the text of a file is never
whole in memory: what is held is each distinct cell once, and a small number for each cell of a row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from dashboard.files.coded_rows import PIECE, CodedRows, Coding
from dashboard.files.stray_quotes import Marks, runaway, with_own_rows
from dashboard.files.text_file import Unreadable

DELIMITERS = ",;\t|"
#: Places for cells, in all columns and rows: up to 4 bytes each.
MOST_CELLS = 60_000_000
#: Different cells, counted column by column: 100 to 200 bytes each.
MOST_DIFFERENT = 6_000_000
#: Lines that are looked at for the delimiter.
_FIRST_LINES = 40

#: Gives the lines of a text from the first on, each time it is asked.
Lines = Callable[[], Iterator[str]]


@dataclass(frozen=True)
class Records:
    """The rows of a text by their numbers, without those that are blank.

    The n-th row is the one that a spreadsheet shows as n. ``stray`` has the row in which a stray quotation
    mark opens, and the one in which it is closed: what stood between them are rows of their own here.
    ``open_end`` says that the last line lacks its end.
    """

    # Left out of repr, so that no log or traceback can show what may be a person's.
    rows: CodedRows[str] = field(repr=False)
    stray: Mapping[int, int]
    open_end: bool = False


def records(text: str) -> list[list[str]]:
    """The rows of ``text``, blank ones too, so that the n-th is the row that a spreadsheet shows as n.

    Raises Unreadable, naming the row, where a quotation mark stands wrong.
    """
    parsed = numbered(lambda: iter(io.StringIO(text, newline="")))
    for opened, closed in parsed.stray.items():
        raise runaway(opened, closed)
    rows: list[list[str]] = []
    for number, cells in parsed.rows:
        rows.extend([] for _ in range(number - len(rows) - 1))
        rows.append(cells)
    return rows


def numbered(lines: Lines) -> Records:
    """The rows of a text that are not blank, by number.

    Raises Unreadable, naming the row, where a quotation mark stands wrong or there is too much to hold.
    """
    text = lines()
    first = next(text, "")
    named = first.strip().lower()
    if named.startswith("sep=") and len(first.strip()) <= 5:
        # Excel's own line to name the delimiter; Excel does not show it, so row 1 is the next line. A tab
        # is taken for a space at the line's end.
        return _Reading(text, first.strip()[4:] or "\t", first).records()
    return _Reading(chain([first], text), _delimiter(lines()), first).records()


@dataclass(frozen=True)
class _Splitting:
    """How a delimiter splits the first lines: the likeliest width, and the lines that have it."""

    width: int
    lines: frozenset[int]
    of: int

    @property
    def score(self) -> int:
        """How many cells it makes of lines that it splits alike."""
        return len(self.lines) * (self.width - 1)

    @property
    def first(self) -> int:
        """The first line that it splits so."""
        return min(self.lines, default=self.of)

    def denies(self, other: _Splitting) -> bool:
        """Whether ``other`` splits only cells of rows that this one splits: words separated within a cell."""
        covers = 2 * len(self.lines) >= self.of - self.first
        return self.first < other.first and other.first in self.lines and covers


def _delimiter(text: Iterable[str]) -> str:
    """The delimiter that splits the first lines into most cells, alike; a comma where none does."""
    filled = (line for line in text if line.strip())
    lines = [line for line, _ in zip(filled, range(_FIRST_LINES), strict=False)]
    splittings = {delimiter: _splitting(lines, delimiter) for delimiter in DELIMITERS}
    for delimiter in sorted(DELIMITERS, key=lambda each: -splittings[each].score):
        if not any(other.denies(splittings[delimiter]) for other in splittings.values()):
            return delimiter
    return DELIMITERS[0]


def _splitting(lines: list[str], delimiter: str) -> _Splitting:
    widths: list[int] = []
    with suppress(csv.Error):  # a quotation mark never closed: reading says so, whatever the delimiter
        widths.extend(len(cells) for cells in csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    counted = Counter(width for width in widths if width > 1)
    width = max(counted, key=lambda cells: counted[cells] * (cells - 1), default=1)
    alike = frozenset(place for place, cells in enumerate(widths) if cells == width > 1)
    return _Splitting(width, alike, len(widths))


class _Reading:
    """Reads the rows of ``lines`` once; ``last`` is the line before them."""

    def __init__(self, lines: Iterable[str], delimiter: str, last: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._since: list[str] = []
        self._last = last
        self._coding = Coding("", texts=True)
        self._marks = Marks(delimiter)

    def records(self) -> Records:
        """The rows, and those within runaway quotation marks as rows of their own."""
        reader = csv.reader(self._each(), delimiter=self._delimiter, strict=True, skipinitialspace=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                raw, self._since = self._since, []
                if any(cells):
                    self._coding.add(number, cells)
                    self._marks.see(number, cells, raw)
                if not number % PIECE:
                    self._refuse_too_much()
        except csv.Error as wrong:
            raise _misquoted(number + 1, str(wrong), lines=len(self._since)) from None
        rows = self._coding.rows()
        self._refuse_too_much()
        own, stray = with_own_rows(rows, self._marks)
        return Records(own, stray, open_end=not self._last.endswith(("\n", "\r")))

    def _each(self) -> Iterator[str]:
        for line in self._lines:
            self._since.append(line)
            self._last = line
            yield line

    def _refuse_too_much(self) -> None:
        if self._coding.held > MOST_CELLS:
            raise Unreadable("has far too many cells", "Send a shorter period in each file.")
        if self._coding.distinct > MOST_DIFFERENT:
            raise Unreadable("has far too many different cells", "Send a shorter period in each file.")


def _misquoted(row: int, wrong: str, lines: int) -> Unreadable:
    if "field larger" in wrong and lines == 1:
        return Unreadable(
            f"has a cell of more than {csv.field_size_limit() // 1000 * 1000:,} letters in row {row}",
            f"Look at row {row}: shorten the cell, or export the file again.",
        )
    if "unexpected end" in wrong or "field larger" in wrong:
        return Unreadable(
            f"is cut short, or a quotation mark opened in row {row} is never closed",
            f"Look at row {row} and at the end of the file; export it again.",
        )
    return Unreadable(
        f"has a quotation mark in the middle of a cell in row {row}, so the row cannot be read",
        "Remove the mark, or save the file from Excel, which doubles such marks.",
    )
