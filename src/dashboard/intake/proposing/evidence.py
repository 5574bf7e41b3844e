"""What the cells of a column say of what it is: shares, never the cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.cells import says_nothing
from dashboard.intake.validation.dates import Order, read_date
from dashboard.intake.validation.table import Cell, Table, as_text
from dashboard.reference.code_lists import CodeList, code_list
from dashboard.store.contract import Column, Kind, Treatment

#: Different cells of a column that are looked at.
MOST_CELLS = 400
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", re.ASCII)
_YEARS = re.compile(r"\d{1,3}", re.ASCII)
_FLAGS = frozenset({"yes", "no", "y", "n", "true", "false", "1", "0"})


def cells_of(table: Table, place: int) -> Counter[Cell]:
    """The different cells of a column that say something, with how many rows have each."""
    column = CodedRows.of(table.rows, "").column(place)
    rows_of = Counter(column.codes)
    counted: Counter[Cell] = Counter()
    for code, cell in enumerate(column.cells):
        if isinstance(cell, str) and says_nothing(as_text(cell)):
            continue
        if len(counted) < MOST_CELLS or cell in counted:
            counted[cell] += rows_of[code]
    return counted


def fitting(cells: Counter[Cell], column: Column, own_codes: Path | None) -> float | None:
    """The share of ``cells`` that may stand in ``column``; None where they say nothing of it."""
    if not cells:
        return None
    judge = _judge(column, code_list(column.codes, own_codes) if column.codes else None)
    if judge is None:
        return None
    return sum(judge(cell) for cell in cells) / len(cells)


def figures_alone(cells: Counter[Cell]) -> bool:
    """Whether all cells are numbers, which may be codes of a list by chance."""
    return all(as_text(cell).isdigit() for cell in cells)


def month_first(cells: Counter[Cell]) -> bool:
    """Whether dates as text are all dates with the month first, and are not with the day first."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts or all(read_date(text) for text in texts):
        return False
    return all(read_date(text, Order.MONTH_FIRST) for text in texts)


def bare_figures(cells: Counter[Cell]) -> bool:
    """Whether at least half of the keys are figures alone."""
    bare = sum(as_text(cell).isdigit() for cell in cells)
    return bool(cells) and 2 * bare >= len(cells)


def looks_like_data(heading: str) -> bool:
    """Whether what stands for a heading is a value: an address, a date, a number, a postcode."""
    squeezed = re.sub(r"\W", "", heading)
    return (
        "@" in heading
        or (bool(squeezed) and squeezed.isdigit())
        or read_date(heading) is not None
        or bool(_POSTCODE.fullmatch(squeezed.upper()))
    )


def _judge(column: Column, codes: CodeList | None) -> Callable[[Cell], bool] | None:
    if codes:
        return lambda cell: _coded(cell, column, codes)
    if column.kind is Kind.TEXT and column.treatment is Treatment.PSEUDONYM:
        return _key
    judges: dict[Kind, Callable[[Cell], bool]] = {
        Kind.DATE: lambda cell: _dated(cell),
        Kind.INTEGER: lambda cell: _whole(cell, column),
        Kind.FLAG: lambda cell: as_text(cell).casefold() in _FLAGS,
        Kind.POSTCODE: lambda cell: bool(_POSTCODE.fullmatch(re.sub(r"\W", "", as_text(cell).upper()))),
    }
    return judges.get(column.kind)


def _dated(cell: Cell) -> bool:
    # A number is a date only where nothing else about it speaks against; figures are keys far more often.
    if isinstance(cell, (int, float)):
        return False
    text = as_text(cell) if isinstance(cell, str) else cell
    return read_date(text) is not None or (
        isinstance(text, str) and read_date(text, Order.MONTH_FIRST) is not None
    )


def _whole(cell: Cell, column: Column) -> bool:
    text = as_text(cell)
    low, high = column.low or 0, column.high or 0
    return text.lstrip("-").isdecimal() and len(text) < 12 and low <= int(text) <= high


def _key(cell: Cell) -> bool:
    text = as_text(cell)
    return "@" in text or any(letter.isdigit() for letter in text)


def _coded(cell: Cell, column: Column, codes: CodeList) -> bool:
    text = as_text(cell)
    words = [word for word in text.split(";") if word.strip()] if column.kind is Kind.CODES else [text]
    if column.kind is Kind.AGE and _YEARS.fullmatch(text):
        return True
    return all(codes.find(word) for word in words)
