"""How a figure, a name and a period are put inside a sentence."""

from __future__ import annotations

import re

from dashboard import methods
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import countings
from dashboard.methods import wording

#: The part of the earlier figure under which a difference is not told as a rise or fall (docs/methods.md).
ALIKE = 0.01


def none(series: PublishedSeries) -> str:
    """Why there is no figure at all: the same whether what is hidden is nothing or much."""
    if series.hidden:
        return "every figure is hidden, so that nobody can be recognised"
    return "no figure can be shown here"


def apart(now: Point, then: Point, measure: str) -> float:
    """The difference of the two figures as they are printed, so that sentence and figures agree."""
    places = wording.PLACES.get(measure, 0)
    return methods.round_half_up(
        methods.round_half_up(now.value or 0.0, places) - methods.round_half_up(then.value or 0.0, places),
        places,
    )


def about_the_same(now: Point, then: Point) -> bool:
    """Whether two figures differ by less than ``ALIKE`` of the earlier one, so that neither rise nor fall is
    news; not where both are the same."""
    old, new = then.value or 0.0, now.value or 0.0
    return new != old and near(new, old)


def near(value: float, other: float) -> bool:
    """Whether a figure differs by less than ``ALIKE`` of another from it."""
    return abs(value - other) < ALIKE * abs(other)


def difference(size: float, measure: str) -> str:
    """The size of a difference: 3 percentage points, or 12."""
    if measure == "percent":
        points = wording.number(size)
        return f"{points} percentage point{'' if size == 1 else 's'}"
    return wording.measured(size, measure)


def figure(point: Point, series: PublishedSeries) -> str:
    """A figure as it is printed, with the mark of its counting, and after a share of more than its whole what
    that means. A share of a few is told by its parts."""
    over = over_whole(point, series)
    value = point.few(series.measure) or wording.measured(point.value or 0.0, series.measure)
    return followed(value + countings.after(point), over) if over else value + countings.after(point)


def followed(text: str, words: str) -> str:
    """``text`` and, in brackets after it, ``words``: in those that it ends with, where it ends with some."""
    inside = within_brackets(words)
    return f"{text[:-1]}; {inside})" if text.endswith(")") else f"{text} ({inside})"


def over_whole(point: Point, series: PublishedSeries) -> str:
    """ "6 of 5, so the headcount is out of date" where more are counted than a whole holds; else empty.

    Such a share is shown as 100% and has no interval.
    """
    if (
        series.measure != "percent"
        or point.value is None
        or not wording.exceeds(point.numerator, point.denominator)
    ):
        return ""
    parts = f"{wording.number(point.numerator or 0.0)} of {wording.number(point.denominator or 0.0)}"
    # Only a headcount is sent by others, of another day; all other wholes are counted here.
    if series.indicator.policy == "workforce":
        return f"{parts}, so the headcount is out of date"
    return f"{parts}, more than the whole"


def with_unit(point: Point, series: PublishedSeries) -> str:
    """A figure with its unit: 34% of attendances, 1 of 2 agencies, or 456 attendances."""
    unit = series.indicator.unit
    if not unit.startswith("%"):
        return f"{figure(point, series)} {unit}"
    whole = unit.removeprefix("%")
    return figure(point, series) + (whole.replace(" of", "", 1) if point.few(series.measure) else whole)


def opening(period: str) -> str:
    """ "In 2025, " or "From April 2019 to September 2026, "; nothing where there is no period."""
    if not period:
        return ""
    several = period.count(" 20") > 1
    return f"{'From' if several else 'In'} {period}, "


def inside(name: str) -> str:
    """A name inside a sentence: "types of exploitation (NRM referrals)"."""
    return bracketed(wording.lower_first(name))


def bracketed(name: str) -> str:
    """A name with what follows its comma in brackets: "positive decisions (United Kingdom)".

    Brackets that it ends with are taken in: "reports (made up), Corby" is "reports (made up, Corby)". A comma
    within brackets parts nothing.
    """
    first, *rest = re.split(r", (?![^()]*\))", _one_deep(name.replace(") (", ", ")))
    return f"{followed(first, ', '.join(rest))}".replace("; ", ", ") if rest else first


def _one_deep(text: str) -> str:
    """``text`` without brackets in brackets: "a (b (c))" is "a (b, c)"."""
    out, depth = "", 0
    for mark in text:
        depth += (mark == "(") - (mark == ")")
        if mark == "(" and depth > 1:
            out = out.rstrip() + ("" if out.endswith("(") else ", ")
        elif mark != ")" or depth == 0:
            out += mark
    return out


def within_brackets(label: str) -> str:
    """A label for inside brackets, its own taken out: "Adult (18 or over)" is "Adult, 18 or over"."""
    return label.replace(" (", ", ").replace("(", "").replace(")", "")


def sentence(text: str) -> str:
    """``text`` with a capital letter."""
    return text[:1].upper() + text[1:]


def stretch(first: str, last: str) -> str:
    """From one period to another: "April 2024 to May 2024", or quarters with "until" between them."""
    if first == last:
        return first
    return f"{first} {'until' if ' to ' in first else 'to'} {last}"
