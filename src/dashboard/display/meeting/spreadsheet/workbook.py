"""The workbook as XLSX, laid out by gptables, the Analysis Function's own package."""

from __future__ import annotations

import datetime
import io
import warnings
from copy import deepcopy
from typing import Any

import pandas as pd
from pandas.errors import Pandas4Warning

from dashboard.display.meeting import frozen
from dashboard.display.meeting.deck import Deck
from dashboard.display.meeting.spreadsheet import sizes
from dashboard.display.meeting.spreadsheet.content import INSTRUCTIONS, WITH_NOTES, Book, Sheet, book
from dashboard.display.meeting.tables.cells import Cell, Figure

with warnings.catch_warnings():
    # gptables 2.0.2 leaves a file of its own open while it is imported.
    warnings.simplefilter("ignore", ResourceWarning)
    import gptables

#: Text stays text: nothing that somebody typed becomes a formula, a link or a number.
_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def xlsx(deck: Deck) -> bytes:
    """The workbook of ``deck``; the same deck gives the same bytes."""
    contents = book(deck)
    written = io.BytesIO()
    with warnings.catch_warnings():
        # It sorts in a way that pandas will drop with its version 4.
        warnings.simplefilter("ignore", Pandas4Warning)
        workbook = _workbook(written, contents)
    day = frozen.day(deck)
    workbook.set_properties(
        {
            "title": deck.title,
            "subject": deck.subtitle,
            "author": deck.theme.organisation,
            "comments": f"Release {deck.release_id}. {deck.marking}".strip(),
            "created": datetime.datetime(day.year, day.month, day.day, 12),
        }
    )
    _sizes(workbook, contents)
    workbook.close()
    return frozen.archive(written.getvalue())


def _workbook(written: io.BytesIO, book: Book) -> Any:
    theme = deepcopy(gptables.gptheme)
    for begin_at_the_top in (theme.update_data_format, theme.update_index_2_format):
        begin_at_the_top({"valign": "top"})
    return gptables.produce_workbook(
        written,
        {sheet.label: _sheet(sheet) for sheet in book.sheets},
        theme=theme,
        cover=gptables.Cover(
            title=_plain(book.title), intro=_plains(book.intro), about=_plains(book.about), width=sizes.COVER
        ),
        contentsheet_options={"instructions": INSTRUCTIONS},
        notes_table=_notes(book),
        notesheet_options={"instructions": INSTRUCTIONS},
        auto_width=False,
        workbook_options=_AS_TEXT,
    )


def _sheet(sheet: Sheet) -> Any:
    refers = "".join(f"$$n{number}$$" for number in sheet.notes)
    frame = pd.DataFrame(
        [[_value(cell) for cell in row] for row in sheet.rows],
        columns=[_plain(head) for head in sheet.head],
        dtype=object,
    )
    return gptables.GPTable(
        table=frame,
        table_name=sheet.name,
        title=f"{_plain(sheet.title)} {refers}".strip(),
        subtitles=_plains(sheet.subtitles),
        instructions=WITH_NOTES if sheet.notes else INSTRUCTIONS,
        legend=_plains(sheet.legend),
        source=_plain(sheet.source) or None,
        index_columns={2: 0},
        additional_formatting=_formats(sheet),
    )


def _formats(sheet: Sheet) -> list[dict[str, Any]]:
    """How each figure is shown: to the right, with its own decimals."""
    right = [at for at, figures in enumerate(sheet.figures) if figures]
    beside = [at for at in range(len(sheet.head)) if sheet.beside(at)]
    formats: list[dict[str, Any]] = []
    if beside:
        formats.append({"column": {"columns": beside, "format": {"indent": 1}, "include_names": True}})
    if right:
        formats.append({"column": {"columns": right, "format": {"align": "right"}, "include_names": True}})
    for down, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, Figure):
                formats.append({"cell": {"cells": (down, at), "format": {"num_format": _format(cell)}}})
    return formats


def _format(figure: Figure) -> str:
    decimals = f".{'0' * figure.places}" if figure.places else ""
    return f"0{decimals}%" if figure.percent else f"#,##0{decimals}"


def _notes(book: Book) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reference": [f"n{number}" for number in range(1, len(book.notes) + 1)],
            "Note text": _plains(book.notes),
        }
    )


def _sizes(workbook: Any, book: Book) -> None:
    """Columns and rows as large as their words, and A4 pages as wide as the sheet.

    gptables would make a column as wide as its longest sentence, and no row as high.
    """
    sheets = {sheet.label: sheet for sheet in (book.contents, book.note_texts, *book.sheets)}
    for worksheet in workbook.worksheets():
        worksheet.set_paper(9)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        sheet = sheets.get(worksheet.name)
        if sheet is not None:
            for at, width in enumerate(sizes.widths(sheet)):
                worksheet.set_column(at, at, width)
        for at, height in enumerate(sizes.heights(sheet) if sheet else sizes.cover(book)):
            worksheet.set_row(at, height)


def _value(cell: Cell) -> str | float:
    return cell.value if isinstance(cell, Figure) else _plain(cell)


def _plains(texts: tuple[str, ...]) -> list[str]:
    return [_plain(text) for text in texts]


def _plain(text: str) -> str:
    """``text`` without what gptables takes for a link or for the place of a note."""
    return text.replace("](", "] (").replace("$$", "$ $")
