"""Columns that the referral log implies: the county lines flag in words, the wait, and decisions so far.

They are codes from finite lists, so that a family can name them and protection knows every
combination that there could be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.reference import code_lists
from dashboard.release.history import Window, among

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


def add_lists(con: duckdb.DuckDBPyConnection, own: Path | None) -> None:
    """The tables ``waits`` and ``progress``: what the codes of the derived columns mean."""
    con.execute("CREATE TABLE progress (code VARCHAR, rg_lag INT, rg VARCHAR, cg_lag INT, cg VARCHAR)")
    con.executemany("INSERT INTO progress VALUES (?, ?, ?, ?, ?)", list(progress()))
    listed = code_lists.code_list("wait", own=own)
    waits = [
        {"code": code, "first": int(facts["first"]), "last": int(facts["last"] or 10**6)}
        for code, facts in listed.facts.items()
        if facts["first"]
    ]
    con.register("frame", pd.DataFrame(waits))
    con.execute("CREATE TABLE waits AS SELECT * FROM frame")
    con.unregister("frame")


def derive(con: duckdb.DuckDBPyConnection, last: int, windows: Sequence[Window]) -> None:
    """The tables ``current``, the newest row of each referral with its derived columns, and ``moved``.

    Decisions count up to the month ``last`` and in years after the referral as it was first counted.
    ``moved`` (record_key, now) has those of published referrals (``counted_records``) on which a decision
    has come in a month that is in none of ``windows``; one that came later than its month, or that changed,
    is not among them, and waits.
    """
    sides = ", ".join(
        f"CASE WHEN {_number(side)} <= {last} THEN CASE "
        f"WHEN {side}_decision IN ('positive', 'negative') THEN {side}_decision "
        f"WHEN {side}_decision IN ('suspended', 'withdrawn') THEN 'other' END END AS {side}"
        for side in ("rg", "cg")
    )
    con.execute(
        f"""CREATE OR REPLACE TABLE current AS
        WITH decided AS (
            SELECT s.*, {sides}, year(coalesce(h.month, s.month)) AS begun
            FROM store.referrals s LEFT JOIN counted_records h USING (record_key)
        )
        SELECT r.* EXCLUDE (rg, cg, begun),
               CASE WHEN r.county_lines THEN 'yes' WHEN NOT r.county_lines THEN 'no'
                    ELSE 'not_recorded' END AS county_lines_flag,
               coalesce(w.code, 'not_recorded') AS wait,
               coalesce(p.code, q.code, 'none') AS progress
        FROM decided r
        LEFT JOIN waits w ON r.days_to_referral BETWEEN w.first AND w.last
        LEFT JOIN progress p ON p.rg_lag = year(rg_month) - begun AND p.rg = r.rg
             AND p.cg_lag = year(cg_month) - begun AND p.cg = r.cg
        LEFT JOIN progress q ON q.rg_lag = year(rg_month) - begun AND q.rg = r.rg AND q.cg IS NULL"""
    )
    con.execute(
        f"""CREATE OR REPLACE TABLE moved AS
        SELECT c.record_key, n.code AS now
        FROM counted_records h JOIN current c USING (record_key)
        JOIN progress b ON b.code = h.progress JOIN progress n ON n.code = c.progress
        WHERE (b.rg IS NULL AND n.rg IS NOT NULL AND NOT ({among(_number("rg"), windows)}))
           OR (b.rg IS NOT NULL AND b.cg IS NULL AND n.cg IS NOT NULL AND n.rg = b.rg AND n.rg_lag = b.rg_lag
               AND NOT ({among(_number("cg"), windows)}))"""
    )


def _number(side: str) -> str:
    return f"(year({side}_month) * 12 + month({side}_month) - 1)"
