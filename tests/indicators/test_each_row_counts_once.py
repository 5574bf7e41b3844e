"""No record stands behind a count more than once, however often its person comes back.

Leaving one record out may change a count by one, or by the record's own number (places, staff). A join
of several rows with several, as of three forms before with three after, changes it by three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pytest

from dashboard.reference.policies import Policies, read_policies
from dashboard.release.counting import count, select_rows
from dashboard.release.indicators import Grain, Header, indicators
from dashboard.release.workspace import Workspace, workspace
from tests.indicators.repeated_store import AGAIN, LAST, VISITS, repeated_installation
from tests.release.small_store import MADE, no_past

#: What others have published is no record of ours: a year is made of its quarters' figures.
OURS = {
    name: header
    for name, header in indicators().items()
    if read_policies().subjects[header.source[0]].rows != "published"
}
#: The tables whose records are left out in turn, and the one behind each that is worked out.
TABLES = (
    "bookings", "evaluations", "workforce", "referrals", "intelligence", "partners", "meetings",
    "audits", "reviews", "orders",
)  # fmt: skip
WORKED_OUT = {"confidence_answers": "evaluations"}
#: The records that are left out: those of the month in which people come again, of one who came thrice.
CHOSEN = {
    "bookings": f"month = DATE '{AGAIN}' AND person = 'thrice'",
    "evaluations": f"month = DATE '{AGAIN}' AND person = 'thrice'",
    "partners": "true",
}
MEASURES = ("count", "numerator", "denominator", "rest", "spread")
Counts = dict[tuple[str, ...], float]


@pytest.fixture(scope="module")
def policies() -> Policies:
    return read_policies()


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory, policies: Policies) -> Iterator[Workspace]:
    where = repeated_installation(tmp_path_factory.mktemp("repeated"))
    with workspace(where, policies, MADE.replace(year=2025), no_past(where)) as opened:
        assert opened.span.last == LAST
        yield opened


def counts(space: Workspace, header: Header, policies: Policies) -> Counts:
    """Every count of the finest table there could be at the indicator's first level, by its cell."""
    select_rows(space.con, header, policies.policy(header.policy))
    grain = Grain("", header.grains[0].time_level, "county", header.breakdowns, {})
    found: Counts = {}
    for part in count(space.con, header, [grain])[0]:
        # A sum of answers is no count: leaving one out changes it by the answer.
        measures = [name for name in part.columns if name in MEASURES]
        told = [
            name for name in measures if name != "spread" and (name, header.kind) != ("numerator", "mean")
        ]
        keys = [name for name in part.columns if name not in measures]
        for cell in part.to_dict("records"):
            for name in told:
                found[(name, *(str(cell[key]) for key in keys))] = float(cell[name])
    return found


def tables_of(header: Header) -> set[str]:
    words = set(re.findall(r"\w+", header.sql))
    return {name for name in TABLES if name in words} | {
        table for name, table in WORKED_OUT.items() if name in words
    }


def own_number(con: duckdb.DuckDBPyConnection, table: str, row: int) -> float:
    """The largest number that the record itself holds; 1 where it holds none."""
    held = con.execute(f"DESCRIBE {table}").fetchall()
    numbers = [name for name, kind, *_ in held if kind == "BIGINT" and table in ("bookings", "workforce")]
    if not numbers:
        return 1.0
    listed = ", ".join(f'coalesce("{name}", 0)' for name in numbers)
    return float(
        con.execute(f"SELECT greatest(1, {listed}) FROM {table} WHERE rowid = {row}").fetchall()[0][0]
    )


def counted_more_than_once(space: Workspace, header: Header, policies: Policies) -> list[str]:
    """The records whose absence changes some count by more than they are."""
    whole = counts(space, header, policies)
    assert sum(whole.values()) > 0, header.id
    found = []
    for table in sorted(tables_of(header)):
        chosen = CHOSEN.get(table, f"month = DATE '{AGAIN}'")
        rows = space.con.execute(f"SELECT rowid FROM {table} WHERE {chosen} ORDER BY rowid").fetchall()
        assert len(rows) > 1, table
        for (row,) in rows:
            most = own_number(space.con, table, row)
            space.con.begin()
            space.con.execute(f"DELETE FROM {table} WHERE rowid = {row}")
            without = counts(space, header, policies)
            space.con.rollback()
            for cell in whole.keys() | without.keys():
                change = abs(whole.get(cell, 0.0) - without.get(cell, 0.0))
                if change > most:
                    found.append(f"{table}, row {row}: {', '.join(cell)} by {change:g}")
    return sorted(found)


@pytest.mark.parametrize("name", OURS)
def test_no_record_is_counted_more_than_once(space: Workspace, policies: Policies, name: str) -> None:
    assert tables_of(OURS[name])
    assert counted_more_than_once(space, OURS[name], policies) == []


def test_a_join_of_several_with_several_is_noticed(space: Workspace, policies: Policies) -> None:
    joined = replace(
        OURS["confidence_change"],
        sql="SELECT a.month, a.sector, a.course, a.confidence - b.confidence AS weight FROM evaluations a "
        "JOIN evaluations b ON b.person = a.person AND b.month = a.month AND b.course = a.course "
        "AND b.stage = 'before' WHERE a.stage = 'after'",
    )
    noticed = counted_more_than_once(space, joined, policies)
    assert noticed
    assert all(words.endswith(f" by {len(VISITS['thrice'])}") for words in noticed)
