"""Means and shares need enough answers: a group with too few is hidden, and so that it stays hidden.

One hidden group beside shown ones and their total is found by subtraction. So within each period
further groups are hidden, the smallest first, until those hidden together hold enough answers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.reference.policies import Policy


def too_few(table: pd.DataFrame, key: Sequence[str], policy: Policy) -> pd.Series[bool]:
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
    for _, group in table.groupby(key[0], sort=False):
        own = group.index
        while hidden[own].any() and denominator[own][hidden[own]].sum() < policy.minimum_base:
            open_ones = denominator[own][~hidden[own] & (denominator[own] > 0)]
            if open_ones.empty:
                break
            hidden[open_ones.index[int(np.argmin(open_ones.to_numpy()))]] = True
    return hidden
