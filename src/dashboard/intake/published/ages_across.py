"""Populations with a column for each year of age: ONS estimates by area ("MYE2 - Persons"; females and males
as F0 and M0 beside one another) and Nomis tables of one year ("mnemonic", "Age 0").

The year stands in the title rows or in the sheet's name. A sheet of one sex alone is no population.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.intake.published.age_bands import AREA, LONG, NAME, Count, in_bands
from dashboard.intake.published.layout import Long, Unfolding, cell_at, heading_rows, unmarked
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Furniture, as_text

_AREA = re.compile(r"code|area code|geography code|mnemonic|lad(?:\d\d)?(?:cd)?(?: \d{4})?(?: code)?")
_AGE = re.compile(r"(?P<of>f|m|aged? ?)?(?P<age>\d{1,2})(?P<more> ?\+| and over| or over)?")
_YEAR = re.compile(
    r"\bmid[- ]?(?:year[- ])?(20\d\d)\b|\bdate\W+(20\d\d)\b|\bestimates?,? (?:for )?(20\d\d)\b"
)
_ONE_SEX = re.compile(r"\b(?:fe)?males?\b")
#: The least age that may stand for all older people too.
_OLDEST = 85


@dataclass(frozen=True)
class _Columns:
    area: int
    year: str
    ages: tuple[tuple[int, int], ...]


def find(sheet: Sheet) -> Unfolding | None:
    """The table, where the sheet has its headings and says its year."""
    for place, words in heading_rows(sheet):
        area = next((at for at, word in enumerate(words) if _AREA.fullmatch(word)), None)
        ages = _ages(words)
        if area is None or not ages:
            continue
        titles = [" ".join(map(as_text, cells)) for _, cells in sheet.rows[:place]]
        year = _year([*titles, sheet.name])
        by_sex = len(ages) > len({age for _, age in ages})
        if not year or (not by_sex and _of_one_sex(titles, sheet.name)):
            return None
        columns = _Columns(area, year, ages)

        def unfold(table: Unfolding, _: str, columns: _Columns = columns) -> Iterator[Long]:
            return in_bands(table, _counts(table, columns))

        return Unfolding(NAME, sheet, LONG, place, unfold)
    return None


def _ages(words: list[str]) -> tuple[tuple[int, int], ...]:
    """The columns of single years and their ages; none where a year is missing, or one sex is."""
    by_sex: dict[str, dict[int, int]] = {}
    for at, word in enumerate(words):
        match = _AGE.fullmatch(word)
        if match:
            sex = match["of"] if match["of"] in {"f", "m"} else ""
            by_sex.setdefault(sex or "", {})[int(match["age"])] = at
    whole = [by_age for by_age in by_sex.values() if set(by_age) == set(range(max(by_age) + 1))]
    if len(whole) != len(by_sex) or set(by_sex) not in ({""}, {"f", "m"}):
        return ()
    if any(max(by_age) < _OLDEST for by_age in whole) or len({max(by_age) for by_age in whole}) > 1:
        return ()
    return tuple(sorted((at, age) for by_age in whole for age, at in by_age.items()))


def _year(lines: list[str]) -> str:
    """The one year that the lines say; empty where they say none, or several."""
    years = {
        year for line in lines for match in _YEAR.finditer(line.casefold()) for year in match.groups() if year
    }
    return years.pop() if len(years) == 1 else ""


def _of_one_sex(titles: list[str], name: str) -> bool:
    """Whether the table is of females or of males, as its sheet's name or else its titles say."""
    text = name if _ONE_SEX.search(name.casefold()) or "person" in name.casefold() else " ".join(titles)
    return bool(_ONE_SEX.search(text.casefold())) and "person" not in text.casefold()


def _counts(table: Unfolding, columns: _Columns) -> Iterator[Count]:
    for number, cells in table.below:
        area = unmarked(cell_at(cells, columns.area)).upper()
        if not AREA.fullmatch(area):
            table.furniture[number] = Furniture.NOTE
            continue
        for at, age in columns.ages:
            places = (columns.area, columns.area, at, at)
            yield Count(number, area, columns.year, age, cell_at(cells, at), places)
