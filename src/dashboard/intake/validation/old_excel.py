"""Read the sheets of a workbook in the old Excel format (.xls).

With xlrd, which is plain Python, and not with calamine: the 24th of a series of damaged files made calamine
ask for 4 GB at once, which ends the process with all other files of a run, and it does not tell errors from
blanks. A formula's result is always in such a file; one that says it is an empty text is read as blank.
"""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from typing import Any

import xlrd

from dashboard.intake.validation.sheet import ERROR_IN_CELL, Merged, Sheet, Unseen
from dashboard.intake.validation.table import MOST_COLUMNS, Cell, blank, letter
from dashboard.intake.validation.used_cells import MOST_CELLS
from dashboard.intake.validation.workbook import broken, locked, too_many_cells

#: Bytes; a larger file is longer than the format's 65,536 rows of an extract.
MOST_BYTES = 40_000_000


def read(name: str, data: bytes) -> Iterator[Sheet]:
    """The workbook's sheets in their order, each read when it is asked for.

    Raises ExtractRefused where the workbook is locked, broken or too large.
    """
    if len(data) > MOST_BYTES:
        raise too_many_cells(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = xlrd.open_workbook(
                file_contents=data,
                logfile=io.StringIO(),
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
            )
    except Exception as wrong:
        # xlrd meets damage with whatever error its parsing runs into; none of them may show its words.
        raise (locked(name) if "encrypted" in str(wrong).casefold() else broken(name)) from None
    room = MOST_CELLS
    for place in range(book.nsheets):
        try:
            sheet = _sheet(book, place)
            book.unload_sheet(place)
        except Exception:
            raise broken(name) from None
        room -= sum(len(cells) for _, cells in sheet.rows)
        if room < 0:
            raise too_many_cells(name)
        yield sheet


def _sheet(book: Any, place: int) -> Sheet:
    sheet = book.sheet_by_index(place)
    rows: list[tuple[int, list[Cell]]] = []
    faults: dict[tuple[int, int], str] = {}
    far: dict[int, str] = {}
    seen: dict[str, str] = {}
    for number in range(1, sheet.nrows + 1):
        kinds, values = sheet.row_types(number - 1), sheet.row_values(number - 1)
        cells = [_value(kind, value, book.datemode) for kind, value in zip(kinds, values, strict=True)]
        errors = [column for column, kind in enumerate(kinds, 1) if kind == xlrd.XL_CELL_ERROR]
        faults.update(((number, column), ERROR_IN_CELL) for column in errors)
        beyond = [column for column, cell in enumerate(cells, 1) if column > MOST_COLUMNS and not blank(cell)]
        if beyond:
            far[number] = letter(beyond[0])
        if beyond or errors or any(not blank(cell) for cell in cells):
            shared = [seen.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in cells]
            rows.append((number, shared[:MOST_COLUMNS]))
    merged = tuple(
        Merged(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )
    unseen = Unseen(
        {number + 1 for number, about in sheet.rowinfo_map.items() if about.hidden},
        {place + 1 for place, about in sheet.colinfo_map.items() if about.hidden},
    )
    return Sheet(
        sheet.name,
        place + 1,
        rows,
        merged,
        faults,
        far,
        hidden=sheet.visibility != 0,
        since_1904=book.datemode == 1,
        unseen=unseen,
    )


def _value(kind: int, value: Any, datemode: int) -> Cell:
    """The value as calamine would give it: numbers as floats, dates as dates."""
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return float(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(float(value), datemode)
    return ""


def _moment(serial: float, datemode: int) -> Cell:
    try:
        moment: datetime.datetime = xlrd.xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError):
        return serial
    if serial < 1:
        return moment.time()
    return moment if moment.time() != datetime.time() else moment.date()
