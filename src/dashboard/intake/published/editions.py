"""Which quarter a published table is of, and the day of its edition, from titles, cover and file name.

One edition carried the wrong year in a title, so no title is believed alone: all that say a quarter must say
the same one, and agree with the table by quarter in the same file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from dashboard.intake.published.layout import FIRST_ROWS, Unfolding
from dashboard.intake.validation.dates import read_date
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import as_text, blank

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + ")"
_BY_NUMBER = re.compile(r"\b(?:q|quarter[ -]?)([1-4])[ ,-]+(?:of )?(20\d\d)\b")
_YEAR_FIRST = re.compile(r"\b(20\d\d)[ ,-]+(?:q|quarter[ -]?)([1-4])\b")
_BY_MONTHS = re.compile(rf"\b{_MONTH}(?: (20\d\d))?(?: to |-| - | \u2013 ){_MONTH},? (20\d\d)\b")
_BY_DAYS = re.compile(rf"\b1 {_MONTH}(?: (20\d\d))? to (?:30|31) {_MONTH},? (20\d\d)\b")
_MONTHS_IN_QUARTER = 3

#: What comes before the day of an edition; "next update" is another day.
_SAID = re.compile(
    r"(?<!next )\b(?:published|publication date|date of publication|date published|release date|released|"
    r"updated|last updated|date updated)\b(?: on)?:? *(?!to\b)(.{6,30})", re.IGNORECASE
)  # fmt: skip
_DAY = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})|(\d{1,2}/\d{1,2}/\d{4})|(\d{4}-\d\d-\d\d)", re.I
)
#: The end of a file's name as the recorded crime tables have it: -230426 is 23 April 2026.
_IN_NAME = re.compile(r"[-_](\d\d)(\d\d)(\d\d)(?=\.[a-z]+$)", re.IGNORECASE)

_SAY_THE_PERIOD = 'Say which quarter it is of in the TOML beside it, under [extract]: period = "2024-Q4".'


def lines_of(sheet: Sheet, table: Unfolding | None) -> Iterator[str]:
    """What a sheet says above its table, or a cover or list of notes in its first rows."""
    if table is not None and not table.needs_quarter:
        return
    rows = table.above if table is not None else sheet.rows[: 2 * FIRST_ROWS]
    for _, cells in rows:
        yield " ".join(as_text(cell) for cell in cells if not blank(cell))


def one_quarter(file: str, lines: Sequence[str], last: str, mapping: PartnerMapping) -> str:
    """The quarter (2024-Q4) that tables without a column for it are of.

    ``last`` is the last quarter of the table by quarter in the same file. Raises ExtractRefused where nothing
    says the quarter, or not all agree.
    """
    stated = mapping.extract.period.upper()
    if re.fullmatch(r"20\d\d-Q[1-4]", stated):
        return stated
    quarters = {quarter for line in (*lines, file) for quarter in quarters_in(line)}
    if not quarters:
        raise ExtractRefused(file, f"{file} does not say of which quarter its tables are.", _SAY_THE_PERIOD)
    if len(quarters) > 1:
        raise ExtractRefused(
            file,
            f"{file} says {len(quarters)} different quarters in its titles and its name.",
            _SAY_THE_PERIOD,
        )
    (quarter,) = quarters
    if last and quarter[:4] != last[:4] and quarter[4:] == last[4:]:
        raise ExtractRefused(
            file,
            f"{file} says in its titles that it is of another year than its table by quarter ends with.",
            _SAY_THE_PERIOD,
        )
    return quarter


def quarters_in(line: str) -> set[str]:
    """The quarters that a line names whole."""
    text = " ".join(line.casefold().replace("_", " ").split())
    quarters = {f"{year}-Q{number}" for number, year in _BY_NUMBER.findall(text)}
    quarters |= {f"{year}-Q{number}" for year, number in _YEAR_FIRST.findall(text)}
    for first, began, last, year in [*_BY_MONTHS.findall(text), *_BY_DAYS.findall(text)]:
        if began not in ("", year):
            continue
        begins, ended = _number(first), _number(last)
        if ended % _MONTHS_IN_QUARTER == 0 and ended - begins == _MONTHS_IN_QUARTER - 1:
            quarters.add(f"{year}-Q{ended // _MONTHS_IN_QUARTER}")
    return quarters


def _number(month: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))


def day_of_edition(file: str, sheets: Sequence[Sheet]) -> datetime.date | None:
    """The day on which a file was published: from its cover, notes and titles, else from its name.

    Of several days the last; None where none is said.
    """
    days: set[datetime.date] = set()
    for sheet in sheets:
        for _, cells in sheet.rows[: 2 * FIRST_ROWS]:
            line = " ".join(as_text(cell) for cell in cells if not blank(cell))
            days |= set(_days_in(line))
    if days:
        return max(days)
    named = _IN_NAME.search(file)
    if named:
        day, month, year = map(int, named.groups())
        return _day(f"20{year:02d}-{month:02d}-{day:02d}")
    return None


def _days_in(line: str) -> Iterator[datetime.date]:
    for stated in _SAID.findall(line):
        match = _DAY.match(stated.strip())
        day = _day(match[0]) if match else None
        if day is not None:
            yield day


def _day(text: str) -> datetime.date | None:
    day = read_date(text)
    return day.date() if isinstance(day, datetime.datetime) else day
