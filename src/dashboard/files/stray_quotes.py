"""Rows that a stray quotation mark has made one: told by their lines, and read as the rows that they are.

A mark forgotten in one row and one typed in a later row make everything between them a single cell, and whole
rows vanish without a word. Lines of a cell that split into as many cells as rows do are no lines of a cell.
Where all of them do, they are rows, without doubt; where only some do, the file is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.files.coded_rows import CodedRows, Coding
from dashboard.files.text_file import Unreadable

#: A narrower table than this has too few delimiters in a line to tell a row from a sentence.
_NARROW = 3


class Marks:
    """What is noted of rows of several lines while a text is read with ``delimiter``."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        #: The lines of rows that may be several, by the number of the row.
        self.long: dict[int, list[str]] = {}
        self._widths: Counter[int] = Counter()
        self._of_lines: Counter[int] = Counter()

    def see(self, number: int, cells: Sequence[str], raw: list[str]) -> None:
        """Note a row that was read from the lines ``raw``."""
        if len(raw) < 2:
            self._widths[len(cells)] += 1
            return
        self._of_lines.update(line.count(self.delimiter) + 1 for line in raw)
        # Only lines that are alike can be rows; those of notes are not kept, of which a file may be full.
        if _some_alike(raw, self.delimiter):
            self.long[number] = raw

    @property
    def usual_width(self) -> int:
        """The width that most rows of a single line have; of lines where there is no such row."""
        counted = Counter({width: rows for width, rows in self._widths.items() if width > 1})
        counted = counted or self._of_lines
        return max(counted, key=lambda width: (counted[width], width), default=1)


def with_own_rows(rows: CodedRows[str], marks: Marks) -> tuple[CodedRows[str], dict[int, int]]:
    """``rows`` with the lines of those that are several as rows of their own, and where such begin and end.

    Raises Unreadable where only some of the lines look like rows.
    """
    width = marks.usual_width
    several = {
        number: raw
        for number, raw in marks.long.items()
        if width > 1 and sum(_looks_like_a_row(line, marks.delimiter, width) for line in raw) > 1
    }
    if not several:
        return rows, {}
    own = Coding("", texts=True)
    stray: dict[int, int] = {}
    more = 0
    for number, cells in rows:
        raw = several.get(number, [])
        if not raw:
            own.add(number + more, cells)
            continue
        first, last = number + more, number + more + len(raw) - 1
        if not all(_looks_like_a_row(line, marks.delimiter, width) for line in raw):
            raise runaway(first, last)
        for place, line in enumerate(raw):
            split = line.rstrip("\r\n").replace('"', "").split(marks.delimiter)
            own.add(first + place, [cell.lstrip(" ") for cell in split])
        stray[first] = last
        more += len(raw) - 1
    return own.rows(), stray


def _some_alike(lines: Sequence[str], delimiter: str) -> bool:
    """Whether two of the lines would be rows of a table of some width."""
    wide = Counter(_width(line, delimiter, narrow=False) for line in lines)
    narrow = Counter(_width(line, delimiter, narrow=True) for line in lines)
    return any(count > 1 and width > _NARROW for width, count in wide.items()) or any(
        count > 1 and 1 < width <= _NARROW for width, count in narrow.items()
    )


def _looks_like_a_row(line: str, delimiter: str, width: int) -> bool:
    return _width(line, delimiter, narrow=width <= _NARROW) == width


def _width(line: str, delimiter: str, *, narrow: bool) -> int:
    """Cells of a line as if no quotation mark stood in it; in a narrow table a sentence's commas are none."""
    marks = line.count(delimiter)
    return marks + 1 - (line.count(f"{delimiter} ") if narrow else 0)


def runaway(opened: int, closed: int) -> Unreadable:
    """A quotation mark that runs over lines of which some look like rows."""
    return Unreadable(
        f"has a quotation mark, opened in row {opened}, that runs over {closed - opened + 1} lines that look "
        "like rows",
        f"Look at rows {opened} to {closed}: remove a mark that stands alone, and send the file again.",
    )
