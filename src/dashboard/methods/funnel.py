"""Funnel limits: how far an area of its size strays from the baseline by chance.

Spiegelhalter (2005), Statistics in Medicine 24; as in UKHSA's PHEindicatormethods, which draws
them at 95 % and 99.8 % (two and three standard deviations).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import inputs
from dashboard.methods.inputs import Numbers


def funnel_proportion(
    baseline: float, trials: ArrayLike, confidence: float = 0.95, between: float = 0.0
) -> tuple[Numbers, Numbers]:
    """Lower and upper limit, 0 to 1, of a share of ``trials`` around ``baseline`` (0 to 1).

    baseline +/- z x sqrt(baseline x (1 - baseline) / trials + between), cut at 0 and 1; of the shape of
    ``trials``, NaN where they are 0. ``between`` is the variance of institutions beyond chance
    (``methods.between``). Raises ValueError for a baseline outside 0 to 1, a variance below 0, and for
    trials that are negative or no number.
    """
    if not 0 <= baseline <= 1:
        raise ValueError("a baseline share lies between 0 and 1")
    if not between >= 0:
        raise ValueError("a variance is a number from 0")
    given = inputs.counts(trials, "trials")
    size = np.where(given > 0, given, np.nan)
    reach = float(special.ndtri((1 + inputs.level(confidence)) / 2)) * np.sqrt(
        baseline * (1 - baseline) / size + between
    )
    return np.clip(baseline - reach, 0, 1), np.clip(baseline + reach, 0, 1)


def funnel_ratio(observed: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Expected counts at which ``observed`` events would stand on the lower and on the upper limit.

    So the limits of observed / expected are drawn through (expected, observed / expected), point
    by point. The exact Poisson limits of the count, the other way round: the first is the larger.
    Of the shape of ``observed``; the second is 0 where nothing is observed. Raises ValueError for
    counts that are negative or no number.
    """
    seen = inputs.counts(observed, "observed events")
    tail = (1 - inputs.level(confidence)) / 2
    safe = np.where(seen > 0, seen, 1.0)
    on_lower = special.chdtri(2 * (seen + 1), tail) / 2
    on_upper = np.where(seen > 0, special.chdtri(2 * safe, 1 - tail) / 2, 0.0)
    return on_lower, on_upper


def funnel_counts(expected: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of a count where ``expected`` events are expected: ``funnel_ratio`` undone.

    Not rounded, so that the curve is smooth; the lower is cut at 0. Divide by ``expected`` for the
    limits of the ratio. Of the shape of ``expected``, NaN where it is 0. Raises ValueError for
    expected counts that are negative or no number.
    """
    given = inputs.counts(expected, "expected events")
    mean = np.where(given > 0, given, np.nan)
    tail = (1 - inputs.level(confidence)) / 2
    low = special.chdtriv(1 - tail, 2 * mean) / 2 - 1
    high = special.chdtriv(tail, 2 * mean) / 2
    return np.maximum(low, 0.0), high
