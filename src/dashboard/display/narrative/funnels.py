"""What a funnel says: whether one place stands apart from all, given its size and how all differ."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.standing import Funnel, Standing, standings, together
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.methods import Z95, wording


def funnel(
    shares: PublishedSeries,
    focus: str,
    whole: Point,
    places: str = "forces",
    beside: Sequence[Funnel] = (),
) -> str:
    """One sentence on the share of ``focus`` beside that of ``whole``, the share of all ``places``.

    ``beside`` are the other funnels that the page offers: what stands apart does so among all of them.
    """
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
    parts = (
        ""
        if ours.numerator is None
        else f" ({wording.number(ours.numerator)} of {wording.number(ours.denominator)})"
    )
    held = standings([Funnel(shares, whole.value), *beside])[0]
    sentence = (
        f"{phrases.sentence(phrases.opening(shares.period) + phrases.inside(shares.name))} was "
        f"{phrases.figure(ours, shares)} for {ours.label}{parts} beside {phrases.figure(whole, shares)} for "
        f"all {places}, {_stands(held.get(focus), places)}{_others(held, places)}."
        f"{incompleteness.beside(shares, ours, whole)}"
    )
    return countings.marked(sentence, shares, whole)


def rate_beside(rates: PublishedSeries, focus: str, places: str = "forces") -> str:
    """ "Beside 5.2 for all 44 forces shown it is ...": how a rate stands; empty where it cannot be held."""
    target = together(rates)
    own = standings([Funnel(rates, target)])[0].get(focus)
    if own is None or target is None:
        return ""
    whole = wording.measured(target, rates.measure)
    return f"Beside {whole} for all {len(rates.shown)} {places} shown it is {_stands(own, places)}."


def _stands(standing: Standing | None, places: str) -> str:
    if standing is None:
        return "which cannot be judged"
    if abs(standing.chance) <= Z95:
        return "no further apart than chance could bring"
    if standing.apart:
        return (
            f"more apart than {f'{places} usually differ' if standing.wider else 'chance alone would bring'}"
        )
    if not standing.wider:
        return f"outside the 95% limits, where chance alone would put 1 in 20 {places}"
    if abs(standing.usually) > Z95:
        return f"outside the 95% limits of how {places} usually differ, where 1 in 20 would be"
    return f"more apart than chance alone would bring, but no more than {places} usually differ"


def _others(held: dict[str, Standing], places: str) -> str:
    if not held:
        return ""
    apart = sum(each.apart for each in held.values())
    stand = "stands" if apart == 1 else "stand"
    usually = " from how they usually differ" if next(iter(held.values())).wider else ""
    return f"; {apart} of the {len(held)} {places} shown {stand} apart{usually} when all are tried together"
