"""How a figure, a name and a period are put inside a sentence."""

from __future__ import annotations

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
    return 0 < abs(new - old) < ALIKE * abs(old)


def difference(size: float, measure: str) -> str:
    """The size of a difference: 3 percentage points, or 12."""
    if measure == "percent":
        points = wording.number(size)
        return f"{points} percentage point{'' if size == 1 else 's'}"
    return wording.measured(size, measure)


def figure(point: Point, series: PublishedSeries) -> str:
    """A figure as it is printed, with the mark of its counting, and after a share of more than its whole what
    that means."""
    over = over_whole(point, series)
    printed = wording.measured(point.value or 0.0, series.measure) + countings.after(point)
    return printed + (f" ({over})" if over else "")


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
    """A figure with its unit: 34% of attendances, or 456 attendances."""
    unit = series.indicator.unit
    return (
        f"{figure(point, series)}{unit.removeprefix('%')}"
        if unit.startswith("%")
        else (f"{figure(point, series)} {unit}")
    )


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

    Brackets that it has already are taken in: "reports (made up), Corby" is "reports (made up, Corby)".
    """
    first, *rest = name.replace(" (", ", ").replace(")", "").split(", ")
    return f"{first} ({', '.join(rest)})" if rest else first


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
