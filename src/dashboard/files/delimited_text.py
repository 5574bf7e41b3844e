"""CSV as spreadsheets save it: which letters, which delimiter, which rows.

UTF-8 with or without a mark, UTF-16 (Excel's "Unicode text"), Windows-1252, and Mac Roman where lines end as
only Excel's "CSV (Macintosh)" ends them; comma, semicolon, tab or pipe.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

DELIMITERS = ",;\t|"
#: Cells; Python takes some 60 bytes for each.
MOST_CELLS = 12_000_000
#: Lines that are looked at for the delimiter.
_FIRST_LINES = 40
#: Texts that are looked up for sharing at a time.
_MOST_SHARED = 100_000
#: A narrower table than this has too few delimiters in a line to tell a row from a sentence.
_NARROW = 3

#: How files of other kinds begin, and what to say of them.
_BEGINNINGS = (
    (b"PK\x03\x04", "an Excel workbook or a zip file renamed to .csv", "Give it back its ending, .xlsx."),
    (b"\xd0\xcf\x11\xe0", "an old Office file renamed to .csv", "Open it in Excel and save it as .xlsx."),
    (b"%PDF", "a PDF renamed to .csv", "Ask for the table as a CSV file or an Excel workbook."),
    (b"\x1f\x8b", "a compressed file renamed to .csv", "Unpack it first."),
    (b"\x89PNG", "a picture renamed to .csv", "Ask for the table as a CSV file or an Excel workbook."),
    (b"<", "a web page or XML renamed to .csv", "Open it in Excel and save it as .xlsx."),
)
CUT_SHORT = "Export it again, wait until it has finished, and send the new file."


class Unreadable(Exception):
    """The bytes are no table. ``what`` follows the file's name in a sentence; ``advice`` is what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


def decode(data: bytes) -> str:
    """The text of a CSV file. Raises Unreadable where it is none."""
    for beginning, what, advice in _BEGINNINGS:
        if data.lstrip().startswith(beginning):
            raise Unreadable(f"is {what}", advice)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\x00" in data and (without_mark := _utf_16(data)):
        return _decoded(data, without_mark)
    if b"\x00" in data:
        raise Unreadable(
            "is not a text file, whatever its ending says",
            "Export the table as a CSV file or an Excel workbook.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start]
        if wrong.end == len(data) and wrong.reason == "unexpected end of data" and not before.isascii():
            raise Unreadable("is cut short in the middle of a letter", CUT_SHORT) from None
    return _decoded(data, "mac_roman" if b"\r" in data and b"\n" not in data else "cp1252")


def _utf_16(data: bytes) -> str:
    """The kind of UTF-16 without a mark that the first letters show; empty where they show none."""
    first = data[:200]
    if len(first) < 4 or len(data) % 2:
        return ""
    for name, letters, nothing in (
        ("utf-16-le", first[::2], first[1::2]),
        ("utf-16-be", first[1::2], first[::2]),
    ):
        if 0 not in letters and not any(nothing):
            return name
    return ""


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "is in an encoding that is neither UTF-8 nor Windows-1252", "Save it as 'CSV UTF-8' in Excel."
        ) from None


@dataclass(frozen=True)
class Records:
    """The rows of a text by their numbers, without those that are blank.

    The n-th row is the one that a spreadsheet shows as n. ``stray`` has the row in which a stray quotation
    mark opens, and the one in which it is closed: what stood between them are rows of their own here.
    """

    # Left out of repr, so that no log or traceback can show what may be a person's.
    rows: Sequence[tuple[int, list[str]]] = field(repr=False)
    stray: Mapping[int, int]


def records(text: str) -> list[list[str]]:
    """The rows of ``text``, blank ones too, so that the n-th is the row that a spreadsheet shows as n.

    Raises Unreadable, naming the row, where a quotation mark stands wrong.
    """
    parsed = numbered(text)
    for opened, closed in parsed.stray.items():
        raise _runaway(opened, closed)
    rows: list[list[str]] = []
    for number, cells in parsed.rows:
        rows.extend([] for _ in range(number - len(rows) - 1))
        rows.append(cells)
    return rows


def numbered(text: str) -> Records:
    """The rows of ``text`` that are not blank, by number.

    Raises Unreadable, naming the row, where a quotation mark stands wrong or there are too many cells.
    """
    first, _, rest = text.partition("\n")
    named = first.strip().lower()
    if named.startswith("sep=") and len(first.strip()) <= 5:
        # Excel's own line to name the delimiter; Excel does not show it, so row 1 is the next line. A tab
        # is taken for a space at the line's end.
        return _numbered(rest, first.strip()[4:] or "\t")
    return _numbered(text, _delimiter(text))


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


def _delimiter(text: str) -> str:
    """The delimiter that splits the first lines into most cells, alike; a comma where none does."""
    filled = (line for line in io.StringIO(text, newline="") if line.strip())
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


class _Lines:
    """The lines of a text, with those since the last look kept."""

    def __init__(self, text: str) -> None:
        # Not StringIO, which takes four bytes for every letter.
        self._stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
        self._since: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self._since.append(line)
            yield line

    def taken(self) -> list[str]:
        """The lines since the last look."""
        taken, self._since = self._since, []
        return taken


def _numbered(text: str, delimiter: str) -> Records:
    rows: list[tuple[int, list[str]]] = []
    long: dict[int, list[str]] = {}
    seen: dict[str, str] = {}  # most cells repeat a word: equal ones are one text in memory
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    number, room = 0, MOST_CELLS
    try:
        for number, cells in enumerate(reader, 1):
            raw = lines.taken()
            room -= len(cells)
            if room < 0:
                raise Unreadable("has far too many cells", "Send a shorter period in each file.")
            if len(raw) > 1:
                long[number] = raw
            if any(cells):
                rows.append((number, [seen.setdefault(cell, cell) for cell in cells]))
                if len(seen) > _MOST_SHARED:
                    seen.clear()
    except csv.Error as wrong:
        raise _misquoted(number + 1, str(wrong)) from None
    return _with_own_rows(rows, long, delimiter) if long else Records(rows, {})


def _misquoted(row: int, wrong: str) -> Unreadable:
    if "unexpected end" in wrong or "field larger" in wrong:
        return Unreadable(
            f"is cut short, or a quotation mark opened in row {row} is never closed",
            f"Look at row {row} and at the end of the file; export it again.",
        )
    return Unreadable(
        f"has a quotation mark in the middle of a cell in row {row}, so the row cannot be read",
        "Remove the mark, or save the file from Excel, which doubles such marks.",
    )


def _runaway(opened: int, closed: int) -> Unreadable:
    return Unreadable(
        f"has a quotation mark, opened in row {opened}, that runs over {closed - opened + 1} lines that look "
        "like rows",
        f"Look at rows {opened} to {closed}: remove a mark that stands alone, and send the file again.",
    )


def _with_own_rows(rows: list[tuple[int, list[str]]], long: dict[int, list[str]], delimiter: str) -> Records:
    """The rows, with lines that a stray quotation mark made one cell of as the rows that they are.

    A mark forgotten in one row and one typed in a later row make everything between them a single cell, and
    whole rows vanish without a word. Lines of a cell that split into as many cells as rows do are no lines
    of a cell. Where all of them do, they are rows, without doubt; where only some do, the file is refused.
    """
    width = _usual_width(rows, long, delimiter)
    own: list[tuple[int, list[str]]] = []
    stray: dict[int, int] = {}
    more = 0
    for number, cells in rows:
        raw = long.get(number, [])
        alike = sum(_naive_width(line, delimiter, width) == width for line in raw)
        if width < 2 or alike < 2:
            own.append((number + more, cells))
            continue
        first, last = number + more, number + more + len(raw) - 1
        if alike < len(raw):
            raise _runaway(first, last)
        for place, line in enumerate(raw):
            split = line.rstrip("\r\n").replace('"', "").split(delimiter)
            own.append((first + place, [cell.lstrip(" ") for cell in split]))
        stray[first] = last
        more += len(raw) - 1
    return Records(own, stray)


def _usual_width(rows: list[tuple[int, list[str]]], long: dict[int, list[str]], delimiter: str) -> int:
    """The width that most rows of a single line have; of lines where there is no such row."""
    counted = Counter(len(cells) for number, cells in rows if number not in long and len(cells) > 1)
    if not counted:
        counted = Counter(line.count(delimiter) + 1 for raw in long.values() for line in raw)
    return max(counted, key=lambda width: (counted[width], width), default=1)


def _naive_width(line: str, delimiter: str, width: int) -> int:
    """Cells of a line as if no quotation mark stood in it; in a narrow table a sentence's commas are none."""
    marks = line.count(delimiter)
    return marks + 1 - (line.count(f"{delimiter} ") if width <= _NARROW else 0)
