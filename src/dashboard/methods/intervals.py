"""Confidence intervals of counts, rates, proportions and means, for numbers or arrays of them.

The figure itself always lies within its interval. Where there is no interval both limits are NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import inputs
from dashboard.methods.inputs import Numbers

#: The normal quantile of a two-sided 95 % interval.
Z95 = float(special.ndtri(0.975))


def count_interval(events: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Lower and upper limit of a Poisson count: exact under 10 events, Byar's method from 10.

    Exact limits from the chi-square distribution: Garwood (1936), Biometrika 28. Byar's
    approximation: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69. The
    change at 10 follows the technical guide of the Office for Health Improvement and Disparities.
    Raises ValueError for a count that is negative (a correction is no Poisson count) or no number.
    """
    seen = inputs.counts(events, "events")
    tail = (1 - inputs.level(confidence)) / 2
    z = float(special.ndtri(1 - tail))
    safe = np.where(seen > 0, seen, 1.0)
    exact_low = np.where(seen > 0, special.chdtri(2 * safe, 1 - tail) / 2, 0.0)
    exact_high = special.chdtri(2 * (seen + 1), tail) / 2
    byar_low = safe * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    more = seen + 1
    byar_high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    few = seen < 10
    # So high a confidence that Byar's root is negative leaves no lower limit but 0.
    low = np.clip(np.where(few, exact_low, byar_low), 0.0, seen)
    return low, np.maximum(np.where(few, exact_high, byar_high), seen)


def rate_interval(
    events: ArrayLike, population: ArrayLike, per: float, confidence: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Limits of ``per`` x events / population: those of the count, scaled. NaN where the population is 0.

    Raises ValueError for events or a population that are negative or no number, and for ``per``
    that is not above 0.
    """
    low, high = count_interval(events, confidence)
    people = _or_nan(inputs.counts(population, "a population"))
    return low * inputs.scale(per) / people, high * per / people


def wilson(
    successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95, *, strict: bool = False
) -> tuple[Numbers, Numbers]:
    """Lower and upper limit, 0 to 1, of a proportion; NaN without trials or with more successes.

    Wilson (1927), Journal of the American Statistical Association 22; recommended by Newcombe (1998).
    More successes than trials (more trained than a headcount says) are no share of them, so there
    is no binomial interval; with ``strict`` they are a ValueError, as negative counts and NaN are.
    """
    x, n = inputs.counts(successes, "successes"), inputs.counts(trials, "trials")
    if strict and (x > n).any():
        raise ValueError("more successes than trials")
    z = float(special.ndtri((1 + inputs.level(confidence)) / 2))
    n = _or_nan(np.where(x > n, 0.0, n))
    share = x / n
    middle = 2 * n * share + z**2
    spread = z * np.sqrt(z**2 + 4 * n * share * (1 - share))
    base = 2 * (n + z**2)
    # At 0 and at 1 a limit is the share itself, but for rounding noise.
    low, high = (middle - spread) / base, (middle + spread) / base
    return np.clip(np.minimum(low, share), 0, 1), np.clip(np.maximum(high, share), 0, 1)


def mean_interval(
    mean: ArrayLike, spread: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Student's t interval of a mean; ``spread`` is the sample standard deviation.

    Student (1908), Biometrika 6. NaN under two observations, and where they do not vary: then
    nothing says how far another one might lie. Mean and spread may be NaN only under two
    observations; else, and for a negative spread, ValueError.
    """
    count = inputs.counts(n, "a number of observations")
    middle, sigma = np.asarray(mean, dtype=float), np.asarray(spread, dtype=float)
    unknown = np.isnan(middle) | np.isnan(sigma)
    if (unknown & (count >= 2)).any() or np.isinf([*middle.flat, *sigma.flat]).any() or (sigma < 0).any():
        raise ValueError("two observations or more have a mean, and a spread that is not below 0")
    enough = np.where(count >= 2, count, np.nan)
    half = special.stdtrit(enough - 1, (1 + inputs.level(confidence)) / 2) * sigma / np.sqrt(enough)
    half = np.where(inputs.varies(half, np.abs(middle)), half, np.nan)
    return middle - half, middle + half


def _or_nan(denominator: Numbers) -> Numbers:
    return np.where(denominator > 0, denominator, np.nan)
