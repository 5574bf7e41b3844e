"""Cells of any column that are no value: ditto, as above, a mark; and a text without an end."""

from __future__ import annotations

import re

from dashboard.intake.validation.columns.column_cells import ColumnCells, too_long
from dashboard.intake.validation.columns.verdicts import NotRecorded, Surroundings, Verdict
from dashboard.intake.validation.table import Cell, as_text

_ABOVE = re.compile(
    r"ditto|do\.|idem|same|(?:the )?same as (?:above|before|previous)|(?:as|see|per|as per) above|as before"
    r"|[-\u2013\u2014 ]*(?:[\"\u201c\u201d\u201e\u2033\u3003]|''|,,)+[-\u2013\u2014 ]*|[\u2191^]+",
    re.IGNORECASE,
)
#: No cell that says so is longer, and most others are not looked at.
_LONGEST = 30


def refers_above(cell: Cell) -> bool:
    """Whether the cell only says that it repeats the one above it."""
    return isinstance(cell, str) and len(cell) <= _LONGEST and _ABOVE.fullmatch(as_text(cell)) is not None


def repeats_above(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """A cell that repeats the one above is no value: rows may have been sorted or left out since."""
    places = column.places(refers_above)
    return NotRecorded("refers_above", places) if places else None


def far_too_long(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """A cell of many thousand letters is no value of a column, and is not looked through for one."""
    places = column.places(too_long)
    return NotRecorded("far_too_long", places) if places else None
