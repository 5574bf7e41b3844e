"""Home Office: tables by year and quarter: referrals, reasonable and conclusive grounds, Duty to Notify.

The headings stand in two rows, an age over its places or decisions, or in one ("Child (17 or under) - UK").
The year stands on its total row alone, or on every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.intake.published.layout import (
    Long,
    Unfolding,
    cell_at,
    figure,
    heading_rows,
    holds_figures,
    unmarked,
    whole,
    words_of,
)
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Cell, Furniture, as_text
from dashboard.reference.spelling import normalise

_AGES = (("adult", "Adult"), ("child", "Child"), ("age not", "Unknown"), ("unknown age", "Unknown"))
_PLACES = ("uk and overseas", "overseas", "uk", "not specified or unknown", "not specified", "unknown")
_DECISIONS = ("positive", "negative", "suspended", "withdrawn")
_GROUNDS = (("conclusive", "cg_decisions"), ("reasonable", "rg_decisions"))
_NOTIFY = ("duty to notify", "dtn")
_QUARTERS = 4
_LONG = ("series", "period", "age", "location", "decision", "value")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"(?:q|quarter )?([1-4])(?: .*)?")


@dataclass(frozen=True)
class _Figures:
    """One column of figures: its place, and what it is of; ``total`` of an age, or of all."""

    place: int
    age: str
    location: str
    decision: str
    total: bool


@dataclass(frozen=True)
class _Columns:
    series: str
    year: int
    quarter: int
    figures: tuple[_Figures, ...]
    parts: tuple[_Figures, ...] = field(init=False)

    def __post_init__(self) -> None:
        parts = tuple(column for column in self.figures if not column.total)
        object.__setattr__(self, "parts", parts or tuple(column for column in self.figures if not column.age))

    @property
    def places(self) -> list[int]:
        """The places of all figures, totals too."""
        return [column.place for column in self.figures]


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings."""
    for place, words in heading_rows(sheet):
        # Without a title it is a table that somebody has put by itself, with the headings of another format.
        if not place or "year" not in words or "quarter" not in words:
            continue
        upper = words_of(sheet.rows[place - 1][1]) if place else []
        titles = " ".join(normalise(as_text(cell)) for _, row in sheet.rows[:place] for cell in row)
        columns = _columns(words, upper, titles)
        if columns is None:
            return None

        def unfold(table: Unfolding, _: str, columns: _Columns = columns) -> Iterator[Long]:
            return _unfold(table, columns)

        table = Unfolding("home_office_nrm", sheet, _LONG, place, unfold)
        periods = [period for _, _, period in _periods(table, columns) if "-Q" in period]
        table.last_period = max(periods, default="")
        return table
    return None


def _columns(words: Sequence[str], upper: Sequence[str], titles: str) -> _Columns | None:
    year, quarter = words.index("year"), words.index("quarter")
    figures: list[_Figures] = []
    age = ""
    for place in range(max(year, quarter) + 1, len(words)):
        above = upper[place] if place < len(upper) else ""
        age = _age(above) or age
        own = _age(words[place])
        label = f"{words[place]} {above if not _age(above) else ''}".strip()
        column = _figures(place, own or age, label, after_age=not own)
        if column is None:
            continue
        figures.append(column)
        if column.total:
            age = ""  # what follows an age's own total, without a label above it, is the total of all
    text = " ".join([*words, *upper])
    if any(column.location for column in figures):
        series = "nrm_referrals"
    elif any(column.decision for column in figures):
        series = next((name for word, name in _GROUNDS if word in f"{text} {titles}"), "")
    elif figures and any(re.search(rf"\b{word}\b", titles) for word in _NOTIFY):
        series = "duty_to_notify"
    else:
        return None
    return _Columns(series, year, quarter, tuple(figures)) if series else None


def _age(words: str) -> str:
    return next((code for word, code in _AGES if words.startswith(word)), "")


def _figures(place: int, age: str, words: str, *, after_age: bool) -> _Figures | None:
    rest = words
    if not after_age:
        rest = re.sub(
            r"^(?:adult(?: 18 or over)?|child(?: 17 or under)?|age not specified or unknown|age \w+)",
            "",
            words,
        )
    rest = rest.strip()
    if "total" in rest.split() or rest == "all":
        return _Figures(place, age, "", "", total=True)
    decision = next((code for code in _DECISIONS if code in rest.split()), "")
    if decision:
        return _Figures(place, age, "", decision, total=False)
    location = next((name for name in _PLACES if rest == name), "")
    return _Figures(place, age, location, "", total=False) if location else None


def _periods(table: Unfolding, columns: _Columns) -> Iterator[tuple[int, Sequence[Cell], str]]:
    """The rows with their period: 2024-Q3, or 2024 for a year's total; empty where a row is of none."""
    year = ""
    for number, cells in table.below:
        label = _YEAR.fullmatch(unmarked(cell_at(cells, columns.year)))
        year = label[0] if label else year
        word = normalise(unmarked(cell_at(cells, columns.quarter)))
        quarter = _QUARTER.fullmatch(word)
        if not year or not holds_figures(cells, columns.places):
            period = ""
        elif quarter:
            period = f"{year}-Q{quarter[1]}"
        else:
            period = year if label and word in {"", "total", "all"} else ""
        yield number, cells, period


def _unfold(table: Unfolding, columns: _Columns) -> Iterator[Long]:
    rows = list(_periods(table, columns))
    quarters: dict[str, list[Sequence[Cell]]] = {}
    for _, cells, period in rows:
        if "-Q" in period:
            quarters.setdefault(period[:4], []).append(cells)
    for number, cells, period in rows:
        if not period:
            total = holds_figures(cells, columns.places)
            table.furniture[number] = Furniture.TOTAL if total else Furniture.NOTE
            continue
        if not _adds_up(columns, cells):
            table.differing.add(number)
        of_year = quarters.get(period)
        if of_year:
            table.furniture[number] = Furniture.TOTAL
            if not _is_sum(columns, cells, of_year):
                table.differing.add(number)
            continue
        given = [(column, figure(cell_at(cells, column.place))) for column in columns.parts]
        there = [(column, value) for column, value in given if value is not None]
        if not there:
            table.furniture[number] = Furniture.OTHER
        for column, value in there:
            cell = (columns.series, period, column.age, column.location, column.decision, value)
            yield number, cell, (-1, columns.quarter, column.place, column.place, column.place, column.place)


def _adds_up(columns: _Columns, cells: Sequence[Cell]) -> bool:
    """Whether every total of a row is the sum of its parts, as far as all are there."""
    counts = {column: whole(figure(cell_at(cells, column.place))) for column in columns.figures}
    for total in (column for column in columns.figures if column.total):
        parts = [
            counts[column] for column in columns.figures if not column.total and total.age in ("", column.age)
        ]
        known = parts and None not in parts and counts[total] is not None
        if known and sum(part for part in parts if part is not None) != counts[total]:
            return False
    return True


def _is_sum(columns: _Columns, year: Sequence[Cell], quarters: Sequence[Sequence[Cell]]) -> bool:
    """Whether a year's row is the sum of its quarters', in every column where all are there.

    A table may begin or end within a year: then the year is no less than what is given of it.
    """
    for column in columns.figures:
        total = whole(figure(cell_at(year, column.place)))
        parts = [whole(figure(cell_at(cells, column.place))) for cells in quarters]
        if total is None or None in parts:
            continue
        summed = sum(part for part in parts if part is not None)
        if total < summed or (len(quarters) == _QUARTERS and total != summed):
            return False
    return True
