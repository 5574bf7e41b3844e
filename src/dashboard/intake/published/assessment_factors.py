"""Department for Education: factors found at the end of assessments, by local authority and year (file C3).

A column for each factor; of some forty those about exploitation are held, and all assessments with a factor.
An assessment may have several, so factors are never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.intake.published.layout import (
    Long,
    Unfolding,
    cell_at,
    figure,
    heading_rows,
    unmarked,
)
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Cell, Furniture
from dashboard.reference.code_lists import code_list
from dashboard.reference.spelling import normalise
from dashboard.settings import ALL

_LEVELS = frozenset({"local authority", "la"})
_LONG = ("area_code", "time_period", "factor", "assessments")
#: What stands for a figure that is not there, in the way of that department.
_SHORTHAND = frozenset({"z", "x", "c", "k", "low", "u"})


@dataclass(frozen=True)
class _Columns:
    period: int
    level: int
    area: int
    factors: tuple[tuple[int, str], ...]


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings."""
    listed = code_list("assessment_factor")
    for place, words in heading_rows(sheet):
        if not {"time period", "geographic level", "new la code"} <= set(words):
            continue
        factors = [(at, word) for at, word in enumerate(words) if listed.find(word)]
        if not any(listed.find(word) == ALL for _, word in factors):
            return None
        columns = _Columns(
            words.index("time period"),
            words.index("geographic level"),
            words.index("new la code"),
            tuple(factors),
        )

        def unfold(table: Unfolding, _: str, columns: _Columns = columns) -> Iterator[Long]:
            return _unfold(table, columns)

        return Unfolding("dfe_assessment_factors", sheet, _LONG, place, unfold)
    return None


def _unfold(table: Unfolding, columns: _Columns) -> Iterator[Long]:
    for number, cells in table.below:
        if normalise(unmarked(cell_at(cells, columns.level))) not in _LEVELS:
            table.furniture[number] = Furniture.OTHER
            continue
        area, period = (unmarked(cell_at(cells, place)) for place in (columns.area, columns.period))
        given = [(at, factor, _figure(cells, at)) for at, factor in columns.factors]
        there = [(at, factor, value) for at, factor, value in given if value is not None]
        if not there:
            table.furniture[number] = Furniture.OTHER
        for at, factor, value in there:
            yield number, (area, period, factor, value), (columns.area, columns.period, at, at)


def _figure(cells: Sequence[Cell], at: int) -> Cell | None:
    value = figure(cell_at(cells, at))
    return None if isinstance(value, str) and value.strip().casefold() in _SHORTHAND else value
