"""The same workbook as an OpenDocument spreadsheet, the format that the government publishes in."""

from __future__ import annotations

import io
from threading import Lock
from typing import Any

from odf import dc, meta
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import (
    DatabaseRange,
    DatabaseRanges,
    Table,
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.text import A, P

from dashboard.display.meeting import frozen
from dashboard.display.meeting.deck import Deck
from dashboard.display.meeting.spreadsheet.content import Book, Sheet, book
from dashboard.display.meeting.spreadsheet.sizes import widths
from dashboard.display.meeting.spreadsheet.styles import Styles
from dashboard.display.meeting.tables.cells import Cell, Figure

#: odfpy keeps one list of namespaces for all documents of a process.
_ALONE = Lock()


def ods(deck: Deck) -> bytes:
    """The workbook of ``deck``; the same deck gives the same bytes."""
    with _ALONE:
        # The list grows with each document, and would show in the next one.
        Element.namespaces.clear()
        return frozen.archive(_written(deck, book(deck)))


def _written(deck: Deck, book: Book) -> bytes:
    document = OpenDocumentSpreadsheet()
    _properties(document, deck)
    styles = Styles(document)
    ranges = DatabaseRanges()
    document.spreadsheet.addElement(_cover(book, styles))
    for sheet in (book.contents, book.note_texts, *book.sheets):
        table, rows = _sheet(sheet, styles)
        document.spreadsheet.addElement(table)
        ranges.addElement(
            DatabaseRange(
                name=sheet.name,
                targetrangeaddress=_range(sheet, rows),
                containsheader="true",
                displayfilterbuttons="false",
            )
        )
    document.spreadsheet.addElement(ranges)
    written = io.BytesIO()
    document.write(written)
    return written.getvalue()


def _properties(document: Any, deck: Deck) -> None:
    noon = f"{frozen.day(deck).isoformat()}T12:00:00"
    for element, text in (
        (dc.Title, deck.title),
        (dc.Subject, deck.subtitle),
        (dc.Creator, deck.theme.organisation),
        (dc.Description, f"Release {deck.release_id}. {deck.marking}".strip()),
        (dc.Language, "en-GB"),
        (dc.Date, noon),
        (meta.CreationDate, noon),
    ):
        document.meta.addElement(element(text=text))


def _cover(book: Book, styles: Styles) -> Table:
    table = Table(name="Cover")
    table.addElement(TableColumn(stylename=styles.column(85)))
    _line(table, book.title, styles.title)
    _line(table, "Introductory information", styles.subtitle)
    for text in book.intro:
        _line(table, text, styles.wrapped)
    _line(table, "About these data", styles.subtitle)
    for text in book.about:
        _line(table, text, styles.wrapped)
    return table


def _sheet(sheet: Sheet, styles: Styles) -> tuple[Table, int]:
    """The worksheet, and how many rows stand above its table."""
    table = Table(name=sheet.label)
    for width in widths(sheet):
        table.addElement(TableColumn(stylename=styles.column(width)))
    refers = "".join(f" [note {number}]" for number in sheet.notes)
    above = [(f"{sheet.title}{refers}", styles.title)]
    above += [(text, styles.subtitle) for text in sheet.subtitles]
    above += [(text, styles.text) for text in sheet.above]
    for text, style in above:
        _line(table, text, style)
    head = TableRow()
    for at, text in enumerate(sheet.head):
        words = styles.beside_head if sheet.beside(at) else styles.head
        head.addElement(_text(text, styles.right_head if sheet.figures[at] else words))
    repeated = TableHeaderRows()
    repeated.addElement(head)
    table.addElement(repeated)
    for cells in sheet.rows:
        row = TableRow()
        for at, cell in enumerate(cells):
            words = styles.beside if sheet.beside(at) else styles.wrapped
            link = sheet.label == "Contents" and at == 0
            row.addElement(_cell(cell, styles.right if sheet.figures[at] else words, styles, link))
        table.addElement(row)
    return table, len(above)


def _cell(cell: Cell, words: str, styles: Styles, link: bool) -> TableCell:
    if isinstance(cell, Figure):
        kind = "percentage" if cell.percent else "float"
        table_cell = TableCell(
            valuetype=kind, value=f"{cell.value:.10g}", stylename=styles.figure(cell.places, cell.percent)
        )
        table_cell.addElement(P(text=cell.printed))
        return table_cell
    if link:
        table_cell = TableCell(valuetype="string", stylename=words)
        paragraph = P()
        paragraph.addElement(A(href=f"#'{cell}'.A1", type="simple", text=cell))
        table_cell.addElement(paragraph)
        return table_cell
    return _text(cell, words)


def _text(text: str, style: str) -> TableCell:
    """Text that stays text: a type of its own, so that nothing in it is worked out."""
    cell = TableCell(valuetype="string", stylename=style)
    cell.addElement(P(text=text))
    return cell


def _line(table: Table, text: str, style: str) -> None:
    row = TableRow()
    row.addElement(_text(text, style))
    table.addElement(row)


def _range(sheet: Sheet, above: int) -> str:
    last = chr(ord("A") + len(sheet.head) - 1)
    return f"'{sheet.label}'.A{above + 1}:'{sheet.label}'.{last}{above + 1 + len(sheet.rows)}"
