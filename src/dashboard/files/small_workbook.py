"""The visible sheets of a small Excel workbook as texts: for lists that a person keeps, not for extracts.

Extracts are read by ``intake.validation.workbook``, which bears millions of rows and says what lies hidden.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from dashboard.files.text_file import Unreadable

#: Bytes of a workbook once it is unpacked, and the last row that a list may use.
MOST_BYTES, LAST_ROW = 50_000_000, 20_000
#: Where a cell or a row says that it is. Columns of three letters (from the 703rd) are far from any list.
_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
#: How a damaged or locked workbook fails: in its archive, in what is packed there, in its sheets.
_DAMAGED = (
    CalamineError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError,
)  # fmt: skip
_AGAIN = "Save it again as an Excel workbook without a password."


def sheets(path: Path) -> list[list[list[str]]]:
    """The rows of each visible sheet, blank ones too, so that the n-th is the row that Excel shows as n.

    Raises Unreadable where the file is no workbook, is too large, has something far from all else (calamine
    holds the whole rectangle in memory), or no visible sheet.
    """
    try:
        _look_for_far_cells(path)
        book = CalamineWorkbook.from_path(str(path))
        named = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        visible = [_rows(book, name) for name in named]
    except _DAMAGED as broken:
        raise Unreadable("is no workbook that can be opened", _AGAIN) from broken
    if not visible:
        raise Unreadable("has no visible sheet", _AGAIN)
    return visible


def _rows(book: CalamineWorkbook, name: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in rows]


def _look_for_far_cells(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        listed = parts.infolist()
        if sum(part.file_size for part in listed) > MOST_BYTES:
            raise Unreadable("is too large for a list", "Keep the list alone in it.")
        for part in listed:
            if part.filename.endswith(".xml"):
                for column, row in _PLACE.findall(parts.read(part)):
                    if len(column) > 2 or len(row) > 9 or int(row) > LAST_ROW:
                        where = (
                            f"cell {column.decode()}{row.decode()[:9]}"
                            if column
                            else f"row {row.decode()[:9]}"
                        )
                        raise Unreadable(f"has something in {where}, far from any list", "Delete it.")


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
