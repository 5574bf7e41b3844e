"""Whether a figure has been rising or falling over its last five years.

The chi-square test for trend of the Office for Health Improvement and Disparities (Fingertips, Public health
technical guidance, Trend markers): five independent yearly points without a break. Shares: Armitage (1955),
Biometrics 11; counts and rates its Poisson form; means: weighted by their standard errors. Here the
chi-square is divided by the dispersion, as yearly counts vary more than chance (see ``dispersion``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dashboard.methods import inputs
from dashboard.methods.quasi import Kind

#: So many yearly points, no more and no fewer.
POINTS = 5


def chi_square_for_trend(kind: Kind, events: ArrayLike, sizes: ArrayLike) -> tuple[float, int]:
    """Chi-square (one degree of freedom) of a linear trend, and its direction: 1, -1 or 0.

    ``events`` and ``sizes`` as in ``quasi.course``, one entry a year, in order; of counts without an
    exposure ``sizes`` are 1. 0 and no direction where nothing varies. Raises ValueError for numbers that
    are missing, negative (but means) or differ in length, and for fewer than three.
    """
    size = inputs.counts(sizes, "sizes")
    seen = np.asarray(events, dtype=float) if kind is Kind.MEAN else inputs.counts(events, "events")
    if seen.shape != size.shape or seen.ndim != 1 or len(seen) < 3 or not (size > 0).all():
        raise ValueError("a trend takes an event and a size above 0 for each of three years or more")
    year = np.arange(len(seen), dtype=float)
    weight = 1 / size**2 if kind is Kind.MEAN else size
    middle = float((weight * year).sum() / weight.sum())
    if kind is Kind.MEAN:
        lean, variance = float((weight * (year - middle) * seen).sum()), 1.0
    else:
        lean = float(((year - middle) * seen).sum())
        mean = float(seen.sum() / size.sum())
        variance = mean * (1 - mean) if kind is Kind.SHARE else mean
    spread = variance * float((weight * (year - middle) ** 2).sum())
    if not spread > 0 or lean == 0:
        return 0.0, 0
    return lean**2 / spread, 1 if lean > 0 else -1
