"""From counts to cells: every combination of codes, and the measures that follow from published parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import methods
from dashboard.publication import CELL_KEY, CELL_VALUE, Status
from dashboard.reference.policies import Policy
from dashboard.release.dimensions import areas_of, periods
from dashboard.release.indicators import Grain, Header
from dashboard.release.span import Span
from dashboard.settings import ALL

#: A table by its columns.
Columns = dict[str, NDArray[Any]]
_PARTS = ("count", "numerator", "denominator", "rest", "spread")


def full_cross(
    header: Header,
    grain: Grain,
    parts: Sequence[pd.DataFrame],
    lists: Mapping[str, Sequence[str]],
    span: Span,
    published_elsewhere: bool,
    own: Path | None,
    closed: bool,
) -> pd.DataFrame:
    """The key of every cell of a table, in order: a gap must show as 0, not as a missing row.

    Periods run from the first recorded to the end of the release, for shares and means over those
    that have a base; where the subject is closed, over all, for where counts begin is a count too.
    Codes are those the table is confined to, else the whole list. Figures that others have
    published are filled only over what they published.
    """
    last_part = parts[-1]
    seen = set(last_part["time"])
    times = [time for time in periods(grain.time_level, span) if time >= min(seen, default="~")]
    if closed and header.kind != "rate":
        times = periods(grain.time_level, span)
    elif "denominator" in last_part.columns or published_elsewhere:
        times = sorted(seen)
    areas = areas_of(grain.geography_level, own)
    if grain.geography_level in grain.only:
        areas = list(grain.only[grain.geography_level])
    if not areas:
        areas = sorted(set(last_part["area"]))
    columns: dict[str, list[str]] = {"time": times, "area": areas}
    for name in grain.dimensions:
        chosen = list(grain.only.get(name, lists[name]))
        if published_elsewhere:
            # A denominator that is the whole of a dimension has no column of it.
            published = {code for part in parts if name in part for code in part[name]}
            chosen = [code for code in chosen if code in published]
        columns[name] = chosen
    cells = list(product(*columns.values()))
    return pd.DataFrame({name: [key[n] for key in cells] for n, name in enumerate(columns)}, dtype="object")


def fill(keys: pd.DataFrame, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The counts of every cell of ``keys``; a cell with nothing behind it is 0."""
    columns: dict[str, NDArray[np.float64]] = {}
    for part in parts:
        on = [name for name in keys.columns if name in part.columns]
        wanted = list(zip(*(keys[name].tolist() for name in on), strict=True))
        held = list(zip(*(part[name].tolist() for name in on), strict=True))
        for name in (name for name in _PARTS if name in part.columns):
            counted = dict(zip(held, part[name].tolist(), strict=True))
            nothing = float("nan") if name == "spread" else 0.0
            columns[name] = np.array([counted.get(key, nothing) for key in wanted], dtype=float)
    return keys.assign(**columns)


def measures(
    header: Header, grain: Grain, table: pd.DataFrame, policy: Policy, dimensions: Sequence[str]
) -> pd.DataFrame:
    """One row for each measure of each cell, with the columns of a release.

    ``dimensions`` are those of the whole release: one that the table is not split by is ``all``.
    ``table`` may hold a boolean ``hidden``, which hides all measures of a cell, or the decisions of
    ``applying.apply`` for each part.
    """
    return joined([measured(header, grain, table, policy, dimensions)])


def measured(
    header: Header, grain: Grain, table: pd.DataFrame, policy: Policy, dimensions: Sequence[str]
) -> Columns:
    """The same as columns without a frame: a release has hundreds of small tables."""
    measures = _measures(header, table)
    rows: dict[str, list[NDArray[Any]]] = {"value": [], "status": [], "low": [], "high": []}
    for measure, value, low, high in measures:
        status, lowest, highest = _status(table, measure, policy.marker)
        status = np.where((status == Status.PUBLISHED.value) & np.isnan(value), "z", status)
        shown = status == Status.PUBLISHED.value
        rows["value"].append(_figure(shown, value))
        rows["status"].append(status)
        rows["low"].append(np.where(shown, _figure(shown, low), lowest))
        rows["high"].append(np.where(shown, _figure(shown, high), highest))
    many = len(table) * len(measures)
    names = np.array([measure for measure, *_ in measures], dtype=object)
    columns: Columns = {
        "indicator": np.full(many, header.id, dtype=object),
        "measure": np.repeat(names, len(table)),
        "time_level": np.full(many, grain.time_level, dtype=object),
        "geography_level": np.full(many, grain.geography_level, dtype=object),
        **{name: np.full(many, ALL, dtype=object) for name in dimensions if name not in grain.dimensions},
        **{
            name: np.tile(table[name].to_numpy(dtype=object), len(measures))
            for name in ("time", "area", *grain.dimensions)
        },
        **{name: np.concatenate(parts) for name, parts in rows.items()},
    }
    return {name: columns[name] for name in (*CELL_KEY, *dimensions, *CELL_VALUE)}


def joined(tables: Sequence[Columns]) -> pd.DataFrame:
    """All ``tables``, which have the same columns, as one frame."""
    return pd.DataFrame({name: np.concatenate([own[name] for own in tables]) for name in tables[0]})


def _status(
    table: pd.DataFrame, measure: str, marker: str
) -> tuple[NDArray[Any], methods.Numbers, methods.Numbers]:
    """Status of each cell's measure, and the range of a hidden count.

    A part of ours has its own; whatever is worked out from parts is shown where all of them are.
    """
    nowhere = np.full(len(table), np.nan)
    if f"{measure}_status" in table.columns:
        low, high = table[f"{measure}_low"].to_numpy(), table[f"{measure}_high"].to_numpy()
        return table[f"{measure}_status"].to_numpy(dtype=object), low, high
    status = np.full(len(table), Status.PUBLISHED.value, dtype=object)
    if "hidden" in table.columns:
        status[table["hidden"].to_numpy(dtype=bool)] = marker
    if measure not in ("count", "numerator", "denominator") or "rest" in table.columns:
        parts = [table[name] for name in table.columns if str(name).endswith("_status")]
        for part in parts:
            status[(part == Status.NOT_APPLICABLE.value).to_numpy()] = Status.NOT_APPLICABLE.value
        for part in parts:
            status[(part == Status.CONFIDENTIAL.value).to_numpy()] = marker
    return status, nowhere, nowhere


def _figure(shown: NDArray[np.bool_], value: methods.Numbers) -> methods.Numbers:
    """Rounded far beyond what is read: sums made in another order must not change a release."""
    return np.where(shown, np.round(value, 9), np.nan)


def _measures(
    header: Header, table: pd.DataFrame
) -> list[tuple[str, methods.Numbers, methods.Numbers, methods.Numbers]]:
    none = np.full(len(table), np.nan)
    if "count" in table.columns:
        return [("count", table["count"].to_numpy(), none, none)]
    numerator = table["numerator"].to_numpy()
    measures = [("numerator", numerator, none, none)]
    if header.kind == "share_of_sum":
        rest = table["rest"].to_numpy()
        denominator = numerator + rest
        measures.append(("rest", rest, none, none))
    else:
        denominator = table["denominator"].to_numpy()
    divisor = np.where(denominator > 0, denominator, np.nan)
    measures.append(("denominator", denominator, none, none))
    if header.kind in ("share", "share_of_sum"):
        low, high = (none, none) if header.full_list else methods.wilson(numerator, denominator)
        # More counted than the denominator holds (a headcount out of date): 100, with both parts shown.
        percent = np.minimum(100 * numerator / divisor, 100.0)
        return [*measures, ("percent", percent, 100 * low, 100 * high)]
    if header.kind == "rate":
        low, high = methods.rate_interval(numerator, denominator, header.per)
        return [*measures, ("rate", header.per * numerator / divisor, low, high)]
    low, high = methods.mean_interval(numerator / divisor, table["spread"].to_numpy(), denominator)
    return [*measures, ("mean", numerator / divisor, low, high)]
