"""The range in which the next figure is to be expected, from the ones before it.

Quasi-Poisson (for shares quasi-binomial) regression on a level, a trend and the season, as surveillance
does it: Farrington, Andrews, Beale and Catchpole (1996), Journal of the Royal Statistical Society A 159;
Noufaily et al. (2012), Statistics in Medicine 32. As there, the trend is left out where it does not show, and
counts are judged on the scale of their power of 2/3, on which they are nearly symmetric.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.methods.dispersion import Dispersion, dispersion
from dashboard.methods.inputs import Numbers
from dashboard.methods.quasi import Course, Kind, course

#: Fewer figures before it lead to expect nothing.
FEWEST = 4
#: From so many figures on a trend is looked for, and from so many years on a season.
TREND_FROM, YEARS = 6, 3
#: A trend shows from so many standard errors on (5 %).
SHOWS = 2.0


@dataclass(frozen=True)
class Expected:
    """The range of 95 % in which a figure is expected, the figure in its middle, and the p-value of the
    figure that came (NaN where none did)."""

    low: float
    middle: float
    high: float
    p_value: float
    dispersion: Dispersion


@dataclass(frozen=True, eq=False)
class Past:
    """Figures up to a period: ``events`` and ``sizes`` as in ``quasi.course``, ``times`` their places, in
    periods from the first, and how many periods a year has."""

    kind: Kind
    events: Numbers
    sizes: Numbers
    times: Numbers
    year: int


def fitted(past: Past) -> tuple[Course, Dispersion, tuple[bool, bool]] | None:
    """The course of figures, their dispersion, and whether it has a trend and a season; None for too few."""
    if len(past.events) < FEWEST:
        return None
    seasonal = past.year > 1 and len(past.events) >= YEARS * past.year
    if len(past.events) >= TREND_FROM:
        whole = course(past.kind, past.events, past.sizes, _design(past.times, past.year, True, seasonal))
        if whole is not None:
            spread = dispersion(whole)
            error = math.sqrt(spread.factor * float(whole.covariance[1, 1]))
            if abs(float(whole.coefficients[1])) > SHOWS * error:
                return whole, spread, (True, seasonal)
    level = course(past.kind, past.events, past.sizes, _design(past.times, past.year, False, seasonal))
    return None if level is None else (level, dispersion(level), (False, seasonal))


def around_trend(past: Past | None) -> Dispersion:
    """The dispersion around a straight course, whether it shows or not; the usual one of too few figures."""
    if past is None or len(past.events) < FEWEST:
        return dispersion(None)
    return dispersion(course(past.kind, past.events, past.sizes, _design(past.times, past.year, True, False)))


def expected(past: Past, time: float, size: float, came: float = math.nan) -> Expected | None:
    """What is expected at ``time`` for a figure of ``size`` (its exposure, denominator or standard error).

    ``came`` is the figure that came: a count, share or mean. The range is in the unit of figures: of a
    count the count, of a share 0 to 1. None where the past is too short or says nothing.
    """
    fit = fitted(past)
    if fit is None or not size > 0:
        return None
    model, spread, (trend, seasonal) = fit
    row = _design(np.array([time]), past.year, trend, seasonal)[0]
    middle, error = model.at(row)
    reach = spread.quantile()
    if past.kind is Kind.COUNT:
        return _of_count(middle * size, error * size, reach, came, spread)
    own = size**2 if past.kind is Kind.MEAN else middle * (1 - middle) / size
    total = math.sqrt(spread.factor * (own + error**2))
    if not (total > 0 and math.isfinite(total)):
        return None
    low, high = middle - reach * total, middle + reach * total
    if past.kind is Kind.SHARE:
        low, high = max(low, 0.0), min(high, 1.0)
    p_value = math.nan if math.isnan(came) else spread.p_value((came - middle) / total)
    return Expected(low, middle, high, p_value, spread)


def _of_count(mean: float, error: float, reach: float, came: float, spread: Dispersion) -> Expected | None:
    if not (mean > 0 and math.isfinite(mean) and math.isfinite(error)):
        return None
    # The variance of what came less what was expected, over the mean; then the delta method on its power.
    step = 2 / 3 * math.sqrt(spread.factor * (1 + error**2 / mean) / mean)
    low = mean * max(1 - reach * step, 0.0) ** 1.5
    high = mean * (1 + reach * step) ** 1.5
    p_value = math.nan if math.isnan(came) else spread.p_value(((came / mean) ** (2 / 3) - 1) / step)
    return Expected(low, mean, high, p_value, spread)


def _design(times: Numbers, year: int, trend: bool, seasonal: bool) -> Numbers:
    columns = [np.ones(len(times))]
    if trend:
        columns.append(times / max(year, 1))
    if seasonal:
        turn = 2 * math.pi * times / year
        columns += [np.cos(turn), np.sin(turn)]
    return np.column_stack(columns)


def back_test(past: Past, first: int) -> Sequence[bool]:
    """Whether each figure from place ``first`` on lay in the range that the ones before it led to expect."""
    inside = []
    for at in range(first, len(past.events)):
        before = Past(past.kind, past.events[:at], past.sizes[:at], past.times[:at], past.year)
        came = float(past.events[at] / (past.sizes[at] if past.kind is Kind.SHARE else 1.0))
        range_ = expected(before, float(past.times[at]), float(past.sizes[at]), came)
        if range_ is not None:
            inside.append(range_.low <= came <= range_.high)
    return inside
