"""The cells of a release, put together from what was counted and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.release.again import restated_cells, shown_instead
from dashboard.release.applying import apply, cost, shown_share
from dashboard.release.by_table import by_table
from dashboard.release.cells import joined, measured
from dashboard.release.deciding import Decided
from dashboard.release.medians import bands, medians
from dashboard.release.minimum_base import Total, too_few
from dashboard.release.run import Run
from dashboard.release.tabulating import CountedTable
from dashboard.release.workspace import Workspace


def assemble(
    run: Run,
    counted: Sequence[CountedTable],
    decided: Decided,
    dimensions: list[str],
    made_on: Mapping[int, str],
) -> tuple[pd.DataFrame, pd.DataFrame, list[dict[str, object]], pd.DataFrame]:
    """All cells of the release, one row for each table, what hiding costs (for the analyst alone), and what
    is restated."""
    cells, costs, again = [], [], []
    for item in counted:
        policy = run.policies.policy(item.header.policy)
        table = item.table
        if item.closed:
            table = apply(item.closed, table, decided)
        elif policy.minimum_base:
            key = ["time", "area", *item.grain.dimensions]
            table = table.assign(hidden=too_few(table, key, policy, totals_of(item, counted)))
        if (
            item.header.kind == "share"
            and table["numerator"].gt(table["denominator"])[table["denominator"] > 0].any()
        ):
            run.warnings.append(
                f"{item.header.title} by {item.grain.name}: some shares came out above 100 % and are shown "
                "as 100 %; the base (a headcount, places offered) may be out of date"
            )
        cells.append(measured(item.header, item.grain, table, policy, dimensions))
        if item.closed:
            again.append(restated_cells(item.closed, table, decided, policy, dimensions, made_on))
        costs.append(cost(item.header, item.grain, item.closed, table, decided))
    whole = joined(cells)
    for header in (header for header in run.headers.values() if header.kind == "median"):
        marker = run.policies.policy(header.policy).marker
        own = whole[whole["indicator"] == header.id]
        split = header.breakdowns[-1]
        read_off = medians(own, split, bands(split, run.where.codes), marker)
        whole = pd.concat([whole, read_off], ignore_index=True)
    closed = {item.header.id for item in counted if item.closed}
    published = by_table(whole[whole["indicator"].isin(closed)], dimensions)
    for item, row in zip(counted, costs, strict=True):
        row["shown_share"] = shown_share(published, item.header, item.grain) if item.closed else None
    grains = pd.DataFrame(costs)[["indicator", "grain", "cells", "hidden", "shown_share"]]
    restated_rows = [rows for rows in again if len(rows)]
    whole, restated = shown_instead(
        whole, pd.concat(restated_rows) if restated_rows else pd.DataFrame(), dimensions
    )
    return whole, grains.astype({"shown_share": float}), costs, restated


def totals_of(item: CountedTable, counted: Sequence[CountedTable]) -> list[Total]:
    """The tables of the same indicator whose cells are totals of those of ``item``."""
    own = item.grain
    totals = []
    for other in counted:
        grain = other.grain
        if other.header.id != item.header.id or grain.time_level != own.time_level:
            continue
        dropped = [name for name in own.dimensions if name not in grain.dimensions]
        same_place = grain.geography_level == own.geography_level
        fewer = set(grain.dimensions) <= set(own.dimensions)
        if fewer and same_place and len(dropped) == 1:
            totals.append(Total(dropped[0], other.table))
        elif fewer and not dropped and grain.geography_level == "county" and not same_place:
            totals.append(Total("area", other.table))
    return totals


def restatement_days(run: Run, space: Workspace) -> dict[int, str]:
    """The day of each restatement by its number, this release's included."""
    days = [str(line["made"])[:10] for line in run.register.restated()]
    if any(carried.restated for carried in space.carried.values()):
        days.append(f"{run.made_at:%Y-%m-%d}")
    return dict(enumerate(days, 1))
