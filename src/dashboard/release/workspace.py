"""The table that the counting is done on: the store, read-only, beside reference facts, in memory."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pandas as pd

from dashboard import codes, reference, store
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
    published: they are left for the yearly restatement.
    """

    con: duckdb.DuckDBPyConnection
    span: Span
    home_office: bool
    waiting: Mapping[str, int]


def made_up(where: Installation) -> bool:
    """Whether the store holds made-up records: then its releases are a demonstration.

    Raises StoreUnusable where there is no store or it cannot be opened.
    """
    with store.open_for_reading(where.store) as con:
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
    Raises StoreUnusable where there is no store or it cannot be opened, and ReleaseError where it holds no
    record that could be counted.
    """
    con = duckdb.connect()
    try:
        store.attach(con, where.store)
        held = {
            name: {column for (column,) in _columns(con, name)}
            for (name,) in con.execute(
                "SELECT view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal"
            ).fetchall()
        }
        span = _span(con, held, policies, made)
        if last is not None:
            span = _until(span, last)
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
        yield Workspace(con, span, home_office, waiting)
    finally:
        con.close()


def _until(span: Span, last: datetime.date) -> Span:
    if not span.first <= last <= span.last:
        raise ReleaseError(
            f"{last:%Y-%m} is not a month that could be released: they run from {span.first:%Y-%m} to "
            f"{span.last:%Y-%m}."
        )
    return Span(span.first, last.replace(day=1))


def _columns(con: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str]]:
    return con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'store' AND table_name = ?", [view]
    ).fetchall()


def _span(
    con: duckdb.DuckDBPyConnection, held: dict[str, set[str]], policies: Policies, made: datetime.datetime
) -> Span:
    """From the first month recorded to the last complete one.

    One mistyped date must not move the end: where several extracts hold events, the last month is
    the last that two of them reach. The month in which the release is made is not complete.
    """
    events = {s.table for s in policies.subjects.values() if s.rows == "events"}
    tables = sorted(table for table, columns in held.items() if table in events and "month" in columns)
    found = [
        con.execute(f'SELECT min(month), max(month) FROM store."{table}"').fetchall()[0] for table in tables
    ]
    ends = sorted((last for _, last in found if last is not None), reverse=True)
    if not ends:
        return _published_span(con, "comparators" in held)
    last = ends[1] if len(ends) > 1 else ends[0]
    if (last.year, last.month) == (made.year, made.month):
        last = (pd.Timestamp(last) - pd.DateOffset(months=1)).date()
    first = min(first for first, _ in found if first is not None)
    if first > last:
        raise ReleaseError("No month in the store is complete yet. Run 'dashboard release' when one is over.")
    return Span(first, last)


def _published_span(con: duckdb.DuckDBPyConnection, stored: bool) -> Span:
    """The months that other people's figures cover, where we hold no record of our own yet."""
    quarters = (
        "SELECT left(period, 4)::INTEGER AS year, right(period, 1)::INTEGER AS quarter "
        f"FROM {_source(stored)} WHERE regexp_full_match(period, '\\d{{4}}-Q[1-4]')"
    )
    ends = "min(make_date(year, 3 * quarter - 2, 1)), max(make_date(year, 3 * quarter, 1))"
    first, last = con.execute(f"SELECT {ends} FROM ({quarters})").fetchall()[0]
    if first is None:
        raise ReleaseError(
            "The store holds no record that could be counted. Run 'dashboard intake FILE' first."
        )
    return Span(first, last)


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
