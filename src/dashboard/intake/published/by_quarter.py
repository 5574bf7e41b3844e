"""Home Office: tables by year and quarter: referrals, reasonable and conclusive grounds, Duty to Notify.

The headings stand in two rows, an age over its places or decisions, or in one ("Child (17 or under) - UK").
The year stands on its total row alone, or on every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.intake.published.layout import (
    FIRST_ROWS,
    Long,
    Unfolding,
    cell_at,
    figure,
    holds_figures,
    unmarked,
    whole,
    words_of,
)
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Cell, Furniture, as_text
from dashboard.reference.codes import normalise

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
        parts = tuple(one for one in self.figures if not one.total)
        object.__setattr__(self, "parts", parts or tuple(one for one in self.figures if not one.age))

    @property
    def places(self) -> list[int]:
        """The places of all figures, totals too."""
        return [one.place for one in self.figures]


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings."""
    for place, (_, cells) in enumerate(sheet.rows[:FIRST_ROWS]):
        words = words_of(cells)
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
        said = f"{words[place]} {above if not _age(above) else ''}".strip()
        one = _figures(place, own or age, said, after_age=not own)
        if one is None:
            continue
        figures.append(one)
        if one.total:
            age = ""  # what follows an age's own total, without a label above it, is the total of all
    text = " ".join([*words, *upper])
    if any(one.location for one in figures):
        series = "nrm_referrals"
    elif any(one.decision for one in figures):
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
        said = _YEAR.fullmatch(unmarked(cell_at(cells, columns.year)))
        year = said[0] if said else year
        word = normalise(unmarked(cell_at(cells, columns.quarter)))
        quarter = _QUARTER.fullmatch(word)
        if not year or not holds_figures(cells, columns.places):
            period = ""
        elif quarter:
            period = f"{year}-Q{quarter[1]}"
        else:
            period = year if said and word in {"", "total", "all"} else ""
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
        given = [(one, figure(cell_at(cells, one.place))) for one in columns.parts]
        told = [(one, value) for one, value in given if value is not None]
        if not told:
            table.furniture[number] = Furniture.OTHER
        for one, value in told:
            cell = (columns.series, period, one.age, one.location, one.decision, value)
            yield number, cell, (-1, columns.quarter, one.place, one.place, one.place, one.place)


def _adds_up(columns: _Columns, cells: Sequence[Cell]) -> bool:
    """Whether every total of a row is the sum of its parts, as far as all are there."""
    counts = {one: whole(figure(cell_at(cells, one.place))) for one in columns.figures}
    for total in (one for one in columns.figures if one.total):
        parts = [counts[one] for one in columns.figures if not one.total and total.age in ("", one.age)]
        known = parts and None not in parts and counts[total] is not None
        if known and sum(part for part in parts if part is not None) != counts[total]:
            return False
    return True


def _is_sum(columns: _Columns, year: Sequence[Cell], quarters: Sequence[Sequence[Cell]]) -> bool:
    """Whether a year's row is the sum of its quarters', in every column where all are there.

    A table may begin or end within a year: then the year is no less than what is given of it.
    """
    for one in columns.figures:
        total = whole(figure(cell_at(year, one.place)))
        parts = [whole(figure(cell_at(cells, one.place))) for cells in quarters]
        if total is None or None in parts:
            continue
        summed = sum(part for part in parts if part is not None)
        if total < summed or (len(quarters) == _QUARTERS and total != summed):
            return False
    return True
