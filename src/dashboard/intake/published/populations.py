"""ONS: mid-year populations by local authority, sex and single year of age, a column for each year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.intake.published.age_bands import AREA, LONG, NAME, Count, in_bands
from dashboard.intake.published.layout import (
    Long,
    Unfolding,
    cell_at,
    figure,
    heading_rows,
    unmarked,
    whole,
)
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Furniture

_AREA = re.compile(r"lad(?:code)?(?:\d\d)?(?:cd)?|lad code(?: \d{4})?")
_POPULATION = re.compile(r"population (20\d\d)")


@dataclass(frozen=True)
class _Columns:
    area: int
    age: int
    years: tuple[tuple[int, str], ...]


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings."""
    for place, words in heading_rows(sheet):
        area = next((at for at, word in enumerate(words) if _AREA.fullmatch(word)), None)
        years = [(at, match[1]) for at, word in enumerate(words) if (match := _POPULATION.fullmatch(word))]
        if area is None or "age" not in words or "sex" not in words or not years:
            continue
        columns = _Columns(area, words.index("age"), tuple(years))

        def unfold(table: Unfolding, _: str, columns: _Columns = columns) -> Iterator[Long]:
            return in_bands(table, _counts(table, columns))

        return Unfolding(NAME, sheet, LONG, place, unfold)
    return None


def _counts(table: Unfolding, columns: _Columns) -> Iterator[Count]:
    for number, cells in table.below:
        area = unmarked(cell_at(cells, columns.area)).upper()
        age = whole(figure(cell_at(cells, columns.age)))
        if not AREA.fullmatch(area) or age is None:
            filled = [cell for cell in cells if cell != ""]
            table.furniture[number] = Furniture.NOTE if len(filled) <= 1 else Furniture.OTHER
            continue
        for at, year in columns.years:
            yield Count(number, area, year, age, cell_at(cells, at), (columns.area, at, columns.age, at))
