"""How the parts of a series compare, and one part with a whole."""

from __future__ import annotations

from dashboard import methods
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries, ranked
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.methods import wording


def comparison(series: PublishedSeries, focus: str = "") -> str:
    """What makes up most of a whole, or the range from the lowest to the highest."""
    known = [p for p in ranked(series) if p.value is not None and p.code not in UNKNOWN] or list(series.shown)
    when, name = phrases.opening(series.period), phrases.inside(series.name)
    chosen = next((point for point in series.shown if point.code == focus), None)
    if chosen is not None:
        place = sum((p.value or 0.0) > (chosen.value or 0.0) for p in known) + 1
        return phrases.sentence(
            f"{when}{name} for {chosen.label}: {phrases.with_unit(chosen, series)}, "
            f"number {place} of {len(known)} {_among(series)}from the highest."
        )
    first, last = known[0], known[-1]
    if series.indicator.mix:
        return phrases.sentence(
            f"{when}{wording.lower_first(first.label)} made up the largest part {_among(series)}"
            f"({phrases.with_unit(first, series)})."
        )
    if len(known) == 1:
        rest = "; the others are hidden" if series.hidden else ""
        return phrases.sentence(f"{when}{name}: {phrases.with_unit(first, series)} ({first.label}){rest}.")
    if phrases.figure(first, series) == phrases.figure(last, series):
        return phrases.sentence(
            f"{when}{name} was {phrases.figure(first, series)} in all {len(known)}{_shown(series)}."
        )
    return phrases.sentence(
        f"{when}{name}{_shown(series)} ranged from {phrases.figure(last, series)} ({last.label}) "
        f"to {phrases.figure(first, series)} ({first.label})."
    )


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
            return f"{series.name}: {phrases.none(series)}."
        tops.append((series, known[0]))
    (first, top), (other, second) = tops
    sentence = phrases.sentence(
        f"{phrases.opening(left.period)}{phrases.inside(first.name)} were highest for {top.label} "
        f"({phrases.figure(top, first)}); {phrases.inside(other.name)} for {second.label} "
        f"({phrases.figure(second, other)}).{incompleteness.beside(left, right)}"
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
