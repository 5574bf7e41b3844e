"""Rows without names, in DuckDB: written, settled and read.

What lies in the store follows from the contract: a table for each source, with what every row knows of where
it came from (``layout``), and a view of the rows that count: the newest of each record, without those of
files that a newer version has replaced (``creating``). Which file replaces which is in ``versions``; how a
new store takes the place of the old one is in ``writer``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from dashboard.store.contract import Source, Value
from dashboard.store.layout import stored_columns
from dashboard.store.writer import StoreUnusable


def cover_by_rows(con: duckdb.DuckDBPyConnection, source: Source, file: str | None = None) -> None:
    """Note for which months each file of ``source``, or only ``file``, is the return of which agencies.

    Those from the first to the last of an agency's rows: a log that grows is sent for the months between
    too. A register without months speaks for the month before the one in which it came. Published tables
    are nobody's returns.
    """
    if source.expand or not source.agency:
        return
    dated = "month" in stored_columns(source)
    came = "date_trunc('month', any_value(f.loaded) - INTERVAL 1 MONTH)::DATE"
    ends = "min(r.month), max(r.month)" if dated else f"{came}, {came}"
    known = "r.month IS NOT NULL" if dated else "true"
    con.execute(
        f"INSERT INTO covered SELECT r.file, r.{source.agency}, {ends}, any_value(f.loaded), false "
        f"FROM {source.table}_rows r JOIN files f USING (file) "
        f"WHERE f.source = ? AND {known} AND (? IS NULL OR r.file = ?) GROUP BY ALL",
        [source.name, file, file],
    )


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Work out for every file its first and last month, and what replaced it where nothing of it counts."""
    con.execute(
        "UPDATE files SET first_month = s.first, last_month = s.last, replaced_by = s.successor FROM ("
        "SELECT f.file, min(m.month) AS first, max(m.month) AS last, CASE WHEN "
        "bool_and(len(m.replaced_by) > 0) THEN last(m.replaced_by[-1] ORDER BY m.month) END AS successor "
        "FROM files f LEFT JOIN file_months m ON m.file = f.file GROUP BY f.file) s WHERE s.file = files.file"
    )


def add_rows(
    con: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Value]],
) -> None:
    """Append ``rows`` to ``table``; ``columns`` names them with their SQL types, in any order.

    Raises KeyError for a row without one of the columns, and StoreUnusable, without the value,
    where the engine cannot take one.
    """
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    lists = ", ".join(f"unnest(?::{sql_type}[])" for sql_type in columns.values())
    values = [
        [_plain(row[name]) for row in rows] if sql_type.endswith("[]") else [row[name] for row in rows]
        for name, sql_type in columns.items()
    ]
    failure = ""
    try:
        con.execute(f"INSERT INTO {table} ({names}) SELECT {lists}", values)
    except duckdb.Error as broken:
        failure = type(broken).__name__
    if failure:
        # Raised out here so that the engine's own words, which quote the value, are not carried along.
        raise StoreUnusable(f"Rows for {table} could not be written ({failure}). Nothing was changed.")


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def read_fact(con: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """What the store notes about itself under ``key``, or None."""
    row = con.execute("SELECT value FROM facts WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def write_fact(con: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Note ``value`` under ``key``, in place of what stood there."""
    con.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [key, value])


def open_for_reading(path: Path) -> duckdb.DuckDBPyConnection:
    """The store, read-only. Raises StoreUnusable where there is none or it cannot be opened."""
    with _opening(path):
        return duckdb.connect(str(path), read_only=True)


def attach(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the store known to ``con`` as ``store``, read-only. Raises StoreUnusable as opening does."""
    quoted = str(path).replace("'", "''")
    with _opening(path):
        con.execute(f"ATTACH '{quoted}' AS store (READ_ONLY)")


@contextlib.contextmanager
def _opening(path: Path) -> Iterator[None]:
    if not path.exists():
        raise StoreUnusable(f"There is no store at {path}. Run 'dashboard intake FILE' first.")
    try:
        yield
    except duckdb.Error as broken:
        raise StoreUnusable(
            f"{path} cannot be opened as a store. Restore it from a backup, or take the extracts in again."
        ) from broken
