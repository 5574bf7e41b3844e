"""Read a CSV file: UTF-8 (with or without a mark), Windows-1252; comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dashboard.validation.findings import ExtractRefused
from dashboard.validation.table import Cell, Table, blank, table

DELIMITERS = ",;\t"

#: How files of other kinds begin, and what to say of them.
_BEGINNINGS = (
    (b"PK\x03\x04", "an Excel workbook or a zip file renamed to .csv", "Give it back its ending, .xlsx."),
    (b"\xd0\xcf\x11\xe0", "an old Office file renamed to .csv", "Open it in Excel and save it as .xlsx."),
    (b"%PDF", "a PDF renamed to .csv", "Ask for the table as a CSV file or an Excel workbook."),
    (b"\x1f\x8b", "a compressed file renamed to .csv", "Unpack it first."),
    (b"\x89PNG", "a picture renamed to .csv", "Ask for the table as a CSV file or an Excel workbook."),
    (b"<", "a web page or XML renamed to .csv", "Open it in Excel and save it as .xlsx."),
)
_CUT_SHORT = "Export it again, wait until it has finished, and send the new file."


def read(name: str, data: bytes) -> Table:
    """The table in a CSV file. Raises ExtractRefused where it is not one, or not a whole one."""
    text = _text(name, data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own line to name the delimiter; Excel does not show it, so row 1 is the next line.
        return _table(name, rest, first.strip()[4])
    return _table(name, text, _delimiter(text))


def _text(name: str, data: bytes) -> str:
    for beginning, what, advice in _BEGINNINGS:
        if data.lstrip().startswith(beginning):
            raise ExtractRefused(name, f"{name} is {what}.", advice)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's "Unicode text"
        return _decoded(name, data, "utf-16")
    if b"\x00" in data:
        raise ExtractRefused(
            name,
            f"{name} is not a text file, whatever its ending says.",
            "Export the table as a CSV file or an Excel workbook.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start]
        if wrong.end == len(data) and wrong.reason == "unexpected end of data" and not before.isascii():
            raise ExtractRefused(
                name, f"{name} is cut short in the middle of a letter.", _CUT_SHORT
            ) from None
    return _decoded(name, data, "cp1252")


def _decoded(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ExtractRefused(
            name,
            f"{name} is in an encoding that is neither UTF-8 nor Windows-1252.",
            "Save it as 'CSV UTF-8' in Excel.",
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter that splits the first line into most cells; a comma where none does."""
    widths = {}
    for delimiter in DELIMITERS:
        lines = (line for line in io.StringIO(text, newline="") if line.strip())
        try:
            widths[delimiter] = len(next(csv.reader(lines, delimiter=delimiter), []))
        except csv.Error:  # a quotation mark never closed: _records says so, whatever the delimiter
            widths[delimiter] = 0
    return max(DELIMITERS, key=lambda delimiter: widths[delimiter])


def _table(name: str, text: str, delimiter: str) -> Table:
    records = _records(name, text, delimiter)
    found = table(name, list(enumerate(records, 1)))
    last = records[-1]
    short = len(last) < len(found.headings) and not all(map(blank, last))
    if short and not text.endswith(("\n", "\r")):
        raise ExtractRefused(name, f"{name} is cut short: its last row ends too early.", _CUT_SHORT)
    return found


def _records(name: str, text: str, delimiter: str) -> list[Sequence[Cell]]:
    records: list[Sequence[Cell]] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    try:
        records.extend(reader)
    except csv.Error as wrong:
        row = len(records) + 1
        if "unexpected end" in str(wrong) or "field larger" in str(wrong):
            raise ExtractRefused(
                name,
                f"{name} is cut short, or a quotation mark opened in row {row} is never closed.",
                f"Look at row {row} and at the end of the file; export it again.",
            ) from None
        raise ExtractRefused(
            name,
            f"{name} has a quotation mark in the middle of a cell in row {row}, so the row cannot be read.",
            "Remove the mark, or save the file from Excel, which doubles such marks.",
        ) from None
    return records
