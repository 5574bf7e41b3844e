"""The tables of each indicator, counted and not yet decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.reference.policies import Policy
from dashboard.release.base_cells import Domains
from dashboard.release.cells import fill, full_cross
from dashboard.release.closed import ClosedTable, add_denominators, closed_tables, fill_base_cells
from dashboard.release.counting import count, half_missing, select_rows
from dashboard.release.dimensions import complete, labels
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import Grain, Header, HeaderError
from dashboard.release.notices import unfed
from dashboard.release.run import Run
from dashboard.release.workspace import Workspace

NOTHING_TO_COUNT = (
    "No indicator counts anything that the store holds, so there is nothing to publish. Take in an extract "
    "that an indicator reads ('dashboard catalogue' names them), or add an indicator for what is there."
)


@dataclass(frozen=True, eq=False)
class CountedTable:
    """One table, counted but not yet decided."""

    header: Header
    grain: Grain
    table: pd.DataFrame
    closed: ClosedTable | None


def tabulate(
    run: Run,
    space: Workspace,
    lists: Mapping[str, list[str]],
    base_cells: Mapping[str, Domains],
    tell: Callable[[str, int], None],
) -> list[CountedTable]:
    """Every table of every indicator that counts anything, in the order of the indicators.

    ``lists`` has the codes of each dimension, ``base_cells`` those of each family; ``tell`` is told the title
    of the indicator that is begun and how many are done. Raises ReleaseError where nothing counts.
    """
    counted: list[CountedTable] = []
    for done, header in enumerate(run.headers.values()):
        tell(header.title, done)
        counted += _count_indicator(run, space, header, lists, base_cells)
    if not counted:
        raise ReleaseError(NOTHING_TO_COUNT)
    run.warnings.extend(unfed(run.headers, {item.header.id for item in counted}))
    return counted


def code_lists(run: Run) -> dict[str, list[str]]:
    """Codes by dimension, for every breakdown that any indicator declares."""
    titles = {name: run.policies.title(name) for name in run.policies.subjects}
    dimensions = sorted({name for header in run.headers.values() for name in header.breakdowns})
    return {name: list(labels(name, run.where.codes, titles)) for name in dimensions}


def _count_indicator(
    run: Run,
    space: Workspace,
    header: Header,
    lists: Mapping[str, list[str]],
    base_cells: Mapping[str, Domains],
) -> list[CountedTable]:
    policy = run.policies.policy(header.policy)
    tables_of = {source: run.policies.subjects[source].table for source in header.source}
    # Of a closed subject an indicator that nobody is counted in yet is there all the same: else its
    # absence would tell that the count is 0.
    if (
        # A population alone is the base of nothing.
        space.fed.isdisjoint(tables_of.values())
        or not (select_rows(space.con, header, policy) or policy.closed)
        or half_missing(space.con, header, policy, tables_of[header.source[0]] in space.fed)
    ):
        return []
    own = [domains for domains in base_cells.values() if domains.family.source == header.source[0]]
    others = any(run.policies.of_source(source).closed for source in header.source[1:])
    if policy.closed and (others or not own):
        raise HeaderError(
            f"{header.path.name}: source must name first, and once, an extract format that a family in "
            "families.toml protects; any other may only be one whose policy is open"
        )
    cells = _keyed(run, space, header, lists, policy)
    if not policy.closed:
        return [CountedTable(header, grain, fill(keys, parts), None) for grain, keys, parts in cells]
    tables = closed_tables(space.con, header, [(grain, keys) for grain, keys, _ in cells])
    counted = [
        CountedTable(header, grain, fill(keys, parts), table)
        for (grain, keys, parts), table in zip(cells, tables, strict=True)
    ]
    add_denominators(space.con, header, policy, tables, own)
    fill_base_cells(space.con, header, policy, tables, own)
    return counted


def _keyed(
    run: Run, space: Workspace, header: Header, lists: Mapping[str, list[str]], policy: Policy
) -> list[tuple[Grain, pd.DataFrame, list[pd.DataFrame]]]:
    """Each table of an indicator that has a cell: the keys of all its cells, and the counts of its parts."""
    counted_to = space.span_of(run.policies.subjects[header.source[0]].table)
    outside = policy.name == "comparators"
    tables = []
    for grain, parts in zip(header.grains, count(space.con, header, header.grains), strict=True):
        keys = full_cross(header, grain, parts, lists, space.span, outside, run.where.codes, policy.closed)
        if policy.closed:
            # A period that is not over grows with every release, by as little as one person.
            over = [time for time in set(keys["time"]) if complete(grain.time_level, time, counted_to)]
            keys = keys[keys["time"].isin(over)].reset_index(drop=True)
        if not keys.empty:
            tables.append((grain, keys, parts))
    return tables
