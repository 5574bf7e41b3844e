"""The table that the counting is done on: the store, read-only, beside reference facts, in memory."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from dashboard import codes, reference
from dashboard.disclosure import Policies
from dashboard.release.derived import add_derived
from dashboard.release.frozen import Counted, as_counted, stored
from dashboard.settings import Installation


class ReleaseError(Exception):
    """A release cannot be made. The message says why and what to do."""


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
class Workspace:
    """An in-memory database in which every table that an indicator may read stands by its name.

    ``waiting`` is how many records of each closed table came, or changed, after their month was
    published: they are left for the yearly restatement. ``beyond`` is the last month of each table whose
    events go on after the span, where nobody chose its end.
    """

    con: duckdb.DuckDBPyConnection
    span: Span
    home_office: bool
    waiting: Mapping[str, int]
    beyond: Mapping[str, datetime.date]


@dataclass(frozen=True)
class _Recorded:
    """The months to count where nobody chooses, and the last month of each table of events that is over."""

    span: Span
    ends: Mapping[str, datetime.date]


def made_up(where: Installation) -> bool:
    """Whether the store holds made-up records: then its releases are a demonstration.

    Raises ReleaseError where there is no store.
    """
    if not where.store.exists():
        raise ReleaseError(f"There is no store in {where.root}. Run 'dashboard intake FILE' first.")
    with duckdb.connect(str(where.store), read_only=True) as con:
        return bool(con.execute("SELECT coalesce(bool_or(made_up), false) FROM files").fetchall()[0][0])


@contextmanager
def workspace(
    where: Installation,
    policies: Policies,
    made: datetime.datetime,
    earlier: Sequence[Counted] = (),
    last: datetime.date | None = None,
) -> Iterator[Workspace]:
    """Open the store read-only and build the tables that indicators read.

    ``last`` is the last month to count, else the last complete one. Months of a closed source that
    ``earlier`` releases counted are counted from the same files again, so that they never change.
    Raises ReleaseError where there is no store, or no record that could be counted.
    """
    if not where.store.exists():
        raise ReleaseError(f"There is no store in {where.root}. Run 'dashboard intake FILE' first.")
    con = duckdb.connect()
    try:
        con.execute(f"ATTACH {_quoted(where.store)} AS store (READ_ONLY)")
        held = {
            name: {column for (column,) in _columns(con, name)}
            for (name,) in con.execute(
                "SELECT view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal"
            ).fetchall()
        }
        recorded = _recorded(con, held, policies, made)
        span = recorded.span if last is None else _until(recorded, last)
        waiting: dict[str, int] = {}
        closed = {s.table for s in policies.subjects.values() if policies.of_source(s.name).closed}
        for table, columns in held.items():
            if table in closed and earlier:
                waiting[table] = as_counted(con, table, stored(table), span.numbers[1], earlier)
            elif table != "comparators":
                wanted = f"WHERE month <= DATE '{span.last}'" if "month" in columns else ""
                con.execute(f'CREATE TABLE "{table}" AS SELECT * FROM store."{table}" {wanted}')
        if "referrals" in held:
            late = add_derived(con, span.numbers[1], earlier, where.codes)
            waiting["referrals"] = waiting.get("referrals", 0) + late
        home_office = _comparators(con, "comparators" in held)
        _reference(con, span, where)
        con.execute("SET file_search_path = ''; SET enable_external_access = false")
        beyond = {table: end for table, end in recorded.ends.items() if last is None and end > span.last}
        yield Workspace(con, span, home_office, waiting, beyond)
    finally:
        con.close()


def _until(recorded: _Recorded, last: datetime.date) -> Span:
    first, latest = recorded.span.first, max(recorded.ends.values(), default=recorded.span.last)
    if not first <= last <= latest:
        raise ReleaseError(
            f"{last:%Y-%m} is not a month that could be released: they run from {first:%Y-%m} to "
            f"{latest:%Y-%m}."
        )
    return Span(first, last.replace(day=1))


def _columns(con: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str]]:
    return con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'store' AND table_name = ?", [view]
    ).fetchall()


def _recorded(
    con: duckdb.DuckDBPyConnection, held: dict[str, set[str]], policies: Policies, made: datetime.datetime
) -> _Recorded:
    """From the first month recorded to the last complete one.

    One mistyped date must not move the end: where several extracts hold events, the last month is
    the last that two of them reach. The month in which the release is made is not complete.
    """
    events = {s.table for s in policies.subjects.values() if s.rows == "events"}
    firsts, ends = [], {}
    for table in sorted(table for table, columns in held.items() if table in events and "month" in columns):
        first, last = con.execute(f'SELECT min(month), max(month) FROM store."{table}"').fetchall()[0]
        if last is not None:
            firsts.append(first)
            ends[table] = _over(last, made)
    if not ends:
        return _Recorded(_published_span(con, "comparators" in held, policies), {})
    span = Span(min(firsts), sorted(ends.values())[-2:][0])
    if span.first > span.last:
        raise ReleaseError("No month in the store is complete yet. Run 'dashboard release' when one is over.")
    return _Recorded(span, ends)


def _over(month: datetime.date, made: datetime.datetime) -> datetime.date:
    """``month``, or the one before where it is that of ``made``."""
    if (month.year, month.month) == (made.year, made.month):
        return (pd.Timestamp(month) - pd.DateOffset(months=1)).date()
    return month


def _published_span(con: duckdb.DuckDBPyConnection, stored: bool, policies: Policies) -> Span:
    """The months that other people's figures cover, where we hold no record of our own yet."""
    quarters = (
        "SELECT left(period, 4)::INTEGER AS year, right(period, 1)::INTEGER AS quarter "
        f"FROM {_source(stored)} WHERE regexp_full_match(period, '\\d{{4}}-Q[1-4]')"
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


def _comparators(con: duckdb.DuckDBPyConnection, stored: bool) -> bool:
    """Published figures: the Home Office's own tables where they were taken in, else cited facts."""
    con.register("cited_facts", reference.comparators())
    shape = "series, reporter, period, exploitation_type, age, gender, location, decision, value"
    con.execute(f"CREATE TABLE comparators AS SELECT {shape}, 'home_office' AS origin FROM {_source(stored)}")
    count = con.execute("SELECT count(*) FROM comparators").fetchall()[0][0]
    con.execute(
        f"INSERT INTO comparators SELECT {shape}, 'cited' FROM cited_facts "
        "WHERE series NOT IN (SELECT series FROM comparators)"
    )
    con.unregister("cited_facts")
    return bool(count)


def _source(stored: bool) -> str:
    return "store.comparators" if stored else "(SELECT * FROM cited_facts WHERE false)"


def _reference(con: duckdb.DuckDBPyConnection, span: Span, where: Installation) -> None:
    frames = {"areas": reference.areas(), "populations": reference.populations()}
    for list_name, table in {
        "agency": "agencies",
        "exploitation_type": "exploitation_types",
        "sector": "sectors",
        "district": "districts",
        "course": "courses",
        "first_responder": "first_responders",
    }.items():
        listed = codes.code_list(list_name, own=where.codes)
        facts = [
            {"code": code, "label": label, **listed.facts[code]} for code, label in listed.labels.items()
        ]
        frames[table] = pd.DataFrame(facts).rename(columns={"group": "exploitation_group"})
    for name, frame in frames.items():
        con.register("frame", frame)
        con.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        con.unregister("frame")
    con.execute(
        f"""CREATE TABLE months AS
        SELECT month, month(month) % 3 = 0 AS ends_quarter, month(month) = 12 AS ends_year,
               count(*) OVER (PARTITION BY year(month)) = 12 AS year_complete,
               month = max(month) OVER () AS last
        FROM (SELECT unnest(generate_series(DATE '{span.first}', DATE '{span.last}', INTERVAL 1 MONTH))::DATE
              AS month)"""
    )


def _number(month: datetime.date) -> int:
    return month.year * 12 + month.month - 1


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
