"""One grid of cells written as every kind of file that is read."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Grid:
    """Cells from row 1 and column 1; ``merged`` are first row, first column, last row, last column."""

    cells: Sequence[Sequence[Any]]
    merged: Sequence[tuple[int, int, int, int]] = field(default=())


def as_csv(grid: Grid, delimiter: str = ",", encoding: str = "utf-8", first: str = "") -> bytes:
    """A CSV file; merged cells hold their value in the first cell only, as Excel saves them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for row in grid.cells:
        writer.writerow([_plain(cell) for cell in row])
    return (first + out.getvalue()).encode(encoding)


def _plain(cell: Any) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, datetime.date) else str(cell)


def as_xlsx(grid: Grid, before: Sequence[Grid] = (), after: Sequence[Grid] = ()) -> bytes:
    """A workbook with the grid on one of its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, one in enumerate([*before, grid, *after]):
        sheet = book.create_sheet(f"Sheet{number}")
        for down, row in enumerate(one.cells, 1):
            for across, cell in enumerate(row, 1):
                if cell != "":
                    sheet.cell(down, across, cell)
        for top, left, bottom, right in one.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(grid: Grid, before: Sequence[Grid] = (), after: Sequence[Grid] = ()) -> bytes:
    """An OpenDocument workbook as LibreOffice writes it: what is alike and side by side is written once."""
    tables = "".join(_table(f"Sheet{number}", one) for number, one in enumerate([*before, grid, *after]))
    return ods_of(tables)


def ods_of(tables: str, styles: str = "") -> bytes:
    """An OpenDocument workbook with these tables."""
    names = " ".join(
        f'xmlns:{short}="urn:{long}"'
        for short, long in {
            "office": "oasis:names:tc:opendocument:xmlns:office:1.0",
            "table": "oasis:names:tc:opendocument:xmlns:table:1.0",
            "text": "oasis:names:tc:opendocument:xmlns:text:1.0",
            "style": "oasis:names:tc:opendocument:xmlns:style:1.0",
            "calcext": "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        }.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        parts.writestr("content.xml", content)
    return out.getvalue()


def _table(name: str, grid: Grid) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in grid.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    rows = []
    for down, row in enumerate(grid.cells, 1):
        written = []
        for across, cell in enumerate(row, 1):
            if (down, across) in covered:
                written.append("<table:covered-table-cell/>")
            else:
                written.append(_cell(cell, spans.get((down, across))))
        rows.append(f"<table:table-row>{''.join(written)}{_EMPTY_TO_THE_RIGHT}</table:table-row>")
    return f"<table:table table:name={quoteattr(name)}>{''.join(rows)}{_EMPTY_BELOW}</table:table>"


_EMPTY_TO_THE_RIGHT = '<table:table-cell table:number-columns-repeated="16000"/>'
_EMPTY_BELOW = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def _cell(cell: Any, span: tuple[int, int] | None) -> str:
    spanned = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    )
    if cell == "":
        return f"<table:table-cell{spanned}/>"
    if isinstance(cell, datetime.date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{spanned}><text:p>{escape(_plain(cell))}</text:p></table:table-cell>"


#: Every way to write a grid, by a file's name.
RENDERINGS: dict[str, Callable[[Grid], bytes]] = {
    "comma.csv": as_csv,
    "semicolon.csv": lambda grid: as_csv(grid, ";", "cp1252"),
    "mark.csv": lambda grid: as_csv(grid, ",", "utf-8-sig"),
    "tab.txt": lambda grid: as_csv(grid, "\t", "utf-16"),
    "bare.tsv": lambda grid: as_csv(grid, "\t", "utf-16-le"),
    "pipe.csv": lambda grid: as_csv(grid, "|"),
    "named.csv": lambda grid: as_csv(grid, ";", "utf-8", "sep=;\r\n"),
    "book.xlsx": as_xlsx,
    "open.ods": as_ods,
}


def write(folder: Path, name: str, grid: Grid) -> Path:
    """The grid as the file ``name``."""
    path = folder / name
    path.write_bytes(RENDERINGS[name](grid))
    return path
