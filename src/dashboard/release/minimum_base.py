"""Means and shares need enough answers: a group with too few is hidden, and so that it stays hidden.

One hidden group beside shown ones and their total is found by subtraction. So within each period, and within
each line of groups whose total another table shows, further groups are hidden, the smallest first, until
those hidden together hold enough answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.reference.policies import Policy


@dataclass(frozen=True, eq=False)
class Total:
    """A table that is published too and has one column fewer: its cells are totals over ``over``.

    ``table`` has the other key columns and ``denominator``.
    """

    over: str
    table: pd.DataFrame


def too_few(
    table: pd.DataFrame, key: Sequence[str], policy: Policy, totals: Sequence[Total] = ()
) -> pd.Series[bool]:
    """For each cell whether it must be hidden under ``policy.minimum_base``.

    ``table`` has the ``key`` columns (the first is the period) and ``denominator``, the answers.
    A cell with no answer at all is not hidden: there is nothing to say, and it is marked so.
    """
    hidden = pd.Series(False, index=table.index)
    denominator = table["denominator"]
    if policy.minimum_base == 0:
        return hidden
    hidden = (denominator > 0) & (denominator < policy.minimum_base)
    if len(key) < 2 or table.groupby(list(key[:1])).size().max() == 1:
        return hidden
    _hide_more(hidden, table, list(key[:1]), policy.minimum_base)
    before = -1
    while hidden.sum() != before:
        before = hidden.sum()
        for total in totals:
            line = [column for column in key if column != total.over]
            whole = total.table.set_index(line)["denominator"]
            _hide_more(hidden, table, line, policy.minimum_base, whole)
    return hidden


def _hide_more(
    hidden: pd.Series[bool],
    table: pd.DataFrame,
    line: list[str],
    base: int,
    whole: pd.Series[float] | None = None,
) -> None:
    """Hide further cells of each line until what its total leaves holds enough answers.

    The total is that of the line's own cells, or where ``whole`` has it, that: with it goes what is in none
    of them. A line of which nothing is hidden gives nothing away.
    """
    counts, shut = table["denominator"].to_numpy(float), hidden.to_numpy(copy=True)
    touched = table[line].loc[hidden].drop_duplicates()
    lines = table[line].assign(at=np.arange(len(table))).merge(touched, on=line)
    for key, group in lines.groupby(line, sort=False)["at"]:
        own = group.to_numpy()
        added = np.nansum(counts[own])
        total = added if whole is None else whole.get(key if len(line) > 1 else key[0], added)
        while 0 < total - np.nansum(counts[own][~shut[own]]) < base:
            open_ones = own[~shut[own] & (counts[own] > 0)]
            if not len(open_ones):
                break
            shut[open_ones[np.argmin(counts[open_ones])]] = True
    hidden[:] = shut
