"""Whether groups differ at all by more than chance, to be asked before any of them is called best or worst.

Pearson's chi-square for shares (NIST/SEMATECH e-Handbook of Statistical Methods, 7.4.6) and for rates, and
Cochran's Q (1954, Biometrics 10) for means: each is the sum over the groups of the squared distance from what
all have in common, over its variance by chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import inputs


@dataclass(frozen=True)
class Heterogeneity:
    """The statistic, its degrees of freedom, and how often chance alone brings as large a one."""

    chi_square: float
    freedom: int
    p_value: float


def of_shares(events: ArrayLike, sizes: ArrayLike) -> Heterogeneity:
    """Of ``events`` in groups of ``sizes``, two one-dimensional arrays of one length.

    Raises ValueError for counts that are negative or no number, more events than a group is large, and an
    empty group.
    """
    seen, size = inputs.counts(events, "events"), inputs.counts(sizes, "sizes")
    if (seen > size).any():
        raise ValueError("more events than a group is large")
    share = _common(seen, size)
    # Where nobody or everybody is an event no group differs.
    variance = size * share * (1 - share)
    return _tested((seen - size * share) ** 2, variance)


def of_rates(events: ArrayLike, sizes: ArrayLike) -> Heterogeneity:
    """Of ``events`` in populations of ``sizes``, as in ``of_shares``; events may be more than people."""
    seen, size = inputs.counts(events, "events"), inputs.counts(sizes, "sizes")
    rate = _common(seen, size)
    return _tested((seen - size * rate) ** 2, size * rate)


def of_means(means: ArrayLike, errors: ArrayLike) -> Heterogeneity:
    """Of ``means`` with standard ``errors``, two one-dimensional arrays of one length.

    Raises ValueError for a mean that is no number and for an error that is not above 0.
    """
    middle, spread = np.asarray(means, dtype=float), np.asarray(errors, dtype=float)
    if not (np.isfinite(middle).all() and np.isfinite(spread).all() and (spread > 0).all()):
        raise ValueError("a mean is a number, and its standard error is above 0")
    weights = 1 / spread**2
    common = (weights * middle).sum() / weights.sum()
    return _tested((middle - common) ** 2, spread**2)


def _common(seen: inputs.Numbers, size: inputs.Numbers) -> float:
    if not (size > 0).all() or seen.shape != size.shape:
        raise ValueError("each group has a size above 0")
    return float(seen.sum() / size.sum())


def _tested(distances: inputs.Numbers, variances: inputs.Numbers) -> Heterogeneity:
    known = variances > 0
    chi_square = float((distances[known] / variances[known]).sum())
    freedom = max(len(distances) - 1, 0)
    p_value = float(special.chdtrc(freedom, chi_square)) if freedom else 1.0
    return Heterogeneity(chi_square, freedom, p_value)
