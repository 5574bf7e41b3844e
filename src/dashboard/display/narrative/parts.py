"""How the parts of a series compare, and one part with a whole.

No part is called the highest, the lowest or by its place where all differ no more than chance explains.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import methods
from dashboard.display.analysis import ranking
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries, ranked, rounded
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.methods import wording


def comparison(series: PublishedSeries, focus: str = "") -> str:
    """What makes up most of a whole, or the range from the lowest to the highest, where they do differ."""
    known = [p for p in ranked(series) if p.value is not None and p.code not in UNKNOWN] or list(series.shown)
    when, name = phrases.opening(series.period), phrases.inside(series.name)
    chosen = next((point for point in series.shown if point.code == focus), None)
    alike = not series.indicator.mix and ranking.differ(known, series.measure) is False
    if chosen is not None and alike:
        return phrases.sentence(
            f"{when}{name} for {chosen.label}: {phrases.with_unit(chosen, series)}; {_alike(series, known)}."
        )
    if chosen is not None:
        place = sum((p.value or 0.0) > (chosen.value or 0.0) for p in known) + 1
        return phrases.sentence(
            f"{when}{name} for {chosen.label}: {phrases.with_unit(chosen, series)}, "
            f"number {place} of {len(known)} {_among(series)}from the highest."
            f"{_rounded(series) if series.indicator.mix else ''}"
        )
    first, last = known[0], known[-1]
    if series.indicator.mix:
        return phrases.sentence(
            f"{when}{wording.lower_first(first.label)} made up the largest part {_among(series)}"
            f"({phrases.within_brackets(phrases.with_unit(first, series))}).{_rounded(series)}"
        )
    if len(known) == 1:
        rest = "; the others are hidden" if series.hidden else ""
        figure = phrases.followed(phrases.with_unit(first, series), first.label)
        return phrases.sentence(f"{when}{name}: {figure}{rest}.")
    if phrases.figure(first, series) == phrases.figure(last, series):
        return phrases.sentence(
            f"{when}{name} was {phrases.figure(first, series)} in all {len(known)}{_shown(series)}."
        )
    if alike:
        return phrases.sentence(f"{when}{name}: {_alike(series, known)}.")
    low, high = (
        phrases.followed(phrases.figure(end, series), _with_size(end, series)) for end in (last, first)
    )
    return phrases.sentence(f"{when}{name}{_shown(series)} ranged from {low} to {high}.")


def _alike(series: PublishedSeries, known: Sequence[Point]) -> str:
    """That parts differ no more than chance explains, with the range that they have."""
    low, high = (phrases.within_brackets(phrases.figure(point, series)) for point in (known[-1], known[0]))
    shown = " shown" if series.hidden else ""
    return f"all {len(known)}{shown} differ no more than their sizes explain ({low} to {high})"


def _with_size(point: Point, series: PublishedSeries) -> str:
    """A part at one end of a range, with how many its figure rests on: a small one stands there easily."""
    rests_on = point.denominator if series.measure in ("percent", "mean") else None
    if rests_on is None or point.few(series.measure):
        return point.label
    return f"{point.label}, n = {wording.number(rests_on)}"


def _rounded(series: PublishedSeries) -> str:
    """That shares of a whole, as they are printed, add to 98% or 101%; empty where they add to 100%."""
    return f" {text}." if (text := rounded(series)) else ""


def _among(series: PublishedSeries) -> str:
    """Said before a place among the parts: a hidden one could stand anywhere."""
    return "shown " if series.hidden else ""


def _shown(series: PublishedSeries) -> str:
    return ", where shown," if series.hidden else ""


def side_by_side(left: PublishedSeries, right: PublishedSeries) -> str:
    """Where one measure of the same places is highest, and where the other is."""
    tops = []
    for series in (left, right):
        known = [p for p in ranked(series) if p.value is not None and p.code not in UNKNOWN]
        if not known:
            return f"{phrases.bracketed(series.name)}: {phrases.none(series)}."
        tops.append((series, known[0]))
    first, other = (series for series, _ in tops)
    highest, other_highest = (
        phrases.followed(point.label, phrases.figure(point, series)) for series, point in tops
    )
    sentence = phrases.sentence(
        f"{phrases.opening(left.period)}{phrases.inside(first.name)} were highest for {highest}; "
        f"{phrases.inside(other.name)} for {other_highest}.{incompleteness.beside(left, right)}"
    )
    return countings.marked(sentence, left, right)


def part_of(part: Point, whole: Point, who: str, whom: str, what: str, when: str) -> str:
    """What share of a whole one part makes up: "Northamptonshire Police made 65 of the 3,946 ..."."""
    if part.value is None or whole.value is None or whole.value == 0:
        return f"{who}: no figure can be shown for {when}."
    share = wording.number(methods.percentage(part.value, whole.value, 1), 1)
    counted = [f"{wording.number(point.value or 0.0)}{countings.after(point)}" for point in (part, whole)]
    return (
        f"{who} made {counted[0]} of the {counted[1]} {what} by {whom} in {when}: {share}%."
        f"{incompleteness.beside(part, whole)}"
    )
