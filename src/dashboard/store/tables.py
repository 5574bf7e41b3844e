"""Rows without names, in DuckDB: the one seam through which rows are written and counted.

What lies in it follows from the contract: a table for each source, with what every row knows of
where it came from, and a view of the rows that count: the newest of each record, without those of
files that a newer version has replaced. Which file replaces which is in ``versions``; how a new
store takes the place of the old one is in ``writer``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from dashboard.store.contract import Kind, Source, Treatment, Value
from dashboard.store.writer import StoreBusy, StoreUnusable, only_writer, rewrite

__all__ = [
    "StoreBusy",
    "StoreUnusable",
    "add_rows",
    "attach",
    "bring_up_to_date",
    "cover_by_rows",
    "create_tables",
    "only_writer",
    "open_for_reading",
    "read_fact",
    "rewrite",
    "settle",
    "stored_columns",
    "write_fact",
]

#: The layout this version writes. Layout 1 knew no versions of files, layout 2 not which months a file is
#: a return for; both are brought up to date in place.
SCHEMA = "3"
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
    "covers": "VARCHAR",  # what its TOML says it covers: all, new months, or nothing said
    "agencies": "VARCHAR[]",  # those its rows are of
    "published_on": "DATE",  # of a published table
    # What follows is worked out from file_months, for whoever reads.
    "first_month": "DATE",
    "last_month": "DATE",
    "replaced_by": "VARCHAR",  # NULL while any of its rows may count
}
#: The rows of each file by month (NULL where its table has none), and the files that took their place
#: there: while there is one, the rows stay in the store and do not count.
FILE_MONTHS = {"file": "VARCHAR", "month": "DATE", "rows": "INTEGER", "replaced_by": "VARCHAR[]"}
#: The months for which each file is the return of an agency: those that its rows span, or that its TOML
#: names. A nil return has no rows. It stays where rows expire or are erased: the file was sent all the same.
COVERED = {
    "file": "VARCHAR",
    "agency": "VARCHAR",
    "first_month": "DATE",
    "last_month": "DATE",
    "came": "TIMESTAMP",  # first; the same bytes may be read again later
    "nil": "BOOLEAN",
}
#: People who were erased, under pseudonyms that match none of a row: whoever sends them again is told.
ERASED = {"mark": "VARCHAR PRIMARY KEY"}
_BOOKKEEPING = {
    "files": FILES,
    "file_months": FILE_MONTHS,
    "covered": COVERED,
    "quarantine": QUARANTINE,
    "erased": ERASED,
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

    The view ``<table>`` holds the rows of ``<table>_rows`` that count. A store of layout 1 or 2
    becomes one of layout 3. Raises StoreUnusable where it was made by a version that laid it out otherwise.
    """
    sources = list(sources)
    for name, columns in _BOOKKEEPING.items():
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
