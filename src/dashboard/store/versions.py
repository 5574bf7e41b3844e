"""Versions of files: which files' rows the store holds, and which of them a newer file has replaced.

A file takes another's place month by month. The rows it replaces stay, and do not count while the
file that replaced them is held: once that one is withdrawn they count again.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from dashboard.store import FILES, add_rows, read_fact, settle, stored_columns, write_fact
from dashboard.store.contract import Source
from dashboard.store.layout import FILE_MONTHS

#: A month of a file's rows, or None where its table has no months.
Month = datetime.date | None
#: Whether a file, by itself or together with others, replaced a month.
_AMONG = "len(list_filter(replaced_by, lambda one: list_contains(string_split(one, '+'), ?))) > 0"


@dataclass(frozen=True)
class HeldFile:
    """A file that the store knows; the fields are those of the table ``files``."""

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
    covers: str = ""
    agencies: tuple[str, ...] = ()
    published_on: datetime.date | None = None
    first_month: Month = None
    last_month: Month = None
    replaced_by: str | None = None


@dataclass(frozen=True)
class HeldReturn:
    """That a file held is the return of ``agency`` for the months from ``first`` to ``last``.

    ``nil`` says that there was nothing to report; ``came`` is when the file was first taken in, or nil said.
    """

    source: str
    agency: str
    first: datetime.date
    last: datetime.date
    came: datetime.datetime
    nil: bool


def run_id() -> str:
    """What a run that changes the store is called; sorts by time: 20240307T091500.123456Z-9f3c."""
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(2)}"


def held_files(con: duckdb.DuckDBPyConnection) -> list[HeldFile]:
    """Every file that the store knows, replaced ones too, in the order they were taken in."""
    names = list(FILES)
    rows = con.execute(f"SELECT {', '.join(names)} FROM files ORDER BY run, rowid").fetchall()
    plain = [dict(zip(names, row, strict=True)) for row in rows]
    return [
        HeldFile(**row | {"covers": row["covers"] or "", "agencies": tuple(row["agencies"] or ())})
        for row in plain
    ]


def note_file(con: duckdb.DuckDBPyConnection, held: HeldFile) -> None:
    """Note that the store holds the rows of ``held``."""
    marks = ", ".join("?" for _ in FILES)
    values = [getattr(held, name) for name in FILES]
    con.execute(
        f"INSERT OR REPLACE INTO files ({', '.join(FILES)}) VALUES ({marks})",
        [list(value) if isinstance(value, tuple) else value for value in values],
    )


def note_return(
    con: duckdb.DuckDBPyConnection,
    file: str,
    agency: str = "",
    months: tuple[datetime.date, datetime.date] | None = None,
    nil: bool = False,
) -> None:
    """Note what is said of ``file``: that it is the return of ``agency``, or for which ``months``.

    What is not said stays as its rows have it (``store.cover_by_rows``); of a nil return both are needed.
    """
    if months:
        con.execute("UPDATE covered SET first_month = ?, last_month = ? WHERE file = ?", [*months, file])
    if not agency:
        return
    ends = (
        months
        or con.execute(
            "SELECT min(first_month), max(last_month) FROM covered WHERE file = ?", [file]
        ).fetchone()
    )
    con.execute("DELETE FROM covered WHERE file = ?", [file])
    if ends and ends[0]:
        con.execute(
            "INSERT INTO covered SELECT file, ?, ?, ?, loaded, ? FROM files WHERE file = ?",
            [agency, *ends, nil, file],
        )


def first_came(con: duckdb.DuckDBPyConnection, file: str) -> datetime.datetime | None:
    """When a file held was first taken in as a return; None where it is none."""
    earliest = con.execute("SELECT min(came) FROM covered WHERE file = ?", [file]).fetchall()
    came: datetime.datetime | None = earliest[0][0]
    return came


def came_first(con: duckdb.DuckDBPyConnection, file: str, came: datetime.datetime) -> None:
    """Note when ``file``, which has been read again, was first taken in."""
    con.execute("UPDATE covered SET came = ? WHERE file = ?", [came, file])


def held_returns(con: duckdb.DuckDBPyConnection) -> list[HeldReturn]:
    """What every file held is the return of, replaced ones too, in the order they came."""
    rows = con.execute(
        "SELECT f.source, c.agency, c.first_month, c.last_month, c.came, c.nil "
        "FROM covered c JOIN files f USING (file) ORDER BY c.came, c.agency, c.first_month"
    ).fetchall()
    return [HeldReturn(*row) for row in rows]


def nil_files(con: duckdb.DuckDBPyConnection) -> dict[str, HeldReturn]:
    """The nil returns held, by what the store knows each by."""
    rows = con.execute(
        "SELECT c.file, f.source, c.agency, c.first_month, c.last_month, c.came, c.nil "
        "FROM covered c JOIN files f USING (file) WHERE c.nil ORDER BY c.came"
    ).fetchall()
    return {file: HeldReturn(*row) for file, *row in rows}


def count_months(con: duckdb.DuckDBPyConnection, source: Source, file: str) -> None:
    """Count the rows of ``file`` by month anew; a month that was replaced stays replaced."""
    month = "month" if "month" in stored_columns(source) else "NULL::DATE"
    counted = con.execute(
        f"SELECT n.file, n.month, n.rows, coalesce(m.replaced_by, []) FROM "
        f"(SELECT file, {month} AS month, count(*) AS rows FROM {source.table}_rows WHERE file = ? "
        "GROUP BY ALL) n LEFT JOIN file_months m ON m.file = n.file AND m.month IS NOT DISTINCT FROM n.month",
        [file],
    ).fetchall()
    con.execute("DELETE FROM file_months WHERE file = ?", [file])
    # In one statement: one for each month takes longer than all else that is stored of a file.
    add_rows(con, "file_months", FILE_MONTHS, [dict(zip(FILE_MONTHS, row, strict=True)) for row in counted])


def remove_rows(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Every row and quarantine entry of ``file``, and what it is the return of; the file is still known."""
    tables = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%\\_rows' ESCAPE '\\'"
    )
    for (table,) in tables.fetchall():
        con.execute(f'DELETE FROM "{table}" WHERE file = ?', [file])
    con.execute("DELETE FROM quarantine WHERE file = ?", [file])
    con.execute("DELETE FROM covered WHERE file = ?", [file])


def remove_file(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Every row and mention of ``file``; the rows that it had replaced count again."""
    remove_rows(con, file)
    con.execute("DELETE FROM file_months WHERE file = ?", [file])
    con.execute(
        "UPDATE file_months SET replaced_by = list_filter(replaced_by, lambda one: "
        "NOT list_contains(string_split(one, '+'), ?))",
        [file],
    )
    con.execute("DELETE FROM files WHERE file = ?", [file])
    settle(con)


def replace_months(
    con: duckdb.DuckDBPyConnection, files: Iterable[str], replaced: str, months: Iterable[Month]
) -> None:
    """Let ``files``, together, take the place of ``replaced`` in ``months``.

    What ``replaced`` itself had replaced there stays replaced should it be withdrawn, so the new files
    are noted as its successors too. Months and rows of ``file_months`` are changed, no row of a record.
    """
    by = "+".join(sorted(files))
    named = ["" if month is None else f"{month:%Y-%m-%d}" for month in months]
    in_months = "list_contains(?::VARCHAR[], coalesce(month::VARCHAR, ''))"
    add = "UPDATE file_months SET replaced_by = list_append(replaced_by, ?)"
    add += " WHERE NOT list_contains(replaced_by, ?)"
    con.execute(f"{add} AND file = ? AND {in_months}", [by, by, replaced, named])
    con.execute(
        f"{add} AND {_AMONG} AND ({in_months} OR NOT EXISTS "
        "(FROM file_months m WHERE m.file = ? AND len(m.replaced_by) = 0))",
        [by, by, replaced, named, replaced],
    )


def forget_set_aside(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Drop the quarantine of ``file`` where nothing of it counts: its sender has sent a newer version."""
    con.execute(
        "DELETE FROM quarantine WHERE file = ? "
        "AND NOT EXISTS (FROM file_months m WHERE m.file = ? AND len(m.replaced_by) = 0)",
        [file, file],
    )


def counting_rows(source: Source) -> str:
    """The SELECT of ``file``, ``record_key`` and ``month`` of the rows that no other file has replaced."""
    month = "r.month" if "month" in stored_columns(source) else "NULL::DATE"
    return (
        f"SELECT r.file, r.record_key, {month} AS month FROM {source.table}_rows r JOIN files f USING (file) "
        f"JOIN file_months m ON m.file = r.file AND m.month IS NOT DISTINCT FROM {month} "
        f"WHERE f.source = '{source.name}' AND len(m.replaced_by) = 0"
    )


def real_sources(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The sources of which files are held that are not made up; of a store of any layout."""
    rows: list[tuple[str]] = con.execute("SELECT DISTINCT source FROM files WHERE NOT made_up").fetchall()
    return {source for (source,) in rows}


def rows_held(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows the store holds of each file, whether they count or not."""
    asked = "SELECT file, sum(rows)::INTEGER FROM file_months GROUP BY file"
    return dict(con.execute(asked).fetchall())


def rows_that_count(con: duckdb.DuckDBPyConnection, sources: Mapping[str, Source]) -> dict[str, int]:
    """How many rows of each file count now."""
    counted: dict[str, int] = {}
    for table in sorted({source.table for source in sources.values()}):
        counted |= dict(con.execute(f"SELECT file, count(*) FROM {table} GROUP BY file").fetchall())
    return counted


def recount(con: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> None:
    """Work out anew, after rows were deleted, what the store says of the files of ``sources``."""
    for source in sources:
        held = con.execute("SELECT file FROM files WHERE source = ?", [source.name]).fetchall()
        for (file,) in held:
            count_months(con, source, file)
            if source.agency:
                con.execute(
                    f"UPDATE files SET agencies = coalesce((SELECT list_sort(list(DISTINCT {source.agency})) "
                    f"FROM {source.table}_rows WHERE file = ?), []) WHERE file = ? AND rows_read > 0",
                    [file, file],
                )
    settle(con)


def expired_before(con: duckdb.DuckDBPyConnection) -> Month:
    """The first month of which rows about people may be held; None where none has expired yet."""
    noted = read_fact(con, "expired_before")
    return datetime.date.fromisoformat(noted) if noted else None


def erased_marks(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The marks of those who were erased: see ``mark_of_erased``."""
    return frozenset(mark for (mark,) in con.execute("SELECT mark FROM erased").fetchall())


def mark_of_erased(column: str) -> str:
    """The domain of the pseudonym that stands for somebody erased from ``column``, and in no row."""
    return f"erased:{column}"


def note_expired(con: duckdb.DuckDBPyConnection, before: datetime.date) -> None:
    """Note that rows about people of months before ``before`` are never to be held again."""
    write_fact(con, "expired_before", before.isoformat())
