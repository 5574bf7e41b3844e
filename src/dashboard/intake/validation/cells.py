"""What a raw cell means, by the kind of its column: the part of parsing that is the field's own.

Each reader returns what pydantic is to judge next, or raises a PydanticCustomError whose type is one
of the rules in ``rules.py``. No error holds the cell.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from dashboard.intake.validation.coded import Codes, Note
from dashboard.intake.validation.dates import read_date
from dashboard.intake.validation.table import Cell, as_text
from dashboard.reference.code_lists import NOT_RECORDED, CodeList
from dashboard.store.contract import Blank, Column, Kind, Value

#: The National Referral Mechanism began in 2009; nothing that we take is older.
EARLIEST = datetime.date(2009, 1, 1)

Reader = Callable[[Cell], Any]

#: Words that say that nothing is known. A code list may have a code for them, and then that holds.
_BLANKS = frozenset(
    {"", "n/a", "n.a", "na", "none", "null", "nan", "unknown", "not known", "not recorded"}
    | {"not specified", "not stated", "tbc", "tba"}
)
#: Signs that stand for a blank: a hyphen, an en and an em dash, and what else people type.
_SIGNS = " -\u2013\u2014?./;"
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", re.ASCII)
_FIRST_HALF = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d?", re.ASCII)
#: A thousand where the point parts thousands, as on the continent, and 1 where it begins a fraction.
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.000)+", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.0+)?", re.ASCII)


def reader(column: Column, codes: CodeList | None, words: Mapping[str, str], note: Note) -> Reader:
    """The function that reads one cell of ``column``; ``words`` are a partner's own words for codes."""
    known = Codes(column, codes, words, note) if codes else None
    read = _by_kind(column, known, note)

    def whole(cell: Cell) -> Any:
        if not isinstance(cell, str):
            return read(cell)
        text = as_text(cell)
        if says_nothing(text) and not (known and known.find(text)):
            if column.blank is Blank.REFUSED:
                raise PydanticCustomError("blank", "blank")
            return if_blank(column)
        return read(text)

    return whole


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, a dash, or only says that nothing is known."""
    return text.casefold().strip(_SIGNS) in _BLANKS


def if_blank(column: Column) -> Value:
    """What a blank cell, or a column that the file lacks, reads as: a code, or None."""
    coded = column.kind in {Kind.CODE, Kind.AGE}
    return NOT_RECORDED if coded and column.blank is Blank.NOT_RECORDED else None


def _by_kind(column: Column, known: Codes | None, note: Note) -> Reader:
    if known:
        return {Kind.CODE: known.code_of, Kind.CODES: known.several, Kind.AGE: known.age}[column.kind]
    readers: dict[Kind, Reader] = {
        Kind.TEXT: lambda cell: _text(column.pattern, as_text(cell)),
        Kind.INTEGER: _integer,
        Kind.FLAG: lambda cell: cell if isinstance(cell, bool) else as_text(cell),
        Kind.DATE: _date,
        Kind.POSTCODE: lambda cell: _postcode(column, as_text(cell), note),
    }
    return readers[column.kind]


def _text(pattern: str, text: str) -> str:
    """Text; in capitals where only that fits the column's pattern (2023-q4)."""
    return text.upper() if pattern and not re.fullmatch(pattern, text) else text


def _integer(cell: Cell) -> Any:
    """What pydantic is to read as a whole number: 1,240 without its commas, no true or false."""
    if isinstance(cell, bool):
        raise PydanticCustomError("not_a_whole_number", "not a whole number")
    if isinstance(cell, str) and _EITHER.fullmatch(cell):
        raise PydanticCustomError("not_a_whole_number", "not a whole number")
    if isinstance(cell, str) and _THOUSANDS.fullmatch(cell):
        return cell.replace(",", "")
    return cell


def _date(cell: Cell) -> datetime.date:
    day = read_date(cell)
    if day is None:
        raise PydanticCustomError("not_a_date", "not a date")
    return day


def _postcode(column: Column, text: str, note: Note) -> str | None:
    """NN1 1ED from nn11ed; None, with a warning, from a first half alone where blanks are allowed."""
    squeezed = re.sub(r"[^A-Z\d]", "", text.upper())
    full = _POSTCODE.fullmatch(squeezed)
    if full:
        return f"{full[1]} {full[2]}"
    if _FIRST_HALF.fullmatch(squeezed) and column.blank is not Blank.REFUSED:
        note(column.name, "partial_postcode")
        return None
    raise PydanticCustomError("not_a_postcode", "not a postcode")
