"""Columns that the referral log implies: the county lines flag in words, the wait, and decisions so far.

They are codes from finite lists, so that a family can name them and protection knows every
combination that there could be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from dashboard import codes
from dashboard.release.frozen import Counted, Versions, as_counted

#: Years after the referral within which a decision is counted: reasonable, then conclusive grounds.
LAGS = (6, 9)
OUTCOMES = ("positive", "negative", "other")


def progress() -> Iterator[tuple[str, int | None, str | None, int | None, str | None]]:
    """Everything that can have become of a referral: code, and years after it and outcome of each decision.

    A conclusive decision follows a positive reasonable one, and no decision comes before its referral:
    whoever knows that must not see through a hidden count.
    """
    yield "none", None, None, None, None
    for lag in range(LAGS[0] + 1):
        for outcome in OUTCOMES:
            yield f"rg{lag}_{outcome}", lag, outcome, None, None
        for later in range(lag, LAGS[1] + 1):
            for final in OUTCOMES:
                yield f"rg{lag}_positive_cg{later}_{final}", lag, "positive", later, final


def add_derived(
    con: duckdb.DuckDBPyConnection, last: int, earlier: Sequence[Counted], own: Path | None
) -> int:
    """Add the columns to the table ``referrals``, and the tables ``waits`` and ``progress``.

    ``last`` is the last month to count. Gives how many decisions wait for the yearly restatement:
    they came, or changed, after their own month was published.
    """
    con.execute("CREATE TABLE progress (code VARCHAR, rg_lag INT, rg VARCHAR, cg_lag INT, cg VARCHAR)")
    con.executemany("INSERT INTO progress VALUES (?, ?, ?, ?, ?)", list(progress()))
    listed = codes.code_list("wait", own=own)
    waits = [
        {"code": code, "first": int(facts["first"]), "last": int(facts["last"] or 10**6)}
        for code, facts in listed.facts.items()
        if facts["first"]
    ]
    con.register("frame", pd.DataFrame(waits))
    con.execute("CREATE TABLE waits AS SELECT * FROM frame")
    con.unregister("frame")
    waiting = _decisions(con, last, earlier)
    con.execute(
        """CREATE OR REPLACE TABLE referrals AS
        SELECT r.*,
               CASE WHEN r.county_lines THEN 'yes' WHEN NOT r.county_lines THEN 'no'
                    ELSE 'not_recorded' END AS county_lines_flag,
               coalesce(w.code, 'not_recorded') AS wait,
               coalesce(p.code, q.code, 'none') AS progress
        FROM referrals r
        LEFT JOIN waits w ON r.days_to_referral BETWEEN w.first AND w.last
        LEFT JOIN decisions a ON a.referral_record = r.record_key AND a.grounds = 'rg'
        LEFT JOIN decisions b ON b.referral_record = r.record_key AND b.grounds = 'cg'
        LEFT JOIN progress p ON p.rg_lag = year(a.month) - year(r.month) AND p.rg = a.outcome
             AND p.cg_lag = year(b.month) - year(r.month) AND p.cg = b.outcome
        LEFT JOIN progress q ON q.rg_lag = year(a.month) - year(r.month) AND q.rg = a.outcome
             AND q.cg IS NULL"""
    )
    for name in ("decisions", "decision_versions"):
        con.execute(f"DROP TABLE {name}")
    return waiting


def _decisions(con: duckdb.DuckDBPyConnection, last: int, earlier: Sequence[Counted]) -> int:
    """Each decision in its own month: one that comes after its referral was published still counts."""
    sides = " UNION ALL ".join(
        f"SELECT file, row, run, rowid AS place, record_key AS referral_record, '{side}' AS grounds, "
        f"record_key || ' {side}' AS record_key, {side}_month AS month, CASE "
        f"WHEN {side}_decision IN ('positive', 'negative') THEN {side}_decision "
        f"WHEN {side}_decision IN ('suspended', 'withdrawn') THEN 'other' END AS outcome "
        "FROM store.referrals_rows"
        for side in ("rg", "cg")
    )
    con.execute(
        f"CREATE TABLE decision_versions AS SELECT * REPLACE (CASE WHEN outcome IS NOT NULL THEN month END "
        f"AS month) FROM ({sides}) ORDER BY place"
    )
    newest = (
        "(SELECT * FROM decision_versions QUALIFY row_number() OVER "
        "(PARTITION BY record_key ORDER BY run DESC, rowid DESC) = 1)"
    )
    same = "(record_key || outcome || month::VARCHAR)"
    return as_counted(
        con, "decisions", Versions("decision_versions", newest, "referrals"), last, earlier, same
    )
