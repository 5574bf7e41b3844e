"""Dates as people in the UK write them, ISO dates, and Excel's; the day is the one in the UK.

Day before month, unless a whole column is said to be the other way round.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from enum import StrEnum
from zoneinfo import ZoneInfo

from dashboard.intake.validation.table import Cell


class Order(StrEnum):
    """Which of two numbers comes first in a column of dates."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


LONDON = ZoneInfo("Europe/London")

_ZONE = r"(?: ?(?P<zone>Z|UTC|GMT|BST|(?:UTC|GMT)?[+\-\u2212]\d{1,2}(?::?\d{2})?))?"
_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    rf"(?: ?(?P<half>[AP])M)?{_ZONE}(?: ?\([\w ]+\))?)?"
)
_FLAGS = re.ASCII | re.IGNORECASE
_FIGURES = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
    rf"(?P<day>\d{{1,2}})(?P<sign>[/.\- ])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d\d){_TIME}",
    _FLAGS,
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
_WORDS_MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9},? )?(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? "
    rf"(?P<year>\d{{4}}){_TIME}",
    _FLAGS,
)
#: The signs that word processors put for a hyphen and a slash.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2044\u2215", "/")
)
#: A number of days as text, perhaps with a time of day.
_DAYS = re.compile(r"[2-7]\d,?\d{3}(?:\.\d{1,12})?", re.ASCII)
_FORMS = (_FIGURES, _ISO, _ISO_BASIC, _WORDS, _WORDS_MONTH_FIRST)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
#: Day 0 of Excel's calendar, which counts a 29 February 1900 that never was.
_EXCEL = datetime.date(1899, 12, 30)
#: Numbers that are read as Excel dates: 1954 to 2119. Others are none of ours: a year by itself above all.
_SERIALS = range(20_000, 80_000)
#: Numbers that may be a year, a month and a day in a row.
_WRITTEN_OUT = range(20_000_101, 21_000_101)
#: How many days after the others a calendar begins that counts from 1 January 1904, as Excel's on a Mac did.
_LATER_CALENDAR = 1462
#: The days that Excel shows for a cell that holds only a year, such as 2024, and is formatted as a date.
_YEARS_AS_DAYS = range(1990, 2101)


def read_date(cell: Cell, order: Order = Order.DAY_FIRST) -> datetime.date | None:
    """The day that ``cell`` gives, or None where it is not a date. Two-digit years are 2000 to 2099.

    A time with a zone or an offset gives the day that it was in the UK.
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, (bool, datetime.time, datetime.timedelta)):
        return None
    if isinstance(cell, str):
        return _from_text(cell, order)
    # 20240325 as a number: no count of days is as large.
    if _WRITTEN_OUT.start <= cell < _WRITTEN_OUT.stop:
        return _from_text(str(int(cell)), order)
    return _from_serial(cell)


def counted_since_1904(cell: Cell) -> Cell:
    """The day that a number of days since 1904 gives, also as text; any other cell as it is."""
    number = _days(cell.strip()) if isinstance(cell, str) and _DAYS.fullmatch(cell.strip()) else cell
    if isinstance(number, bool) or not isinstance(number, int | float):
        return cell
    return _from_serial(number + _LATER_CALENDAR) or cell


def year_as_day(day: datetime.date) -> bool:
    """Whether ``day`` is what Excel shows for a cell that holds only a year."""
    return day.toordinal() - _EXCEL.toordinal() in _YEARS_AS_DAYS


def figures(text: str) -> tuple[int, int, str] | None:
    """The first two numbers of a date written in figures with the year last, and the year as written."""
    match = _FIGURES.fullmatch(_plain(text))
    return (int(match["day"]), int(match["month"]), match["year"]) if match else None


def with_time(cell: Cell) -> datetime.datetime | None:
    """Day and time of a cell that has a time and no zone, in figures with the year first or in a workbook."""
    if isinstance(cell, datetime.datetime):
        return cell
    match = _ISO.fullmatch(_plain(cell)) if isinstance(cell, str) else None
    if not match or not match["hour"] or match["zone"]:
        return None
    day = _day(match, Order.DAY_FIRST)
    clock = _clock(match)
    return datetime.datetime.combine(day, clock) if day and clock else None


def in_london(moment: datetime.datetime) -> datetime.date:
    """The day that ``moment``, which has a zone, was in the UK."""
    return moment.astimezone(LONDON).date()


def _from_serial(number: float) -> datetime.date | None:
    # A comparison, not int(): a number may be infinite or none at all.
    if not _SERIALS.start <= number < _SERIALS.stop:
        return None
    return _EXCEL + datetime.timedelta(days=int(number))


def _plain(text: str) -> str:
    """``text`` with the figures and signs of a keyboard."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_SIGNS)


def _from_text(written: str, order: Order) -> datetime.date | None:
    text = _plain(written)
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _day(match, order if form is _FIGURES else Order.DAY_FIRST)
    return _from_serial(_days(text)) if _DAYS.fullmatch(text) else None


def _days(text: str) -> float:
    return float(text.replace(",", ""))


def _day(match: re.Match[str], order: Order) -> datetime.date | None:
    year, month, day = match["year"], match["month"], match["day"]
    if order is Order.MONTH_FIRST:
        day, month = month, day
    number = int(month) if month.isdigit() else _month(month.casefold())
    try:
        written = datetime.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:  # no such day in the calendar
        return None
    parts = match.groupdict()
    if not parts.get("zone"):
        return written
    clock = _clock(match)
    if clock is None:
        return None
    return _in_zone(datetime.datetime.combine(written, clock), parts["zone"].upper())


def _clock(match: re.Match[str]) -> datetime.time | None:
    hour, minute, half = int(match["hour"]), int(match["minute"]), (match["half"] or "").upper()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "P" else 0)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def _in_zone(written: datetime.datetime, zone: str) -> datetime.date | None:
    if zone == "BST":
        zone = "+01"
    offset = re.fullmatch(r"(?:UTC|GMT)?([+\-\u2212])(\d{1,2}):?(\d{2})?", zone)
    ahead = datetime.timedelta()
    if offset:
        ahead = datetime.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if offset[1] != "+":
            ahead = -ahead
    try:
        return in_london(written.replace(tzinfo=datetime.timezone(ahead)))
    except (ValueError, OverflowError):  # no zone is more than a day away; the first and last day of all
        return None


def _month(word: str) -> int:
    """The month that ``word`` or its beginning (Feb, Sept) names; 0 where it names none."""
    return next((place for place, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
