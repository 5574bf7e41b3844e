"""A restatement: late, corrected and withdrawn records of published months are taken in, as vintages.

Each version of a record (its month and codes) enters at the first counting (0) or at a restatement (1, 2,
...), and ends at a later restatement or never (0). First figures count what entered at 0, whatever became of
it; figures as restated at k count what had entered and had not ended then. So nothing published moves.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from dashboard.files.chain import Line

#: The columns of a version: the restatement at which it entered, and the one at which it ended.
ENTERED, ENDED = "entered", "ended"
STATE = f"{ENTERED}, {ENDED}"
#: The schema with a table of versions for each table of records that was ever restated.
VERSIONS = "versions"
#: Where more of the records than this are gone, a file is missing rather than so many withdrawn.
TOO_MANY_GONE = 0.2
FIRST_COUNTED = 0
NEVER = 0


@dataclass(frozen=True)
class Restatement:
    """One restatement of a table: its ``number``, 1 for the first, and the months (whole months since
    year 0, both included) whose records it takes in."""

    number: int
    first: int
    last: int

    def among(self, month: str) -> str:
        """SQL that says whether a month (a number) is restated."""
        return f"({month} BETWEEN {self.first} AND {self.last})"


def due(releases: Sequence[Line], months: int, made_at: datetime.datetime) -> bool:
    """Whether a restatement is due: ``months`` (0: never) after the first release or the last restatement.

    It does not ask whether anything waits: that nothing does would be a count of 0, told by its absence.
    """
    if not months or not releases:
        return False
    since = [line for line in releases if line.get("restated")][-1:] or releases[:1]
    before = datetime.datetime.fromisoformat(since[0]["made"])
    return (made_at.year - before.year) * 12 + made_at.month - before.month >= months


def versions(con: duckdb.DuckDBPyConnection) -> None:
    """From ``counted_lines``, all lines of the register's records, make what is counted of each record.

    ``counted_records`` has what it was first counted as, ``present`` the version of it that counts now.
    """
    newest = (
        "SELECT * EXCLUDE (place) FROM counted_lines QUALIFY row_number() OVER (PARTITION BY record_key, "
        f"{ENTERED} ORDER BY place DESC, {ENDED}) = 1"
    )
    for name, chosen in (("counted_records", ENTERED), ("present", ENDED)):
        con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM ({newest}) WHERE {chosen} = 0")


def differs(codes: Sequence[str]) -> str:
    """SQL that says whether the row ``c`` of a record is another than its version ``p``, with its move ``m``.

    A decision that comes in its own period moves what was first counted, so it is no difference.
    """
    still = [f'c."{name}" IS DISTINCT FROM p."{name}"' for name in ("month", *codes) if name != "progress"]
    if "progress" in codes:
        still.append(f"(c.progress IS DISTINCT FROM p.progress AND m.now IS NULL AND p.{ENTERED} = 0)")
    return " OR ".join(still)


def settle(
    con: duckdb.DuckDBPyConnection, codes: Sequence[str], seen: str, restatement: Restatement | None
) -> None:
    """Make ``leaving`` and ``entering``, the versions that end and begin with ``restatement``; none without.

    ``con`` holds ``current``, ``moved`` and ``present``; ``seen`` says in SQL whether ``month_number`` is
    published. A record whose month was corrected is taken in where both months are; one that now lies in a
    month that is not published leaves, and counts there for the first time.
    """
    key = ", ".join(f'p."{name}"' for name in ("month", *codes))
    if "progress" in codes:
        moved_on = (
            f"CASE WHEN p.{ENTERED} = 0 THEN coalesce(m.now, p.progress) ELSE p.progress END AS progress"
        )
        key = key.replace('p."progress"', moved_on)
    inside = restatement.among if restatement else lambda month: "false"
    before, now = inside(_number("p")), inside(_number("c"))
    unseen = f"NOT ({seen.replace('month_number', _number('c'))})"
    changed = f"({differs(codes)}) AND {before} AND ({now} OR {unseen})"
    gone = f"c.record_key IS NULL AND {before}"
    con.execute(
        f"CREATE OR REPLACE TABLE leaving AS SELECT p.record_key, {key}, p.{ENTERED} FROM present p "
        "LEFT JOIN current c ON c.record_key = p.record_key LEFT JOIN moved m ON m.record_key = p.record_key "
        f"WHERE ({gone}) OR (c.record_key IS NOT NULL AND {changed})"
    )
    con.execute(
        f"CREATE OR REPLACE TABLE entering AS SELECT c.* FROM current c WHERE {now} AND (record_key IN "
        "(SELECT record_key FROM leaving) OR record_key NOT IN (SELECT record_key FROM present))"
    )


def share_gone(con: duckdb.DuckDBPyConnection) -> float:
    """The share of the versions that count now which end because their record is no longer held."""
    keys = "SELECT record_key FROM leaving ANTI JOIN current USING (record_key)"
    gone = f"count(*) FILTER (record_key IN ({keys}))"
    return float(
        con.execute(f"SELECT coalesce({gone} / nullif(count(*), 0), 0) FROM present").fetchall()[0][0]
    )


def taken_in(key: str, number: int) -> str:
    """The base cells that a restatement adds, in SQL: what enters, and what ends instead of going on."""
    return (
        f"SELECT {key}, {number} AS {ENTERED}, {NEVER} AS {ENDED}, 1 AS count FROM entering "
        f"UNION ALL SELECT {key}, {ENTERED}, {NEVER}, -1 FROM leaving "
        f"UNION ALL SELECT {key}, {ENTERED}, {number}, 1 FROM leaving"
    )


def lines(key: str, number: int) -> str:
    """The lines about records that a restatement adds to the register, in SQL."""
    return (
        f"SELECT record_key, {key}, {number} AS {ENTERED}, {NEVER} AS {ENDED} FROM entering "
        f"UNION ALL SELECT record_key, {key}, {ENTERED}, {number} FROM leaving"
    )


def _number(table: str) -> str:
    return f"(year({table}.month) * 12 + month({table}.month) - 1)"
