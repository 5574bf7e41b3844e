"""Judgements over a column of dates: which of two numbers is the day, and of which day a midnight is.

No single cell can tell: 03/04/2024 is a date either way, and only its neighbours say which.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dashboard.intake.validation.cells import EARLIEST
from dashboard.intake.validation.columns.column_cells import ColumnCells
from dashboard.intake.validation.columns.verdicts import Doubted, ReadAs, Refused, Surroundings, Verdict
from dashboard.intake.validation.dates import (
    LONDON,
    Order,
    counted_since_1904,
    figures,
    in_london,
    read_date,
    with_time,
)
from dashboard.intake.validation.table import Cell

_MONTHS, _DAYS = 12, 31
#: The name of a month, not the T between day and time.
_NAMED = re.compile(r"[A-Za-z]{3}")
#: The year first, then what ISO has as month and day.
_YEAR_FIRST = re.compile(r"\d{4}[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", re.ASCII)
#: A column with so many cells that prove day first for each that says otherwise has a slip of the pen in it,
#: which is a finding of its row. With fewer, other rows may be the wrong way round unseen.
_PROOFS_FOR_EACH_SLIP = 100
#: Dates that Excel has made have a day of at most 12 by chance in four cases of ten: in so many cases in
#: a hundred at this number of different dates, and less.
_ENOUGH_CONVERTED = 5
#: The share of days up to 12, and what is too unlikely to have come about by chance.
_LOW_DAY, _UNLIKELY = 0.4, 0.1
#: Dates with years of two digits from which it can be seen which number is the year.
_ENOUGH_YEARS = 4
#: Of two-digit years read last, the share that must make no sense before they are taken to stand first.
_SENSELESS = 0.2

_WRITE_THEM = (
    "Export the dates as 2024-03-25 (year, month, day) and send the file again{toml}. Nothing was guessed: "
    "of a day up to 12 nobody can tell whether it is the day or the month."
)
_TOML = (
    ', or, where the whole column is month first, write date_order = "month first" under [mapping] in the '
    "TOML beside it"
)


def numbers_in_order(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse a column that proves another order than the one it is read in, or two orders."""
    first_over, second_over = _over_twelve(column)
    if around.conventions.date_order is Order.MONTH_FIRST:
        if not first_over:
            return None
        return Refused(
            "dates_day_first",
            "is month first by its TOML, but the first number is above 12 in "
            f"{column.rows_in_words(first_over)}.",
            "Remove date_order from the TOML, or correct those rows.",
            first_over,
        )
    if not second_over or len(first_over) >= _PROOFS_FOR_EACH_SLIP * len(second_over):
        return None
    if first_over:
        return Refused(
            "dates_of_two_orders",
            f"holds dates of two orders: the month stands first in {column.rows_in_words(second_over)} and "
            f"the day in {column.rows_in_words(first_over)}.",
            _WRITE_THEM.format(toml=""),
            second_over,
        )
    return Refused(
        "dates_month_first",
        f"is written month first: the second number is above 12 in {column.rows_in_words(second_over)}.",
        _WRITE_THEM.format(toml=_TOML),
        second_over,
    )


def half_converted(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse a column of which a spreadsheet of another country has made dates as far as it could.

    It makes 4 March of 03/04/2024 where 3 April was meant, and leaves 25/04/2024 as text.
    """
    converted: set[int] = set()
    iso: set[int] = set()
    left: set[int] = set()
    ambiguous = 0
    for place, cell in enumerate(column.cells):
        numbers = figures(column.texts[place]) if isinstance(cell, str) else None
        if numbers:
            if max(numbers[:2]) > _MONTHS:
                left.add(place)
            else:
                ambiguous += 1
            continue
        if isinstance(cell, str) and _NAMED.search(column.texts[place]):
            # 4 May 2024: nothing can have been exchanged in it.
            continue
        day = read_date(cell if not isinstance(cell, str) else column.texts[place])
        if day and day.day > _MONTHS:
            return None
        if day:
            (iso if isinstance(cell, str) else converted).add(place)
    every = converted | iso
    chance = _LOW_DAY ** len(iso) * (1 - _LOW_DAY) ** len(left)
    if (
        left
        and not converted
        and not ambiguous
        and len(iso) in range(2, _ENOUGH_CONVERTED)
        and chance < _UNLIKELY
    ):
        return Doubted("dates_may_be_exchanged", frozenset(iso))
    # Dates written 2024-03-04 may well stand beside 25/03/2024 in a register kept by two people, and a
    # few of them have low days by chance; real dates of a workbook beside text have another cause.
    least = _ENOUGH_CONVERTED if ambiguous or not converted else 1
    if not left or len(every) < least:
        return None
    return Refused(
        "dates_half_converted",
        f"holds real dates, all with a day up to 12 ({column.rows_in_words(every)}), beside dates left as "
        f"text with a number above 12 ({column.rows_in_words(left)}): a spreadsheet set to another country "
        "has turned those that it could, with day and month exchanged.",
        "Take the dates from the system again as 2024-03-25 (year, month, day), without opening the file in "
        "a spreadsheet in between.",
        frozenset(every),
    )


def year_first(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse two-digit years that make sense only where they stand first, as in 24/03/31."""
    senseless: set[int] = set()
    seen = 0
    years = range(EARLIEST.year % 100, around.today.year % 100 + 1)
    # Sessions to come may stand in a register too.
    sensible = range(years.start, years.stop + 2)
    for place, text in enumerate(column.texts):
        numbers = figures(text)
        if numbers is None or len(numbers[2]) != 2:
            continue
        first, month, last = numbers[0], numbers[1], int(numbers[2])
        if first not in years or month > _MONTHS or not 1 <= last <= _DAYS:
            return None
        seen += 1
        if last not in sensible:
            senseless.add(place)
    if len(senseless) <= _SENSELESS * seen or not seen:
        return None
    return Refused(
        "dates_year_first",
        f"has years of two digits that seem to stand first: read last they are out of question in "
        f"{column.rows_in_words(senseless)}.",
        "Write years with four digits, as 2024-03-25.",
        frozenset(senseless),
    )


def year_perhaps_first(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Doubt two-digit years where the first numbers are alike as years are, the last unlike as days are."""
    written = [(place, numbers) for place, text in enumerate(column.texts) if (numbers := figures(text))]
    firsts = {numbers[0] for _, numbers in written}
    lasts = {int(numbers[2]) for _, numbers in written}
    years = range(EARLIEST.year % 100, around.today.year % 100 + 1)
    if len(written) < _ENOUGH_YEARS or any(len(numbers[2]) > 2 for _, numbers in written):
        return None
    if not firsts <= set(years) or max(firsts) - min(firsts) > 2 or max(lasts) > _DAYS or 0 in lasts:
        return None
    if max(lasts) - min(lasts) <= 2 * (max(firsts) - min(firsts)) + 2:
        return None
    return Doubted("years_may_stand_first", frozenset(place for place, _ in written))


def day_before_month(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Refuse years with the day before the month, as in 2024-25-03: a day up to 12 is read as a month."""
    proof: set[int] = set()
    for place, text in enumerate(column.texts):
        match = _YEAR_FIRST.match(text)
        if not match:
            continue
        second, third = int(match[1]), int(match[2])
        if third > _MONTHS:
            return None
        if second in range(_MONTHS + 1, _DAYS + 1):
            proof.add(place)
    if not proof:
        return None
    return Refused(
        "dates_day_second",
        "has the day between year and month: the second number is above 12 in "
        f"{column.rows_in_words(frozenset(proof))}.",
        _WRITE_THEM.format(toml=""),
        frozenset(proof),
    )


def month_first_as_said(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Read figures month first where the TOML says so."""
    if around.conventions.date_order is not Order.MONTH_FIRST:
        return None
    cells: dict[int, Cell] = {}
    for place, text in enumerate(column.texts):
        day = read_date(text, Order.MONTH_FIRST) if figures(text) else None
        if day:
            cells[place] = day
    return ReadAs(cells)


def days_counted(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Doubt counts of days in text that may be counted from 1904, unless that would be in the future.

    A workbook says from when it counts; what was saved of it as text does not.
    """
    if around.conventions.days_since == 1904:
        days = {place: counted_since_1904(cell) for place, cell in enumerate(column.cells)}
        return ReadAs({place: day for place, day in days.items() if day is not column.cells[place]})
    counted = {
        place: later
        for place, cell in enumerate(column.cells)
        if isinstance(cell, str) and isinstance(later := counted_since_1904(cell), datetime.date)
    }
    if not counted or around.conventions.days_since or max(counted.values()) > around.today:
        return None
    return Doubted("days_counted_since", frozenset(counted))


def midnights_elsewhere(column: ColumnCells, around: Surroundings) -> Verdict | None:
    """Read times as UTC where each is a midnight of the UK once they are: 23:00 in summer, 0:00 in winter.

    Programs write a day as its first moment and leave the zone out; 31 March 2024, 23:00, is 1 April.
    """
    moments = dict(_moments(column))
    if not any(moment.hour for moment in moments.values()):
        return None
    cells: dict[int, Cell] = {}
    for place, moment in moments.items():
        with_zone = moment.replace(tzinfo=datetime.UTC)
        if with_zone.astimezone(LONDON).time() != datetime.time():
            return None
        cells[place] = in_london(with_zone)
    return ReadAs(cells)


def _moments(column: ColumnCells) -> Iterator[tuple[int, datetime.datetime]]:
    for place, cell in enumerate(column.cells):
        moment = with_time(column.texts[place] if isinstance(cell, str) else cell)
        if moment:
            yield place, moment


def _over_twelve(column: ColumnCells) -> tuple[frozenset[int], frozenset[int]]:
    """The distinct cells whose first number cannot be a month, and those whose second cannot."""
    over: tuple[set[int], set[int]] = (set(), set())
    for place, cell in enumerate(column.cells):
        numbers = figures(column.texts[place]) if isinstance(cell, str) else None
        if numbers is None:
            continue
        small, large = sorted(numbers[:2])
        if 1 <= small <= _MONTHS < large <= _DAYS:
            over[0 if numbers[0] == large else 1].add(place)
    return frozenset(over[0]), frozenset(over[1])
