"""The table that the counting is done on: the store, read-only, beside reference facts, in memory."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from dashboard import reference, store
from dashboard.reference import code_lists
from dashboard.reference.policies import Policies, Policy
from dashboard.release.derived import add_lists, derive
from dashboard.release.history import Carried, Past, Shape, carry, stand
from dashboard.release.lag import Reach, arrivals, reach
from dashboard.release.pairing import add_confidence_answers
from dashboard.release.restating import Restatement
from dashboard.release.span import NO_NIL, Span, comparators_sql, month_of, recorded, until
from dashboard.settings import Installation

#: Bytes of a store from which several threads count faster. A release of the demonstration (7 million) takes
#: 5 % less processor time by one thread and no longer, one of a small store 12 % less.
SMALL = 32 * 2**20


@dataclass(frozen=True)
class Workspace:
    """An in-memory database in which every table that an indicator may read stands by its name.

    ``carried`` says of each closed table which months are counted, what the release adds to the register,
    and which records wait because their month is published already.
    ``reaches`` says of each how far it is counted, and why no further.
    ``beyond`` is the last month of each table whose events go on after the span, where nobody chose its end.
    """

    con: duckdb.DuckDBPyConnection
    span: Span
    carried: Mapping[str, Carried]
    reaches: Mapping[str, Reach]
    beyond: Mapping[str, datetime.date]

    @cached_property
    def fed(self) -> frozenset[str]:
        """The tables that hold a row."""
        tables = self.con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary "
            "AND database_name = current_database()"
        ).fetchall()
        held = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM main.\"{name}\")" for (name,) in tables)
        return frozenset(name for (name,) in self.con.execute(" UNION ALL ".join(held)).fetchall())

    def span_of(self, table: str) -> Span:
        """The months of ``table`` that are counted: a log that ends earlier than the others says nothing yet
        of the months after its end."""
        if table not in self.carried:
            return self.span
        end = min(self.carried[table].window[1], self.span.numbers[1])
        return Span(self.span.first, month_of(end))

    def reached(self, table: str) -> Span:
        """The months of ``table`` that are shown as far as anybody may know: what a log lacks is not told."""
        return (
            Span(self.span.first, month_of(self.reaches[table].until)) if table in self.reaches else self.span
        )


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
    made_at: datetime.datetime,
    past: Past,
    last: datetime.date | None = None,
    restating: bool = False,
    nil: Mapping[str, frozenset[int]] = NO_NIL,
) -> Iterator[Workspace]:
    """Open the store read-only and build the tables that indicators read.

    ``last`` is the last month to count, else the last complete one. With ``restating`` late, corrected and
    withdrawn records are taken in beside what was counted first. ``nil`` months of a table are covered. What
    earlier releases counted of a
    closed source comes from ``past``, so that it never changes. Raises StoreUnusable where there is no store
    or it cannot be opened, and ReleaseError where it holds no record that could be counted.
    """
    con = duckdb.connect(config=_config(where.store))
    try:
        store.attach(con, where.store)
        held = _held(con)
        counted = [window for table in past.shapes for window in past.windows(table)]
        months = recorded(con, held, policies, made_at, counted, nil)
        span = months.span if last is None else until(months, last)
        rules = {s.table: policies.of_source(s.name) for s in policies.subjects.values()}
        carried, reaches = {}, {}
        for table, columns in held.items():
            if table in past.shapes and rules[table].closed:
                reaches[table] = _reach(con, past, table, rules[table], span, made_at)
                until_then = reaches[table].until
                years = rules[table].restatement_years
                again = past.restatement(table, years, until_then) if restating else None
                own = nil.get(table, frozenset())
                carried[table] = _carried(con, past.shapes[table], past, span, until_then, again, where, own)
            elif table != "comparators":
                wanted = f"WHERE month <= DATE '{span.last}'" if "month" in columns else ""
                con.execute(f'CREATE TABLE "{table}" AS SELECT * FROM store."{table}" {wanted}')
        if "evaluations" in held:
            add_confidence_answers(con)
        _comparators(con, "comparators" in held, where)
        _reference(con, span, where)
        con.execute("SET file_search_path = ''; SET enable_external_access = false")
        beyond = {table: end for table, end in months.ends.items() if last is None and end > span.last}
        yield Workspace(con, span, carried, reaches, beyond)
    finally:
        con.close()


def _config(path: Path) -> dict[str, str | bool | int | float | list[str]]:
    """How DuckDB counts: a small store by one thread, since several cost more than they save there."""
    small = path.exists() and path.stat().st_size < SMALL
    return {"threads": 1} if small else {}


def _held(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The columns of each table of the store."""
    views = con.execute(
        "SELECT view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal"
    ).fetchall()
    return {name: {column for (column,) in _columns(con, name)} for (name,) in views}


def _reach(
    con: duckdb.DuckDBPyConnection,
    past: Past,
    table: str,
    policy: Policy,
    span: Span,
    made_at: datetime.datetime,
) -> Reach:
    """How far ``table`` is counted."""
    now = made_at.year * 12 + made_at.month - 1
    arrived = arrivals(con, table, past.shapes[table].contributor, now)
    return reach(policy, arrived, now, span.numbers[1], [last for _, last in past.windows(table)])


def _carried(
    con: duckdb.DuckDBPyConnection,
    shape: Shape,
    past: Past,
    span: Span,
    last: int,
    again: Restatement | None,
    where: Installation,
    nil: frozenset[int],
) -> Carried:
    """The table of ``shape`` as earlier releases counted it, and the store's rows of months to ``last``."""
    windows = past.windows(shape.table)
    first = span.numbers[0]
    stand(con, shape, past)
    if "progress" in shape.codes:
        add_lists(con, where.codes)
        derive(con, last, windows)
    else:
        con.execute(f'CREATE OR REPLACE TABLE current AS SELECT * FROM store."{shape.table}"')
        con.execute("CREATE OR REPLACE TABLE moved (record_key VARCHAR, now VARCHAR)")
    carried = carry(con, shape, windows, first, last, again, nil)
    for name in (
        "current", "moved", "fresh", "carried", "counted_cells", "counted_lines", "counted_records",
        "present", "leaving", "entering",
    ):  # fmt: skip
        con.execute(f"DROP TABLE {name}")
    return carried


def _columns(con: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str]]:
    return con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'store' AND table_name = ?", [view]
    ).fetchall()


def _comparators(con: duckdb.DuckDBPyConnection, stored: bool, where: Installation) -> None:
    """Published figures: the Home Office's own tables where they were taken in, else cited facts."""
    con.register("cited_facts", reference.comparators(where.reference))
    shape = (
        "series, reporter, period, exploitation_type, age, gender, location, decision, value, "
        "published_on::DATE AS published_on"
    )
    con.execute(
        f"CREATE TABLE comparators AS SELECT {shape}, 'home_office' AS origin FROM {comparators_sql(stored)}"
    )
    con.execute(
        f"INSERT INTO comparators SELECT {shape}, 'cited' FROM cited_facts "
        "WHERE series NOT IN (SELECT series FROM comparators)"
    )
    con.unregister("cited_facts")


def _reference(con: duckdb.DuckDBPyConnection, span: Span, where: Installation) -> None:
    frames = {
        "areas": reference.areas(where.reference),
        "populations": reference.populations(where.reference),
    }
    for list_name, table in {
        "agency": "agencies",
        "exploitation_type": "exploitation_types",
        "sector": "sectors",
        "district": "districts",
        "course": "courses",
        "first_responder": "first_responders",
    }.items():
        listed = code_lists.code_list(list_name, own=where.codes)
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
