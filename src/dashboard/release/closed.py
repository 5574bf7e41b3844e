"""A closed subject's table as the engine needs it: which base cells each of its cells adds up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import duckdb
import numpy as np
import pandas as pd

from dashboard.reference.policies import Policy
from dashboard.release.base_cells import TEST_RECORDS, Domain, Domains, Ints, standing_in
from dashboard.release.counting import select_rows, without_split
from dashboard.release.indicators import Grain, Header, HeaderError
from dashboard.release.memberships import Pairs, agrees, pairs_of

#: The parts that stand for records of ours, by the kind of an indicator.
PARTS = {
    "count": ("count",),
    "median": ("count",),
    "share": ("numerator", "denominator"),
    "rate": ("numerator", "denominator"),
    "share_of_sum": ("numerator", "rest"),
}


@dataclass(frozen=True, eq=False)
class Members:
    """Which base cells lie in which cells: one entry for each pair. ``domain`` is theirs."""

    domain: Domain
    cell: Ints
    base_cell: Ints


@dataclass(eq=False)
class Part:
    """The cells of one part (count, numerator, denominator) of a table.

    ``keys`` has a row for each cell; ``cell_of`` (rows of the table,) is each row's cell, -1 where
    the part does not exist. ``members`` has an entry for each domain that can tell the cells' base cells;
    cells without an entry anywhere are always 0.
    """

    name: str
    keys: pd.DataFrame
    cell_of: Ints
    members: list[Members] = field(default_factory=list)

    def key_of(self, cell: int) -> str:
        """A cell's key in words: ``time=2023|area=E23000022|age=child``."""
        return self.words[cell]

    @cached_property
    def words(self) -> list[str]:
        """The keys of all cells in words, in order."""
        names = list(self.keys.columns)
        return [
            "|".join(f"{name}={code}" for name, code in zip(names, codes, strict=True))
            for codes in self.keys.itertuples(index=False, name=None)
        ]


@dataclass(frozen=True, eq=False)
class ClosedTable:
    """One table of a closed indicator with the base cells of its cells."""

    header: Header
    grain: Grain
    keys: pd.DataFrame
    parts: list[Part]

    def name_of(self, part: Part, cell: int) -> str:
        """A cell's name in the engine, in certificates and in the register."""
        return f"{self.header.id}|{self.grain.text}|{part.name}|{part.key_of(cell)}"


def by_cell(cell: Ints, base_cell: Ints) -> Iterator[tuple[int, Ints]]:
    """The sorted base cells of each cell."""
    order = np.lexsort((base_cell, cell))
    cell, base_cell = cell[order], base_cell[order]
    if len(cell):
        starts = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]]).tolist()
        for start, end in zip(starts, [*starts[1:], len(cell)], strict=True):
            yield int(cell[start]), base_cell[start:end]


def closed_tables(
    con: duckdb.DuckDBPyConnection, header: Header, asked: Sequence[tuple[Grain, pd.DataFrame]]
) -> list[ClosedTable]:
    """The tables with the real rows of ``header`` in ``counted``: their parts, the base cells not yet filled.

    ``asked`` has each table's keys. Raises HeaderError where the indicator's figures do not add up, so that
    they cannot be protected.
    """
    if header.kind not in PARTS:
        raise HeaderError(
            f"{header.path.name}: kind {header.kind!r} cannot be protected; use one of {', '.join(PARTS)}, "
            "or a policy that is not closed"
        )
    names = PARTS[header.kind]
    # Only a base can be other people's; where nobody was counted at all, the count is still ours.
    if "denominator" in names and not _base_is_ours(con):
        names = tuple(name for name in names if name != "denominator")
    whole = without_split(con, [grain for grain, _ in asked]) if "denominator" in names else [()] * len(asked)
    return [
        ClosedTable(
            header,
            grain,
            keys,
            [_part(grain, keys, name, own if name == "denominator" else ()) for name in names],
        )
        for (grain, keys), own in zip(asked, whole, strict=True)
    ]


def add_denominators(
    con: duckdb.DuckDBPyConnection,
    header: Header,
    policy: Policy,
    tables: Sequence[ClosedTable],
    families: Sequence[Domains],
) -> None:
    """Give tables their base where nobody is in it yet: its 0 is a count of ours like any other.

    Whether it is ours, and how it is split, is seen from the made-up rows of ``families``.
    """
    bare = [table for table in tables if len(table.parts) < len(PARTS[header.kind])]
    if bare and families:
        with standing_in(con, families[0].schema):
            select_rows(con, header, policy)
        if _base_is_ours(con):
            for table, whole in zip(bare, without_split(con, [table.grain for table in bare]), strict=True):
                table.parts.append(_part(table.grain, table.keys, "denominator", whole))


def _base_is_ours(con: duckdb.DuckDBPyConnection) -> bool:
    outside = con.execute("SELECT 1 FROM counted WHERE unit IS NOT NULL AND part = 'denominator' LIMIT 1")
    return bool(outside.fetchall())


def _part(grain: Grain, keys: pd.DataFrame, name: str, whole: Collection[str]) -> Part:
    """The cells of a part that is not split by the dimensions in ``whole``."""
    split = ["time", "area", *(column for column in grain.dimensions if column not in whole)]
    numbers: dict[tuple[str, ...], int] = {}
    rows = [
        numbers.setdefault(key, len(numbers)) for key in zip(*(keys[column] for column in split), strict=True)
    ]
    cells = pd.DataFrame(list(numbers), columns=split, dtype="object")
    return Part(name, cells, np.asarray(rows, dtype=np.int64))


def fill_base_cells(
    con: duckdb.DuckDBPyConnection,
    header: Header,
    policy: Policy,
    tables: Sequence[ClosedTable],
    families: Sequence[Domains],
) -> None:
    """Find the base cells of every cell of one indicator's ``tables``, in each family's domains.

    Raises HeaderError where a table depends on columns that no cross of a family has together.
    """
    for schema in dict.fromkeys(domains.schema for domains in families):
        pairs_by_table = _pairs(con, header, policy, tables, schema)
        for domains in (domains for domains in families if domains.schema == schema):
            for (table, name), pairs in pairs_by_table.items():
                _fill(header, tables[table], name, pairs, domains)


def _fill(header: Header, table: ClosedTable, name: str, pairs: Pairs, domains: Domains) -> None:
    """Give the part ``name`` of a table the base cells of its cells in each domain of a family that holds
    it."""
    test_records = pairs.between(domains.first, TEST_RECORDS)
    inside = [(domain, pairs.between(domain.first, domain.size)) for domain in domains.each]
    if not len(test_records.cell) and not any(len(own.cell) for _, own in inside):
        return
    part = next(part for part in table.parts if part.name == name)
    held = [Members(domain, own.cell, own.row) for domain, own in inside if agrees(own, test_records, domain)]
    if not held:
        raise HeaderError(
            f"{header.path.name}: the table {table.grain.name!r} ({name}) splits the records "
            f"of {domains.family.title!r} by columns that no list of crosses in families.toml has "
            "together. Add them to a list there, or leave the table out."
        )
    part.members += held


def _pairs(
    con: duckdb.DuckDBPyConnection,
    header: Header,
    policy: Policy,
    tables: Sequence[ClosedTable],
    schema: str,
) -> dict[tuple[int, str], Pairs]:
    """The pairs of each table and part, with the rows of ``schema`` in place of the real ones."""
    with standing_in(con, schema):
        select_rows(con, header, policy)
    keys = {
        (number, part.name): (table.grain, part.name, part.keys)
        for number, table in enumerate(tables)
        for part in table.parts
    }
    return dict(zip(keys, pairs_of(con, list(keys.values())), strict=True))
