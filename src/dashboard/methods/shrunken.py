"""Figures of small areas drawn towards what all areas have in common: empirical Bayes estimates.

A small area has the highest and the lowest rate more often than not, since chance moves it most. Marshall
(1991), Applied Statistics 40, weighs each area's own rate against that of all by how far areas differ beyond
chance, found by moments; for shares with the variance of a share, as Martuzzi and Elliott (1996), Statistics
in Medicine 15. The R package spdep (EBest) and PySAL (Empirical_Bayes) do so too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.methods import inputs
from dashboard.methods.inputs import Numbers

#: Of fewer areas it cannot be told how areas differ.
FEWEST = 4


@dataclass(frozen=True, eq=False)
class Shrunken:
    """``figures`` drawn towards ``common``, the figure of all areas together, and the variance ``between``
    areas beyond chance: 0 where chance explains all, and every area then has the common figure."""

    figures: Numbers
    common: float
    between: float


def shrunken_rates(events: ArrayLike, sizes: ArrayLike) -> Shrunken | None:
    """Events per unit of size: ``events`` in populations of ``sizes``, one entry an area.

    None for fewer than four areas. Raises ValueError for counts that are negative or no number, for an area
    without a size, and for arrays of different lengths.
    """
    return _shrunken(events, sizes, share=False)


def shrunken_shares(events: ArrayLike, sizes: ArrayLike) -> Shrunken | None:
    """Shares, 0 to 1, as ``shrunken_rates``; raises ValueError also for more events than an area is large."""
    if (np.asarray(events, dtype=float) > np.asarray(sizes, dtype=float)).any():
        raise ValueError("more events than an area is large")
    return _shrunken(events, sizes, share=True)


def _shrunken(events: ArrayLike, sizes: ArrayLike, share: bool) -> Shrunken | None:
    seen, size = inputs.counts(events, "events"), inputs.counts(sizes, "sizes")
    if seen.shape != size.shape or seen.ndim != 1 or not (size > 0).all():
        raise ValueError("each area has its events and a size above 0")
    if len(seen) < FEWEST:
        return None
    own, common = seen / size, float(seen.sum() / size.sum())
    # The variance by chance of a single case or person: a rate has its mean, a share the binomial one. The
    # latter is split between chance and areas: a single person counts 0 or 1, however areas differ.
    single = common * (1 - common) if share else common
    mean_size = float(size.mean())
    spread = float((size * (own - common) ** 2).sum() / size.sum())
    between = max(0.0, (spread - single / mean_size) / (1 - 1 / mean_size if share else 1.0))
    chance = (single - between if share else single) / size
    weight = between / (between + chance) if between > 0 else np.zeros_like(own)
    return Shrunken(common + weight * (own - common), common, between)
