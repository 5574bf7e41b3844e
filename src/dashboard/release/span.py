"""Which months a release covers: from the first recorded, or ever counted, to the last complete one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

import duckdb
import pandas as pd

from dashboard.reference.policies import Policies
from dashboard.release.errors import ReleaseError

#: By table, the months without records that are confirmed as such: none.
NO_NIL: Mapping[str, frozenset[int]] = MappingProxyType({})


@dataclass(frozen=True)
class Span:
    """The months that a release covers, both included, as the first day of each."""

    first: datetime.date
    last: datetime.date

    @property
    def as_of(self) -> datetime.date:
        """The last day that is counted."""
        return (pd.Timestamp(self.last) + pd.offsets.MonthEnd(1)).date()

    @property
    def numbers(self) -> tuple[int, int]:
        """Both months as whole months since year 0."""
        return _number(self.first), _number(self.last)


@dataclass(frozen=True)
class Recorded:
    """The months to count where nobody chooses, and the last month of each table of events that is over."""

    span: Span
    ends: Mapping[str, datetime.date]


def recorded(
    con: duckdb.DuckDBPyConnection,
    held: Mapping[str, Iterable[str]],
    policies: Policies,
    made_at: datetime.datetime,
    counted: Sequence[tuple[int, int]],
    nil: Mapping[str, frozenset[int]] = NO_NIL,
) -> Recorded:
    """The months that the store's tables (``held``, with their columns) reach, and earlier releases counted.

    One mistyped date must not move the end: where several extracts hold events, the last month is the last
    that two of them reach. The month in which the release is made is not complete. What was ``counted``
    stays in, whatever became of its rows, and months of a table that are confirmed ``nil`` go on where its
    rows end. Raises ReleaseError where no month is complete.
    """
    events = {s.table for s in policies.subjects.values() if s.rows == "events"}
    firsts, ends = [month_of(first) for first, _ in counted], {}
    for table in sorted(table for table, columns in held.items() if table in events and "month" in columns):
        first, last = con.execute(f'SELECT min(month), max(month) FROM store."{table}"').fetchall()[0]
        if last is not None:
            firsts.append(first)
            ends[table] = month_of(covered(_number(_over(last, made_at)), nil.get(table, frozenset())))
    if not firsts:
        return Recorded(_published_span(con, "comparators" in held, policies), {})
    lasts = [*sorted(ends.values())[-2:][:1], *(month_of(last) for _, last in counted)]
    span = Span(min(firsts), max(lasts))
    if span.first > span.last:
        raise ReleaseError("No month in the store is complete yet. Run 'dashboard release' when one is over.")
    return Recorded(span, ends)


def covered(end: int, nil: Set[int]) -> int:
    """The last month that is covered, where rows end with ``end`` and ``nil`` months are confirmed."""
    while end + 1 in nil:
        end += 1
    return end


def until(recorded: Recorded, last: datetime.date) -> Span:
    """The months up to ``last``. Raises ReleaseError where it is none that could be released."""
    first, latest = recorded.span.first, max([*recorded.ends.values(), recorded.span.last])
    if not first <= last <= latest:
        raise ReleaseError(
            f"{last:%Y-%m} is not a month that could be released: they run from {first:%Y-%m} to "
            f"{latest:%Y-%m}."
        )
    return Span(first, last.replace(day=1))


def month_of(number: int) -> datetime.date:
    """The first day of a month given as whole months since year 0."""
    return datetime.date(number // 12, number % 12 + 1, 1)


def comparators_sql(stored: bool) -> str:
    """Where the figures that others have published are read from, in SQL."""
    return "store.comparators" if stored else "(SELECT * FROM cited_facts WHERE false)"


def _number(month: datetime.date) -> int:
    return month.year * 12 + month.month - 1


def _over(month: datetime.date, made_at: datetime.datetime) -> datetime.date:
    """``month``, or the one before where it is that of ``made_at``."""
    if (month.year, month.month) == (made_at.year, made_at.month):
        return (pd.Timestamp(month) - pd.DateOffset(months=1)).date()
    return month


def _published_span(con: duckdb.DuckDBPyConnection, stored: bool, policies: Policies) -> Span:
    """The months that other people's figures cover, where we hold no record of our own yet."""
    quarters = (
        "SELECT left(period, 4)::INTEGER AS year, right(period, 1)::INTEGER AS quarter "
        f"FROM {comparators_sql(stored)} WHERE regexp_full_match(period, '\\d{{4}}-Q[1-4]')"
    )
    ends = "min(make_date(year, 3 * quarter - 2, 1)), max(make_date(year, 3 * quarter, 1))"
    first, last = con.execute(f"SELECT {ends} FROM ({quarters})").fetchall()[0]
    if first is None:
        raise ReleaseError(_nothing_dated(con, policies))
    return Span(first, last)


def _nothing_dated(con: duckdb.DuckDBPyConnection, policies: Policies) -> str:
    """What a store lacks in which nothing happens in a month, and which extracts would bring it."""
    names = con.execute("SELECT DISTINCT source FROM store.files ORDER BY source").fetchall()
    held = [policies.title(name) for (name,) in names]
    events = [subject.title for subject in policies.subjects.values() if subject.rows == "events"]
    return (
        f"The store holds {'; '.join(held) or 'no record'}, and nothing that happened in a month, so there "
        f"is no period to publish. Take in an extract of {', '.join(events[:-1])} or {events[-1]}, or a "
        "published table by quarter, with 'dashboard intake FILE'; what is held counts with it."
    )
