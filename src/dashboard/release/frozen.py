"""Past months of a closed table, counted from the same files again, so that they never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Counted:
    """What an earlier release was counted from: its months (whole months since year 0), and the files
    of each closed source by its table."""

    first: int
    last: int
    files: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Versions:
    """Every version of a table's records in SQL, in the order written, and the newest of each record.

    ``of`` is the store's table whose files they come from.
    """

    rows: str
    newest: str
    of: str


def stored(table: str) -> Versions:
    """The versions of one of the store's own tables."""
    return Versions(f'store."{table}_rows"', f'store."{table}"', table)


def as_counted(
    con: duckdb.DuckDBPyConnection,
    table: str,
    versions: Versions,
    last: int,
    earlier: Sequence[Counted],
    same: str = "(file, row)",
) -> int:
    """Make ``table`` as earlier releases counted it, then what is new; gives how many records wait.

    A record stays in the month, and as it was, when the first release counted it. ``last`` is the
    last month to count. A record waits where the table holds none that is the ``same``.
    """
    con.execute(f'CREATE TABLE "{table}" AS SELECT * FROM {versions.newest} WHERE false')
    month = "(year(month) * 12 + month(month) - 1)"
    fresh = f'record_key NOT IN (SELECT record_key FROM "{table}")'
    done: list[tuple[int, int]] = []
    for one in earlier:
        files = ", ".join(f"'{file}'" for file in one.files.get(versions.of, ())) or "''"
        con.execute(
            f'INSERT INTO "{table}" SELECT * FROM (SELECT * FROM {versions.rows} '
            f"WHERE file IN ({files}) QUALIFY row_number() OVER "
            "(PARTITION BY record_key ORDER BY run DESC, rowid DESC) = 1) "
            f"WHERE {month} BETWEEN {one.first} AND {min(one.last, last)} "
            f"AND NOT ({_among(month, done)}) AND {fresh}"
        )
        done.append((one.first, one.last))
    seen = _among(month, done)
    waiting = con.execute(
        f"SELECT count(*) FROM {versions.newest} WHERE ({seen}) AND {month} <= {last} "
        f'AND {same} NOT IN (SELECT {same} FROM "{table}")'
    ).fetchall()[0][0]
    con.execute(
        f'INSERT INTO "{table}" SELECT * FROM {versions.newest} '
        f"WHERE NOT ({seen}) AND {month} <= {last} AND {fresh}"
    )
    return int(waiting)


def _among(month: str, windows: Sequence[tuple[int, int]]) -> str:
    return " OR ".join(f"{month} BETWEEN {first} AND {last}" for first, last in windows) or "false"
