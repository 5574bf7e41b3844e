"""Read the sheets of an Excel workbook with calamine, after making sure that it is a whole workbook."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dashboard.intake.validation import used_cells
from dashboard.intake.validation.compacting import compacted
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.sheet import (
    ERROR_IN_CELL,
    NO_RESULT,
    Merged,
    Sheet,
    Unseen,
    filled_rows,
)
from dashboard.intake.validation.table import MOST_COLUMNS, Cell, as_text, blank

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What a broken archive raises.
BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,4})\$?(\d{1,7})", re.ASCII)


def read(name: str, data: bytes) -> Iterator[Sheet]:
    """The workbook's sheets in their order, each read when it is asked for.

    Raises ExtractRefused where the workbook is locked, broken or in the old format.
    """
    used = _whole(name, data)
    if used.sparse:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = compacted(parts, used.extents)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for place, about in enumerate(book.sheets_metadata, 1):
            if about.typ is SheetTypeEnum.WorkSheet:
                extent = used.extents.get(used.parts.get(about.name, ""), _NOTHING)
                hidden = about.visible is not SheetVisibleEnum.Visible
                sheet = _sheet(book.get_sheet_by_name(about.name), place, extent, used.sparse, hidden)
                yield replace(sheet, since_1904=used.since_1904)
    except (CalamineError, used_cells.NotWhole):
        raise broken(name) from None


_NOTHING = used_cells.Extent(0, frozenset(), 0, 0)


@dataclass(frozen=True)
class _Used:
    """What is used of a workbook's parts, the part of each sheet by name, whether any is mostly empty, and
    whether the workbook counts days from 1904."""

    extents: Mapping[str, used_cells.Extent]
    parts: Mapping[str, str]
    sparse: bool
    since_1904: bool


def _whole(name: str, data: bytes) -> _Used:
    """What is used of a workbook that is whole. Raises ExtractRefused where it is not one."""
    _refuse_others(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if any(part.flag_bits & 1 for part in parts.infolist()):
                raise locked(name)
            if sum(part.file_size for part in parts.infolist()) > used_cells.MOST_UNPACKED:
                raise used_cells.TooMuch
            extents = used_cells.extents(parts)
            if "xl/workbook.xml" not in parts.namelist():
                raise ExtractRefused(
                    name, f"{name} is a zip file but not an Excel workbook.", "Save it from Excel as .xlsx."
                )
            named = _part_of_each_sheet(parts)
            about = used_cells.elements(parts.read("xl/workbook.xml"), "workbookPr")
    except used_cells.TooMuch:
        raise ExtractRefused(
            name, f"{name} unpacks to far too much.", "Send a shorter period in each file."
        ) from None
    except (*BROKEN, used_cells.NotWhole):
        raise broken(name) from None
    if sum(extent.compact_cells for extent in extents.values()) > used_cells.MOST_CELLS:
        raise too_many_cells(name)
    since_1904 = any(part.get("date1904", "").casefold() in {"1", "true", "on"} for part in about)
    return _Used(extents, named, any(extent.sparse for extent in extents.values()), since_1904)


def _refuse_others(name: str, data: bytes) -> None:
    if data.startswith(_OLD_OFFICE) and _ENCRYPTED in data:
        raise locked(name)
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


def too_many_cells(name: str) -> ExtractRefused:
    """The refusal of a file with more cells than are read."""
    return ExtractRefused(
        name, f"{name} has a sheet of far too many cells.", "Send a shorter period in each file."
    )


def locked(name: str) -> ExtractRefused:
    """The refusal of a workbook, or an archive, that only a password opens."""
    return ExtractRefused(
        name,
        f"{name} is protected by a password.",
        "Remove the password in Excel (File, Info, Protect Workbook) and send it by a secure way.",
    )


def broken(name: str) -> ExtractRefused:
    """The refusal of a workbook that is not whole."""
    return ExtractRefused(
        name,
        f"{name} is broken or cut short.",
        "Open it in Excel, save it again as .xlsx, and send the new file.",
    )


def _part_of_each_sheet(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by the sheet's name."""
    listed = used_cells.elements(parts.read("xl/workbook.xml"), "sheet")
    related = "xl/_rels/workbook.xml.rels"
    relations = (
        used_cells.elements(parts.read(related), "Relationship") if related in parts.namelist() else []
    )
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    return {
        sheet.get("name", ""): posixpath.normpath(posixpath.join("/xl", targets[sheet["id"]])).lstrip("/")
        for sheet in listed
        if sheet.get("id") in targets
    }


def _sheet(sheet: CalamineSheet, place: int, extent: used_cells.Extent, compact: bool, hidden: bool) -> Sheet:
    rows, far = _compact_rows(sheet) if compact else (_all_rows(sheet), {})
    kept = filled_rows(shared(rows))
    alone = [(number, ()) for number in sorted(far.keys() - {number for number, _ in kept})]
    whole = sorted([*kept, *alone], key=lambda row: row[0]) if alone else kept
    faults = _faults(whole, extent)
    missing = sorted({row for row, _ in faults} - {number for number, _ in whole})
    if missing:  # a row of faulty cells alone is read as blank
        whole = sorted([*whole, *((number, ()) for number in missing)], key=lambda row: row[0])
    merged = tuple(_range(words) for words in extent.merged)
    unseen = Unseen(set(extent.hidden_rows), set(extent.hidden_columns))
    return Sheet(sheet.name, place, whole, merged, faults, far, hidden=hidden, unseen=unseen)


def shared(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows with equal texts as one text: most cells repeat a word, and memory is bounded by it."""
    seen: dict[str, str] = {}
    for number, cells in rows:
        yield (
            number,
            [seen.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in cells],
        )
        if len(seen) > _MOST_SHARED:
            seen.clear()


_MOST_SHARED = 100_000


def _faults(
    rows: Sequence[tuple[int, Sequence[Cell]]], extent: used_cells.Extent
) -> dict[tuple[int, int], str]:
    """The faulty cells of a sheet; calamine reads them as blank."""
    faults = {_place(error): ERROR_IN_CELL for error in extent.errors}
    if extent.formulas:
        cells_of = dict(rows)
        for formula in extent.formulas:
            row, column = _place(formula)
            cells = cells_of.get(row, ())
            if column > len(cells) or blank(cells[column - 1]):
                faults.setdefault((row, column), NO_RESULT)
    return {place: rule for place, rule in faults.items() if place[1] <= MOST_COLUMNS}


def _place(reference: str) -> tuple[int, int]:
    """Row and column of C2. Raises NotWhole where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise used_cells.NotWhole
    return int(match[2]), used_cells.column_of(match[1])


def _range(words: str) -> Merged:
    """C2:D4. Raises NotWhole where it is none."""
    first, _, last = words.partition(":")
    return Merged(*_place(first), *_place(last or first))


def _all_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    if sheet.start is None:
        return
    # Leading empty columns count, so that a finding can name the letter that the spreadsheet shows; empty
    # rows before the first are among those that calamine gives.
    pad: list[Cell] = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [*pad, *cells]


def _compact_rows(sheet: CalamineSheet) -> tuple[list[tuple[int, list[Cell]]], dict[int, str]]:
    """The rows, and the letters of a far column by row (see ``used_cells.compacted``)."""
    rows: list[tuple[int, list[Cell]]] = []
    far: dict[int, str] = {}
    if sheet.start is None:
        return rows, far
    for number, *cells in sheet.to_python():
        if not isinstance(number, int | float):
            raise AssertionError("every compact row begins with its number")
        rows.append((int(number), cells[:MOST_COLUMNS]))
        if len(cells) > MOST_COLUMNS and cells[MOST_COLUMNS]:
            far[int(number)] = as_text(cells[MOST_COLUMNS])
    return rows, far
