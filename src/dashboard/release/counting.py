"""Counting, and nowhere else: a grouping for each table of an indicator.

An indicator's SELECT gives one row for each thing counted. Here the rows are counted anew at every
grain, so that a person trained in two districts counts once in the county.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import pandas as pd

from dashboard.reference.policies import Policy
from dashboard.release.indicators import Grain, Header, HeaderError
from dashboard.release.keyed import ELSEWHERE, columns, confined, keyed_rows, meant_for

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
#: A part of a share: distinct units where the rows have one, else weights, else rows.
_PART = (
    "CASE WHEN count(unit) > 0 THEN count(DISTINCT unit) "
    "WHEN count(weight) > 0 THEN sum(weight) ELSE count(*) END::DOUBLE"
)
#: What is counted of each cell, by the kind of an indicator; the other kinds have parts (``_PART``).
_MEASURES = {
    "count": {"count": "count(*)::DOUBLE"},
    "median": {"count": "count(*)::DOUBLE"},
    "distinct": {"count": "count(DISTINCT unit)::DOUBLE"},
    "sum": {"count": "coalesce(sum(weight), 0)::DOUBLE"},
    "mean": {
        "numerator": "coalesce(sum(weight), 0)::DOUBLE",
        "denominator": "count(weight)::DOUBLE",
        "spread": "stddev_samp(weight)",
    },
}


def select_rows(con: duckdb.DuckDBPyConnection, header: Header, policy: Policy) -> int:
    """Run the indicator's SELECT into the table ``counted``; gives how many rows it found.

    Raises HeaderError naming the file where the SELECT fails, lacks a column that the indicator's
    kind or policy needs, or gives one that nobody knows.
    """
    try:
        given = set(con.sql(header.sql).columns)
    except duckdb.Error as broken:
        raise HeaderError(f"{header.path.name}: its SELECT fails: {broken}") from broken
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
    try:
        counted = con.execute(
            f"CREATE OR REPLACE TEMP TABLE counted AS SELECT {shape} FROM (\n{header.sql}\n)"
        )
    except duckdb.Error as broken:
        raise HeaderError(f"{header.path.name}: its SELECT fails: {broken}") from broken
    return int(counted.fetchall()[0][0])


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


def half_missing(con: duckdb.DuckDBPyConnection, header: Header, policy: Policy, taken_in: bool) -> bool:
    """Whether ``counted`` holds only half of a share or rate: nothing of what it counts, or of its base.

    Nobody counted is 0 % where the extract was taken in that the numerator comes from, and nothing where it
    was not: ``taken_in`` says it of the source that the header names first. A base that nobody is in yet
    is a count of ours in a closed subject.
    """
    if header.kind not in ("share", "rate"):
        return False
    held = {part for (part,) in con.execute("SELECT DISTINCT part FROM counted").fetchall()}
    return ("numerator" not in held and not taken_in) or ("denominator" not in held and not policy.closed)


def count(
    con: duckdb.DuckDBPyConnection, header: Header, grains: Sequence[Grain]
) -> list[list[pd.DataFrame]]:
    """The counts of tables of one indicator, each with a frame for each part: time, area, dimensions, part.

    count, distinct and sum give ``count``; share and rate ``numerator`` and ``denominator``; mean
    those in one frame with ``spread``, the sample standard deviation; share_of_sum ``numerator`` and
    ``rest``; median the ``count`` of each band. Only cells with a row behind them; a denominator that
    is the whole of a dimension comes without its column.
    """
    wanted = _parts(con, header, grains)
    measures = _MEASURES.get(header.kind) or {"part": _PART}
    counted_rows = _grouped(
        con, [grain for parts in wanted for _, grain in parts], measures, header.kind not in _MEASURES
    )
    return [
        [
            _frame(grain, counted_rows.get((columns(grain), part), []), [part] if part else list(measures))
            for part, grain in parts
        ]
        for parts in wanted
    ]


def _parts(
    con: duckdb.DuckDBPyConnection, header: Header, grains: Sequence[Grain]
) -> list[list[tuple[str, Grain]]]:
    """The parts of each table, and how each is split; a kind that has none has one without a name."""
    if header.kind in ("share", "rate"):
        return [
            [("numerator", grain), ("denominator", _less(grain, whole))]
            for grain, whole in zip(grains, without_split(con, grains), strict=True)
        ]
    names = ("numerator", "rest") if header.kind == "share_of_sum" else ("",)
    return [[(name, grain) for name in names] for grain in grains]


def _less(grain: Grain, whole: Collection[str]) -> Grain:
    return replace(grain, dimensions=tuple(name for name in grain.dimensions if name not in whole))


def _grouped(
    con: duckdb.DuckDBPyConnection, grains: Sequence[Grain], measures: Mapping[str, str], by_part: bool
) -> dict[tuple[tuple[str, ...], str], list[tuple[Any, ...]]]:
    """The rows of tables by their key columns and part: the codes of each cell, then its ``measures``.

    Each table's rows are counted anew, all in one statement.
    """
    sets = list(dict.fromkeys(columns(grain) for grain in grains))
    names = list(dict.fromkeys(name for key in sets for name in key))
    part = ["part"] if by_part else []
    groups = ", ".join(f"({_quoted([*part, *key])})" for key in sets)
    figures = ", ".join(measures.values())
    own = "part" if by_part else "''"
    rows = con.execute(
        f"SELECT GROUPING({_quoted(names)}), {own}, {_quoted(names)}, {figures} "
        f"FROM ({keyed_rows(grains)}) GROUP BY GROUPING SETS ({groups})"
    ).fetchall()
    # A bit for each column, the first one's the highest, set where the row is not grouped by it.
    key_of = {sum((name not in key) << n for n, name in enumerate(names[::-1])): key for key in sets}
    places = {key: [names.index(name) for name in key] for key in sets}
    by_key: dict[tuple[tuple[str, ...], str], list[tuple[Any, ...]]] = {}
    for number, of_part, *held in rows:
        key = key_of[number]
        codes = [held[place] for place in places[key]]
        if ELSEWHERE not in codes[:2]:
            by_key.setdefault((key, of_part), []).append((*codes, *held[len(names) :]))
    return by_key


def _frame(grain: Grain, rows: Sequence[tuple[Any, ...]], measures: Sequence[str]) -> pd.DataFrame:
    """The rows of one part of a table, of the codes that it is confined to.

    Texts are plain objects: the frame has few rows, and there are many frames.
    """
    only = [(place, set(chosen)) for place, chosen in confined(grain).items()]
    kept = [row for row in rows if all(row[place] in chosen for place, chosen in only)]
    return pd.DataFrame(kept, columns=["time", "area", *grain.dimensions, *measures], dtype="object")


def without_split(con: duckdb.DuckDBPyConnection, grains: Sequence[Grain]) -> list[tuple[str, ...]]:
    """For each table the dimensions that a share's denominators leave blank: there, each is the whole."""
    if not any(grain.dimensions for grain in grains):
        return [() for _ in grains]
    tests = []
    for grain in grains:
        here = f"{meant_for('time_level', grain.time_level)} AND "
        here += meant_for("geography_level", grain.geography_level)
        tests += [f"count({what}) FILTER ({here})" for what in ("*", *map(_name, grain.dimensions))]
    counts = con.execute(f"SELECT {', '.join(tests)} FROM counted WHERE part = 'denominator'").fetchall()[0]
    held, without = iter(counts), []
    for grain in grains:
        rows, filled = next(held), [next(held) for _ in grain.dimensions]
        blank = [name for name, many in zip(grain.dimensions, filled, strict=True) if rows and not many]
        without.append(tuple(blank))
    return without


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    return f'"{name}"'
