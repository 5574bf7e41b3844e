"""The key columns of tables, as SQL: in which period and area, and in which split, each counted row lies.

Tables of one indicator share them, so that all are counted by one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard import reference
from dashboard.release.dimensions import ALL_FORCES, UK
from dashboard.release.indicators import Grain
from dashboard.settings import ALL

#: In place of a period or area where a row is meant for another level (a snapshot, a yearly figure that has
#: no quarters). No code list has it.
ELSEWHERE = "(another level)"
_TIMES = {
    "month": "strftime(month, '%Y-%m')",
    "quarter": "year(month) || '-Q' || quarter(month)",
    "year": "year(month)::VARCHAR",
    "financial_year": (
        "year(month - INTERVAL 3 MONTH) || '/' || "
        "lpad(((year(month - INTERVAL 3 MONTH) + 1) % 100)::VARCHAR, 2, '0')"
    ),
    ALL: f"'{ALL}'",
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


def columns(grain: Grain) -> tuple[str, ...]:
    """The columns of ``keyed_rows`` that are the key of a table: its time, its area and its dimensions."""
    return (
        f"time by {grain.time_level}",
        f"area by {grain.geography_level}",
        *(f"split by {name}" for name in grain.dimensions),
    )


def keyed_rows(grains: Iterable[Grain]) -> str:
    """The rows of ``counted``, as SQL, with the key columns of every one of ``grains``."""
    grains = list(grains)
    keys = {
        f"time by {level}": _at("time_level", level, _TIMES[level])
        for level in dict.fromkeys(grain.time_level for grain in grains)
    }
    keys |= {
        f"area by {level}": _at("geography_level", level, _AREAS[level])
        for level in dict.fromkeys(grain.geography_level for grain in grains)
    }
    keys |= {
        f"split by {name}": f"coalesce(\"{name}\", '{ALL}')"
        for name in dict.fromkeys(name for grain in grains for name in grain.dimensions)
    }
    named = ", ".join(f'{sql} AS "{name}"' for name, sql in keys.items())
    return f"SELECT unit, weight, part, {named} FROM counted"


def _at(column: str, level: str, sql: str) -> str:
    return f"CASE WHEN {meant_for(column, level)} THEN {sql} ELSE '{ELSEWHERE}' END"


def meant_for(column: str, level: str) -> str:
    """Whether a row counts at a level, as SQL: ``column`` (``time_level``) may confine it to another."""
    return f"coalesce({column}, '{level}') = '{level}'"


def confined(grain: Grain) -> Mapping[int, Sequence[str]]:
    """The codes that a table is confined to, by the place of the column in its key."""
    places = {grain.geography_level: 1} | {name: n for n, name in enumerate(grain.dimensions, 2)}
    return {places[name]: chosen for name, chosen in grain.only.items() if name in places}
