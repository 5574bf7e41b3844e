"""How numbers, periods and dates are written in plain British English, everywhere alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dashboard.methods import round_half_up
from dashboard.settings import ALL

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
TIME_LEVELS = {"month": "month", "quarter": "quarter", "year": "year", "financial_year": "financial year"}
#: Decimal places of each measure of a release.
PLACES = {"percent": 0, "mean": 2, "rate": 1, "median": 0, "lower_quartile": 0, "upper_quartile": 0}


def number(value: float, places: int = 0) -> str:
    """``value`` with commas, rounded half up: 1,234 or 0.29."""
    return f"{round_half_up(value, places):,.{places}f}".replace("-", "\N{MINUS SIGN}")


def measured(value: float, measure: str) -> str:
    """``value`` as its measure is written: 1,234 for a count, 83% for a percentage, 1.22 for a mean."""
    text = number(value, PLACES.get(measure, 0))
    return f"{text}%" if measure == "percent" else text


def figure(value: float | None, status: str, measure: str) -> str:
    """``value`` as it is printed, 82% or 1,234; where it is None, the mark of why: [c] of status c."""
    return f"[{status}]" if value is None else measured(value, measure)


def exceeds(numerator: float | None, denominator: float | None) -> bool:
    """Whether more is counted than a share's whole holds, as 6 trained of a headcount of 5."""
    return numerator is not None and denominator is not None and numerator > denominator


def within(low: float | None, high: float | None, places: int = 0) -> str:
    """The numbers from ``low`` to ``high``, whole or with ``places``, in words; None is no limit.

    Between 3 and 11, at most 4, at least 12, exactly 7, or any number.
    """
    if high is None:
        return f"at least {number(low, places)}" if low else "any number"
    if (low or 0.0) == high:
        return f"exactly {number(high, places)}"
    least, most = number(low or 0.0, places), number(high, places)
    return f"between {least} and {most}" if low else f"at most {most}"


def date(day: datetime.date | str, short: bool = False) -> str:
    """30 July 2019 (or 30 Jul 2019), from a date or its ISO text."""
    given = datetime.date.fromisoformat(day[:10]) if isinstance(day, str) else day
    name = MONTHS[given.month - 1]
    return f"{given.day} {name[:3] if short else name} {given.year}"


@lru_cache(maxsize=4096)
def span(time: str) -> tuple[int, int]:
    """First and last month of a period, both counted from year 0. ValueError for ``all``."""
    if "/" in time:
        first = int(time[:4]) * 12 + 3
        return first, first + 11
    year, _, rest = time.partition("-")
    if rest.startswith("Q"):
        first = int(year) * 12 + (int(rest[1:]) - 1) * 3
        return first, first + 2
    if rest:
        month = int(year) * 12 + int(rest) - 1
        return month, month
    return int(year) * 12, int(year) * 12 + 11


def month(index: int, short: bool = False) -> str:
    """July 2019 (or Jul 2019) from a month counted from year 0."""
    name = MONTHS[index % 12]
    return f"{name[:3] if short else name} {index // 12}"


def first_day(time: str) -> str:
    """The first day of a period as ISO text: where it begins on a time axis."""
    start, _ = span(time)
    return f"{start // 12}-{start % 12 + 1:02d}-01"


def last_day(time: str) -> datetime.date:
    """The last day of a period. ValueError for ``all``."""
    return datetime.date.fromisoformat(first_day(later(time, 1))) - datetime.timedelta(days=1)


def middle_day(time: str) -> str:
    """The middle of a period as ISO text: where its figure stands on a time axis."""
    first, last = (datetime.date.fromisoformat(first_day(each)) for each in (time, later(time, 1)))
    return (first + (last - first) / 2).isoformat()


@lru_cache(maxsize=4096)
def period(time: str, first: str = "", last: str = "", short: bool = False) -> str:
    """A period in words: July 2019, April to June 2022, 2023, April 2023 to March 2024, all periods.

    ``first`` and ``last`` are the first and last month of the data (2019-04): a period they cut
    short says so, as in "2026 (January to September)".
    """
    if time == ALL:
        return "all periods" if not last else f"{month(span(first)[0])} to {month(span(last)[1])}"
    start, end = span(time)
    cut = is_cut(time, first, last)
    since = max(start, span(first)[0]) if cut and first else start
    until = min(end, span(last)[1]) if cut and last else end
    if start == end:
        return month(start, short)
    if "Q" in time:
        return _months(since, until, short) + f" {start // 12}"
    if "/" in time:
        return f"{month(since, short)} to {month(until, short)}"
    return f"{time} ({_months(since, until, short)})" if cut else time


def months(first: int, last: int) -> str:
    """From one month to another, both counted from year 0: January to September 2026."""
    return (
        f"{_months(first, last, False)} {last // 12}"
        if first // 12 == last // 12
        else f"{month(first)} to {month(last)}"
    )


def is_cut(time: str, first: str = "", last: str = "") -> bool:
    """Whether the data (its first and last month) begins or ends inside the period."""
    if time == ALL:
        return False
    start, end = span(time)
    begins = bool(first) and start < span(first)[0] <= end
    return begins or (bool(last) and start <= span(last)[1] < end)


def in_full(times: Iterable[str], first: str = "", last: str = "") -> list[str]:
    """Those of ``times`` that the data covers in full, in their order; where it covers none so, all."""
    every = list(times)
    return [time for time in every if not is_cut(time, first, last)] or every


def _months(since: int, until: int, short: bool) -> str:
    first, last = MONTHS[since % 12], MONTHS[until % 12]
    if short:
        first, last = first[:3], last[:3]
    return first if since == until else f"{first} to {last}"


def between(first: str, last: str) -> list[str]:
    """Every period of the same level from ``first`` to ``last``, both included."""
    times, time = [first], first
    while time != last:
        time = later(time, 1)
        if span(time) > span(last):
            raise ValueError(f"{first} and {last} are not periods of one level in order")
        times.append(time)
    return times


def later(time: str, steps: int) -> str:
    """The period ``steps`` periods after ``time`` (before, where negative)."""
    start, end = span(time)
    width = end - start + 1
    begins = start + steps * width
    year, within = divmod(begins, 12)
    if "/" in time:
        return f"{year}/{(year + 1) % 100:02d}"
    if "Q" in time:
        return f"{year}-Q{within // 3 + 1}"
    return f"{year}-{within + 1:02d}" if width == 1 else str(year)


def year_before(time: str) -> str:
    """The same period one year before."""
    start, end = span(time)
    return later(time, -(12 // (end - start + 1)))


def listed(words: Sequence[str], last: str = "and") -> str:
    """One, two and three."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def lower_first(text: str) -> str:
    """``text`` inside a sentence: its first letter small unless it begins with an abbreviation or a name."""
    word, _, rest = text.partition(" ")
    named = (len(word) > 1 and word[1:] != word[1:].lower()) or rest[:1].isupper()
    return text if named else text[:1].lower() + text[1:]
