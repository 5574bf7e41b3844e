"""A course through counts, shares or means, and how much more than chance they vary around it.

Quasi-likelihood: McCullagh and Nelder, Generalized Linear Models (1989), chapter 9. The model is the usual
one for the kind of figure; only its dispersion is taken from the figures themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dashboard.methods.inputs import Numbers

#: Fewer figures beyond the coefficients say nothing about how they vary.
FEWEST_LEFT = 2
_STEPS, _SETTLED = 30, 1e-9


class Kind(StrEnum):
    """What figures are: counts (of an exposure), shares (of trials), or means (with a standard error)."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True, eq=False)
class Course:
    """A fitted course: coefficients, their covariance at a dispersion of 1, Pearson's chi-square and what is
    left of the figures (degrees of freedom)."""

    kind: Kind
    coefficients: Numbers
    covariance: Numbers
    chi_square: float
    left: int

    def at(self, row: Numbers) -> tuple[float, float]:
        """What the course has at a row of the design, for an exposure of 1, and its standard error at a
        dispersion of 1."""
        eta = float(row @ self.coefficients)
        spread = math.sqrt(max(float(row @ self.covariance @ row), 0.0))
        mean, slope = _mean(self.kind, np.array([eta]))
        return float(mean[0]), spread * float(slope[0])


def course(kind: Kind, events: Numbers, sizes: Numbers, design: Numbers) -> Course | None:
    """The course of figures, or None where it cannot be fitted.

    ``events`` are counts, numerators or means; ``sizes`` exposures, denominators or standard errors, all
    above 0. ``design`` has a row a figure. None where the columns cannot be told apart, the estimates do
    not settle, or fewer than two figures are left beyond the columns.
    """
    left = len(events) - design.shape[1]
    if left < FEWEST_LEFT or np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    eta = _begin(kind, events, sizes)
    for _ in range(_STEPS):
        mean, slope = _mean(kind, eta)
        variance = _variance(kind, mean, sizes)
        weight = slope**2 / variance
        working = eta + (_figures(kind, events, sizes) - mean) / slope
        root = np.sqrt(weight)[:, None]
        if not (np.isfinite(root).all() and np.isfinite(working).all()):
            return None
        coefficients = np.asarray(
            np.linalg.lstsq(design * root, working * root[:, 0], rcond=None)[0], dtype=np.float64
        )
        before, eta = eta, design @ coefficients
        if np.abs(eta - before).max() < _SETTLED:
            return _fitted(kind, events, sizes, design, coefficients)
    return None


def _fitted(kind: Kind, events: Numbers, sizes: Numbers, design: Numbers, coefficients: Numbers) -> Course:
    mean, slope = _mean(kind, design @ coefficients)
    variance = _variance(kind, mean, sizes)
    information = design.T @ (design * (slope**2 / variance)[:, None])
    covariance = np.asarray(np.linalg.pinv(information), dtype=np.float64)
    chi_square = float(((_figures(kind, events, sizes) - mean) ** 2 / variance).sum())
    return Course(kind, coefficients, covariance, chi_square, len(events) - design.shape[1])


def _figures(kind: Kind, events: Numbers, sizes: Numbers) -> Numbers:
    """Rates, shares or means, as the course has them."""
    return events if kind is Kind.MEAN else events / sizes


def _begin(kind: Kind, events: Numbers, sizes: Numbers) -> Numbers:
    if kind is Kind.MEAN:
        return events
    if kind is Kind.COUNT:
        return np.asarray(np.log((events + 0.5) / sizes))
    share = (events + 0.5) / (sizes + 1)
    return np.asarray(np.log(share / (1 - share)))


def _mean(kind: Kind, eta: Numbers) -> tuple[Numbers, Numbers]:
    """Figures at linear predictors, and how fast they change there."""
    if kind is Kind.MEAN:
        return eta, np.ones_like(eta)
    with np.errstate(over="ignore"):
        grown = np.exp(eta)
    if kind is Kind.COUNT:
        return grown, grown
    share = 1 / (1 + np.exp(-eta))
    return share, share * (1 - share)


def _variance(kind: Kind, mean: Numbers, sizes: Numbers) -> Numbers:
    """The variance of figures that chance alone would bring."""
    if kind is Kind.MEAN:
        return sizes**2
    if kind is Kind.COUNT:
        return mean / sizes
    return mean * (1 - mean) / sizes
