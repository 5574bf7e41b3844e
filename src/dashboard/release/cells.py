"""From counts to cells: every combination of codes, and the measures that follow from published parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import methods
from dashboard.disclosure import Policy
from dashboard.indicators import Grain, Header
from dashboard.publication import CELL_KEY, CELL_VALUE, Status
from dashboard.release.dimensions import ALL, areas_of, periods
from dashboard.release.workspace import Span

_PARTS = ("count", "numerator", "denominator", "spread")


def full_cross(
    grain: Grain,
    parts: Sequence[pd.DataFrame],
    lists: Mapping[str, Sequence[str]],
    span: Span,
    published_elsewhere: bool,
    own: Path | None,
) -> pd.DataFrame:
    """The key of every cell of a table, in order: a gap must show as 0, not as a missing row.

    Periods run from the first recorded to the end of the release, for shares and means over those
    that have a base; codes are those the table is confined to, else the whole list. Figures that
    others have published are filled only over what they published.
    """
    base = parts[-1]
    seen = set(base["time"])
    times = [time for time in periods(grain.time_level, span) if time >= min(seen, default="~")]
    if "denominator" in base.columns or published_elsewhere:
        times = sorted(seen)
    areas = areas_of(grain.geography_level, own)
    if grain.geography_level in grain.only:
        areas = list(grain.only[grain.geography_level])
    if not areas:
        areas = sorted(set(base["area"]))
    columns: dict[str, list[str]] = {"time": times, "area": areas}
    for name in grain.dimensions:
        chosen = list(grain.only.get(name, lists[name]))
        if published_elsewhere:
            chosen = [code for code in chosen if code in set(base[name])]
        columns[name] = chosen
    index = pd.MultiIndex.from_product(list(columns.values()), names=list(columns))
    return index.to_frame(index=False).astype("object")


def fill(keys: pd.DataFrame, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The counts of every cell of ``keys``; a cell with nothing behind it is 0."""
    table = keys
    for part in parts:
        on = [column for column in keys.columns if column in part.columns]
        table = table.merge(part.astype(dict.fromkeys(on, "object")), how="left", on=on)
    counted = [name for name in _PARTS[:3] if name in table.columns]
    return table.assign(**{name: table[name].fillna(0.0) for name in counted})


def measures(header: Header, table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """One row for each measure of each cell: the key, measure, value, status, low and high.

    ``table`` may hold a boolean ``hidden``; a hidden cell hides all its measures.
    """
    key = [column for column in table.columns if column not in {*_PARTS, "hidden", "base_hidden"}]
    found = []
    for measure, value, low, high in _measures(header, table):
        hidden = table.get("hidden", pd.Series(False, index=table.index)).to_numpy(dtype=bool)
        missing = np.isnan(value)
        status = np.where(missing, Status.NOT_APPLICABLE.value, Status.PUBLISHED.value)
        status = np.where(hidden, policy.marker, status)
        shown = ~(hidden | missing)
        found.append(
            table[key].assign(
                measure=measure,
                value=_figure(shown, value),
                status=status,
                low=_figure(shown, low),
                high=_figure(shown, high),
            )
        )
    return pd.concat(found, ignore_index=True)


def _figure(shown: NDArray[np.bool_], value: methods.Numbers) -> methods.Numbers:
    """Rounded far beyond what is read: sums made in another order must not change a release."""
    return np.where(shown, np.round(value, 9), np.nan)


def _measures(
    header: Header, table: pd.DataFrame
) -> list[tuple[str, methods.Numbers, methods.Numbers, methods.Numbers]]:
    none = np.full(len(table), np.nan)
    if "count" in table.columns:
        return [("count", table["count"].to_numpy(), none, none)]
    above, below = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    base = np.where(below > 0, below, np.nan)
    found = [("numerator", above, none, none), ("denominator", below, none, none)]
    if header.kind == "share":
        low, high = methods.wilson(above, below)
        # More counted than the base holds (a headcount out of date): said as 100, with both parts shown.
        percent = np.minimum(100 * above / base, 100.0)
        return [*found, ("percent", percent, 100 * low, 100 * high)]
    if header.kind == "rate":
        low, high = methods.rate_interval(above, below, header.per)
        return [*found, ("rate", header.per * above / base, low, high)]
    low, high = methods.mean_interval(above / base, table["spread"].to_numpy(), below)
    return [*found, ("mean", above / base, low, high)]


def in_shape(header: Header, grain: Grain, cells: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """``cells`` with the columns of a release, ``all`` where a dimension is not split by."""
    whole = {name: ALL for name in dimensions if name not in grain.dimensions}
    named = cells.assign(
        indicator=header.id, time_level=grain.time_level, geography_level=grain.geography_level, **whole
    )
    return named[[*CELL_KEY, *dimensions, *CELL_VALUE]]
