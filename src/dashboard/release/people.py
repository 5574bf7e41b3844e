"""Who is behind each cell of a closed subject, handed to the disclosure rules and to nobody else."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pandas as pd

from dashboard.disclosure import Table
from dashboard.disclosure.outside import Known, nothing_known
from dashboard.indicators import Grain, Header
from dashboard.release.counting import key_sql, where_sql, without_split

_BEHIND = (
    "coalesce(part, 'count') AS part, unit, contributor, incident, "
    "year(month) * 12 + month(month) - 1 AS month"
)


def table_of(con: duckdb.DuckDBPyConnection, header: Header, grain: Grain, keys: pd.DataFrame) -> Table:
    """One table of a closed subject with the records behind it; rows without a unit are not ours."""
    shown = {"count"} if header.kind not in ("share", "rate") else {"numerator", "denominator"}
    records = [_records(con, grain, grain.dimensions, tuple(shown - {"denominator"}))]
    if "denominator" in shown:
        whole = without_split(con, grain)
        split = tuple(name for name in grain.dimensions if name not in whole)
        base = _records(con, grain, split, ("denominator",))
        if base.empty:
            shown.discard("denominator")
        # A denominator that is the whole of a dimension stands under each of its codes.
        records.append(base.merge(keys, on=["time", "area", *split]) if whole else base)
    left_out = con.execute(
        f"SELECT {key_sql(replace(grain, geography_level='county', dimensions=()))}, {_BEHIND} "
        f"FROM counted {where_sql(grain, left_out=True)} AND unit IS NOT NULL"
    ).df()
    return Table(
        indicator=header.id,
        grain=grain.name,
        time_level=grain.time_level,
        geography=grain.geography_level,
        dimensions=grain.dimensions,
        keys=keys,
        records=pd.concat([part for part in records if len(part)] or records[:1], ignore_index=True),
        left_out=left_out,
        shown=frozenset(shown),
    )


def _records(
    con: duckdb.DuckDBPyConnection, grain: Grain, dimensions: tuple[str, ...], parts: tuple[str, ...]
) -> pd.DataFrame:
    own = replace(grain, dimensions=dimensions)
    wanted = ", ".join(f"'{part}'" for part in parts)
    return con.execute(
        f"SELECT {key_sql(own)}, {_BEHIND} FROM counted {where_sql(own)} AND unit IS NOT NULL "
        f"AND coalesce(part, 'count') IN ({wanted})"
    ).df()


def police_referrals_known(con: duckdb.DuckDBPyConnection, subject: str) -> Known:
    """What the Home Office has published about our police force's part of our NRM referrals."""
    held = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'referrals'").fetchall()[0][0]
    if subject != "referral_log" or not held:
        return nothing_known()
    units = con.execute("SELECT referral FROM referrals WHERE route = 'nrm'").fetchall()
    counts = con.execute(
        """
        WITH published AS (
            SELECT period, age, coalesce(t.exploitation_group, 'all') AS exploitation_group, value
            FROM comparators c LEFT JOIN exploitation_types t ON t.code = c.exploitation_type
            WHERE series = 'nrm_police_referrals' AND reporter = 'northamptonshire_police'
              AND (gender = 'all' OR origin = 'home_office')
        ), split AS (
            SELECT period, age, exploitation_group, sum(value) AS value FROM published
            GROUP BY GROUPING SETS ((period, age, exploitation_group), (period, age),
                                    (period, exploitation_group), (period))
        ), quarters AS (
            SELECT period, coalesce(age, 'all') AS age,
                   coalesce(exploitation_group, 'all') AS exploitation_group, max(value) AS value
            FROM split GROUP BY ALL
        ), all_quarters AS (
            SELECT left(period, 4) AS year FROM quarters WHERE period LIKE '%-Q%'
            GROUP BY ALL HAVING count(DISTINCT period) = 4
        )
        SELECT period AS time, age, exploitation_group, 'nrm' AS route, value FROM quarters
        UNION ALL
        SELECT left(period, 4), age, exploitation_group, 'nrm', sum(value) FROM quarters
        WHERE period LIKE '%-Q%' AND left(period, 4) IN (SELECT year FROM all_quarters) GROUP BY ALL
        """
    ).df()
    return Known(frozenset(unit for (unit,) in units), counts)
