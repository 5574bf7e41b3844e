"""Counting, and nowhere else: one GROUP BY for each table of an indicator.

An indicator's SELECT gives one row for each thing counted. Here the rows are counted anew at every
grain, so that a person trained in two districts counts once in the county.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pandas as pd

from dashboard import reference
from dashboard.reference.policies import Policy
from dashboard.release.dimensions import ALL, ALL_FORCES, UK
from dashboard.release.indicators import Grain, Header, HeaderError

#: What a SELECT may give beside its breakdowns, and what each is where it is not given.
_COLUMNS = {
    "month": "DATE",
    "area": "VARCHAR",
    "unit": "VARCHAR",
    "weight": "DOUBLE",
    "part": "VARCHAR",
    "contributor": "VARCHAR",
    "incident": "VARCHAR",
    "time_level": "VARCHAR",
    "geography_level": "VARCHAR",
}
_TIMES = {
    "month": "strftime(month, '%Y-%m')",
    "quarter": "year(month) || '-Q' || quarter(month)",
    "year": "year(month)::VARCHAR",
    "financial_year": (
        "year(month - INTERVAL 3 MONTH) || '/' || "
        "lpad(((year(month - INTERVAL 3 MONTH) + 1) % 100)::VARCHAR, 2, '0')"
    ),
    "all": "'all'",
}
_AREAS = {
    "county": f"'{reference.COUNTY}'",
    "district": "coalesce(area, 'not_recorded')",
    "unitary": (
        "coalesce((SELECT nullif(d.unitary, '') FROM districts d WHERE d.code = area), area, 'not_recorded')"
    ),
    "force": "area",
    "national": f"CASE WHEN area = '{UK}' THEN '{UK}' ELSE '{ALL_FORCES}' END",
}
#: A part of a share: distinct units where the rows have one, else weights, else rows.
_PART = (
    "CASE WHEN count(unit) > 0 THEN count(DISTINCT unit) "
    "WHEN count(weight) > 0 THEN sum(weight) ELSE count(*) END::DOUBLE"
)


def select_rows(con: duckdb.DuckDBPyConnection, header: Header, policy: Policy) -> int:
    """Run the indicator's SELECT into the table ``counted``; gives how many rows it found.

    Raises HeaderError naming the file where the SELECT fails, lacks a column that the indicator's
    kind or policy needs, or gives one that nobody knows.
    """
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE selected AS\n{header.sql}")
    except duckdb.Error as broken:
        raise HeaderError(f"{header.path.name}: its SELECT fails: {broken}") from broken
    given = {row[0] for row in con.execute("DESCRIBE selected").fetchall()}
    known = set(_COLUMNS) | set(header.breakdowns)
    for column in sorted(given - known):
        raise HeaderError(f"{header.path.name}: its SELECT gives {column!r}, which no header key declares")
    for column in sorted(_needed(header, policy) - given):
        raise HeaderError(f"{header.path.name}: its SELECT must give a column {column!r}")
    types = _COLUMNS | dict.fromkeys(header.breakdowns, "VARCHAR")
    shape = ", ".join(
        f'"{name}"::{kind} AS "{name}"' if name in given else f'NULL::{kind} AS "{name}"'
        for name, kind in types.items()
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE counted AS SELECT {shape} FROM selected")
    con.execute("DROP TABLE selected")
    return int(con.execute("SELECT count(*) FROM counted").fetchall()[0][0])


def _needed(header: Header, policy: Policy) -> set[str]:
    needed = {"month", *header.breakdowns}
    needed |= {"distinct": {"unit"}, "sum": {"weight"}, "mean": {"weight"}}.get(header.kind, set())
    if header.kind in ("share", "share_of_sum", "rate"):
        needed.add("part")
    if policy.closed:
        needed |= {"unit", "contributor", "incident"}
    if any(grain.geography_level in ("district", "unitary", "force") for grain in header.grains):
        needed.add("area")
    return needed


def half_missing(con: duckdb.DuckDBPyConnection, header: Header, policy: Policy, first: str) -> bool:
    """Whether ``counted`` holds only half of a share or rate: nothing of what it counts, or of its base.

    Nobody counted is 0 % where the extract was taken in that the numerator comes from, and nothing where it
    was not: ``first`` is the table of the source that the header names first. A base that nobody is in yet
    is a count of ours in a closed subject.
    """
    if header.kind not in ("share", "rate"):
        return False
    held = {part for (part,) in con.execute("SELECT DISTINCT part FROM counted").fetchall()}
    taken_in = con.execute(f'SELECT 1 FROM "{first}" LIMIT 1').fetchall()
    return ("numerator" not in held and not taken_in) or ("denominator" not in held and not policy.closed)


def count(con: duckdb.DuckDBPyConnection, header: Header, grain: Grain) -> list[pd.DataFrame]:
    """The counts of one table, one frame for each part: time, area, its dimensions and the part.

    count, distinct and sum give ``count``; share and rate ``numerator`` and ``denominator``; mean
    those in one frame with ``spread``, the sample standard deviation; share_of_sum ``numerator`` and
    ``rest``; median the ``count`` of each band. Only cells with a row behind them; a denominator that
    is the whole of a dimension comes without its column.
    """
    if header.kind in ("share", "rate"):
        whole = without_split(con, grain)
        below = tuple(name for name in grain.dimensions if name not in whole)
        return [_part(con, grain, grain.dimensions, "numerator"), _part(con, grain, below, "denominator")]
    if header.kind == "share_of_sum":
        return [_part(con, grain, grain.dimensions, part) for part in ("numerator", "rest")]
    measures = {
        "count": "count(*)::DOUBLE AS count",
        "median": "count(*)::DOUBLE AS count",
        "distinct": "count(DISTINCT unit)::DOUBLE AS count",
        "sum": "coalesce(sum(weight), 0)::DOUBLE AS count",
        "mean": "coalesce(sum(weight), 0)::DOUBLE AS numerator, count(weight)::DOUBLE AS denominator, "
        "stddev_samp(weight) AS spread",
    }[header.kind]
    return [
        con.execute(f"SELECT {key_sql(grain)}, {measures} FROM counted {where_sql(grain)} GROUP BY ALL").df()
    ]


def _part(
    con: duckdb.DuckDBPyConnection, grain: Grain, dimensions: tuple[str, ...], part: str
) -> pd.DataFrame:
    own = replace(grain, dimensions=dimensions)
    return con.execute(
        f"SELECT {key_sql(own)}, {_PART} AS {part} FROM counted "
        f"{where_sql(own)} AND part = '{part}' GROUP BY ALL"
    ).df()


def without_split(con: duckdb.DuckDBPyConnection, grain: Grain) -> tuple[str, ...]:
    """The dimensions that a share's denominators leave blank: there, each is the whole of them."""
    if not grain.dimensions:
        return ()
    tests = ", ".join(f'count("{name}") = 0' for name in grain.dimensions)
    rows, *found = con.execute(
        f"SELECT count(*), {tests} FROM counted {_level_sql(grain)} AND part = 'denominator'"
    ).fetchall()[0]
    return tuple(name for name, blank in zip(grain.dimensions, found, strict=True) if rows and blank)


def key_sql(grain: Grain) -> str:
    """The key columns of a table, as SQL."""
    splits = "".join(f', coalesce("{name}", \'{ALL}\') AS "{name}"' for name in grain.dimensions)
    return f"{_TIMES[grain.time_level]} AS time, {_AREAS[grain.geography_level]} AS area{splits}"


def _level_sql(grain: Grain) -> str:
    """Rows may be meant for one level only (a snapshot, a yearly figure that has no quarters)."""
    return (
        f"WHERE coalesce(time_level, '{grain.time_level}') = '{grain.time_level}' "
        f"AND coalesce(geography_level, '{grain.geography_level}') = '{grain.geography_level}'"
    )


def where_sql(grain: Grain, left_out: bool = False) -> str:
    """Which rows a table counts, or which it leaves out because of the codes it is confined to."""
    inside = []
    for name, chosen in grain.only.items():
        if name == grain.geography_level:
            inside.append(f"{_AREAS[name]} IN ({_listed(chosen)})")
        elif name in grain.dimensions:
            inside.append(f"coalesce(\"{name}\", '{ALL}') IN ({_listed(chosen)})")
    confined = " AND ".join(inside) or "true"
    return f"{_level_sql(grain)} AND {'NOT ' if left_out else ''}({confined})"


def _listed(chosen: tuple[str, ...]) -> str:
    return ", ".join("'" + code.replace("'", "''") + "'" for code in chosen)
