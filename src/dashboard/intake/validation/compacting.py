"""A workbook written anew so that its sheets are small: used rows under one another, far columns as one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from dashboard.intake.validation.table import MOST_COLUMNS, letter
from dashboard.intake.validation.used_cells import DIGITS, Walk, column_of, local

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


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


class _Copy(Walk):
    """Keeps the XML of each used cell by row and column; beyond ``MOST_COLUMNS`` only its place."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, dict[int, str]] = {}
        self.far: dict[int, int] = {}
        self.style = ""
        self.content: list[str] = []
        self.place: tuple[int, int] | None = None
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _used(self, reference: str) -> None:
        letters = reference.rstrip(DIGITS)
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
            self.style = "".join(f" {name}={quoteattr(value)}" for name, value in pairs if name in ("s", "t"))
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
        self.rows.setdefault(row, {})[column] = f"{self.style}>{''.join(self.content)}</c>"
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
