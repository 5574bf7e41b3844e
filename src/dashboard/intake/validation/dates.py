"""Dates as people in the UK write them, ISO dates, and Excel's: day before month, always."""

from __future__ import annotations

import datetime
import re

from dashboard.intake.validation.table import Cell

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?"
_FLAGS = re.ASCII | re.IGNORECASE
_UK = re.compile(
    rf"(?P<day>\d{{1,2}})(?P<sign>[/.\- ])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d\d){_TIME}", _FLAGS
)
_ISO = re.compile(
    rf"(?P<year>\d{{4}})(?P<sign>[/.\-])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){_TIME}", _FLAGS
)
_ISO_BASIC = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)", _FLAGS)
_WORDS = re.compile(
    r"(?:[a-z]{3,9},? )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ \-](?:of )?(?P<month>[a-z]{3,9})\.?,?[ \-]"
    rf"(?P<year>\d{{4}}|\d\d){_TIME}",
    _FLAGS,
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
#: Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_EXCEL = datetime.date(1899, 12, 30)
#: Numbers that are read as Excel dates: 1954 to 2119. Others are no dates of ours.
_SERIALS = range(20_000, 80_000)


def read_date(cell: Cell) -> datetime.date | None:
    """The day that ``cell`` gives, or None where it is not a date. Two-digit years are 2000 to 2099."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, (bool, datetime.time, datetime.timedelta)):
        return None
    if isinstance(cell, str):
        return _from_text(cell)
    return _from_serial(cell)


def _from_serial(number: float) -> datetime.date | None:
    # A comparison, not int(): a number may be infinite or none at all.
    if not _SERIALS.start <= number < _SERIALS.stop:
        return None
    return _EXCEL + datetime.timedelta(days=int(number))


def _from_text(text: str) -> datetime.date | None:
    for form in (_UK, _ISO, _ISO_BASIC, _WORDS):
        match = form.fullmatch(text)
        if match:
            return _day(match["year"], match["month"], match["day"])
    return _from_serial(int(text)) if re.fullmatch(r"[2-7]\d{4}", text, re.ASCII) else None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    number = int(month) if month.isdigit() else _month(month.casefold())
    try:
        return datetime.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:  # no such day in the calendar
        return None


def _month(word: str) -> int:
    """The month that ``word`` or its beginning (Feb, Sept) names; 0 where it names none."""
    return next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
