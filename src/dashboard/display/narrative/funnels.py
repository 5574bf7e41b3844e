"""What a funnel says: whether one share stands apart from that of all, given its size and how all differ."""

from __future__ import annotations

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.methods import wording


def funnel(shares: PublishedSeries, focus: str, whole: Point, places: str = "forces") -> str:
    """One sentence on the share of ``focus`` beside that of ``whole``, the share of all ``places``."""
    name = phrases.bracketed(shares.name)
    ours = next((point for point in shares.points if point.code == focus), None)
    if (
        whole.value is None
        or ours is None
        or ours.value is None
        or not (ours.denominator and ours.denominator > 0)
    ):
        label = ours.label if ours else "the place chosen"
        return f"{name}: no figure can be shown for {label}."
    usual = control_limits.usual_variance(_based(shares), whole.value / 100)
    parts = (
        ""
        if ours.numerator is None
        else f" ({wording.number(ours.numerator)} of {wording.number(ours.denominator)})"
    )
    sentence = (
        f"{phrases.sentence(phrases.opening(shares.period) + phrases.inside(shares.name))} was "
        f"{phrases.figure(ours, shares)} for {ours.label}{parts} beside {phrases.figure(whole, shares)} for "
        f"all {places}, {_chance(ours, whole, places, usual)}{_others(shares, whole, places, usual)}."
        f"{incompleteness.beside(shares, ours, whole)}"
    )
    return countings.marked(sentence, shares, whole)


def _based(shares: PublishedSeries) -> list[Point]:
    return [point for point in shares.shown if point.denominator and point.denominator > 0]


def _chance(point: Point, whole: Point, places: str, usual: float) -> str:
    near = _outside(point, whole, 0.95)
    if near is None:
        return "which cannot be judged"
    if not near:
        return "no further apart than chance could bring"
    if not usual:
        if _outside(point, whole, 0.998):
            return "more apart than chance alone would bring"
        return f"outside the 95% limits, where chance alone would put 1 in 20 {places}"
    if _outside(point, whole, 0.998, usual):
        return f"more apart than {places} usually differ"
    if _outside(point, whole, 0.95, usual):
        return f"outside the 95% limits of how {places} usually differ, where 1 in 20 would be"
    return f"more apart than chance alone would bring, but no more than {places} usually differ"


def _outside(point: Point, whole: Point, confidence: float, usual: float = 0.0) -> bool | None:
    limits = control_limits.funnel((whole.value or 0.0) / 100, [point.denominator or 1.0], confidence, usual)
    return None if limits is None else control_limits.beyond(point.value or 0.0, limits[0][0], limits[1][0])


def _others(shares: PublishedSeries, whole: Point, places: str, usual: float) -> str:
    shown = _based(shares)
    judged = [_outside(point, whole, 0.998, usual) for point in shown]
    if None in judged:
        return ""
    beyond = judged.count(True)
    lies = "lies" if beyond == 1 else "lie"
    wider = f" of how {places} usually differ" if usual else ""
    return f"; {beyond} of the {len(shown)} {places} shown {lies} outside the 99.8% limits{wider}"
