"""Nested time windows: what months, quarters and years give away by subtraction.

A published count over the months from a to b is the difference of two running totals. Windows that
share their ends link those ends; within linked ends every difference can be worked out, also over
a window that nobody published (a financial year less a calendar year is a quarter). Counts only
grow as a window grows, so the windows between neighbouring linked ends decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from dashboard.disclosure.policies import Policy
from dashboard.disclosure.primary import failing
from dashboard.disclosure.table import Table

Window = tuple[int, int]


def window(time_level: str, time: str, span: Window) -> Window:
    """First month and the month after the last of a period, within ``span``, since year 0."""
    first, after = span[0], span[1] + 1
    if time_level == "month":
        start = int(time[:4]) * 12 + int(time[5:7]) - 1
        length = 1
    elif time_level == "quarter":
        start = int(time[:4]) * 12 + (int(time[6]) - 1) * 3
        length = 3
    elif time_level in ("year", "financial_year"):
        start = int(time[:4]) * 12 + (3 if time_level == "financial_year" else 0)
        length = 12
    else:
        start, length = first, after - first
    return max(start, first), min(start + length, after)


@dataclass
class _Series:
    """The same records counted over several windows, from one table or from several."""

    table: str
    windows: set[Window]
    records: pd.DataFrame
    by_month: dict[int, frozenset[str]]

    @property
    def months(self) -> set[int]:
        """Every month that one of the windows covers."""
        return {month for start, after in self.windows for month in range(start, after)}


def unsafe_windows(tables: Sequence[Table], policy: Policy, span: Window) -> Iterable[tuple[str, str, int]]:
    """The tables whose windows together give away a count that may not be shown."""
    for series in _merged(tables, span):
        gaps = _gaps(series.windows)
        if not gaps:
            continue
        starts = pd.DataFrame(gaps, columns=["start", "after"])
        held = series.records.drop(columns="time").merge(starts, how="cross")
        held = held[(held["month"] >= held["start"]) & (held["month"] < held["after"])]
        bad = int(failing(held, starts, ["start", "after"], policy).sum())
        if bad:
            yield series.table, "given away by subtracting one period from another", bad


def _merged(tables: Sequence[Table], span: Window) -> list[_Series]:
    """One series for each set of records, however many tables count it.

    Two tables count the same where they hold the same records in every month that both cover.
    """
    found: list[_Series] = []
    for table in tables:
        split = [column for column in table.key if column != "time"]
        chosen = table.records[table.records["part"].isin(table.shown)]
        for _, records in chosen.groupby(["part", *split], observed=True):
            own = _Series(
                table.name,
                {window(table.time_level, time, span) for time in records["time"].unique()},
                records.drop_duplicates("unit"),
                {int(str(month)): frozenset(held) for month, held in records.groupby("month")["unit"]},
            )
            same = next((series for series in found if _same(series, own)), None)
            if same is None:
                found.append(own)
                continue
            same.windows |= own.windows
            same.records = pd.concat([same.records, own.records]).drop_duplicates("unit")
            same.by_month |= own.by_month
    return found


def _same(one: _Series, other: _Series) -> bool:
    both = one.months & other.months
    held = [month for month in both if one.by_month.get(month) or other.by_month.get(month)]
    return bool(held) and all(one.by_month.get(month) == other.by_month.get(month) for month in held)


def _gaps(windows: set[Window]) -> list[Window]:
    """The windows between neighbouring linked ends that nobody published."""
    linked: dict[int, int] = {}

    def root(end: int) -> int:
        while linked.setdefault(end, end) != end:
            end = linked[end]
        return end

    for start, after in windows:
        linked[root(start)] = root(after)
    groups: dict[int, list[int]] = defaultdict(list)
    for end in sorted(linked):
        groups[root(end)].append(end)
    found = [pair for ends in groups.values() for pair in pairwise(ends)]
    return [pair for pair in found if pair not in windows]
