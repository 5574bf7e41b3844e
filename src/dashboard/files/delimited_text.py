"""CSV as spreadsheets save it: which letters, which delimiter, which rows.

UTF-8 with or without a mark, UTF-16 (Excel's "Unicode text"), Windows-1252, and Mac Roman where lines end as
only Excel's "CSV (Macintosh)" ends them; comma, semicolon or tab.
"""

from __future__ import annotations

import csv
import io

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
CUT_SHORT = "Export it again, wait until it has finished, and send the new file."


class Unreadable(Exception):
    """The bytes are no table. ``what`` follows the file's name in a sentence; ``advice`` is what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


def decode(data: bytes) -> str:
    """The text of a CSV file. Raises Unreadable where it is none."""
    for beginning, what, advice in _BEGINNINGS:
        if data.lstrip().startswith(beginning):
            raise Unreadable(f"is {what}", advice)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\x00" in data:
        raise Unreadable(
            "is not a text file, whatever its ending says",
            "Export the table as a CSV file or an Excel workbook.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start]
        if wrong.end == len(data) and wrong.reason == "unexpected end of data" and not before.isascii():
            raise Unreadable("is cut short in the middle of a letter", CUT_SHORT) from None
    return _decoded(data, "mac_roman" if b"\r" in data and b"\n" not in data else "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "is in an encoding that is neither UTF-8 nor Windows-1252", "Save it as 'CSV UTF-8' in Excel."
        ) from None


def records(text: str) -> list[list[str]]:
    """The rows of ``text``, blank ones too, so that the n-th is the row that a spreadsheet shows as n.

    Raises Unreadable, naming the row, where a quotation mark stands wrong.
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own line to name the delimiter; Excel does not show it, so row 1 is the next line.
        return _records(rest, first.strip()[4])
    return _records(text, _delimiter(text))


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


def _records(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    try:
        rows.extend(reader)
    except csv.Error as wrong:
        row = len(rows) + 1
        if "unexpected end" in str(wrong) or "field larger" in str(wrong):
            raise Unreadable(
                f"is cut short, or a quotation mark opened in row {row} is never closed",
                f"Look at row {row} and at the end of the file; export it again.",
            ) from None
        raise Unreadable(
            f"has a quotation mark in the middle of a cell in row {row}, so the row cannot be read",
            "Remove the mark, or save the file from Excel, which doubles such marks.",
        ) from None
    return rows
