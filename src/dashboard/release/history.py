"""What earlier releases have counted, as base cells of the register, and what a new release adds to them.

A record counts in the month, and with the codes, that the first release counted it with, whatever becomes
of its row afterwards: the file may be replaced, the row corrected, withdrawn, erased or expired. So tables of
closed subjects are built here from base cells for months that are published, and from the store's rows for
months that are not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.reference.families import Families
from dashboard.release import restating
from dashboard.release.errors import ReleaseError
from dashboard.release.register import BASE, Register
from dashboard.release.restating import ENDED, ENTERED, STATE, Restatement
from dashboard.release.span import covered
from dashboard.store.counted import RECORDS

Window = tuple[int, int]
#: A month as a whole number of months since year 0.
NUMBER = "(year(month) * 12 + month(month) - 1)"
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Shape:
    """The columns of one table's base cells: month, ``codes``; ``unit`` tells its records apart.

    ``contributor`` is the one of ``codes`` that says who sent a record.
    """

    table: str
    unit: str
    codes: tuple[str, ...]
    contributor: str

    @property
    def key(self) -> str:
        """The columns of a base cell, in SQL."""
        return ", ".join(f'"{name}"' for name in ("month", *self.codes))


@dataclass(frozen=True)
class Waiting:
    """Records of published months that no figure counts as they are now, each kind by its exact number.

    ``late`` came after their month was published, ``changed`` have other codes than were counted,
    ``withdrawn`` are counted and no longer held.
    """

    late: int = 0
    changed: int = 0
    withdrawn: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.late + self.changed + self.withdrawn


@dataclass(frozen=True, eq=False)
class Carried:
    """One table as it is to be counted: what the release adds to the register, and what waits.

    ``base`` (codes..., count) and ``records`` (record_key, codes...) are new, with the columns of a version
    (``restating``) where records were ever restated; ``window`` is the months that are counted now, earlier
    releases' included. ``restated`` is the restatement that the release makes of the table,
    ``gone`` the share of its records that this takes for withdrawn.
    """

    base: pd.DataFrame
    records: pd.DataFrame
    waiting: Waiting
    window: Window
    restated: Restatement | None = None
    gone: float = 0.0


@dataclass(frozen=True, eq=False)
class Past:
    """What the register holds of each table: its windows, and files of base cells and of records."""

    register: Register
    shapes: Mapping[str, Shape] = field(default_factory=dict)

    def windows(self, table: str) -> Sequence[Window]:
        """The months that releases have counted."""
        return self.register.windows(table)

    def restatement(self, table: str, years: int, last: int) -> Restatement | None:
        """The next restatement of what is published of ``table``, in the last so many calendar years.

        None where nothing is.
        """
        ends = [end for _, end in self.windows(table)]
        if not ends:
            return None
        end = min(max(ends), last)
        return Restatement(len(self.register.restated()) + 1, (end // 12 - years + 1) * 12, end)


def shapes(families: Families) -> dict[str, Shape]:
    """The base cells of every table: the columns by which any of its families splits, selects or judges."""
    by_table: dict[str, Shape] = {}
    for table in dict.fromkeys(family.table for family in families.families.values()):
        mine = [family for family in families.families.values() if family.table == table]
        names: dict[str, None] = {}
        for family in mine:
            split = (name for cross in family.crosses for name in cross)
            names |= dict.fromkeys((*family.where, *split, family.contributor))
            if family.incident:
                names[family.incident] = None
        by_table[table] = Shape(table, mine[0].unit, tuple(names), mine[0].contributor)
    return by_table


def among(month: str, windows: Iterable[Window]) -> str:
    """SQL that says whether a month (a number) lies in one of ``windows``."""
    return " OR ".join(f"{month} BETWEEN {first} AND {last}" for first, last in windows) or "false"


def stand(con: duckdb.DuckDBPyConnection, shape: Shape, past: Past) -> None:
    """Put what the register holds of a table into ``con`` as ``counted_cells`` and ``counted_records``."""
    columns = {"month": "DATE", **dict.fromkeys(shape.codes, "VARCHAR")}
    for name, kind, extra in (
        ("counted_cells", BASE, {"count": "BIGINT"}),
        ("counted_lines", RECORDS, {"record_key": "VARCHAR"}),
    ):
        extra |= {ENTERED: "INTEGER", ENDED: "INTEGER"}
        declared = ", ".join(f'"{column}" {sql}' for column, sql in (columns | extra).items())
        con.execute(f"CREATE OR REPLACE TABLE {name} ({declared}, place INTEGER)")
        for place, (_, path) in enumerate(past.register.tables(kind, shape.table)):
            _load(con, name, path, place)
    con.execute(
        f"CREATE OR REPLACE TABLE counted_cells AS SELECT {shape.key}, {STATE}, sum(count)::BIGINT AS count "
        "FROM counted_cells GROUP BY ALL HAVING sum(count) != 0"
    )
    restating.versions(con)


def _load(con: duckdb.DuckDBPyConnection, table: str, path: Path, place: int) -> None:
    """Add one file; a column that families.toml did not name when it was written is not recorded there.

    One that was written before there were restatements holds what was counted first.
    """
    absent = {ENTERED: restating.FIRST_COUNTED, ENDED: restating.NEVER}
    wanted = [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall() if row[0] != "place"]
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            held = next(csv.reader(stream), [])
        declared = ", ".join(f"'{_quoted(name)}': 'VARCHAR'" for name in held)
        # Its form is known: to find it out anew takes thirty times as long as to read it.
        source = (
            f"read_csv('{_quoted(path)}', auto_detect = false, columns = {{{declared}}}, header = true, "
            "delim = ',', quote = '\"', escape = '\"', nullstr = '')"
        )
        chosen = ", ".join(
            f'"{name}"' if name in held else f"'{absent.get(name, NOT_RECORDED)}'" for name in wanted
        )
        con.execute(f"INSERT INTO {table} SELECT {chosen}, {place} FROM {source}")
    except (duckdb.Error, csv.Error, OSError, UnicodeDecodeError) as broken:
        raise ReleaseError(
            f"{path} is damaged ({type(broken).__name__}). Nothing is released without it: put the register "
            "back from a backup."
        ) from broken


def carry(
    con: duckdb.DuckDBPyConnection,
    shape: Shape,
    windows: Sequence[Window],
    first: int,
    last: int,
    restatement: Restatement | None = None,
    nil: frozenset[int] = frozenset(),
) -> Carried:
    """Make ``shape.table`` in ``con``: base cells of published months, then the store's rows of new ones.

    ``con`` holds ``current`` (the newest row of each record, with every code), ``moved`` (record_key, now:
    records of published months whose ``progress`` moves on in this release) and what ``stand`` puts there.
    ``first`` and ``last`` are the months that the release covers. A ``restatement`` takes in what waits;
    the table itself holds what was counted first all the same, and ``versions`` all versions. Months that are
    confirmed ``nil`` are counted where they go on after the last record. Raises
    ReleaseError where the register contradicts itself.
    """
    seen = among(NUMBER, windows)
    restating.settle(con, shape.codes, among("month_number", windows), restatement)
    con.execute(
        f"CREATE OR REPLACE TABLE fresh AS SELECT * FROM current WHERE {NUMBER} <= {last} AND NOT ({seen}) "
        "AND record_key NOT IN (SELECT record_key FROM present ANTI JOIN leaving USING (record_key))"
    )
    changes = _changes(con, shape, restatement)
    base = con.execute(
        f"SELECT {shape.key}, {STATE}, sum(count)::BIGINT AS count FROM "
        f"(SELECT {shape.key}, 0 AS {ENTERED}, 0 AS {ENDED}, 1 AS count FROM fresh UNION ALL {changes}) "
        "GROUP BY ALL HAVING sum(count) != 0 ORDER BY ALL"
    ).df()
    records = _records(con, shape, restatement)
    waiting = _waiting(con, shape, seen, last)
    _build(con, shape, changes, last)
    reached = con.execute(f"SELECT max({NUMBER}) FROM fresh").fetchall()[0][0]
    ends = [end for _, end in windows] + ([int(reached)] if reached is not None else [])
    starts = [start for start, _ in windows] + [first]
    for frame in (base, records):
        frame["month"] = pd.to_datetime(frame["month"]).dt.strftime("%Y-%m-%d")
    window = min(starts), covered(max(ends), {month for month in nil if month <= last}) if ends else first - 1
    gone = restating.share_gone(con) if restatement else 0.0
    return Carried(_plain(base), _plain(records), waiting, window, restatement, gone)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the columns of a version where all were counted first: a register is as it always was."""
    return frame if frame[[ENTERED, ENDED]].any(axis=None) else frame.drop(columns=[ENTERED, ENDED])


def _changes(con: duckdb.DuckDBPyConnection, shape: Shape, restatement: Restatement | None) -> str:
    """What becomes of base cells that are held: decisions that came, and what a restatement takes in."""
    changes = [f"SELECT {shape.key}, {STATE}, 0 AS count FROM present WHERE false"]
    if "progress" in shape.codes:
        moved = "SELECT {columns}, {state}, {count} FROM counted_records JOIN moved USING (record_key)"
        now = shape.key.replace('"progress"', 'now AS "progress"')
        changes += [
            moved.format(columns=key, state=STATE, count=by) for key, by in ((shape.key, -1), (now, 1))
        ]
    if restatement:
        changes.append(restating.taken_in(shape.key, restatement.number))
    return " UNION ALL ".join(changes)


def _records(con: duckdb.DuckDBPyConnection, shape: Shape, restatement: Restatement | None) -> pd.DataFrame:
    """Lines about records: those counted now, those that moved on, and the versions of a restatement."""
    moving = "* EXCLUDE (now) REPLACE (now AS progress)" if "progress" in shape.codes else "* EXCLUDE (now)"
    records = [
        f"SELECT record_key, {shape.key}, 0 AS {ENTERED}, 0 AS {ENDED} FROM fresh",
        f"SELECT record_key, {shape.key}, {STATE} FROM (SELECT {moving} FROM counted_records "
        f"JOIN moved USING (record_key) ANTI JOIN leaving USING (record_key, {ENTERED}))",
    ]
    if restatement:
        records.append(restating.lines(shape.key, restatement.number))
    return con.execute(" UNION ALL ".join(records) + f" ORDER BY record_key, {STATE}").df()


def _build(con: duckdb.DuckDBPyConnection, shape: Shape, changes: str, last: int) -> None:
    """The table itself: a row for each person in a base cell up to ``last``, and the new records.

    It holds what was counted first; a table of its name in ``restating.VERSIONS`` has a row for each version.
    """
    con.execute(
        f"CREATE OR REPLACE TABLE carried AS SELECT {shape.key}, {STATE}, sum(count)::BIGINT AS count FROM "
        f"(SELECT {shape.key}, {STATE}, count FROM counted_cells UNION ALL SELECT * FROM ({changes})) "
        "GROUP BY ALL HAVING sum(count) != 0"
    )
    if con.execute("SELECT 1 FROM carried WHERE count < 0 LIMIT 1").fetchall():
        raise ReleaseError(
            f"The register's base cells of {shape.table!r} do not add up: one would hold fewer than nobody. "
            "Nothing is released: put the register back from a backup."
        )
    con.execute(f'CREATE OR REPLACE TABLE "{shape.table}" AS SELECT * FROM current WHERE false')
    con.execute(
        f'INSERT INTO "{shape.table}" BY NAME SELECT {shape.key}, '
        f"'base-' || row_number() OVER () AS \"{shape.unit}\" FROM (SELECT {shape.key}, sum(count)::BIGINT "
        f"AS count FROM carried WHERE {ENTERED} = 0 GROUP BY ALL), generate_series(1, count) "
        f"WHERE {NUMBER} <= {last} ORDER BY {shape.key}"
    )
    con.execute(f'INSERT INTO "{shape.table}" BY NAME SELECT * FROM fresh ORDER BY record_key')
    con.execute(f"CREATE SCHEMA IF NOT EXISTS {restating.VERSIONS}")
    con.execute(
        f'CREATE OR REPLACE TABLE {restating.VERSIONS}."{shape.table}" AS '
        f"SELECT {shape.key}, {STATE} FROM carried, generate_series(1, count) WHERE {NUMBER} <= {last} "
        f"UNION ALL SELECT {shape.key}, 0, 0 FROM fresh"
    )


def _waiting(con: duckdb.DuckDBPyConnection, shape: Shape, seen: str, last: int) -> Waiting:
    late = (
        f"SELECT count(*) FROM current WHERE ({seen}) AND {NUMBER} <= {last} AND record_key NOT IN "
        "(SELECT record_key FROM present UNION ALL SELECT record_key FROM entering)"
    )
    changed = (
        "SELECT count(*) FROM current c JOIN present p USING (record_key) "
        "LEFT JOIN moved m USING (record_key) "
        f"WHERE ({restating.differs(shape.codes)}) AND record_key NOT IN (SELECT record_key FROM leaving)"
    )
    withdrawn = (
        "SELECT count(*) FROM present WHERE record_key NOT IN "
        "(SELECT record_key FROM current UNION ALL SELECT record_key FROM leaving)"
    )
    return Waiting(*(int(con.execute(sql).fetchall()[0][0]) for sql in (late, changed, withdrawn)))


def _quoted(text: Path | str) -> str:
    return str(text).replace("'", "''")
