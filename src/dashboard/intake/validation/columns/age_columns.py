"""Judgements over a column of ages: numbers that case systems write where an age is not known."""

from __future__ import annotations

import re

from dashboard.intake.validation.columns.column_cells import ColumnCells
from dashboard.intake.validation.columns.verdicts import NotRecorded, Surroundings, Verdict

_NOUGHT = re.compile(r"0+(?:\.0+)?(?: ?(?:years?|yrs?|y)(?: old)?)?", re.ASCII | re.IGNORECASE)
_NINETY_NINE = re.compile(r"99(?:\.0+)?", re.ASCII)
#: An age between which and 99 nobody stands: then 99 is no age but a code.
_OLDEST_LIKELY = 90
_TIMES = 3


def nought(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """0 years is not recorded, unless the format allows babies (``low`` is 0)."""
    if column.column.low == 0:
        return None
    places = frozenset(place for place, text in enumerate(column.texts) if _NOUGHT.fullmatch(text))
    return NotRecorded("age_nought", places) if places else None


def ninety_nine(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """99, again and again and with nobody in the nineties beside it, is a code for not known."""
    places = frozenset(place for place, text in enumerate(column.texts) if _NINETY_NINE.fullmatch(text))
    old = any(text.isdigit() and len(text) == 2 and _OLDEST_LIKELY <= int(text) < 99 for text in column.texts)
    if old or sum(column.counts[place] for place in places) < _TIMES:
        return None
    return NotRecorded("age_ninety_nine", places)
