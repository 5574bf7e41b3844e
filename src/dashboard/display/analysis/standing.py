"""How far places stand from all of them together, and which stand apart where many are looked at.

Each place of a funnel, and each funnel that a page offers, is one more chance of a false alarm: of what is
said to stand apart at most 1 in 20 is one (Benjamini and Hochberg, over places and funnels together). And it
lies outside the 99.8% limits that the picture draws, which few places together would not ask for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special  # type: ignore[import-untyped]

from dashboard import methods
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods.discoveries import false_discovery_rates

FALSE, OUTSIDE = 0.05, 0.002


@dataclass(frozen=True)
class Funnel:
    """Figures of places with a base, and the figure of all of them together."""

    figures: PublishedSeries
    target: float | None


@dataclass(frozen=True)
class Standing:
    """How many standard errors a place is from all together: of ``chance`` alone, and with how places
    ``usually`` differ where that is more; and whether it stands ``apart`` among all that are looked at."""

    chance: float
    usually: float
    apart: bool
    wider: bool


def standings(funnels: Sequence[Funnel]) -> tuple[dict[str, Standing], ...]:
    """By its code, how each place stands in each of the funnels of a page; none around what is no figure."""
    scores = [_scores(funnel) for funnel in funnels]
    p_values = [_p_value(usually, len(each), wider) for each in scores for _, usually, wider in each.values()]
    rates = zip(p_values, false_discovery_rates(p_values), strict=True)
    stands = (p_value <= OUTSIDE and rate <= FALSE for p_value, rate in rates)
    return tuple(
        {
            code: Standing(chance, usually, next(stands), wider)
            for code, (chance, usually, wider) in each.items()
        }
        for each in scores
    )


def _p_value(score: float, places: int, wider: bool) -> float:
    """Student's where it is known from so many places alone how they usually differ."""
    return 2 * float(special.stdtr(places - 1, -abs(score)) if wider else special.ndtr(-abs(score)))


def _scores(funnel: Funnel) -> dict[str, tuple[float, float, bool]]:
    shown = [point for point in funnel.figures.shown if point.denominator and point.denominator > 0]
    errors = [_error(point, funnel) for point in shown]
    target = funnel.target
    if target is None or not shown or not all(map(math.isfinite, errors)):
        return {}
    usual = None
    if min(errors) > 0:
        usual = methods.between([point.value or 0.0 for point in shown], target, errors, undone=True)
    variance = usual.variance if usual else 0.0
    return {
        point.code: (
            _score(point, target, error),
            _score(point, target, math.hypot(error, math.sqrt(variance))),
            variance > 0,
        )
        for point, error in zip(shown, errors, strict=True)
    }


def _score(point: Point, target: float, error: float) -> float:
    away = (point.value or 0.0) - target
    return away / error if error else math.copysign(math.inf, away) if away else 0.0


def _error(point: Point, funnel: Funnel) -> float:
    """The standard error that chance gives a figure of this base around that of all: of a share in percent,
    or of a rate."""
    base, target = point.denominator or 0.0, funnel.target
    if target is None or target < 0:
        return math.nan
    if funnel.figures.measure == "percent":
        return 100 * math.sqrt(target / 100 * (1 - target / 100) / base) if target <= 100 else math.nan
    return math.sqrt(target * per(funnel.figures) / base)


def per(figures: PublishedSeries) -> float:
    """For how many of its base a rate is given; NaN where no figure tells."""
    known = (p for p in figures.shown if p.value and p.numerator and p.denominator)
    return next((p.value * p.denominator / p.numerator for p in known), math.nan)  # type: ignore[operator]


def together(rates: PublishedSeries) -> float | None:
    """The rate of all places shown together, from their published parts."""
    shown = [p for p in rates.shown if p.numerator is not None and p.denominator]
    base = sum(p.denominator or 0.0 for p in shown)
    rate = per(rates) * sum(p.numerator or 0.0 for p in shown) / base if base else math.nan
    return rate if math.isfinite(rate) else None
