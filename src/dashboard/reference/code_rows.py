"""The rows of a code list as people keep it in a spreadsheet: CSV as Excel saves it, or the workbook itself.

With commas, semicolons or tabs, capitals in its headings, title rows above them, empty columns and lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dashboard.files import small_workbook
from dashboard.files.delimited_text import records
from dashboard.files.text_file import Unreadable, decode
from dashboard.reference.spelling import normalise

#: Endings of the files that are read.
READ = frozenset({".csv", ".xlsx", ".xlsm"})
#: Bytes; the list of a whole county's agencies is under 10,000.
MOST_BYTES = 5_000_000
#: Rows in which the headings are looked for.
FIRST_ROWS = 10
#: What to do with a file that cannot be read.
SAVE = "Save it from Excel as 'CSV UTF-8'."

_CODE = re.compile(r"[A-Za-z0-9_]+")
#: What Excel shows for a formula that fails and for a column that is too narrow, and makes of yes and no.
_EXCELS_OWN = re.compile(r"#+|#(NAME\?|REF!|N/A|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|TRUE|FALSE")


class CodesRefused(Exception):
    """An installation's own code list cannot be used. The message names file, row and what to do."""


def rows_of(path: Path) -> Iterator[Mapping[str, str]]:
    """Each row of a list by its headings. Raises CodesRefused naming file and row."""
    filled = numbered_cells(path)
    if not filled:
        raise CodesRefused(f"{path} is empty. Write code,label in its first line, or delete it.")
    at = _heading_place(filled)
    headings = _headings(path, *filled[at])
    first_rows: dict[str, int] = {}
    for number, cells in filled[at + 1 :]:
        row = _row(path, number, cells, headings)
        earlier = first_rows.setdefault(row["code"], number)
        if earlier != number:
            raise refused(path, number, f"has the code of row {earlier} again. Remove one of the two")
        yield row


def numbered_cells(path: Path) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers in a spreadsheet. Raises CodesRefused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CodesRefused(
                f"{path} is larger than {MOST_BYTES // 1_000_000} MB, too large for a code list."
            )
        rows = records(decode(path.read_bytes())) if path.suffix.casefold() == ".csv" else _first_list(path)
    except Unreadable as wrong:
        advice = SAVE if path.suffix.casefold() == ".csv" else wrong.advice
        raise CodesRefused(f"{path} {wrong.what}. {advice}") from None
    return [
        (number, [" ".join(cell.split()) for cell in cells])
        for number, cells in enumerate(rows, 1)
        if any(cell.strip() for cell in cells)
    ]


def _first_list(path: Path) -> list[list[str]]:
    """The rows of the first sheet that has the headings of a list, else of the first sheet."""
    sheets = small_workbook.sheets(path)
    lists = (rows for rows in sheets if any(_has_headings(cells) for cells in rows[:FIRST_ROWS]))
    return next(lists, sheets[0])


def _heading_place(filled: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Where the heading row is: a title and notes may stand above it. The first row where there is none."""
    places = (at for at, (_, cells) in enumerate(filled[:FIRST_ROWS]) if _has_headings(cells))
    return next(places, 0)


def _has_headings(cells: Sequence[str]) -> bool:
    return {"code", "label"} <= {normalise(cell) for cell in cells}


def _headings(path: Path, number: int, cells: list[str]) -> list[str]:
    """The headings in small letters with underscores; empty ones belong to empty columns."""
    headings = [normalise(cell).replace(" ", "_") for cell in cells]
    for needed in ("code", "label"):
        if needed not in headings:
            raise refused(
                path,
                number,
                f"has no heading '{needed}'. The first line holds code,label and, if wanted, also",
            )
    named = [heading for heading in headings if heading]
    twice = next((heading for heading in named if named.count(heading) > 1), None)
    if twice:
        raise refused(path, number, f"has the heading '{twice}' twice. Remove one of the two columns")
    return headings


def _row(path: Path, number: int, cells: list[str], headings: list[str]) -> Mapping[str, str]:
    padded = cells + [""] * (len(headings) - len(cells))
    row = {heading: cell for heading, cell in zip(headings, padded, strict=False) if heading}
    outside = [*(c for h, c in zip(headings, padded, strict=False) if not h), *padded[len(headings) :]]
    if any(outside):
        raise refused(
            path,
            number,
            "has more cells than headings. Put a label with a comma or semicolon in quotation marks, or save "
            "the file from Excel",
        )
    for key in ("code", "label"):
        if not row[key]:
            raise refused(path, number, f"has no {key}. Write it, or delete the row")
    if any(_EXCELS_OWN.fullmatch(cell) for cell in row.values()):
        raise refused(
            path, number, "holds a word that Excel put there (such as #NAME? or TRUE). Write what was meant"
        )
    if not _CODE.fullmatch(row["code"]):
        raise refused(
            path,
            number,
            "has a code with other than letters, digits and underscores. Write it as north_council",
        )
    return row


def refused(path: Path, number: int, what: str) -> CodesRefused:
    """What is wrong in a row, as the person reads it."""
    return CodesRefused(f"{path}, row {number}, {what}.")
