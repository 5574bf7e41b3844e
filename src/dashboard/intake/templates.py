"""An empty extract as a workbook: headings, drop-downs from the code lists, notes and example rows.

The example is there twice: across the notes, for people, and on a hidden sheet as an extract, for ``check``.
A visible sheet of example rows would one day be sent back and taken in with the others.
"""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from dashboard.intake.validation.rules import heading
from dashboard.reference.code_lists import code_list
from dashboard.reference.spelling import normalise
from dashboard.store.contract import Blank, Column, Kind, Source, Treatment

EXAMPLE = "Example"
NOTES = "Notes"
LISTS = "Lists"
#: Rows below the headings that have drop-downs and limits.
ROWS = 2_000
#: What Excel takes as the name of a sheet and as the words beside a cell.
_LONGEST_TITLE = 31
_LONGEST_HINT = 255
#: The ground of headings that every row needs.
_NEEDED = "#DFE7EF"
#: Widths of the notes' columns in characters, and what a row of text is high, in points; Excel's highest row.
_WIDTHS = (24, 44, 26, 60)
_EXAMPLE_WIDTH = 26
_LINE, _HIGHEST = 15.0, 409.0
#: Words of a list that a drop-down offers as well are named up to this length.
_LONGEST_LIST = 240


def template(source: Source, own_codes: Path | None = None) -> bytes:
    """The workbook for ``source``; ``own_codes`` is an installation's folder of additions to the lists."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        styles = {
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "needed": book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": _NEEDED}
            ),
            "shaded": book.add_format({"text_wrap": True, "valign": "top", "bg_color": _NEEDED}),
            "plain": book.add_format({}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        }
        sheet = book.add_worksheet(_title(source))
        notes, lists = book.add_worksheet(NOTES), book.add_worksheet(LISTS)
        _fill_in(sheet, source, _write_lists(lists, source, own_codes, styles), styles)
        _write_notes(notes, source, own_codes, styles)
        _write_example(book.add_worksheet(EXAMPLE), source)
        lists.hide()
        sheet.activate()
    return out.getvalue()


def _title(source: Source) -> str:
    """The format's title as a sheet may be called."""
    return normalise(source.title).capitalize()[:_LONGEST_TITLE].strip()


def _heading(source: Source, column: Column) -> str:
    """The column's heading: as the examples have it where only that tells two formats apart."""
    used = {normalise(words) for words in source.examples[0]}
    if normalise(column.name) not in used:
        return next((words for words in column.also if normalise(words) in used), heading(column.name))
    return heading(column.name)


def _write_lists(
    sheet: Any, source: Source, own_codes: Path | None, styles: dict[str, Any]
) -> dict[str, str]:
    """Write each code list once, and say where: by its name, as a drop-down names its range."""
    ranges: dict[str, str] = {}
    for column in source.columns:
        if not column.codes or column.codes in ranges:
            continue
        place = len(ranges)
        labels = list(code_list(column.codes, own_codes).labels.values())
        sheet.write_string(0, place, column.codes, styles["heading"])
        for row, label in enumerate(labels, 1):
            sheet.write_string(row, place, label)
        name = xl_col_to_name(place)
        ranges[column.codes] = f"={LISTS}!${name}$2:${name}${len(labels) + 1}"
    return ranges


def _fill_in(sheet: Any, source: Source, ranges: dict[str, str], styles: dict[str, Any]) -> None:
    """The sheet to fill in: headings, shaded where every row needs them, and what each column may hold."""
    sheet.freeze_panes(1, 0)
    _printed(sheet, 0)
    for place, column in enumerate(source.columns):
        words = _heading(source, column)
        sheet.write_string(0, place, words, styles["heading" if column.optional else "needed"])
        form = {Kind.DATE: "date", Kind.TEXT: "text"}.get(column.kind)
        sheet.set_column(place, place, max(12, min(30, len(words) + 4)), styles[form] if form else None)
        allowed = _allowed(column, ranges)
        hint = {"input_title": words[:32], "input_message": column.about[:_LONGEST_HINT]}
        sheet.data_validation(1, place, ROWS, place, {**allowed, **hint, "ignore_blank": True})


def _allowed(column: Column, ranges: dict[str, str]) -> dict[str, Any]:
    """What a cell of ``column`` may hold, in the words of a spreadsheet's data validation."""
    if column.kind is Kind.CODE:
        # Where other words are kept as "Other", the list helps and does not forbid.
        return {
            "validate": "list",
            "source": ranges[column.codes],
            "error_type": "warning" if column.other_allowed else "stop",
        }
    if column.kind is Kind.FLAG:
        return {"validate": "list", "source": ["Yes", "No"]}
    if column.kind is Kind.INTEGER:
        return {"validate": "integer", "criteria": "between", "minimum": column.low, "maximum": column.high}
    return {"validate": "any"}


def _write_notes(sheet: Any, source: Source, own_codes: Path | None, styles: dict[str, Any]) -> None:
    """What each column is, whether it is needed, what becomes of it, and an example of each."""
    examples = [_example(source, row) for row in source.examples]
    widths = [*_WIDTHS, *[_EXAMPLE_WIDTH] * len(examples)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width, styles["wrapped"])
    titles = ["Column", "What it is", "Needed?", "What may stand there"]
    titles += [f"Example {number}" for number in range(1, len(examples) + 1)]
    sheet.write_string(0, 0, f"{source.title}. {source.about}", styles["title"])
    sheet.write_string(1, 0, "Shaded headings stand for what is needed.", styles["plain"])
    for place, words in enumerate(titles):
        sheet.write_string(2, place, words, styles["heading"])
    for row, column in enumerate(source.columns, 3):
        cells = [_heading(source, column), column.about, _needed(column), _words(column, own_codes)]
        cells += [example[column.name] for example in examples]
        # Not every program makes a row as high as its text is long.
        lines = max(math.ceil(len(cell) / (0.9 * width)) for cell, width in zip(cells, widths, strict=True))
        sheet.set_row(row, min(_HIGHEST, _LINE * max(1, lines)))
        sheet.write_string(row, 0, cells[0], styles["wrapped" if column.optional else "shaded"])
        for place, cell in enumerate(cells[1:], 1):
            sheet.write_string(row, place, cell, styles["wrapped"])
    sheet.freeze_panes(3, 1)
    _printed(sheet, 2)


def _printed(sheet: Any, heading_row: int) -> None:
    """On paper: across, as wide as one page, the headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading_row)


def _needed(column: Column) -> str:
    if column.treatment is Treatment.DROP and column.optional:
        return "No: it is not kept. Leave it out where you can."
    if column.optional:
        return "No: the column may be left out."
    return {
        Blank.REFUSED: "Yes, in every row.",
        Blank.NOT_RECORDED: "Yes; leave a cell blank where it is not known.",
        Blank.ALLOWED: "Yes; a cell may be blank.",
    }[column.blank]


def _words(column: Column, own_codes: Path | None) -> str:
    if column.codes:
        listed = list(code_list(column.codes, own_codes).labels.values())
        labels = "; ".join(listed)
        if column.kind is Kind.CODE and len(labels) > _LONGEST_LIST:
            return (
                f"One of the {len(listed)} words that the drop-down offers, such as {'; '.join(listed[:3])}"
            )
        return {
            Kind.CODES: f"One or several, with ; between them: {labels}",
            Kind.AGE: f"Years, such as 16, or: {labels}",
        }.get(column.kind, labels)
    return {
        Kind.DATE: "A date: 31/12/2024",
        Kind.INTEGER: f"A whole number from {column.low} to {column.high}",
        Kind.FLAG: "Yes or No; blank where it is not known",
        Kind.POSTCODE: "A whole postcode: NN1 1ED",
    }.get(column.kind, "Text")


def _write_example(sheet: Any, source: Source) -> None:
    for place, column in enumerate(source.columns):
        sheet.write_string(0, place, _heading(source, column))
        for row, cells in enumerate(source.examples, 1):
            sheet.write_string(row, place, _example(source, cells)[column.name])
    sheet.hide()


def _example(source: Source, cells: Any) -> dict[str, str]:
    """An example row by our names of columns, whatever headings it was written under."""
    spelled = {normalise(words): cell for words, cell in cells.items()}
    return {
        column.name: next(
            (
                spelled[normalise(words)]
                for words in (column.name, *column.also)
                if normalise(words) in spelled
            ),
            "",
        )
        for column in source.columns
    }
