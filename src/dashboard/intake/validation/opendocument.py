"""Read the sheets of an OpenDocument workbook (.ods).

Calamine opens these too, but tells neither merged ranges nor errors nor formulas without results, and lays
repeated cells out one by one, so that a million empty rows cost their memory. The content is therefore gone
through here, from beginning to end, and only cells that hold something are kept (OpenDocument 1.3 part 3, 9:
table, table-row, table-cell).
"""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from dashboard.intake.validation import used_cells
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.open_cells import OpenCell, plain
from dashboard.intake.validation.sheet import Merged, Sheet, Unseen
from dashboard.intake.validation.table import MOST_COLUMNS, Cell, blank, letter
from dashboard.intake.validation.workbook import BROKEN, broken, too_many_cells

_CHUNK = 1 << 20
_KIND = "application/vnd.oasis.opendocument.spreadsheet"
#: What within a cell is no part of its text.
_BESIDE_THE_TEXT = frozenset({"annotation", "frame", "custom-shape", "ruby-text"})
#: What holds tables that are no sheets.
_NO_SHEETS = frozenset({"tracked-changes", "dde-links"})
#: How rows and columns are kept from sight, by hand or by a filter.
_UNSEEN = frozenset({"collapse", "filter"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})


def read(name: str, data: bytes) -> list[Sheet]:
    """The workbook's sheets. Raises ExtractRefused where it is locked, broken or of another kind."""
    if not data.startswith(b"PK"):
        raise ExtractRefused(
            name,
            f"{name} is not an OpenDocument workbook, whatever its ending says.",
            "If it is a CSV file, give it the ending .csv; else save it as .ods or .xlsx.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _refuse_others(name, parts)
            walk = _Walk()
            for chunk in used_cells.unpacked(parts, parts.getinfo("content.xml")):
                walk.feed(chunk)
            walk.feed(b"", last=True)
    except (used_cells.TooMuch, _TooManyCells):
        raise too_many_cells(name) from None
    except (*BROKEN, used_cells.NotWhole):
        raise broken(name) from None
    return walk.sheets


def _refuse_others(name: str, parts: zipfile.ZipFile) -> None:
    there = set(parts.namelist())
    if "META-INF/manifest.xml" in there and used_cells.elements(
        parts.read("META-INF/manifest.xml"), "encryption-data"
    ):
        raise ExtractRefused(
            name,
            f"{name} is protected by a password.",
            "Save it without the password and send it by a secure way.",
        )
    kind = parts.read("mimetype").decode("latin-1").strip() if "mimetype" in there else ""
    if "content.xml" not in there or not kind.startswith(_KIND):
        raise ExtractRefused(
            name,
            f"{name} is a zip file but not an OpenDocument workbook.",
            "Save it from the spreadsheet program as .ods or .xlsx.",
        )


class _TooManyCells(Exception):
    """The sheets hold more cells than are read."""


class _Walk:
    """Goes through the content and keeps the cells that hold something."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.room = used_cells.MOST_CELLS
        self.unpacked = used_cells.MOST_UNPACKED
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.since_1904 = False
        self.skipped = self.beside = self.tables = 0
        self.cell: OpenCell | None = None
        self._sheet_begins({})
        self._row_begins({})
        self.seen: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = used_cells.refuse_doctype

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """The next bytes of the content. Raises NotWhole and _TooManyCells."""
        self.unpacked -= len(chunk)
        if self.unpacked < 0:
            raise _TooManyCells
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError, LookupError, OverflowError) as wrong:
            raise used_cells.NotWhole from wrong

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = used_cells.local(tag)
        if self.skipped or name in _NO_SHEETS:
            self.skipped += 1
        elif self.beside or (self.cell and name in _BESIDE_THE_TEXT):
            self.beside += 1
        elif self.cell is not None:
            self._within(name, attributes)
        elif name in _CELLS and self.tables == 1:
            self.cell = OpenCell(plain(attributes), name != "table-cell")
        elif name == "table-row" and self.tables == 1:
            self._row_begins(plain(attributes))
        elif name == "table":
            self.tables += 1
            if self.tables == 1:
                self._sheet_begins(plain(attributes))
        elif name == "table-column" and self.tables == 1:
            self._column_begins(plain(attributes))
        elif name == "null-date":
            self.since_1904 = plain(attributes).get("date-value", "").startswith("1904")
        elif name == "style":
            self.style = plain(attributes).get("name", "")
        elif name == "table-properties" and plain(attributes).get("display") == "false":
            self.hidden_styles.add(self.style)

    def _within(self, name: str, attributes: dict[str, str]) -> None:
        """What stands in a cell: paragraphs, and what stands for spaces and the ends of lines."""
        cell = self.cell
        if cell is None:
            return
        if name in {"p", "h"}:
            cell.paragraphs.append([])
        elif cell.paragraphs and name == "s":
            spaces = min(int(plain(attributes).get("c", "1")), 1000)
            cell.paragraphs[-1].append(" " * spaces)
        elif cell.paragraphs and name in {"tab", "line-break"}:
            cell.paragraphs[-1].append("\t" if name == "tab" else "\n")

    def _text(self, text: str) -> None:
        if self.cell and self.cell.paragraphs and not self.beside and not self.skipped:
            self.cell.paragraphs[-1].append(text)

    def _end(self, tag: str) -> None:
        name = used_cells.local(tag)
        if self.skipped:
            self.skipped -= 1
        elif self.beside:
            self.beside -= 1
        elif self.cell is not None:
            if name in _CELLS:
                self._cell_ends(self.cell)
                self.cell = None
        elif name == "table-row" and self.tables == 1:
            self._row_ends()
        elif name == "table":
            self.tables -= 1
            if not self.tables:
                self._sheet_ends()

    def _sheet_begins(self, attributes: dict[str, str]) -> None:
        self.name = attributes.get("name", "")
        self.hidden = attributes.get("style-name", "") in self.hidden_styles
        self.rows: list[tuple[int, list[Cell]]] = []
        self.merged: list[Merged] = []
        self.faults: dict[tuple[int, int], str] = {}
        self.far: dict[int, str] = {}
        self.unseen = Unseen()
        self.row = self.columns = 1

    def _column_begins(self, attributes: dict[str, str]) -> None:
        times = min(max(1, int(attributes.get("number-columns-repeated", "1"))), MOST_COLUMNS)
        if attributes.get("visibility") in _UNSEEN:
            self.unseen.columns.update(range(self.columns, self.columns + times))
        self.columns += times

    def _row_begins(self, attributes: dict[str, str]) -> None:
        self.repeated = max(1, int(attributes.get("number-rows-repeated", "1")))
        self.row_unseen = attributes.get("visibility") in _UNSEEN
        self.cells: list[Cell] = []
        self.row_faults: dict[int, str] = {}
        self.column = 1

    def _cell_ends(self, cell: OpenCell) -> None:
        times = max(1, int(cell.attributes.get("number-columns-repeated", "1")))
        value, fault = cell.value(), cell.fault
        if isinstance(value, str):
            value = self.seen.setdefault(value, value)
        if value != "" or fault:
            self._keep(value, fault, times)
        down = int(cell.attributes.get("number-rows-spanned", "1"))
        across = int(cell.attributes.get("number-columns-spanned", "1"))
        if down > 1 or across > 1:
            last = self.row + down - 1, self.column + across - 1
            self.merged.append(Merged(self.row, self.column, *last))
        self.column += times

    def _keep(self, value: Cell, fault: str, times: int) -> None:
        if self.column > MOST_COLUMNS:
            self.far.setdefault(self.row, letter(min(self.column, 1 << 20)))
            return
        last = min(self.column + times - 1, MOST_COLUMNS + 1)
        self.room -= (last - len(self.cells)) * self.repeated
        if self.room < 0:
            raise _TooManyCells
        self.cells += [""] * (self.column - 1 - len(self.cells))
        self.cells += [value] * (last - self.column + 1)
        if fault:
            self.row_faults.update(dict.fromkeys(range(self.column, last + 1), fault))

    def _row_ends(self) -> None:
        if self.cells or self.row in self.far:
            far = self.far.get(self.row)
            for number in range(self.row, self.row + min(self.repeated, used_cells.MOST_CELLS)):
                self.room -= 1
                if self.room < 0:
                    raise _TooManyCells
                self.rows.append((number, self.cells))
                self.unseen.rows.update({number} if self.row_unseen else ())
                self.faults.update(((number, column), rule) for column, rule in self.row_faults.items())
                if far:
                    self.far[number] = far
        self.row += self.repeated

    def _sheet_ends(self) -> None:
        faulty = {row for row, _ in self.faults}
        rows = [
            (number, cells)
            for number, cells in self.rows
            if number in self.far or number in faulty or any(not blank(cell) for cell in cells)
        ]
        self.sheets.append(
            Sheet(
                self.name,
                len(self.sheets) + 1,
                rows,
                tuple(self.merged),
                self.faults,
                self.far,
                hidden=self.hidden,
                since_1904=self.since_1904,
                unseen=self.unseen,
            )
        )
