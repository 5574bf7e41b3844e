"""Which of many findings stand, where each might be a false alarm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def false_discovery_rates(p_values: Sequence[float]) -> tuple[float, ...]:
    """Each p-value adjusted for all the others: Benjamini and Hochberg (1995), JRSS B 57.

    Those at or under q are findings of which at most a share q are false alarms, on average; where nothing
    has changed anywhere, there is any at all with probability q. Raises ValueError outside 0 to 1.
    """
    given = np.asarray(p_values, dtype=float)
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("a p-value lies between 0 and 1")
    order = np.argsort(given)[::-1]
    ranks = np.arange(len(given), 0, -1)
    lowest = np.minimum.accumulate(np.minimum(given[order] * len(given) / np.maximum(ranks, 1), 1.0))
    adjusted = np.empty(len(given))
    adjusted[order] = lowest
    return tuple(adjusted.tolist())
