"""Rows without names, in DuckDB: the one seam through which rows are written and counted.

A store is never changed in place. It is copied, the copy is changed in one transaction, and the
copy takes the store's place in one step, so that whoever reads it sees the old rows or the new
ones and an intake that fails leaves everything as it was.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from dashboard.contract import Kind, Source, Treatment, Value

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


class StoreBusy(Exception):
    """Somebody else is writing. The message says who, and what to do."""


class StoreUnusable(Exception):
    """The store cannot be read or written. The message says why, never with a value."""


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
    if not path.exists():
        raise StoreUnusable(f"There is no store at {path}. Run 'dashboard intake FILE' first.")
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as broken:
        raise StoreUnusable(
            f"{path} cannot be opened as a store. Restore it from a backup, or take the extracts in again."
        ) from broken


@contextlib.contextmanager
def rewrite(path: Path, *, alone: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on a copy of the store, in one transaction; the copy then replaces the store.

    Where the block fails the copy is deleted and the store stays as it was. ``alone`` says that
    the caller holds ``only_writer`` already. Raises StoreBusy where somebody else is writing.
    """
    with contextlib.nullcontext() if alone else only_writer(path):
        copy, packed = path.with_suffix(".copy.duckdb"), path.with_suffix(".new.duckdb")
        _delete(copy, packed)  # left by an intake that was killed; nobody else can be using them
        try:
            if path.exists():
                shutil.copyfile(path, copy)
            con = duckdb.connect(str(copy))
            try:
                copy.chmod(0o600)
                con.execute("BEGIN")
                yield con
                con.execute("COMMIT")
                _pack(con, packed)
            finally:
                con.close()
            _swap_in(packed, path)
        finally:
            _delete(copy, packed)


def _pack(con: duckdb.DuckDBPyConnection, packed: Path) -> None:
    """Copy everything into a fresh file: deleted rows would linger in the free blocks of the old one."""
    con.execute(f"ATTACH '{_quoted(packed)}' AS packed")
    (name,) = con.execute("SELECT current_database()").fetchone() or ("",)
    con.execute(f'COPY FROM DATABASE "{name}" TO packed')
    con.execute("CHECKPOINT packed")
    con.execute("DETACH packed")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _swap_in(packed: Path, path: Path) -> None:
    packed.chmod(0o600)
    with packed.open("rb+") as stream:
        os.fsync(stream.fileno())
    try:
        packed.replace(path)
    except PermissionError as held:
        raise StoreBusy(
            f"{path} is open in another program, so the new rows could not take its place. "
            "Close that program and run this again."
        ) from held


def _delete(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        Path(f"{path}.wal").unlink(missing_ok=True)


@contextlib.contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Keep every other writer away from the store while the block runs.

    The lock goes with the process, so one that is killed blocks nobody. Raises StoreBusy naming
    the process that is writing and since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_suffix(".lock").open("a+", encoding="utf-8") as stream:
        if not _lock(stream.fileno()):
            stream.seek(0)
            who = stream.read().strip() or "another process"
            raise StoreBusy(f"{who} is writing to {path}. Wait until it has finished and run this again.")
        stream.truncate(0)
        now = datetime.datetime.now().astimezone()
        stream.write(f"Process {os.getpid()} (since {now:%H:%M:%S on %d %B %Y})")
        stream.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # far behind the words, which others must read
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
