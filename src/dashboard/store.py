"""Rows without names, in DuckDB: the one seam through which rows are written and counted.

What lies in it follows from the contract: a table for each source, with what every row knows of
where it came from, and a view of the newest row of each record. How a new store takes the place of
the old one is told in ``swap``.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.contract import Kind, Source, Treatment, Value
from dashboard.swap import StoreBusy, StoreUnusable, only_writer, rewrite

__all__ = [
    "HeldFile",
    "StoreBusy",
    "StoreUnusable",
    "add_rows",
    "attach",
    "create_tables",
    "held_files",
    "note_file",
    "only_writer",
    "open_for_reading",
    "read_fact",
    "remove_file",
    "rewrite",
    "stored_columns",
    "write_fact",
]

SCHEMA = "1"
#: The columns of the table that every source of published figures (``expand``) shares.
COMPARATORS = {
    "series": "VARCHAR",
    "reporter": "VARCHAR",
    "period": "VARCHAR",
    "exploitation_type": "VARCHAR",
    "age": "VARCHAR",
    "gender": "VARCHAR",
    "location": "VARCHAR",
    "decision": "VARCHAR",
    "value": "BIGINT",
    "published_on": "DATE",
}
#: What every row knows of where it came from.
ORIGIN = {"file": "VARCHAR", "row": "INTEGER", "run": "VARCHAR", "record_key": "VARCHAR"}
QUARANTINE = {
    "file": "VARCHAR",
    "row": "INTEGER",
    "column": "VARCHAR",
    "rule": "VARCHAR",
    "advice": "VARCHAR",
    "run": "VARCHAR",
}
FILES = {
    "file": "VARCHAR PRIMARY KEY",
    "extract": "VARCHAR",
    "source": "VARCHAR",
    "run": "VARCHAR",
    "made_up": "BOOLEAN",
    "rows_read": "INTEGER",
    "rows_stored": "INTEGER",
    "rows_set_aside": "INTEGER",
    "loaded": "TIMESTAMP",
    "reading": "VARCHAR",  # what the file was read with: its mapping and the code lists, as a hash
}
_BOOKKEEPING = {
    "files": FILES,
    "quarantine": QUARANTINE,
    "facts": {"key": "VARCHAR PRIMARY KEY", "value": "VARCHAR"},
}
_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.CODES: "VARCHAR[]",
    Kind.INTEGER: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.AGE: "VARCHAR",
}


def stored_columns(source: Source) -> dict[str, str]:
    """The columns of ``source``'s table after ORIGIN, with their SQL types, in the contract's order.

    Raises ValueError where a column would be kept whose kind has no place in the store: an exact
    date or a postcode.
    """
    if source.expand:
        return dict(COMPARATORS)
    columns: dict[str, str] = {}
    for column in source.columns:
        if column.treatment is Treatment.DROP:
            continue
        if column.treatment is Treatment.KEEP:
            if column.kind not in _TYPES:
                raise ValueError(f"{source.name}: {column.name} ({column.kind}) may not be kept as sent")
            columns[column.target] = _TYPES[column.kind]
        else:
            columns[column.target] = "DATE" if column.treatment is Treatment.MONTH else "VARCHAR"
    columns |= dict.fromkeys(source.keys, "VARCHAR")
    return columns | {derived.name: derived.sql_type for derived in source.derived}


def create_tables(con: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> None:
    """Every table and view that is missing, and every column a source has gained since.

    The view ``<table>`` holds the newest row of each record in ``<table>_rows``. Raises
    StoreUnusable where the store was made by a version that laid it out otherwise.
    """
    for name, columns in _BOOKKEEPING.items():
        con.execute(f"CREATE TABLE IF NOT EXISTS {name} ({_declare(columns)})")
    made = read_fact(con, "schema")
    if made is None:
        write_fact(con, "schema", SCHEMA)
    elif made != SCHEMA:
        raise StoreUnusable(
            f"This store has layout {made} and this version of the dashboard writes layout {SCHEMA}. "
            "Take the extracts in again in a new data folder."
        )
    for source in sources:
        _create_table(con, source)


def _create_table(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    table, wanted = f"{source.table}_rows", ORIGIN | stored_columns(source)
    con.execute(f"CREATE TABLE IF NOT EXISTS {table} ({_declare(wanted)})")
    found = dict(
        con.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table]
        ).fetchall()
    )
    for column, sql_type in wanted.items():
        if column not in found:
            con.execute(f'ALTER TABLE {table} ADD COLUMN "{column}" {sql_type}')
        elif found[column] != sql_type:
            raise StoreUnusable(
                f"The store keeps {source.table}.{column} as {found[column]}, and {source.name} now asks "
                f"for {sql_type}. Take the extracts in again in a new data folder."
            )
    # Within a run the file that was written later is the newer one: rows keep the order of writing.
    newest = ("published_on DESC NULLS LAST, " if source.expand else "") + "run DESC, rowid DESC"
    con.execute(
        f"CREATE OR REPLACE VIEW {source.table} AS SELECT * FROM {table} "
        f"QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY {newest}) = 1"
    )


def _declare(columns: Mapping[str, str]) -> str:
    return ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns.items())


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
    values = [[_plain(row[name]) for row in rows] for name in columns]
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


@dataclass(frozen=True)
class HeldFile:
    """A file whose rows the store holds; the fields are those of the table ``files``."""

    file: str
    extract: str
    source: str
    run: str
    made_up: bool
    rows_read: int
    rows_stored: int
    rows_set_aside: int
    loaded: datetime.datetime
    reading: str


def held_files(con: duckdb.DuckDBPyConnection) -> list[HeldFile]:
    """The files whose rows the store holds, in the order they were taken in."""
    names = ", ".join(FILES)
    rows = con.execute(f"SELECT {names} FROM files ORDER BY run, rowid").fetchall()
    return [HeldFile(*row) for row in rows]


def note_file(con: duckdb.DuckDBPyConnection, held: HeldFile) -> None:
    """Note that the store holds the rows of ``held``."""
    marks = ", ".join("?" for _ in FILES)
    con.execute(
        f"INSERT OR REPLACE INTO files ({', '.join(FILES)}) VALUES ({marks})",
        [getattr(held, name) for name in FILES],
    )


def remove_file(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Every row, quarantine entry and mention of ``file``."""
    tables = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%\\_rows' ESCAPE '\\'"
    )
    for (table,) in tables.fetchall():
        con.execute(f'DELETE FROM "{table}" WHERE file = ?', [file])
    con.execute("DELETE FROM quarantine WHERE file = ?", [file])
    con.execute("DELETE FROM files WHERE file = ?", [file])


def read_fact(con: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """What the store notes about itself under ``key``, or None."""
    found = con.execute("SELECT value FROM facts WHERE key = ?", [key]).fetchone()
    return found[0] if found else None


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
