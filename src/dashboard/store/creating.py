"""A store's tables and views, made where they are missing, and older layouts brought up to date in place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from dashboard.store.contract import Source
from dashboard.store.layout import BOOKKEEPING, FILES, ORIGIN, SCHEMA, stored_columns
from dashboard.store.tables import cover_by_rows, open_for_reading, read_fact, settle, write_fact
from dashboard.store.writer import StoreUnusable, rewrite


def create_tables(con: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> None:
    """Every table and view that is missing, and every column a source has gained since.

    The view ``<table>`` holds the rows of ``<table>_rows`` that count. A store of layout 1 or 2
    becomes one of layout 3. Raises StoreUnusable where it was made by a version that laid it out otherwise.
    """
    sources = list(sources)
    for name, columns in BOOKKEEPING.items():
        con.execute(f"CREATE TABLE IF NOT EXISTS {name} ({_declare(columns)})")
    layout = read_fact(con, "schema")
    if layout not in {None, "1", "2", SCHEMA}:
        raise StoreUnusable(
            f"This store has layout {layout} and this version of the dashboard writes layout {SCHEMA}. "
            "Take the extracts in again in a new data folder."
        )
    held = _held_columns(con)
    for source in sources:
        _create_table(con, source, held)
    if layout == "1":
        _add_versions(con, sources)
    if layout in {"1", "2"}:
        _add_covered(con, sources)
    write_fact(con, "schema", SCHEMA)


def bring_up_to_date(path: Path, sources: Iterable[Source]) -> None:
    """Give a store of an older layout the one of now; the caller holds ``only_writer``.

    Nothing happens where there is no store or it has the layout. Raises StoreUnusable.
    """
    if path.exists():
        open_up_to_date(path, sources).close()


def open_up_to_date(path: Path, sources: Iterable[Source]) -> duckdb.DuckDBPyConnection:
    """The store, read-only, in the layout of now; the caller holds ``only_writer``. Raises StoreUnusable."""
    with contextlib.ExitStack() as older:
        con = older.enter_context(open_for_reading(path))
        if read_fact(con, "schema") == SCHEMA:
            older.pop_all()
            return con
    with rewrite(path, alone=True) as changed:
        create_tables(changed, sources)
    return open_for_reading(path)


def _add_versions(con: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    """What layout 2 knows of each file beyond layout 1, from the rows that are held of it."""
    for name, kind in list(FILES.items())[-6:]:
        con.execute(f"ALTER TABLE files ADD COLUMN IF NOT EXISTS {name} {kind}")
    for source in sources:
        columns = stored_columns(source)
        wanted = {"agencies": f"list_sort(list(DISTINCT {source.agency}))"} if source.agency else {}
        wanted |= {"published_on": "max(published_on)"} if "published_on" in columns else {}
        for name, asked in wanted.items():
            con.execute(
                f"UPDATE files SET {name} = (SELECT {asked} FROM {source.table}_rows r "
                "WHERE r.file = files.file) WHERE source = ?",
                [source.name],
            )
        month = "month" if "month" in columns else "NULL::DATE"
        con.execute(
            f"INSERT INTO file_months SELECT file, {month}, count(*), [] FROM {source.table}_rows "
            "WHERE file IN (SELECT file FROM files WHERE source = ?) GROUP BY ALL",
            [source.name],
        )
    settle(con)


def _add_covered(con: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    """What layout 3 knows beyond layout 2, from the rows that are held of each file."""
    for source in sources:
        cover_by_rows(con, source)


def _held_columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The columns of every table there is with their types, by table; asked once, as it reads them all."""
    held: dict[str, dict[str, str]] = {}
    asked = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
    for table, column, sql_type in con.execute(asked).fetchall():
        held.setdefault(table, {})[column] = sql_type
    return held


def _create_table(con: duckdb.DuckDBPyConnection, source: Source, held: dict[str, dict[str, str]]) -> None:
    """The table and the view of ``source``; a table that is made is noted in ``held``."""
    table, wanted = f"{source.table}_rows", ORIGIN | stored_columns(source)
    if table not in held:
        con.execute(f"CREATE TABLE {table} ({_declare(wanted)})")
        held[table] = wanted
    columns = held[table]
    for column, sql_type in wanted.items():
        if column not in columns:
            con.execute(f'ALTER TABLE {table} ADD COLUMN "{column}" {sql_type}')
        elif columns[column] != sql_type:
            raise StoreUnusable(
                f"The store keeps {source.table}.{column} as {columns[column]}, and {source.name} now asks "
                f"for {sql_type}. Take the extracts in again in a new data folder."
            )
    con.execute(f"CREATE OR REPLACE VIEW {source.table} AS {_counting(source, wanted)}")


def _counting(source: Source, columns: Mapping[str, str]) -> str:
    """The SELECT of the rows that count.

    Within a run the file that was written later is the newer one: rows keep the order of writing. Of
    published figures the newest edition counts, whole for each body and period, so that a figure which
    it no longer gives is gone.
    """
    month = "r.month" if "month" in columns else "NULL"
    newest = "row_number() OVER (PARTITION BY record_key ORDER BY run DESC, rowid DESC) = 1"
    if source.expand:
        edition = "PARTITION BY series, reporter, period ORDER BY published_on DESC NULLS LAST"
        newest = newest.replace("ORDER BY", "ORDER BY published_on DESC NULLS LAST,")
        newest = f"rank() OVER ({edition}) = 1 AND {newest}"
    return (
        f"SELECT * FROM {source.table}_rows r WHERE NOT EXISTS (FROM file_months m WHERE m.file = r.file "
        f"AND m.month IS NOT DISTINCT FROM {month} AND len(m.replaced_by) > 0) QUALIFY {newest}"
    )


def _declare(columns: Mapping[str, str]) -> str:
    return ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns.items())
