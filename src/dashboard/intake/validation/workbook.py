"""Read one sheet of an Excel workbook with calamine, after making sure that it is a whole workbook."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dashboard.intake.validation import used_cells
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.table import MOST_COLUMNS, Cell, Table, table

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What a broken archive raises.
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)


def read(name: str, data: bytes, sheet: str = "") -> Table:
    """The table on the sheet named ``sheet``, else on the first visible one.

    Raises ExtractRefused where the workbook is locked, broken, in the old format or lacks the sheet.
    """
    used = _whole(name, data)
    if used.sparse:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = used_cells.compacted(parts, used.sheets)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            about.name
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible
        ]
        chosen = _choose(name, book.sheet_names, visible, sheet)
        found = _rows(name, book.get_sheet_by_name(chosen), used.sparse)
        elsewhere = tuple(
            (place, _headings(book.get_sheet_by_name(other), used.sparse))
            for place, other in enumerate(book.sheet_names, 1)
            if other != chosen and other in visible
        )
    except CalamineError:
        raise _broken(name) from None
    return replace(found, elsewhere=elsewhere)


@dataclass(frozen=True)
class _Used:
    """The worksheets of a workbook by the names of their parts, and whether any is mostly empty."""

    sheets: tuple[str, ...]
    sparse: bool


def _whole(name: str, data: bytes) -> _Used:
    """What is used of a workbook that is whole. Raises ExtractRefused where it is not one."""
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
            if sum(part.file_size for part in parts.infolist()) > used_cells.MOST_UNPACKED:
                raise used_cells.TooMuch
            extents = used_cells.extents(parts)
            kinds = set(parts.namelist())
    except used_cells.TooMuch:
        raise ExtractRefused(
            name, f"{name} unpacks to far too much.", "Send a shorter period in each file."
        ) from None
    except (*_BROKEN, used_cells.NotWhole):
        raise _broken(name) from None
    if "xl/workbook.xml" not in kinds:
        raise ExtractRefused(
            name, f"{name} is a zip file but not an Excel workbook.", "Save it from Excel as .xlsx."
        )
    if any(extent.compact_cells > used_cells.MOST_CELLS for extent in extents.values()):
        raise ExtractRefused(
            name, f"{name} has a sheet of far too many cells.", "Send a shorter period in each file."
        )
    return _Used(tuple(extents), any(extent.sparse for extent in extents.values()))


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


def _rows(name: str, sheet: CalamineSheet, compact: bool) -> Table:
    if sheet.start is None:
        raise ExtractRefused(
            name,
            f"The sheet read from {name} is empty.",
            "Put the table on the first sheet, or name its sheet in the TOML beside the file.",
        )
    if not compact:
        return table(name, _all_rows(sheet))
    rows, far = _compact_rows(sheet)
    return table(name, rows, far)


def _all_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    first_row, first_column = sheet.start or (0, 0)
    # Leading empty columns count, so that a finding can name the letter that the spreadsheet shows.
    pad = [""] * first_column
    for number, cells in enumerate(sheet.to_python(), first_row + 1):
        yield number, [*pad, *cells]


def _compact_rows(sheet: CalamineSheet) -> tuple[list[tuple[int, list[Cell]]], dict[int, str]]:
    """The rows, and the letters of a far column by row (see ``used_cells.compacted``)."""
    rows: list[tuple[int, list[Cell]]] = []
    far = {}
    for number, *cells in sheet.to_python():
        if not isinstance(number, int | float):
            raise AssertionError("every compact row begins with its number")
        rows.append((int(number), cells[:MOST_COLUMNS]))
        if len(cells) > MOST_COLUMNS and cells[MOST_COLUMNS]:
            far[int(number)] = str(cells[MOST_COLUMNS])
    return rows, far


def _headings(sheet: CalamineSheet, compact: bool) -> tuple[str, ...]:
    if sheet.start is None:
        return ()
    first = sheet.to_python(nrows=1)
    return tuple(str(cell) for cell in first[0][1 if compact else 0 :]) if first else ()
