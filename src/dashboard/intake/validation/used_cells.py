"""The used cells of a workbook's sheets, so that one far away costs nothing.

Calamine lays every sheet out as the whole rectangle around its used cells: one stray value in the last
cell of a sheet is 17 billion cells, and the process is gone. The sheets' XML is therefore looked through
first, part by part, for what is used and where; a sheet that is mostly empty is written anew with its used
rows under one another (ECMA-376 part 1, 18.3.1: worksheet, sheetData, row, c).
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from dashboard.intake.validation.table import MOST_COLUMNS, letter

#: Bytes; a workbook that unpacks to more is a trap for the memory.
MOST_UNPACKED = 1_000_000_000
#: Of a sheet, once its empty rows are left out; calamine takes 32 bytes for each, Python 8 more.
MOST_CELLS = 12_000_000
#: A rectangle of more than so many cells for each that is used, beyond the first few thousand, is sparse.
_SPARSE, _FEW = 4, 10_000

_CHUNK = 1 << 20
_DIGITS = "0123456789"
_CONTENT = frozenset({"v", "is", "f"})
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class TooMuch(Exception):
    """The workbook unpacks to more than is read."""


class NotWhole(Exception):
    """A part of the workbook cannot be read."""


@dataclass(frozen=True)
class Extent:
    """The used cells of one sheet: how many, in which rows (from 1), and the outermost columns (from 1)."""

    cells: int
    rows: frozenset[int]
    first_column: int
    last_column: int

    @property
    def sparse(self) -> bool:
        """Whether the rectangle around the used cells is mostly empty, or wider than any extract."""
        if not self.cells:
            return False
        height = max(self.rows) - min(self.rows) + 1
        area = height * (self.last_column - self.first_column + 1)
        return self.last_column > MOST_COLUMNS or area > _SPARSE * self.cells + _FEW

    @property
    def compact_cells(self) -> int:
        """Cells of the rectangle once empty rows are left out and far columns are one."""
        return len(self.rows) * (min(self.last_column, MOST_COLUMNS) + 2)


class _Walk:
    """Goes through the XML of one part and keeps the references of a worksheet's used cells.

    A cell or row without a reference follows the last one, as calamine counts. Handlers run once for each
    element, so they compare and keep text; numbers are made of it at the end, once for each row and column.
    """

    def __init__(self) -> None:
        self.root = ""
        self.cells = 0
        self.letters: set[str] = set()
        self.digits: set[str] = set()
        self.row = 0
        self.last = ""  # the reference of the last cell of the row
        self.at = ""  # the reference of the cell whose content has not begun
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._declared

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """The next bytes of the part. Raises NotWhole where they are no XML that Excel would write."""
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError, LookupError) as broken:
            raise NotWhole from broken

    def extent(self) -> Extent:
        """Where the used cells are. Raises NotWhole where a reference is none."""
        try:
            rows = frozenset(map(int, self.digits))
            columns = [column_of(letters) for letters in self.letters]
        except ValueError as broken:
            raise NotWhole from broken
        return Extent(self.cells, rows, min(columns, default=0), max(columns, default=0))

    def _declared(self, *_: object) -> None:
        raise ValueError("Excel declares no document type")

    def _start(self, tag: str, attributes: list[str]) -> None:
        name = local(tag)
        if name == "c":
            self.at = self.last = _reference(attributes) or self._next()
        elif name in _CONTENT:
            if self.at:
                self._used(self.at)
                self.at = ""
        else:
            self.at = ""
            if name == "row":
                self.row, self.last = int(_reference(attributes) or self.row + 1), ""
            elif not self.root:
                self.root = name

    def _used(self, reference: str) -> None:
        letters = reference.rstrip(_DIGITS)
        self.cells += 1
        self.letters.add(letters)
        self.digits.add(reference[len(letters) :])

    def _next(self) -> str:
        column = column_of(self.last.rstrip(_DIGITS)) + 1 if self.last else 1
        return f"{letter(column)}{self.row}"


def _reference(attributes: list[str]) -> str:
    """The attribute ``r`` of a row or cell, empty where it has none; names and values take turns."""
    if attributes and attributes[0] == "r":
        return attributes[1]
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r", "")


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag.rpartition(":")[2]


@lru_cache(maxsize=32_768)
def column_of(letters: str) -> int:
    """The column of ``letters``: A is 1, XFD is 16,384. Raises ValueError where they are none."""
    if not re.fullmatch("[A-Za-z]{1,4}", letters):
        raise ValueError("no column")
    number = 0
    for one in letters.upper():
        number = number * 26 + ord(one) - ord("A") + 1
    return number


def extents(parts: zipfile.ZipFile) -> dict[str, Extent]:
    """The extent of each worksheet by the name of its part. Every part is unpacked to its end.

    Raises TooMuch, NotWhole, and what a broken archive raises.
    """
    found: dict[str, Extent] = {}
    room = MOST_UNPACKED
    for about in parts.infolist():
        walk: _Walk | None = _Walk()
        for chunk in _unpacked(parts, about):
            room -= len(chunk)
            if room < 0:
                raise TooMuch
            walk = _onward(walk, chunk, about.filename)
        if walk and walk.root == "worksheet":
            walk.feed(b"", last=True)
            found[about.filename] = walk.extent()
    return found


def _onward(walk: _Walk | None, chunk: bytes, file: str) -> _Walk | None:
    """``walk`` after ``chunk``; None once the part is known to be no worksheet."""
    if walk is None:
        return None
    try:
        walk.feed(chunk)
    except NotWhole:
        if walk.root == "worksheet" or file.casefold().endswith(".xml"):
            raise
        return None
    return walk if walk.root in ("", "worksheet") else None


def _unpacked(parts: zipfile.ZipFile, about: zipfile.ZipInfo) -> Iterator[bytes]:
    """All that a part unpacks to, whatever size the archive states, with its checksum looked at."""
    whole = copy.copy(about)
    whole.file_size = MOST_UNPACKED + _CHUNK
    size = 0
    with parts.open(whole) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            yield chunk
    if size != about.file_size:
        raise NotWhole


def compacted(parts: zipfile.ZipFile, sheets: Iterable[str]) -> bytes:
    """The workbook with ``sheets`` (names of parts) written anew.

    Each of their used rows follows the last, and begins with the number that the spreadsheet shows for it;
    the row's own cells follow from column B on. What is used beyond ``MOST_COLUMNS`` is left out, and the
    letters of its first column stand after them.
    """
    written = io.BytesIO()
    chosen = set(sheets)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for about in parts.infolist():
            data = parts.read(about)
            target.writestr(about.filename, _compact(data) if about.filename in chosen else data)
    return written.getvalue()


class _Copy(_Walk):
    """Keeps the XML of each used cell by row and column; beyond ``MOST_COLUMNS`` only its place."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, dict[int, str]] = {}
        self.far: dict[int, int] = {}
        self.kind = ""
        self.content: list[str] = []
        self.place: tuple[int, int] | None = None
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _used(self, reference: str) -> None:
        letters = reference.rstrip(_DIGITS)
        row, column = int(reference[len(letters) :]), column_of(letters)
        if column > MOST_COLUMNS:
            self.far[row] = min(column, self.far.get(row, column))
            self.rows.setdefault(row, {})
        else:
            self.place = row, column

    def _start(self, tag: str, attributes: list[str]) -> None:
        super()._start(tag, attributes)
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        if self.at:  # a cell begins
            self.kind = "".join(f" {name}={quoteattr(value)}" for name, value in pairs if name in ("s", "t"))
            self.content = []
        elif self.place:
            words = "".join(f" {name}={quoteattr(value)}" for name, value in pairs)
            self.content.append(f"<{local(tag)}{words}>")

    def _text(self, text: str) -> None:
        if self.place:
            self.content.append(escape(text))

    def _end(self, tag: str) -> None:
        if not self.place:
            return
        if local(tag) != "c":
            self.content.append(f"</{local(tag)}>")
            return
        row, column = self.place
        self.rows.setdefault(row, {})[column] = f"{self.kind}>{''.join(self.content)}</c>"
        self.place = None


def _compact(data: bytes) -> bytes:
    walk = _Copy()
    walk.feed(data, last=True)
    lines = [f'<worksheet xmlns="{_NAMESPACE}"><sheetData>']
    for number, row in enumerate(sorted(walk.rows), 1):
        lines.append(f'<row r="{number}"><c r="A{number}"><v>{row}</v></c>')
        lines += (
            f'<c r="{letter(column + 1)}{number}"{cell}' for column, cell in sorted(walk.rows[row].items())
        )
        if row in walk.far:
            place = f"{letter(MOST_COLUMNS + 2)}{number}"
            lines.append(f'<c r="{place}" t="inlineStr"><is><t>{letter(walk.far[row])}</t></is></c>')
        lines.append("</row>")
    lines.append("</sheetData></worksheet>")
    return "".join(lines).encode("utf-8")
