"""Rates and shares of small areas drawn towards what all have in common, from published figures alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.display.analysis import carried
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries
from dashboard.methods import shrunken_rates, shrunken_shares, wording
from dashboard.publication.verdicts import counted_in_full


@dataclass(frozen=True)
class Steadied:
    """``own`` figures of the areas, the same ``drawn`` towards ``common``, that of all areas shown, and
    whether the areas ``differ`` beyond chance at all: else each has the common figure."""

    own: PublishedSeries
    drawn: PublishedSeries
    common: float
    differ: bool


def steadied(series: PublishedSeries) -> Steadied | None:
    """The areas of ``series`` with figures steadied (empirical Bayes, ``methods.shrunken``).

    Only figures that are shown, with their parts, go in; an area whose figure is hidden stays hidden and has
    no part in the others. None where nothing is to be steadied: figures counted in full, counts, means, fewer
    than four areas shown, or a share of more than the whole.
    """
    if series.measure not in ("rate", "percent") or counted_in_full(series.indicator):
        return None
    areas = [point for point in series.shown if point.code not in UNKNOWN]
    parts = [(point.numerator or 0.0, point.denominator or 0.0) for point in areas]
    if any(point.numerator is None or not size > 0 for point, (_, size) in zip(areas, parts, strict=True)):
        return None
    share = series.measure == "percent"
    if not parts or (share and any(wording.exceeds(*each) for each in parts)):
        return None
    estimates = (shrunken_shares if share else shrunken_rates)(*zip(*parts, strict=True))
    per = 100.0 if share else _per(areas)
    if estimates is None or per is None:
        return None
    figures = dict(zip((point.code for point in areas), (estimates.figures * per).tolist(), strict=True))
    kept = [point for point in series.points if point.code in figures or point.hidden]
    own = replace(series, name="As counted", points=tuple(kept))
    points = tuple(_with(point, figures.get(point.code)) for point in kept)
    return Steadied(
        own, replace(series, name="Steadied", points=points), estimates.common * per, estimates.between > 0
    )


def _per(areas: list[Point]) -> float | None:
    """For how many a rate is given; None where no area has an event."""
    known = (p for p in areas if p.value and p.numerator and p.denominator)
    return next((p.value * p.denominator / p.numerator for p in known), None)  # type: ignore[operator]


def _with(point: Point, figure: float | None) -> Point:
    """``point`` with a figure that was worked out: without an interval, and of no counting of its own."""
    if figure is None:
        return point
    return replace(point, value=figure, low=None, high=None, **carried.NEVER)
