"""Whether a point says something about the ones that follow it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import inputs
from dashboard.methods.inputs import Numbers

#: An estimate above this is taken as this: one of 1 would leave nothing to tell from.
MOST = 0.9


def autocorrelation(values: Sequence[float | None], lag: int = 1) -> float:
    """Correlation, -1 to 1, of the series with itself ``lag`` points later.

    Box, Jenkins and Reinsel, Time Series Analysis (1994), 2.1.5: products of deviations from the
    mean of the whole series over the sum of their squares. ``None`` or NaN is hidden or missing and
    takes no part. NaN for a series that does not vary. Raises ValueError for a lag under 1 and for an
    infinite value.
    """
    if lag < 1:
        raise ValueError("a lag is at least 1")
    away, known = _deviations(values)
    squares = float((away**2).sum())
    size = float(np.abs(np.array(values, dtype=float)[known]).max(initial=0.0))
    # Deviations that are rounding noise are those of a constant.
    if not inputs.varies(math.sqrt(squares), size):
        return math.nan
    return float((away[lag:] * away[:-lag]).sum()) / squares


def autocorrelated(values: Sequence[float | None], lag: int = 1, confidence: float = 0.95) -> bool:
    """Whether the autocorrelation is further from 0 than chance brings to independent values.

    The bound is z / sqrt(number of shown values): Bartlett (1946), Supplement to the Journal of the
    Royal Statistical Society 8. False for a series that does not vary.
    """
    shown = int(_deviations(values)[1].sum())
    coefficient = autocorrelation(values, lag)
    return bool(
        abs(coefficient) > float(special.ndtri((1 + inputs.level(confidence)) / 2)) / math.sqrt(max(shown, 1))
    )


def inflation(residuals: Sequence[float | None], parameters: int) -> float:
    """How many times larger the variance of a mean is for ``residuals`` that are alike from one to the next.

    (1 + r) / (1 - r), Bayley and Hammersley (1946), Supplement to the Journal of the Royal Statistical
    Society 8, with r raised by what a fit of so many ``parameters`` takes from it (Marriott and Pope, 1954,
    Biometrika 41). At least 1.
    """
    known = int(_deviations(residuals)[1].sum())
    alike = autocorrelation(residuals)
    if math.isnan(alike) or not known:
        return 1.0
    r = min(max(alike + parameters * (1 + max(alike, 0.0)) / known, 0.0), MOST)
    return (1 + r) / (1 - r)


def _deviations(values: Sequence[float | None]) -> tuple[Numbers, Numbers]:
    """Deviations from the mean, 0 where there is no value, and which values there are."""
    given = np.array(inputs.series(values), dtype=float)
    known = np.isfinite(given)
    if not known.any():
        return np.zeros(len(given)), known
    return np.where(known, given - given[known].mean(), 0.0), known
