"""Residents by single year of age, summed to children and adults, whatever layout they came in.

What is held of populations is children and adults of each area and year: nothing here is worked out by
single years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.intake.published.layout import Long, Unfolding, figure, whole
from dashboard.intake.validation.table import Cell

#: The long form of every layout of populations, and its format.
NAME, LONG = "ons_populations", ("area_code", "year", "age", "people")
CHILD, ADULT = "Child", "Adult"
#: The code of an area.
AREA = re.compile(r"[A-Z]\d{8}")
_CHILDREN_UNDER = 18


@dataclass(frozen=True)
class Count:
    """The residents of one area, year and single year of age, and where they stand in the sheet.

    ``row`` is the number of the row; ``places`` have the columns (from 0) of area, year, age and people.
    """

    row: int
    area: str
    year: str
    age: int
    people: Cell
    places: tuple[int, int, int, int]


class AgesMissing(Exception):
    """Of an area some years of age, or one sex, are not in the table: no sum of it is true."""


@dataclass
class _Band:
    row: int
    places: tuple[int, ...]
    people: int = 0


def in_bands(table: Unfolding, counts: Iterable[Count]) -> Iterator[Long]:
    """One row for each area, year and band, in the place of the first of its counts.

    An area of which a cell is no number has no sum: its rows are named, and none of it goes on.
    """
    held: dict[tuple[str, str, str], _Band] = {}
    long: list[Long] = []
    rows: set[int] = set()
    for count in counts:
        rows.add(count.row)
        people = whole(figure(count.people))
        if people is None:
            long.append((count.row, (count.area, count.year, "", count.people or ""), count.places))
            continue
        name = CHILD if count.age < _CHILDREN_UNDER else ADULT
        band = held.setdefault((count.area, count.year, name), _Band(count.row, count.places))
        band.people += people
    spoilt = {cells[0] for _, cells, _ in long}
    for (area, year, name), band in held.items():
        value: Cell = "not a sum" if area in spoilt else band.people
        long.append((band.row, (area, year, name, value), band.places))
    table.merged += len(rows - {row for row, _, _ in long})
    yield from sorted(long, key=lambda line: line[0])
