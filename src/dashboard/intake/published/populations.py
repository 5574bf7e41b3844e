"""ONS: mid-year populations by local authority, sex and single year of age, a column for each year.

What is held of them is children and adults of each area and year: nothing here is worked out by single years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from dashboard.intake.validation.table import Cell, Furniture

_AREA = re.compile(r"lad(?:code)?(?:\d\d)?(?:cd)?|lad code(?: \d{4})?")
_POPULATION = re.compile(r"population (20\d\d)")
_CODE = re.compile(r"[A-Z]\d{8}")
_CHILDREN_UNDER = 18
_LONG = ("area_code", "year", "age", "people")


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
            return _unfold(table, columns)

        return Unfolding("ons_populations", sheet, _LONG, place, unfold)
    return None


def _unfold(table: Unfolding, columns: _Columns) -> Iterator[Long]:
    """One row for each area, year and band: the rows of single ages go into the first of their band."""
    sums: dict[tuple[str, str], tuple[int, list[int]]] = {}
    bad: list[Long] = []
    for number, cells in table.below:
        area = unmarked(cell_at(cells, columns.area)).upper()
        age = whole(figure(cell_at(cells, columns.age)))
        if not _CODE.fullmatch(area) or age is None:
            table.furniture[number] = Furniture.NOTE if len(_filled(cells)) <= 1 else Furniture.OTHER
            continue
        counts = [whole(figure(cell_at(cells, place))) for place, _ in columns.years]
        if None in counts:
            at, year = columns.years[counts.index(None)]
            bad.append(_long(columns, number, area, year, "", cell_at(cells, at) or "", at))
            continue
        band = "Child" if age < _CHILDREN_UNDER else "Adult"
        if (area, band) in sums:
            table.merged += 1
            first, held = sums[area, band]
            sums[area, band] = first, [a + b for a, b in zip(held, counts, strict=True) if b is not None]
        else:
            sums[area, band] = number, [count for count in counts if count is not None]
    # An area of which a cell is no number has no sum: its rows are named, and none of it goes on.
    spoilt = {cells[0] for _, cells, _ in bad}
    for (area, band), (number, counts_of) in sums.items():
        for (at, year), people in zip(columns.years, counts_of, strict=True):
            value: Cell = "not a sum" if area in spoilt else people
            bad.append(_long(columns, number, area, year, band, value, at))
    yield from sorted(bad, key=lambda long: long[0])


def _long(columns: _Columns, number: int, area: str, year: str, band: str, people: Cell, at: int) -> Long:
    return number, (area, year, band, people), (columns.area, at, columns.age, at)


def _filled(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell != ""]
