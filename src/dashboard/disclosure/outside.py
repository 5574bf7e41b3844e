"""Figures that are already public, and what subtracting them from ours would give away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.disclosure.policies import Policy
from dashboard.disclosure.table import Table


@dataclass(frozen=True)
class Known:
    """Public counts of a part of our records.

    ``units`` are the records of ours that the public counts are a part of (all NRM referrals).
    ``counts`` has ``time``, one column for each dimension that they are split by (a code or
    ``all``) and ``value``.
    """

    units: frozenset[str]
    counts: pd.DataFrame

    @property
    def dimensions(self) -> list[str]:
        """The dimensions that the public counts are split by."""
        return [column for column in self.counts.columns if column not in ("time", "value")]


def nothing_known() -> Known:
    """No public figures at all."""
    return Known(frozenset(), pd.DataFrame({"time": [], "value": []}))


def too_close(tables: Sequence[Table], policy: Policy, known: Known) -> Iterable[tuple[str, str, int]]:
    """The tables of which a cell less the public part of it is under the threshold."""
    if known.counts.empty:
        return
    for table in (table for table in tables if table.geography == "county"):
        for part in sorted(table.shown):
            records = table.records[table.records["part"] == part]
            records = records[records["unit"].isin(known.units)]
            # A table of some of the records only cannot be subtracted from: its base is unknown.
            if set(records["unit"]) != known.units:
                continue
            bad = _differences(table, records, policy, known)
            if bad:
                yield table.name, "given away by subtracting figures already public", bad


def _differences(table: Table, records: pd.DataFrame, policy: Policy, known: Known) -> int:
    own = records.groupby(table.key, observed=True)["unit"].nunique().rename("own").reset_index()
    shared = [name for name in table.dimensions if name in known.dimensions]
    counts = known.counts
    for name in known.dimensions:
        if name not in shared:
            counts = counts[counts[name] == "all"]
    met = own.merge(counts[["time", *shared, "value"]], on=["time", *shared])
    rest = met["own"] - met["value"]
    return int(((rest >= 0) & (rest < policy.threshold)).sum())
