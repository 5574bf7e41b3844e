"""Read one sheet of an Excel workbook with calamine, after making sure that it is a whole workbook."""

from __future__ import annotations

import io
import zipfile
import zlib

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dashboard.validation.findings import ExtractRefused
from dashboard.validation.table import Table, table

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: Bytes; a workbook that unpacks to more is a trap for the memory.
MOST_UNPACKED = 1_000_000_000


def read(name: str, data: bytes, sheet: str = "") -> Table:
    """The table on the sheet named ``sheet``, else on the first visible one.

    Raises ExtractRefused where the workbook is locked, broken, in the old format or lacks the sheet.
    """
    _whole(name, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            about.name
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible
        ]
        chosen = _choose(name, book.sheet_names, visible, sheet)
        found = _rows(name, book.get_sheet_by_name(chosen))
        elsewhere = tuple(
            (place, _headings(book.get_sheet_by_name(other)))
            for place, other in enumerate(book.sheet_names, 1)
            if other != chosen and other in visible
        )
    except CalamineError:
        raise _broken(name) from None
    return Table(found.headings, found.heading_row, found.rows, elsewhere)


def _whole(name: str, data: bytes) -> None:
    if data.startswith(_OLD_OFFICE) and _ENCRYPTED in data:
        raise ExtractRefused(
            name,
            f"{name} is protected by a password.",
            "Remove the password in Excel (File, Info, Protect Workbook) and send it by a secure way.",
        )
    if data.startswith(_OLD_OFFICE):
        raise ExtractRefused(
            name,
            f"{name} is in the old Excel format, whatever its ending says.",
            "Open it in Excel and save it as an Excel workbook (.xlsx).",
        )
    if not data.startswith(b"PK"):
        raise ExtractRefused(
            name,
            f"{name} is not an Excel workbook, whatever its ending says.",
            "If it is a CSV file, give it the ending .csv; else save it from Excel as .xlsx.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise ExtractRefused(
                    name, f"{name} unpacks to far too much.", "Send a shorter period in each file."
                )
            if parts.testzip() is not None:
                raise _broken(name)
            kinds = set(parts.namelist())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        raise _broken(name) from None
    if "xl/workbook.xml" not in kinds:
        raise ExtractRefused(
            name, f"{name} is a zip file but not an Excel workbook.", "Save it from Excel as .xlsx."
        )


def _broken(name: str) -> ExtractRefused:
    return ExtractRefused(
        name,
        f"{name} is broken or cut short.",
        "Open it in Excel, save it again as .xlsx, and send the new file.",
    )


def _choose(name: str, names: list[str], visible: list[str], wanted: str) -> str:
    if wanted:
        for candidate in names:
            if candidate.strip().casefold() == wanted.strip().casefold():
                return candidate
        raise ExtractRefused(
            name,
            f"{name} has no sheet of the name that its TOML gives.",
            "Correct 'sheet' in the TOML, or rename the sheet in the workbook.",
        )
    if not visible:
        raise ExtractRefused(name, f"{name} has no sheet with cells.", "Put the table on a visible sheet.")
    return visible[0]


def _rows(name: str, sheet: CalamineSheet) -> Table:
    if sheet.start is None:
        raise ExtractRefused(
            name,
            f"The sheet read from {name} is empty.",
            "Put the table on the first sheet, or name its sheet in the TOML beside the file.",
        )
    first_row, first_column = sheet.start
    # Leading empty columns count, so that a finding can name the letter that the spreadsheet shows.
    pad = [""] * first_column
    return table(
        name, ((number, [*pad, *cells]) for number, cells in enumerate(sheet.to_python(), first_row + 1))
    )


def _headings(sheet: CalamineSheet) -> tuple[str, ...]:
    if sheet.start is None:
        return ()
    first = sheet.to_python(nrows=1)
    return tuple(str(cell) for cell in first[0]) if first else ()
