"""Confidence intervals of counts, rates, proportions and means, for numbers or arrays of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special  # type: ignore[import-untyped]

#: The normal quantile of a two-sided 95 % interval.
Z95 = float(special.ndtri(0.975))

Numbers = NDArray[np.float64]


def count_interval(events: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of a Poisson count: exact under 10 events, Byar's method from 10.

    Exact limits from the chi-square distribution: Garwood (1936), Biometrika 28. Byar's
    approximation: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69. The
    change at 10 follows the technical guide of the Office for Health Improvement and Disparities.
    """
    seen = np.asarray(events, dtype=float)
    tail = (1 - confidence) / 2
    z = float(special.ndtri(1 - tail))
    safe = np.where(seen > 0, seen, 1.0)
    exact_low = np.where(seen > 0, special.chdtri(2 * safe, 1 - tail) / 2, 0.0)
    exact_high = special.chdtri(2 * (seen + 1), tail) / 2
    byar_low = safe * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    more = seen + 1
    byar_high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    few = seen < 10
    return np.where(few, exact_low, byar_low), np.where(few, exact_high, byar_high)


def rate_interval(
    events: ArrayLike, population: ArrayLike, per: float, confidence: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Limits of ``per`` x events / population; those of the count, scaled. NaN where it is 0."""
    low, high = count_interval(events, confidence)
    people = _or_nan(population)
    return low * per / people, high * per / people


def wilson(
    successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95, *, strict: bool = False
) -> tuple[Numbers, Numbers]:
    """Lower and upper limit, 0 to 1, of a proportion; NaN where there are no trials.

    Wilson (1927), Journal of the American Statistical Association 22; recommended by Newcombe (1998).
    With ``strict``, more successes than trials are a ValueError; else the limits are kept within 0 to 1.
    """
    x, n = np.asarray(successes, dtype=float), _or_nan(trials)
    if strict and (x > n).any():
        raise ValueError("more successes than trials")
    z = float(special.ndtri((1 + confidence) / 2))
    share = x / n
    middle = 2 * n * share + z**2
    # A share above 1 (more trained than a headcount says) has no binomial interval.
    spread = z * np.sqrt(np.maximum(z**2 + 4 * n * share * (1 - share), 0.0))
    base = 2 * (n + z**2)
    return np.clip((middle - spread) / base, 0, 1), np.clip((middle + spread) / base, 0, 1)


def mean_interval(
    mean: ArrayLike, spread: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Student's t interval of a mean; ``spread`` is the sample standard deviation.

    Student (1908), Biometrika 6. NaN under two observations.
    """
    count = np.asarray(n, dtype=float)
    enough = np.where(count >= 2, count, np.nan)
    t = special.stdtrit(enough - 1, (1 + confidence) / 2)
    half = t * np.asarray(spread, dtype=float) / np.sqrt(enough)
    middle = np.asarray(mean, dtype=float)
    return middle - half, middle + half


def _or_nan(denominator: ArrayLike) -> Any:
    given = np.asarray(denominator, dtype=float)
    return np.where(given > 0, given, np.nan)
