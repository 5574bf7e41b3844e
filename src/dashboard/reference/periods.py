"""Periods as people write them in a file or on the command line: 2024-05, 2024-Q2, 2024."""

from __future__ import annotations

import datetime
import re

#: How often something is sent, and how many months that is.
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
HOW_TO_WRITE = "Write a month as 2024-05, a quarter as 2024-Q2, a year as 2024"
_PERIOD = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?")

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = f"(?P<name>{'|'.join(_NAMES)})[a-z]*"
#: A month or quarter within other words. Three groups of figures are a day, and a year alone may be a log's.
_WITHIN = tuple(
    re.compile(rf"(?<![0-9a-z]){form}(?![0-9a-z]|[-_. ][0-9])")
    for form in (
        r"(?P<year>20\d\d)[-_. ]?(?P<month>0[1-9]|1[0-2])",
        r"(?P<year>20\d\d)[-_. ]?q(?P<quarter>[1-4])",
        r"q(?P<quarter>[1-4])[-_. ]?(?P<year>20\d\d)",
        rf"(?<![0-9][-_. ]){_NAME}[-_. ]?(?P<year>20\d\d)",
        rf"(?P<year>20\d\d)[-_. ]?{_NAME}",
    )
)

#: The first day of the first and of the last month.
Months = tuple[datetime.date, datetime.date]


def read_period(text: str) -> Months:
    """The first and last month of a period. Raises ValueError, in words, where it is none."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"that is no period. {HOW_TO_WRITE}")
    year = int(match[1])
    if match[2]:
        return (datetime.date(year, int(match[2]), 1),) * 2
    if match[3]:
        return datetime.date(year, 3 * int(match[3]) - 2, 1), datetime.date(year, 3 * int(match[3]), 1)
    return datetime.date(year, 1, 1), datetime.date(year, 12, 1)


def read_stretch(text: str) -> Months:
    """As ``read_period``, or from one period to another: ``2024-01 to 2024-06``."""
    first, _, last = text.partition(" to ")
    begins, ends = read_period(first), read_period(last or first)
    if ends[1] < begins[0]:
        raise ValueError("it ends before it begins. Write the earlier period first")
    return begins[0], ends[1]


def in_words(months: Months) -> str:
    """``2024-05``, or ``2024-05 to 2024-06``."""
    first, last = (f"{month:%Y-%m}" for month in months)
    return first if first == last else f"{first} to {last}"


def named_in(text: str) -> Months | None:
    """The one month or quarter that a file's name says (``log_2024-05``, ``Q2 2024``, ``May 2024``).

    None where it says none, more than one, or a day.
    """
    codes = set()
    for form in _WITHIN:
        for match in form.finditer(text.casefold()):
            parts = match.groupdict()
            month = parts.get("month") or (
                f"{_NAMES.index(parts['name']) + 1:02d}" if parts.get("name") else f"Q{parts['quarter']}"
            )
            codes.add(f"{parts['year']}-{month}")
    return read_period(codes.pop()) if len(codes) == 1 else None


def period_of(month: datetime.date, every: str) -> str:
    """The code of the month, quarter or year in which ``month`` lies."""
    if every == "month":
        return f"{month:%Y-%m}"
    return f"{month.year}-Q{(month.month + 2) // 3}" if every == "quarter" else f"{month.year}"


def later(month: datetime.date, months: int) -> datetime.date:
    """The first day of the month that is ``months`` after ``month``."""
    number = month.year * 12 + month.month - 1 + months
    return datetime.date(number // 12, number % 12 + 1, 1)


def each(months: Months) -> list[datetime.date]:
    """The first day of every month from the first of ``months`` to the last."""
    first, last = months
    many = (last.year - first.year) * 12 + last.month - first.month + 1
    return [later(first, at) for at in range(many)]


def last_day(month: datetime.date) -> datetime.date:
    """The last day of ``month``."""
    return later(month, 1) - datetime.timedelta(days=1)
