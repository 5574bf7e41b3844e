"""Base cells: every combination of codes that a family's records could have, as rows of the store's table.

An indicator's own SELECT is run over these rows. So which combinations a published cell adds up
follows from the SELECT itself, whatever it does, also for combinations that nobody was counted in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.reference import code_lists
from dashboard.reference.families import Family
from dashboard.settings import ALL

Ints = NDArray[np.int64]

#: Rows with codes drawn at random, by which it is seen what a SELECT depends on.
TEST_RECORDS = 4000
#: Codes of agencies that stand for whoever it may be.
UNNAMED = ("public", "not_recorded")


@dataclass(frozen=True, eq=False)
class Domain:
    """The base cells of one cross-classification of a family, in every month.

    A base cell's number is month number x ``rest`` + combination. ``name`` tells the domain from every
    other. Its base cells are rows of the family's table in ``schema``, from number ``first`` on.

    ``of_test_record`` (test records,) is the base cell of each test record, a row with random codes in
    every column. ``contributor_of`` (combinations,) is the number of the only contributor whose records
    can have a combination, -1 where there are several or it is not known. ``sizes`` (columns,) are the
    numbers of codes; combinations go through the last column's first.
    """

    family: Family
    columns: tuple[str, ...]
    name: str
    schema: str
    first: int
    rest: int
    months: int
    of_test_record: Ints
    contributor_of: Ints
    sizes: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many base cells there are."""
        return self.rest * self.months


@dataclass(frozen=True, eq=False)
class Domains:
    """All domains of one family, and its test records: rows of the same table, from number ``first`` on."""

    family: Family
    schema: str
    first: int
    each: tuple[Domain, ...]


@contextmanager
def standing_in(con: duckdb.DuckDBPyConnection, schema: str) -> Iterator[None]:
    """Let the tables of ``schema`` stand in the place of the real ones."""
    con.execute(f"SET search_path = '{schema},main'")
    try:
        yield
    finally:
        con.execute("RESET search_path")


def domains_of(
    con: duckdb.DuckDBPyConnection,
    families: Iterable[Family],
    columns: Mapping[str, str],
    own: Path | None,
) -> dict[str, Domains]:
    """Make the base cells and test records of ``families`` in ``con``, by family; ``columns`` has code lists.

    The families of one table stand in it together, one after the other, so that an indicator's SELECT
    runs over all of them at once.
    """
    lists = {name: _codes(con, code_list, own) for name, code_list in columns.items()}
    months = con.execute("SELECT month FROM months ORDER BY month").df()["month"]
    domains: dict[str, Domains] = {}
    ends: dict[str, int] = {}
    values: dict[str, dict[str, pd.Series[Any]]] = {}
    for family in families:
        schema = f"atoms_of_{family.table}"
        if schema not in ends:
            _empty(con, schema, family.table)
            values[schema] = _values(con, family, lists)
        mine = {name: listed for name, listed in lists.items() if name in values[schema]}
        others = {name: held for name, held in values[schema].items() if name not in mine}
        first = ends.get(schema, 0)
        domains[family.name], ends[schema] = _stood(con, family, mine, others, months, first, own)
    return domains


def _stood(
    con: duckdb.DuckDBPyConnection,
    family: Family,
    lists: Mapping[str, list[str]],
    others: Mapping[str, pd.Series[Any]],
    months: pd.Series[Any],
    first: int,
    own: Path | None,
) -> tuple[Domains, int]:
    """Write one family's test records and base cells, numbered from ``first``; gives the next number too."""
    schema, start = f"atoms_of_{family.table}", first
    dice = np.random.default_rng(20190722)
    test_records = {name: dice.integers(0, len(listed), TEST_RECORDS) for name, listed in lists.items()}
    month = dice.integers(0, len(months), TEST_RECORDS)
    rows: dict[str, Any] = {
        name: pd.Categorical.from_codes(drawn, pd.Index(lists[name])) for name, drawn in test_records.items()
    }
    rows["month"] = months.to_numpy()[month]
    numbers = {name: dice.integers(0, len(held), TEST_RECORDS) for name, held in others.items()}
    rows |= {name: held.iloc[numbers[name]].array for name, held in others.items()}
    first = _stand(con, schema, family, rows, first)
    crosses = []
    for number, cross in enumerate(family.crosses):
        combined = {name: lists[name] for name in cross if name not in family.where}
        rest = list(product(*combined.values()))
        place = np.zeros(TEST_RECORDS, dtype=np.int64)
        for name, listed in combined.items():
            place = place * len(listed) + test_records[name]
        named, whose = f"{family.name}_{number}", _contributor_of(family, list(combined), rest, own)
        sizes = tuple(len(listed) for listed in combined.values())
        of_test_record = month * len(rest) + place
        crosses.append(
            Domain(
                family,
                tuple(combined),
                named,
                schema,
                first,
                len(rest),
                len(months),
                of_test_record,
                whose,
                sizes,
            )
        )
        fixed = {name: listed[0] for name, listed in lists.items() if name not in combined}
        first = _stand_base_cells(con, crosses[-1], combined, fixed, months)
    return Domains(family, schema, start, tuple(crosses)), first


def _contributor_of(
    family: Family, columns: Sequence[str], combinations: Sequence[tuple[str, ...]], own: Path | None
) -> Ints:
    """For each of the combinations the number of its one contributor, else -1.

    A combination names its contributor itself, or a sector that has a single agency. Those in ``UNNAMED``
    are no one body.
    """
    sectors: dict[str, list[str]] = {}
    agencies = code_lists.code_list("agency", own=own)
    for code in agencies.labels:
        sectors.setdefault(agencies.facts[code].get("sector", ""), []).append(code)
    numbers = {code: number for number, code in enumerate(agencies.labels) if code not in UNNAMED}
    contributors = np.full(len(combinations), -1, dtype=np.int64)
    if family.contributor in columns:
        place = columns.index(family.contributor)
        contributors[:] = [numbers.get(codes[place], -1) for codes in combinations]
    elif "sector" in columns:
        place = columns.index("sector")
        alone = {sector: numbers.get(held[0], -1) for sector, held in sectors.items() if len(held) == 1}
        contributors[:] = [alone.get(codes[place], -1) for codes in combinations]
    return contributors


def _codes(con: duckdb.DuckDBPyConnection, code_list: str, own: Path | None) -> list[str]:
    """The codes of a list, or of the workspace's table of that name where there is no such list."""
    if code_list not in code_lists.names():
        return [code for (code,) in con.execute(f'SELECT code FROM main."{code_list}"').fetchall()]
    return [code for code in code_lists.code_list(code_list, own=own).labels if code != ALL]


def _values(
    con: duckdb.DuckDBPyConnection, family: Family, lists: Mapping[str, list[str]]
) -> dict[str, pd.Series[Any]]:
    """The columns of a family's table but its month and unit that have a code list, or hold anything.

    For those without a code list: values that occur.
    """
    lists_by_name: dict[str, pd.Series[Any]] = {}
    for name, *_ in con.execute(f'DESCRIBE main."{family.table}"').fetchall():
        if name in lists:
            lists_by_name[name] = pd.Series(lists[name])
        elif name not in ("month", family.unit):
            sql = f'SELECT DISTINCT "{name}" FROM main."{family.table}" LIMIT 1000'
            values = con.execute(sql).df()[name]
            if len(values):
                lists_by_name[name] = values
    return lists_by_name


def _empty(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    con.execute(f'CREATE SCHEMA "{schema}"')
    con.execute(f'CREATE TABLE "{schema}"."{table}" AS SELECT * FROM main."{table}" WHERE false')


def _stand(
    con: duckdb.DuckDBPyConnection, schema: str, family: Family, rows: Mapping[str, Any], first: int
) -> int:
    """Add ``TEST_RECORDS`` rows to the family's table in ``schema``, numbered in the unit's column from
    ``first`` on; gives the next number. ``rows`` has their columns, as categories where there is a code list:
    so no text is copied, and DuckDB knows each code once."""
    held = {name: column for name, column in rows.items() if name not in family.where}
    frame = pd.DataFrame({**held, family.unit: np.arange(first, first + TEST_RECORDS)}, copy=False)
    fixed = "".join(f', {_quoted(code)} AS "{name}"' for name, code in family.where.items())
    con.register("rows_of_atoms", frame)
    con.execute(f'INSERT INTO "{schema}"."{family.table}" BY NAME SELECT *{fixed} FROM rows_of_atoms')
    con.unregister("rows_of_atoms")
    return first + TEST_RECORDS


def _stand_base_cells(
    con: duckdb.DuckDBPyConnection,
    domain: Domain,
    lists: Mapping[str, list[str]],
    fixed: Mapping[str, str],
    months: pd.Series[Any],
) -> int:
    """Add the base cells of ``domain`` to its table: every combination of ``lists`` in every month, all else
    as ``fixed``; gives the next number."""
    rows = {"month": _picked([f"DATE '{month:%Y-%m-%d}'" for month in months], domain.rest)}
    each = domain.rest
    for name, listed in lists.items():
        each //= len(listed)
        rows[name] = _picked([_quoted(code) for code in listed], each)
    rows |= {name: _quoted(code) for name, code in {**fixed, **domain.family.where}.items()}
    rows[domain.family.unit] = f"({domain.first} + atom)::VARCHAR"
    chosen = ", ".join(f'{sql} AS "{name}"' for name, sql in rows.items())
    con.execute(
        f'INSERT INTO "{domain.schema}"."{domain.family.table}" BY NAME '
        f"SELECT {chosen} FROM range({domain.size}) AS atoms(atom)"
    )
    return domain.first + domain.size


def _picked(values: Sequence[str], each: int) -> str:
    """The values in turn by the number of a base cell, ``each`` base cells of one, as SQL."""
    return f"[{', '.join(values)}][1 + atom // {each} % {len(values)}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
