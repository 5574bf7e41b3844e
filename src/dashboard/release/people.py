"""Which real records lie in which base cells of a family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from dashboard.release.base_cells import Domain
from dashboard.release.errors import ReleaseError
from dashboard.release.restating import STATE, VERSIONS

NOBODY = "not recorded"


@dataclass(frozen=True)
class People:
    """Real records in one base cell: how many, from one contributor and one incident (may be blank).

    ``state`` is that of their versions (``vintages``), 0 where nothing was ever restated.
    """

    base_cell: int
    count: int
    contributor: str
    incident: str
    state: int = 0


def people_in(
    con: duckdb.DuckDBPyConnection, domain: Domain, state_of: Callable[[int, int], int]
) -> list[People]:
    """The versions of the real records of a domain's family by base cell and by state; ``state_of`` gives the
    number of a state, and -1 for versions that none of the figures counts.

    Raises ReleaseError where records hold a code that no list knows: they would be in no base cell.
    """
    family = domain.family
    on = " AND ".join(f'r."{name}" = a."{name}"' for name in ("month", *domain.columns))
    incident = f'r."{family.incident}"' if family.incident else "NULL"
    chosen = " AND ".join(f"r.\"{name}\" = '{code}'" for name, code in family.where.items()) or "true"
    unit = f'"{family.unit}"::BIGINT'
    base_cells = (
        f'(SELECT *, {unit} - {domain.first} AS atom FROM "{domain.schema}"."{family.table}" '
        f"WHERE {unit} BETWEEN {domain.first} AND {domain.first + domain.size - 1})"
    )
    held = con.execute(
        f"SELECT a.atom, count(*) AS people, "
        f"coalesce(r.\"{family.contributor}\", '{NOBODY}') AS contributor, "
        f"coalesce({incident}, '') AS incident, {STATE} "
        f'FROM {VERSIONS}."{family.table}" r LEFT JOIN {base_cells} a ON {on} '
        f"WHERE {chosen} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    if held and held[-1][0] is None:
        raise ReleaseError(
            f"{family.title}: {_unknown(con, domain, chosen)}. Add the code to its list in the "
            "installation's codes folder, or correct the extract and take it in again."
        )
    people = [
        People(int(base_cell), int(people), body, incident, state_of(*version))
        for base_cell, people, body, incident, *version in held
    ]
    return [person for person in people if person.state >= 0]


def _unknown(con: duckdb.DuckDBPyConnection, domain: Domain, chosen: str) -> str:
    """Which columns of a family's records hold what no list knows.

    What the store holds there was a code of a list when it was taken in, so it can be named.
    """
    unknown = []
    for name in domain.columns:
        listed = f'SELECT "{name}" FROM "{domain.schema}"."{domain.family.table}"'
        held = con.execute(
            f'SELECT DISTINCT r."{name}" FROM {VERSIONS}."{domain.family.table}" r WHERE {chosen} '
            f'AND (r."{name}" IS NULL OR r."{name}" NOT IN ({listed} WHERE "{name}" IS NOT NULL)) ORDER BY 1'
        ).fetchall()
        if held:
            unknown.append(f"{name} " + ", ".join("(nothing)" if code is None else code for (code,) in held))
    return f"no code list knows what records hold in {'; '.join(unknown)}"
