"""Populations as the Nomis service gives them: one row for each area, year, sex and year of age.

Of rows for both sexes together and for each, those for both count; without them females and males are added.
Rows of groups of ages and of percentages are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.intake.published.age_bands import AREA, LONG, NAME, AgesMissing, Count, in_bands
from dashboard.intake.published.layout import Long, Unfolding, cell_at, heading_rows, unmarked
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Cell, Furniture, as_text

_AGE = re.compile(r"aged? ?(\d{1,2})(?: ?\+| and over)?|(\d{1,2})\+?")
_YEAR = re.compile(r"\b(20\d\d)\b")
_BOTH, _EACH = frozenset({"total", "all", "persons"}), frozenset({"male", "female"})
_NEEDED = ("date name", "geography code", "gender name", "c age name", "obs value")
_OLDEST = 85


@dataclass(frozen=True)
class _Columns:
    date: int
    area: int
    sex: int
    age: int
    people: int
    measure: int | None


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings."""
    for place, words in heading_rows(sheet):
        if not set(_NEEDED) <= set(words):
            continue
        measure = words.index("measures name") if "measures name" in words else None
        date, area, sex, age, people = (words.index(word) for word in _NEEDED)
        columns = _Columns(date, area, sex, age, people, measure)

        def unfold(table: Unfolding, _: str, columns: _Columns = columns) -> Iterator[Long]:
            return in_bands(table, _counts(table, columns))

        return Unfolding(NAME, sheet, LONG, place, unfold)
    return None


def _counts(table: Unfolding, columns: _Columns) -> Iterator[Count]:
    """The rows that count. Raises AgesMissing where an area lacks a year of age or a sex."""
    rows = _of_single_years(table, columns)
    ages: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for _, key, age, _ in rows:
        ages[key].add(age)
    for number, (area, year, sex), age, people in rows:
        both = any((area, year, word) in ages for word in _BOTH)
        if both and sex in _EACH:
            table.furniture[number] = Furniture.OTHER
            continue
        sexes = (sex,) if sex in _BOTH else tuple(_EACH)
        oldest = max(_OLDEST, *(max(ages.get((area, year, word), {0})) for word in sexes))
        if not all(set(range(oldest + 1)) <= ages.get((area, year, word), set()) for word in sexes):
            raise AgesMissing
        yield Count(
            number, area, year, age, people, (columns.area, columns.date, columns.age, columns.people)
        )


def _of_single_years(
    table: Unfolding, columns: _Columns
) -> list[tuple[int, tuple[str, str, str], int, Cell]]:
    """Number, area with year and sex, age and people of each row that is of one year of age."""
    rows: list[tuple[int, tuple[str, str, str], int, Cell]] = []
    for number, cells in table.below:
        area = unmarked(cell_at(cells, columns.area)).upper()
        year = _YEAR.search(as_text(cell_at(cells, columns.date)))
        age = _AGE.fullmatch(_word(cells, columns.age))
        sex = _word(cells, columns.sex)
        counted = columns.measure is None or _word(cells, columns.measure) == "value"
        if not (AREA.fullmatch(area) and year and age and counted and sex in _BOTH | _EACH):
            table.furniture[number] = Furniture.OTHER if area else Furniture.NOTE
            continue
        rows.append((number, (area, year[1], sex), int(age[1] or age[2]), cell_at(cells, columns.people)))
    return rows


def _word(cells: Sequence[Cell], place: int) -> str:
    return unmarked(cell_at(cells, place)).casefold()
