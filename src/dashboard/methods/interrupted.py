"""Interrupted time series of counts: did the level change at a stated event?

Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46: segmented
Poisson regression with a change of level, an offset, and pairs of sines and cosines for the season.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import inputs
from dashboard.methods.autocorrelation import autocorrelation, inflation
from dashboard.methods.inputs import Numbers
from dashboard.methods.intervals import Z95

#: Fewer shown points on either side for each pair of seasonal terms cannot tell a step from season and trend.
ENOUGH = 12
#: A dispersion up to this is rounding noise: the points are those of the model.
EXACT = 1e-9
#: Limits further than this from the ratio, as a logarithm, say nothing: a millionth to a million times.
WIDEST = math.log(1e6)
#: Degrees of freedom are no fewer, however alike neighbours are.
LEAST_FREEDOM = 4.0


@dataclass(frozen=True)
class Step:
    """The change of level, as a rate ratio with 95 % limits, and what it rests on.

    ``fitted`` has the model's count at every point, ``counterfactual`` the one without the change
    from the event on (``None`` before it). ``dispersion`` is Pearson's chi-square over the degrees
    of freedom; ``quasi`` says that the limits were widened by it. ``alike`` is how many times larger the
    variance of the step is for neighbouring points that are alike, 1 where they are taken as independent.
    """

    ratio: float
    low: float
    high: float
    dispersion: float
    quasi: bool
    harmonics: int
    fitted: tuple[float, ...]
    counterfactual: tuple[float | None, ...]
    residual_autocorrelation: float
    alike: float
    model: str


@dataclass(frozen=True)
class Refused:
    """Why no model was fitted, as a sentence."""

    reason: str


def interrupted_series(
    counts: Sequence[float | None],
    event: int,
    *,
    offset: Sequence[float] | None = None,
    period: int = 12,
    harmonics: int = 2,
    minimum: int | None = None,
    widen: str = "when needed",
    errors: str = "autocorrelated",
) -> Step | Refused:
    """The change of level from position ``event`` (the first point after) on.

    ``counts`` has one entry a period, ``None`` where hidden or missing; ``offset`` the exposure of
    each (people, sessions), of which the logarithm is taken. ``period`` is the number of points in
    a year and ``harmonics`` of pairs of sines and cosines (those that so few points in a year can
    tell apart). ``widen`` is "when needed" (dispersion above 1), "always" or "never". ``errors`` are
    "autocorrelated": limits are Student's, on as many points as neighbours that are alike are worth; or
    "independent". Refuses,
    with a reason, under ``minimum`` shown points on either side (12 for each pair of seasonal terms, and at
    least 12), where a side has no events, and
    where the model cannot be told apart, does not settle, has limits that say nothing or (widened
    always) limits without a width. Raises ValueError for counts that are negative or infinite, an
    offset that is not positive, not finite or of another length, and an event outside the series.
    """
    seen, exposure = _checked(counts, event, offset, widen, errors)
    model = _Model(seen, exposure, event, period, max(0, min(harmonics, period // 2)))
    reason = _too_little(seen, event, ENOUGH * max(1, model.harmonics) if minimum is None else minimum)
    if reason:
        return Refused(reason)
    design, shown = model.design(), np.isfinite(seen)
    if np.linalg.matrix_rank(design[shown]) < design.shape[1] or shown.sum() <= design.shape[1]:
        return Refused("No model was fitted: the points shown cannot tell trend, season and step apart.")
    fit = _fit(seen[shown], design[shown], exposure[shown])
    if fit is None:
        return Refused("No model was fitted: its estimates did not settle.")
    dispersion = float(fit.pearson_chi2 / fit.df_resid)
    if widen == "always" and not dispersion > EXACT:
        return Refused("No model was fitted: the points follow it exactly, so limits would have no width.")
    quasi = widen == "always" or (widen == "when needed" and dispersion > 1)
    alike, reach = _reach(model, fit, errors)
    half = reach * float(fit.bse[2]) * (math.sqrt(dispersion) if quasi else 1.0)
    if not half <= WIDEST:
        return Refused("No model was fitted: the events are too few to tell how large a step there was.")
    return _step(model, fit, dispersion, quasi, half, alike)


def _reach(model: _Model, fit: Any, errors: str) -> tuple[float, float]:
    """How many times larger neighbours that are alike make the variance, and how many standard errors of
    independent points the limits reach.

    Newey and West's errors were ruled out: with 24 to 45 points a side they call 9 to 13 in 100 steps true
    where there is none, this 5 to 8 (tests/methods/test_false_steps.py).
    """
    if errors == "independent":
        return 1.0, Z95
    known = len(fit.fittedvalues)
    alike = inflation(model.residuals(fit).tolist(), model.design().shape[1])
    freedom = max(known / alike - model.design().shape[1], LEAST_FREEDOM)
    return alike, math.sqrt(alike) * float(special.stdtrit(freedom, 0.975))


@dataclass(frozen=True)
class _Model:
    seen: Numbers
    exposure: Numbers
    event: int
    period: int
    harmonics: int

    def design(self) -> Numbers:
        """One row a point: constant, time, step, then the season."""
        time = np.arange(len(self.seen), dtype=float)
        columns = [np.ones(len(time)), time / len(time), (time >= self.event).astype(float)]
        for k in range(1, self.harmonics + 1):
            turn = 2 * math.pi * k * time / self.period
            columns.append(np.cos(turn))
            # At two points a cycle the sine is 0 everywhere.
            if 2 * k < self.period:
                columns.append(np.sin(turn))
        return np.column_stack(columns)

    def fitted(self, fit: Any) -> Numbers:
        """The count at every point."""
        counts: Numbers = self.exposure * np.exp(self.design() @ fit.params)
        return counts

    def residuals(self, fit: Any) -> Numbers:
        """Pearson's residual of every point, NaN where it is not shown."""
        fitted = self.fitted(fit)
        away: Numbers = (self.seen - fitted) / np.sqrt(fitted)
        return away

    def words(self, quasi: bool) -> str:
        """The model as a reader would state it."""
        method = f"{'Quasi-Poisson' if quasi else 'Poisson'} regression on time and a step at the event"
        if self.harmonics:
            pairs = "pair" if self.harmonics == 1 else "pairs"
            method += (
                f", with {self.harmonics} {pairs} of sine and cosine over {self.period} points for the season"
            )
        if np.ptp(self.exposure) > 0:
            method += ", and the logarithm of the exposure as offset"
        return method


def _checked(
    counts: Sequence[float | None], event: int, offset: Sequence[float] | None, widen: str, errors: str
) -> tuple[Numbers, Numbers]:
    seen = np.array(inputs.series(counts), dtype=float)
    exposure = np.ones(len(seen)) if offset is None else inputs.counts(offset, "an offset")
    if not 0 < event < len(seen):
        raise ValueError("the event lies outside the series")
    if (seen < 0).any():
        raise ValueError("a count cannot be below 0")
    if exposure.shape != seen.shape or not (exposure > 0).all():
        raise ValueError("an offset needs a positive entry for each count")
    if widen not in ("when needed", "always", "never"):
        raise ValueError("limits are widened when needed, always or never")
    if errors not in ("autocorrelated", "independent"):
        raise ValueError("errors are autocorrelated or independent")
    return seen, exposure


def _too_little(seen: Numbers, event: int, minimum: int) -> str:
    sides = (("before", slice(None, event)), ("after", slice(event, None)))
    for name, side in sides:
        points = int(np.isfinite(seen[side]).sum())
        if points < minimum:
            shown = f"{points} {'point is' if points == 1 else 'points are'} shown {name} the event"
            return f"No model was fitted: {shown}, and it takes at least {minimum} on each side."
    for name, side in sides:
        if not np.nansum(seen[side]) > 0:
            return f"No model was fitted: the points {name} the event have no events in them."
    return ""


def _fit(seen: Numbers, design: Numbers, exposure: Numbers) -> Any:
    """The fitted model; None where its estimates did not settle."""
    # Here, as it takes long to import and few pages need it.
    from statsmodels.genmod.families import Poisson  # type: ignore[import-untyped]
    from statsmodels.genmod.generalized_linear_model import GLM  # type: ignore[import-untyped]
    from statsmodels.tools.sm_exceptions import (  # type: ignore[import-untyped]
        PerfectSeparationWarning,
    )

    with warnings.catch_warnings():
        # Counts that follow the model exactly (all the same, say) are no fault of a Poisson model.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        # Where no estimates exist they run away; what comes of it is refused, not warned of.
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            fit = GLM(seen, design, family=Poisson(), offset=np.log(exposure)).fit()
        except (ValueError, np.linalg.LinAlgError):
            return None
    settled = fit.converged and np.isfinite([*fit.params, *fit.bse, fit.pearson_chi2]).all()
    return fit if settled else None


def _step(model: _Model, fit: Any, dispersion: float, quasi: bool, half: float, alike: float) -> Step:
    change = float(fit.params[2])
    fitted = model.fitted(fit)
    otherwise = (fitted * math.exp(-change))[model.event :]
    return Step(
        ratio=math.exp(change),
        low=math.exp(change - half),
        high=math.exp(change + half),
        dispersion=dispersion,
        quasi=quasi,
        harmonics=model.harmonics,
        fitted=tuple(fitted.tolist()),
        counterfactual=(None,) * model.event + tuple(otherwise.tolist()),
        residual_autocorrelation=autocorrelation(model.residuals(fit).tolist()),
        alike=alike,
        model=model.words(quasi),
    )
