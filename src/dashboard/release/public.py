"""What is public about a family already: our own earlier releases, and tables of others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd

from dashboard import reference
from dashboard.reference.families import KnownTable
from dashboard.reference.policies import Policy, Treatment
from dashboard.release.base_cells import Domain, Domains, Ints
from dashboard.release.closed import ClosedTable, Members, Part, by_cell, fill_base_cells
from dashboard.release.dimensions import complete
from dashboard.release.family import Public
from dashboard.release.indicators.headers import grain_of
from dashboard.release.register import Definition, Entry, Register, definition_of, header_of
from dashboard.release.span import Span
from dashboard.release.vintages import named
from dashboard.settings import ALL

_LEVELS = {"month": r"\d{4}-\d{2}", "quarter": r"\d{4}-Q[1-4]", "year": r"\d{4}"}

BySpace = dict[str, list[Public]]


def known_cells(
    con: duckdb.DuckDBPyConnection,
    known: KnownTable,
    policy: Policy,
    span: Span,
    domains: Domains,
) -> BySpace:
    """The cells of a table of others by the name of each domain that can hold them."""
    # In one order, so that the same table gives the same proof.
    published = con.execute(f"SELECT * FROM ({known.published}) ORDER BY ALL").df()
    splits = tuple(name for name in published.columns if name not in ("time", "value"))
    definition = Definition(known.name, "count", splits, domains.family.source, known.records)
    tables, values = [], []
    for level, names, rows in _by_table(published, splits, span):
        grain = grain_of(known.name, " x ".join([level, *names]), splits)
        keys = rows[["time", "area", *names]].reset_index(drop=True)
        part = Part("count", keys, np.arange(len(keys)))
        tables.append(ClosedTable(header_of(definition, [grain]), grain, keys, [part]))
        values.append(rows["value"].astype(int).tolist())
    if not tables:
        return {}
    header = header_of(definition, [table.grain for table in tables])
    fill_base_cells(con, header, replace(policy, treatment=Treatment.UNRESTRICTED), tables, [domains])
    cells: BySpace = defaultdict(list)
    for table, value in zip(tables, values, strict=True):
        for domain, cell, base_cells in _cells(table.parts[0]):
            name = f"{known.name}|{table.parts[0].key_of(cell)}"
            cells[domain.name].append(Public(name, base_cells, value[cell], known.name, ours=False))
    return cells


def _by_table(
    published: pd.DataFrame, splits: Sequence[str], span: Span
) -> Iterator[tuple[str, list[str], pd.DataFrame]]:
    """The rows of each time level and each way of splitting, of periods that the release covers."""
    first = span.numbers[0]
    for level, shape in _LEVELS.items():
        times = published["time"].astype(str)
        # Of no rows at all the answers have no type, and would be taken for names of columns.
        fitting = times.map(lambda time, shape=shape: bool(re.fullmatch(shape, time))).astype(bool)
        rows = published[fitting]
        inside = [
            complete(level, time, span) and int(time[:4]) * 12 >= first - first % 12
            for time in rows["time"].astype(str)
        ]
        rows = rows[np.asarray(inside, dtype=bool)].assign(area=reference.COUNTY)
        marks = [tuple(name for name in splits if row[name] != ALL) for row in rows.to_dict("records")]
        for names in sorted(set(marks)):
            yield level, list(names), rows[[mark == names for mark in marks]]


def earlier_cells(
    con: duckdb.DuckDBPyConnection,
    register: Register,
    policy: Policy,
    span: Span,
    families: Sequence[Domains],
    current: Sequence[ClosedTable],
) -> BySpace:
    """Every count that earlier releases published, by the name of each domain that can hold it.

    Where one of the ``current`` tables holds the same cells, its base cells are theirs: the SELECT is the
    same.
    """
    filled = {
        (definition_of(table.header).sha256, table.grain.text, part.name): part
        for table in current
        for part in table.parts
    }
    cells: BySpace = defaultdict(list)
    restated = {domains.each[0].name for domains in families}
    counted = {line["id"]: line["counted"] for line in register.releases()}
    by_definition: Mapping[str, list[Entry]] = defaultdict(list)
    for entry in register.entries():
        by_definition[entry.definition].append(entry)
    for name, entries in by_definition.items():
        definition = register.definition(name)
        tables, values = _registered(definition, entries)
        fresh = [table for table in tables if not _known_already(table, filled, name)]
        if fresh:
            header = header_of(definition, [table.grain for table in fresh])
            own = [domains for domains in families if domains.family.source == definition.source]
            fill_base_cells(con, header, replace(policy, treatment=Treatment.UNRESTRICTED), fresh, own)
        for table, rows in zip(tables, values, strict=True):
            for domain, cell, base_cells in _cells(table.parts[0]):
                entry = rows[cell]
                # Not the period's own months: a decision of this year can follow a referral of last year.
                first, last = counted[entry.release][domain.family.table]
                months = base_cells // domain.rest + span.numbers[0]
                inside = base_cells[(months >= first) & (months <= last)]
                # Restated figures are shared by no two domains of a family (``restated``).
                if len(inside) and (not entry.restated or domain.name in restated):
                    title = named(
                        f"own|{definition.id}|{entry.grain}|{entry.part}|{entry.key}", entry.restated
                    )
                    cells[domain.name].append(
                        Public(title, inside, entry.value, definition.id, True, entry.restated)
                    )
    return {name: _once(cells) for name, cells in cells.items()}


def _known_already(table: ClosedTable, filled: Mapping[tuple[str, str, str], Part], definition: str) -> bool:
    """Give a registered table the base cells of the current one, where that has all of its cells."""
    (part,) = table.parts
    current = filled.get((definition, table.grain.text, part.name))
    place = {words: cell for cell, words in enumerate(current.words)} if current else {}
    asked = set(part.words)
    if current is None or len(asked) < len(part.words) or not place.keys() >= asked:
        return False
    cell_of = np.full(len(place), -1, dtype=np.int64)
    cell_of[[place[words] for words in part.words]] = np.arange(len(part.words))
    for members in current.members:
        cell = cell_of[members.cell]
        part.members.append(Members(members.domain, cell[cell >= 0], members.base_cell[cell >= 0]))
    return True


def _registered(
    definition: Definition, entries: Sequence[Entry]
) -> tuple[list[ClosedTable], list[list[Entry]]]:
    """The registered cells of one definition as tables, and the entries in the order of their cells."""
    by_table: Mapping[tuple[str, str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_table[entry.grain, entry.part, entry.restated].append(entry)
    tables, values = [], []
    for (text, part, _), rows in by_table.items():
        grain = grain_of(definition.id, text, definition.breakdowns)
        codes = [dict(code.split("=", 1) for code in row.key.split("|")) for row in rows]
        keys = pd.DataFrame(codes, dtype="object")
        parts = [Part(part, keys, np.arange(len(keys)))]
        tables.append(ClosedTable(header_of(definition, [grain]), grain, keys, parts))
        values.append(rows)
    return tables, values


def _cells(part: Part) -> Iterator[tuple[Domain, int, Ints]]:
    for members in part.members:
        for cell, base_cells in by_cell(members.cell, members.base_cell):
            yield members.domain, cell, base_cells


def _once(cells: list[Public]) -> list[Public]:
    """One of each set of base cells and value: releases repeat each other."""
    return list({(cell.base_cells.tobytes(), cell.value, cell.restated): cell for cell in cells}.values())
