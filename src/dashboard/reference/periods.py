"""Periods as people write them in a file or on the command line: 2024-05, 2024-Q2, 2024."""

from __future__ import annotations

import datetime
import re

#: How often something is sent, and how many months that is.
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
HOW_TO_WRITE = "Write a month as 2024-05, a quarter as 2024-Q2, a year as 2024"
_PERIOD = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?")

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


def period_of(month: datetime.date, every: str) -> str:
    """The code of the month, quarter or year in which ``month`` lies."""
    if every == "month":
        return f"{month:%Y-%m}"
    return f"{month.year}-Q{(month.month + 2) // 3}" if every == "quarter" else f"{month.year}"


def later(month: datetime.date, months: int) -> datetime.date:
    """The first day of the month that is ``months`` after ``month``."""
    number = month.year * 12 + month.month - 1 + months
    return datetime.date(number // 12, number % 12 + 1, 1)


def last_day(month: datetime.date) -> datetime.date:
    """The last day of ``month``."""
    return later(month, 1) - datetime.timedelta(days=1)
