"""The used cells of a workbook's sheets, so that one far away costs nothing.

Calamine lays every sheet out as the whole rectangle around its used cells: one stray value in the last
cell of a sheet is 17 billion cells, and the process is gone. The sheets' XML is therefore looked through
first, part by part, for what is used and where (ECMA-376 part 1, 18.3.1: worksheet, sheetData, row, c), and
a sheet that is mostly empty is written anew (``compacting``). The same walk notes what calamine does not tell
from a blank: cells with errors and formulas without results.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from dashboard.intake.validation.table import MOST_COLUMNS, letter

#: Bytes; a workbook that unpacks to more is a trap for the memory.
MOST_UNPACKED = 1_000_000_000
#: Bytes; calamine holds the texts that cells share whole, in three times the room.
MOST_SHARED_TEXT = 300_000_000
_SHARED_TEXT = "xl/sharedstrings.xml"
#: Bytes from which a part is looked at, and how many times its packed size it may have: what spreadsheets
#: write packs 5 to 50 times, a trap up to 1,000.
LARGE, MOST_PACKED = 50_000_000, 200
#: Of a sheet, once its empty rows are left out; calamine takes 32 bytes for each, Python 8 more.
MOST_CELLS = 12_000_000
#: A rectangle of more than so many cells for each that is used, beyond the first few thousand, is sparse.
_SPARSE, _FEW = 4, 10_000

#: No spreadsheet program has so many rows; a reference beyond them is damage.
MOST_ROWS = 1 << 24
_CHUNK = 1 << 20
#: What a reference ends with.
DIGITS = "0123456789"
_CONTENT = frozenset({"v", "is", "f"})


class TooMuch(Exception):
    """The workbook unpacks to more than is read."""


class NotWhole(Exception):
    """A part of the workbook cannot be read."""


@dataclass(frozen=True)
class Extent:
    """The used cells of one sheet: how many, in which rows (from 1), and the outermost columns (from 1).

    ``errors`` are cells that hold an error, ``formulas`` those with a formula whose result is not kept as
    text, ``merged`` the merged ranges; each as it is written, C2 or C2:D4.
    """

    cells: int
    rows: frozenset[int]
    first_column: int
    last_column: int
    errors: frozenset[str] = frozenset()
    formulas: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

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


class Walk:
    """Goes through the XML of one part and keeps the references of a worksheet's used cells.

    A cell or row without a reference follows the last one, as calamine counts. Handlers run once for each
    element, so they compare and keep text; numbers are made of it at the end, once for each row and column.
    """

    def __init__(self) -> None:
        self.root = ""
        self.cells = 0
        self.letters: set[str] = set()
        self.digits: set[str] = set()
        self.errors: set[str] = set()
        self.formulas: set[str] = set()
        self.merged: list[str] = []
        self.hidden: tuple[set[int], set[int]] = set(), set()
        self.kind: list[str] = []
        self.row = 0
        self.last = ""  # the reference of the last cell of the row
        self.at = ""  # the reference of the cell whose content has not begun
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = refuse_doctype

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """The next bytes of the part. Raises NotWhole where they are no XML that Excel would write."""
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError, LookupError) as broken:
            raise NotWhole from broken

    def extent(self) -> Extent:
        """Where the used cells are. Raises NotWhole where a reference is none."""
        try:
            rows = frozenset(map(row_of, self.digits))
            columns = [column_of(letters) for letters in self.letters]
        except ValueError as broken:
            raise NotWhole from broken
        return Extent(
            self.cells,
            rows,
            min(columns, default=0),
            max(columns, default=0),
            frozenset(self.errors),
            frozenset(self.formulas),
            tuple(self.merged),
            *map(frozenset, self.hidden),
        )

    def _start(self, tag: str, attributes: list[str]) -> None:
        name = local(tag)
        if name == "c":
            self.at = self.last = _reference(attributes) or self._next()
            self.kind = attributes
        elif name in _CONTENT:
            if self.at:
                self._used(self.at)
                self.at = ""
                if "e" in self.kind:
                    self.errors.add(self.last)
            if name == "f":
                self.formulas.add(self.last)
            elif "str" in self.kind and name == "v":
                self.formulas.discard(self.last)  # a result, be it an empty text
        else:
            self.at = ""
            if name == "row":
                self.row, self.last = row_of(_reference(attributes) or str(self.row + 1)), ""
                if _is_hidden(attributes):
                    self.hidden[0].add(self.row)
            elif name == "col" and _is_hidden(attributes):
                about = dict(zip(attributes[::2], attributes[1::2], strict=True))
                last = min(int(about.get("max", "0")), MOST_COLUMNS)
                self.hidden[1].update(range(max(1, int(about.get("min", "1"))), last + 1))
            elif name == "mergeCell":
                self.merged.append(dict(zip(attributes[::2], attributes[1::2], strict=True)).get("ref", ""))
            elif not self.root:
                self.root = name

    def _used(self, reference: str) -> None:
        letters = reference.rstrip(DIGITS)
        self.cells += 1
        self.letters.add(letters)
        self.digits.add(reference[len(letters) :])

    def _next(self) -> str:
        column = column_of(self.last.rstrip(DIGITS)) + 1 if self.last else 1
        return f"{letter(column)}{self.row}"


def _reference(attributes: list[str]) -> str:
    """The attribute ``r`` of a row or cell, empty where it has none; names and values take turns."""
    if attributes and attributes[0] == "r":
        return attributes[1]
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get("r", "")


def _is_hidden(attributes: list[str]) -> bool:
    """Whether a row or columns are not shown."""
    return "hidden" in attributes and attributes[attributes.index("hidden") + 1] in {"1", "true"}


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag.rpartition(":")[2]


def row_of(digits: str) -> int:
    """The row of ``digits``, from 1. Raises ValueError where they are none, or beyond what a sheet has."""
    row = int(digits)
    if not 0 < row <= MOST_ROWS:
        raise ValueError("no row")
    return row


@lru_cache(maxsize=32_768)
def column_of(letters: str) -> int:
    """The column of ``letters``: A is 1, XFD is 16,384. Raises ValueError where they are none."""
    if not re.fullmatch("[A-Za-z]{1,4}", letters):
        raise ValueError("no column")
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - ord("A") + 1
    return number


def elements(data: bytes, name: str) -> list[dict[str, str]]:
    """The attributes, without prefixes, of each element called ``name``. Raises NotWhole."""
    kept: list[dict[str, str]] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == name:
            kept.append({local(key): value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise NotWhole from broken
    return kept


def refuse_doctype(*_: object) -> None:
    """No spreadsheet program declares a document type; its entities are a trap."""
    raise ValueError("no document type is declared")


def extents(parts: zipfile.ZipFile) -> dict[str, Extent]:
    """The extent of each worksheet by the name of its part. Every part is unpacked to its end.

    Raises TooMuch, NotWhole, and what a broken archive raises.
    """
    by_sheet: dict[str, Extent] = {}
    room = MOST_UNPACKED
    for about in parts.infolist():
        walk: Walk | None = Walk()
        for chunk in unpacked(parts, about):
            room -= len(chunk)
            if room < 0:
                raise TooMuch
            walk = _onward(walk, chunk, about.filename)
        if walk and walk.root == "worksheet":
            walk.feed(b"", last=True)
            by_sheet[about.filename] = walk.extent()
    return by_sheet


def _onward(walk: Walk | None, chunk: bytes, file: str) -> Walk | None:
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


def unpacked(parts: zipfile.ZipFile, about: zipfile.ZipInfo) -> Iterator[bytes]:
    """All that a part unpacks to, whatever size the archive states, with its checksum looked at.

    Raises TooMuch for a trap, and NotWhole.
    """
    most = MOST_SHARED_TEXT if about.filename.casefold() == _SHARED_TEXT else MOST_UNPACKED
    whole = copy.copy(about)
    whole.file_size = MOST_UNPACKED + _CHUNK
    size = 0
    with parts.open(whole) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most or (size > LARGE and size > MOST_PACKED * about.compress_size):
                raise TooMuch
            yield chunk
    if size != about.file_size:
        raise NotWhole
