"""Atoms: every combination of codes that a family's records could have, as rows of the store's table.

An indicator's own SELECT is run over these rows. So which combinations a published cell adds up
follows from the SELECT itself, whatever it does, also for combinations that nobody was counted in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.reference import codes
from dashboard.reference.families import Family
from dashboard.release.errors import ReleaseError
from dashboard.release.restating import STATE, VERSIONS

Ints = NDArray[np.int64]

#: Rows with codes drawn at random, by which it is seen what a SELECT depends on.
PROBES = 4000
NOBODY = "not recorded"
#: Codes of agencies that stand for whoever it may be.
UNNAMED = ("public", "not_recorded")


@dataclass(frozen=True, eq=False)
class Space:
    """The atoms of one cross of a family: atom number = month number x ``rest`` + combination.

    ``name`` tells it from every other space. Its atoms are rows of the family's table in ``schema``,
    from number ``first`` on. ``of_probe`` (probes,) is the atom of each probe, a row with random
    codes in every column. ``contributor_of`` (combinations,) is the number of the one contributor whose
    records can have a combination, -1 where there are several or it is not known. ``sizes`` (columns,) are
    the numbers of codes; combinations go through the last column's first.
    """

    family: Family
    columns: tuple[str, ...]
    name: str
    schema: str
    first: int
    rest: int
    months: int
    of_probe: Ints
    contributor_of: Ints
    sizes: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many atoms there are."""
        return self.rest * self.months


@dataclass(frozen=True, eq=False)
class Spaces:
    """All crosses of one family, and its probes: rows of the same table, from number ``first`` on."""

    family: Family
    schema: str
    first: int
    crosses: tuple[Space, ...]


@dataclass(frozen=True)
class People:
    """Real records in one atom: how many, from one contributor and one incident (may be blank).

    ``state`` is that of their versions (``vintages``), 0 where nothing was ever restated.
    """

    atom: int
    count: int
    contributor: str
    incident: str
    state: int = 0


@contextmanager
def standing_in(con: duckdb.DuckDBPyConnection, schema: str) -> Iterator[None]:
    """Let the tables of ``schema`` stand in the place of the real ones."""
    con.execute(f"SET search_path = '{schema},main'")
    try:
        yield
    finally:
        con.execute("RESET search_path")


def spaces_of(
    con: duckdb.DuckDBPyConnection,
    families: Iterable[Family],
    columns: Mapping[str, str],
    own: Path | None,
) -> dict[str, Spaces]:
    """Make the atoms and probes of ``families`` in ``con``, by family; ``columns`` has code lists.

    The families of one table stand in it together, one after the other, so that an indicator's SELECT
    runs over all of them at once.
    """
    lists = {name: _codes(con, code_list, own) for name, code_list in columns.items()}
    months = con.execute("SELECT month FROM months ORDER BY month").df()["month"]
    found: dict[str, Spaces] = {}
    ends: dict[str, int] = {}
    for family in families:
        schema = f"atoms_of_{family.table}"
        if schema not in ends:
            _empty(con, schema, family.table)
        held = [row[0] for row in con.execute(f'DESCRIBE main."{family.table}"').fetchall()]
        mine = {name: listed for name, listed in lists.items() if name in held}
        found[family.name], ends[schema] = _stood(con, family, mine, months, held, ends.get(schema, 0), own)
    return found


def _stood(
    con: duckdb.DuckDBPyConnection,
    family: Family,
    lists: Mapping[str, list[str]],
    months: pd.Series[Any],
    held: Sequence[str],
    first: int,
    own: Path | None,
) -> tuple[Spaces, int]:
    """Write one family's probes and atoms, numbered from ``first``; gives the next number too."""
    schema, start = f"atoms_of_{family.table}", first
    dice = np.random.default_rng(20190722)
    probes = {name: dice.integers(0, len(listed), PROBES) for name, listed in lists.items()}
    month = dice.integers(0, len(months), PROBES)
    frame = pd.DataFrame({name: np.asarray(lists[name])[drawn] for name, drawn in probes.items()})
    frame["month"] = months.to_numpy()[month]
    first = _stand(con, schema, family, frame.assign(**_others(con, family, held, frame, dice)), first)
    crosses = []
    for number, cross in enumerate(family.crosses):
        combined = [name for name in cross if name not in family.where]
        rest = list(product(*(lists[name] for name in combined)))
        place = np.zeros(PROBES, dtype=np.int64)
        for name in combined:
            place = place * len(lists[name]) + probes[name]
        of_probe = month * len(rest) + place
        named = f"{family.name}_{number}"
        whose = _contributor_of(family, combined, rest, own)
        crosses.append(
            Space(
                family,
                tuple(combined),
                named,
                schema,
                first,
                len(rest),
                len(months),
                of_probe,
                whose,
                tuple(len(lists[name]) for name in combined),
            )
        )
        told = {
            name: np.tile(np.asarray([codes[n] for codes in rest]), len(months))
            for n, name in enumerate(combined)
        }
        fixed = {name: listed[0] for name, listed in lists.items() if name not in combined}
        rows = pd.DataFrame(told | {"month": np.repeat(months.to_numpy(), len(rest))}).assign(**fixed)
        first = _stand(con, schema, family, rows, first)
    return Spaces(family, schema, start, tuple(crosses)), first


def _contributor_of(
    family: Family, columns: Sequence[str], combinations: Sequence[tuple[str, ...]], own: Path | None
) -> Ints:
    """For each of the combinations the number of its one contributor, else -1.

    A combination names its contributor itself, or a sector that has a single agency. Those in ``UNNAMED``
    are no one body.
    """
    sectors: dict[str, list[str]] = {}
    agencies = codes.code_list("agency", own=own)
    for code in agencies.labels:
        sectors.setdefault(agencies.facts[code].get("sector", ""), []).append(code)
    numbers = {code: number for number, code in enumerate(agencies.labels) if code not in UNNAMED}
    found = np.full(len(combinations), -1, dtype=np.int64)
    if family.contributor in columns:
        place = columns.index(family.contributor)
        found[:] = [numbers.get(codes[place], -1) for codes in combinations]
    elif "sector" in columns:
        place = columns.index("sector")
        alone = {sector: numbers.get(held[0], -1) for sector, held in sectors.items() if len(held) == 1}
        found[:] = [alone.get(codes[place], -1) for codes in combinations]
    return found


def _codes(con: duckdb.DuckDBPyConnection, code_list: str, own: Path | None) -> list[str]:
    """The codes of a list, or of the workspace's table of that name where there is no such list."""
    if code_list not in codes.names():
        return [code for (code,) in con.execute(f'SELECT code FROM main."{code_list}"').fetchall()]
    return [code for code in codes.code_list(code_list, own=own).labels if code != "all"]


def _others(
    con: duckdb.DuckDBPyConnection,
    family: Family,
    held: Sequence[str],
    frame: pd.DataFrame,
    dice: np.random.Generator,
) -> dict[str, Any]:
    """For the columns without a code list: values that occur, drawn one column at a time."""
    found: dict[str, Any] = {}
    for name in held:
        if name in frame.columns or name == family.unit:
            continue
        values = con.execute(f'SELECT DISTINCT "{name}" FROM main."{family.table}" LIMIT 1000').df()[name]
        if len(values):
            found[name] = values.iloc[dice.integers(0, len(values), len(frame))].array
    return found


def _empty(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    con.execute(f'CREATE SCHEMA "{schema}"')
    con.execute(f'CREATE TABLE "{schema}"."{table}" AS SELECT * FROM main."{table}" WHERE false')


def _stand(
    con: duckdb.DuckDBPyConnection, schema: str, family: Family, rows: pd.DataFrame, first: int
) -> int:
    """Add ``rows`` to the family's table in ``schema``, numbered in the unit's column from ``first``
    on; gives the next number."""
    numbers = np.arange(first, first + len(rows)).astype(str)
    rows = rows.assign(**dict(family.where), **{family.unit: numbers})
    con.register("rows_of_atoms", rows)
    con.execute(f'INSERT INTO "{schema}"."{family.table}" BY NAME SELECT * FROM rows_of_atoms')
    con.unregister("rows_of_atoms")
    return first + len(rows)


def people_in(
    con: duckdb.DuckDBPyConnection, space: Space, state_of: Callable[[int, int], int]
) -> list[People]:
    """The versions of the real records of a space's family by atom and by state; ``state_of`` gives the
    number of a state, and -1 for versions that none of the figures counts.

    Raises ReleaseError where records hold a code that no list knows: they would be in no atom.
    """
    family = space.family
    on = " AND ".join(f'r."{name}" = a."{name}"' for name in ("month", *space.columns))
    incident = f'r."{family.incident}"' if family.incident else "NULL"
    chosen = " AND ".join(f"r.\"{name}\" = '{code}'" for name, code in family.where.items()) or "true"
    unit = f'"{family.unit}"::BIGINT'
    atoms = (
        f'(SELECT *, {unit} - {space.first} AS atom FROM "{space.schema}"."{family.table}" '
        f"WHERE {unit} BETWEEN {space.first} AND {space.first + space.size - 1})"
    )
    held = con.execute(
        f"SELECT a.atom, count(*) AS people, "
        f"coalesce(r.\"{family.contributor}\", '{NOBODY}') AS contributor, "
        f"coalesce({incident}, '') AS incident, {STATE} "
        f'FROM {VERSIONS}."{family.table}" r LEFT JOIN {atoms} a ON {on} '
        f"WHERE {chosen} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    if held and held[-1][0] is None:
        raise ReleaseError(
            f"{family.title}: {_unknown(con, space, chosen)}. Add the code to its list in the installation's "
            "codes folder, or correct the extract and take it in again."
        )
    found = [
        People(int(atom), int(people), body, incident, state_of(*version))
        for atom, people, body, incident, *version in held
    ]
    return [one for one in found if one.state >= 0]


def _unknown(con: duckdb.DuckDBPyConnection, space: Space, chosen: str) -> str:
    """Which columns of a family's records hold what no list knows.

    What the store holds there was a code of a list when it was taken in, so it can be named.
    """
    found = []
    for name in space.columns:
        listed = f'SELECT "{name}" FROM "{space.schema}"."{space.family.table}"'
        held = con.execute(
            f'SELECT DISTINCT r."{name}" FROM {VERSIONS}."{space.family.table}" r WHERE {chosen} '
            f'AND (r."{name}" IS NULL OR r."{name}" NOT IN ({listed} WHERE "{name}" IS NOT NULL)) ORDER BY 1'
        ).fetchall()
        if held:
            found.append(f"{name} " + ", ".join("(nothing)" if code is None else code for (code,) in held))
    return f"no code list knows what records hold in {'; '.join(found)}"
