"""How much institutions usually differ beyond chance: overdispersion as a variance between them.

Spiegelhalter (2005), Quality and Safety in Health Care 14: a random effect added to the variance of chance,
estimated by the moments of DerSimonian and Laird (1986), Controlled Clinical Trials 7, from z-scores whose
ends are winsorised, so that those who stand apart do not widen the limits that are to find them. NHS-R's
FunnelPlotR and the Care Quality Commission do so too. Drawn in, normal scores vary less than they did, so
limits of that alone call many apart who differ as all do; ``undone`` divides by how much less.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods.inputs import Numbers

#: The share of z-scores at each end that is drawn in to the nearest of the others.
WINSORISED = 0.1
#: Fewer institutions tell nothing about how institutions differ.
FEWEST = 10


@dataclass(frozen=True)
class Between:
    """``ratio`` is the mean square of the z-scores, 1 by chance; ``variance`` that between institutions,
    0 where chance explains all, in the unit of the figures squared."""

    ratio: float
    variance: float


def between(
    figures: ArrayLike,
    target: float,
    errors: ArrayLike,
    winsorised: float = WINSORISED,
    fewest: int = FEWEST,
    undone: bool = False,
) -> Between | None:
    """The variance between institutions from their ``figures`` around ``target`` with standard ``errors``.

    Two one-dimensional arrays of the same length; ``winsorised`` is the share at each end, and ``undone``
    makes up for what that takes from normal scores. None under ``fewest`` institutions. Raises ValueError for
    a figure that is no number, for an error that is not above 0, and for a share of half or more.
    """
    values, spread = np.asarray(figures, dtype=float), np.asarray(errors, dtype=float)
    if values.shape != spread.shape or values.ndim != 1:
        raise ValueError("each figure needs its standard error")
    if not (np.isfinite([*values, *spread, target]).all() and (spread > 0).all()):
        raise ValueError("figures and target are numbers, and standard errors are above 0")
    if not 0 <= winsorised < 0.5:
        raise ValueError("less than half is winsorised at each end")
    if len(values) < fewest:
        return None
    scores = _drawn_in((values - target) / spread, winsorised)
    n, weights = len(values), 1 / spread**2
    chi_square = float((scores**2).sum()) / (_left(winsorised) if undone else 1.0)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return Between(chi_square / n, max(0.0, (chi_square - (n - 1)) / scale))


def _left(share: float) -> float:
    """The variance that normal scores keep once this share of them at each end is drawn in."""
    end = float(special.ndtri(1 - share)) if share else math.inf
    if math.isinf(end):
        return 1.0
    density = math.exp(-(end**2) / 2) / math.sqrt(2 * math.pi)
    return 1 - 2 * share - 2 * end * density + 2 * share * end**2


def _drawn_in(scores: Numbers, share: float) -> Numbers:
    low, high = np.quantile(scores, [share, 1 - share])
    return np.clip(scores, low, high)
