"""Nested time windows: what months, quarters and years give away by subtraction.

A published count over the months from a to b is the difference of two running totals. Windows that
share their ends link those ends; within linked ends every difference can be worked out, also over
a window that nobody published (a financial year less a calendar year is a quarter). Counts only
grow as a window grows, so the windows between neighbouring linked ends decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def unsafe_windows(tables: Sequence[Table], policy: Policy, span: Window) -> Iterable[tuple[str, str, int]]:
    """The tables whose windows together give away a count that may not be shown."""
    series: dict[frozenset[str], set[Window]] = defaultdict(set)
    behind: dict[frozenset[str], pd.DataFrame] = {}
    named: dict[frozenset[str], str] = {}
    for table in tables:
        split = [column for column in table.key if column != "time"]
        chosen = table.records[table.records["part"].isin(table.shown)]
        # Windows count the records of every month, so nothing outside the published ones matters.
        for _, records in chosen.groupby(["part", *split], observed=True):
            same = frozenset(records["unit"])
            series[same] |= {window(table.time_level, time, span) for time in records["time"].unique()}
            behind.setdefault(same, records.drop_duplicates("unit"))
            named.setdefault(same, table.name)
    for same, windows in series.items():
        gaps = _gaps(windows)
        if not gaps:
            continue
        records = behind[same].drop(columns="time")
        starts = pd.DataFrame(gaps, columns=["start", "after"])
        held = records.merge(starts, how="cross")
        held = held[(held["month"] >= held["start"]) & (held["month"] < held["after"])]
        bad = int(failing(held, starts, ["start", "after"], policy).sum())
        if bad:
            yield named[same], "given away by subtracting one period from another", bad


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
