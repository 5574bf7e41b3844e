"""Headlines written from published figures: what rose or fell, by how much, and whether chance explains it.

No adjectives and no causes: a headline says what the figures say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard import methods, wording
from dashboard.series import MIXES, UNKNOWN, Point, Series, ranked

#: Day as ISO text, and what changed: figures before and after are not of the same kind.
Break = tuple[str, str]


def headline(series: Series, focus: str = "", breaks: Sequence[Break] = ()) -> str:
    """One sentence for a series: its change where it runs over time, else how its parts compare."""
    if not series.shown:
        return f"{series.name}: {_none(series)}."
    return change(series, breaks) if series.over == "time" else comparison(series, focus)


def _none(series: Series) -> str:
    """Why there is no figure at all: the same whether what is hidden is nothing or much."""
    if series.hidden:
        return "every figure is hidden, so that nobody can be recognised"
    return "no figure can be shown here"


def latest(series: Series) -> Point | None:
    """The last published point whose period the data covers in full; None where there is none."""
    whole = [point for point in series.shown if not point.cut]
    return whole[-1] if whole else None


def hidden_since(series: Series) -> Point | None:
    """The last period that the data covers in full, where its figure is hidden; else None."""
    whole = [point for point in series.points if not point.cut]
    return whole[-1] if whole and whole[-1].hidden else None


def _hidden_before(series: Series, point: Point) -> Point | None:
    """The same period one year earlier, where its figure is hidden."""
    wanted = wording.year_before(point.code)
    return next((p for p in series.hidden if p.code == wanted), None)


def before(series: Series, point: Point) -> Point | None:
    """The same period one year earlier, if it is published and the data covers it in full."""
    wanted = wording.year_before(point.code)
    return next((p for p in series.shown if p.code == wanted and not p.cut), None)


def change(series: Series, breaks: Sequence[Break] = ()) -> str:
    """How the last full period compares with the same one a year earlier.

    Where one of ``breaks`` lies between the two, it says so instead of speaking of chance.
    """
    name = _bracketed(series.name)
    now = latest(series)
    if now is None:
        only = series.shown[-1]
        return f"{name}: {_said(only, series)} in {only.label}; no full period to compare yet."
    then, later = before(series, now), hidden_since(series)
    since = f"; {later.label} is hidden" if later else ""
    if then is None:
        earlier = _hidden_before(series, now)
        beside = f"; {earlier.label} is hidden" if earlier else ""
        return f"{name}: {_said(now, series)} in {now.label}{beside}{since}."
    for day, label in breaks:
        if wording.middle_day(then.code) < day <= wording.middle_day(now.code):
            why = f"the two cannot be compared ({wording.lower_first(label)}, {wording.date(day)})"
            return f"{name} {_moved(series, then, now)}; {why}{since}."
    return f"{name} {_moved(series, then, now)}{_chance(series, then, now)}{since}."


def short_change(series: Series) -> str:
    """The change alone, for beside a figure: "12 fewer than in January to March 2022"."""
    now = latest(series)
    then = before(series, now) if now else None
    if now is None or then is None:
        earlier = _hidden_before(series, now) if now else None
        return f"{earlier.label} is hidden." if earlier else "No earlier period to compare with yet."
    apart = _apart(now, then, series.measure)
    if apart == 0:
        return f"The same as in {then.label}."
    size = _difference(abs(apart), series.measure)
    more = "more" if apart > 0 else "less" if series.measure != "count" else "fewer"
    if series.measure == "percent":
        more = "higher" if apart > 0 else "lower"
    return f"{size} {more} than in {then.label}{_chance(series, then, now)}."


def comparison(series: Series, focus: str = "") -> str:
    """What makes up most of a whole, or the range from the lowest to the highest."""
    known = [p for p in ranked(series) if p.value is not None and p.code not in UNKNOWN] or list(series.shown)
    when, name = _when(series.period), _inside(series.name)
    chosen = next((point for point in series.shown if point.code == focus), None)
    if chosen is not None:
        place = sum((p.value or 0.0) > (chosen.value or 0.0) for p in known) + 1
        return _sentence(
            f"{when}{name} for {chosen.label}: {_said(chosen, series)}, "
            f"number {place} of {len(known)} {_among(series)}from the highest."
        )
    first, last = known[0], known[-1]
    if series.indicator.id in MIXES:
        return _sentence(
            f"{when}{wording.lower_first(first.label)} made up the largest part {_among(series)}"
            f"({_said(first, series)})."
        )
    if len(known) == 1:
        rest = "; the others are hidden" if series.hidden else ""
        return _sentence(f"{when}{name}: {_said(first, series)} ({first.label}){rest}.")
    if _figure(first, series) == _figure(last, series):
        return _sentence(f"{when}{name} was {_figure(first, series)} in all {len(known)}{_shown(series)}.")
    return _sentence(
        f"{when}{name}{_shown(series)} ranged from {_figure(last, series)} ({last.label}) "
        f"to {_figure(first, series)} ({first.label})."
    )


def _among(series: Series) -> str:
    """Said before a place among the parts: a hidden one could stand anywhere."""
    return "shown " if series.hidden else ""


def _shown(series: Series) -> str:
    return ", where shown," if series.hidden else ""


def side_by_side(left: Series, right: Series) -> str:
    """Where one measure of the same places is highest, and where the other is."""
    tops = []
    for series in (left, right):
        known = [p for p in ranked(series) if p.value is not None and p.code not in UNKNOWN]
        if not known:
            return f"{series.name}: {_none(series)}."
        tops.append((series, known[0]))
    (one, top), (other, second) = tops
    return _sentence(
        f"{_when(left.period)}{_inside(one.name)} were highest for {top.label} ({_figure(top, one)}); "
        f"{_inside(other.name)} for {second.label} ({_figure(second, other)})."
    )


def part_of(part: Point, whole: Point, who: str, whom: str, what: str, when: str) -> str:
    """What share of a whole one part makes up: "Northamptonshire Police made 65 of the 3,946 ..."."""
    if part.value is None or whole.value is None or whole.value == 0:
        return f"{who}: no figure can be shown for {when}."
    share = wording.number(methods.percentage(part.value, whole.value, 1), 1)
    return (
        f"{who} made {wording.number(part.value)} of the {wording.number(whole.value)} {what} "
        f"by {whom} in {when}: {share}%."
    )


def beyond_chance(then: Point, now: Point, measure: str) -> bool | None:
    """Whether two figures differ by more than chance; None where they carry no interval.

    Chance explains the change where the interval of the difference holds 0.
    """
    limits = difference_interval(then, now, measure)
    return None if limits is None else not limits[0] <= 0 <= limits[1]


def difference_interval(then: Point, now: Point, measure: str) -> tuple[float, float] | None:
    """95 % limits of ``now`` less ``then``, in the unit of the figures; None where they carry no interval.

    Built from the two intervals (MOVER: Zou and Donner, 2008, Statistics in Medicine 27), counts taking
    Byar's or exact limits. It takes the two as independent.
    """
    if now.value is None or then.value is None:
        return None
    one, two = _limits(now, measure), _limits(then, measure)
    if one is None or two is None:
        return None
    apart = now.value - then.value
    low = apart - math.hypot(now.value - one[0], two[1] - then.value)
    high = apart + math.hypot(one[1] - now.value, then.value - two[0])
    return low, high


def _limits(point: Point, measure: str) -> tuple[float, float] | None:
    if measure == "count":
        low, high = methods.count_interval([point.value or 0.0])
        return float(low[0]), float(high[0])
    return None if point.low is None or point.high is None else (point.low, point.high)


def _chance(series: Series, then: Point, now: Point) -> str:
    # Sessions and attendances are planned and counted in full: chance says nothing about them.
    if series.measure == "count" and series.indicator.direction != "neutral":
        return ""
    beyond = beyond_chance(then, now, series.measure)
    if beyond is None or _apart(now, then, series.measure) == 0:
        return ""
    return ", more than chance alone would bring" if beyond else ", no more than chance alone would bring"


def _apart(now: Point, then: Point, measure: str) -> float:
    """The difference of the two figures as they are printed, so that sentence and figures agree."""
    places = wording.PLACES.get(measure, 0)
    return methods.round_half_up(
        methods.round_half_up(now.value or 0.0, places) - methods.round_half_up(then.value or 0.0, places),
        places,
    )


def _moved(series: Series, then: Point, now: Point) -> str:
    old, new = _figure(then, series), _figure(now, series)
    apart = _apart(now, then, series.measure)
    if apart == 0:
        return f"stayed at {new} in {now.label}, as in {then.label}"
    return f"{'rose' if apart > 0 else 'fell'} from {old} in {then.label} to {new} in {now.label}"


def _difference(size: float, measure: str) -> str:
    if measure == "percent":
        points = wording.number(size)
        return f"{points} percentage point{'' if size == 1 else 's'}"
    return wording.measured(size, measure)


def _figure(point: Point, series: Series) -> str:
    return wording.measured(point.value or 0.0, series.measure)


def _said(point: Point, series: Series) -> str:
    """A figure with its unit: 34% of attendances, or 456 attendances."""
    unit = series.indicator.unit
    return (
        f"{_figure(point, series)}{unit.removeprefix('%')}"
        if unit.startswith("%")
        else (f"{_figure(point, series)} {unit}")
    )


def _when(period: str) -> str:
    """ "In 2025, " or "From April 2019 to September 2026, "; nothing where there is no period."""
    if not period:
        return ""
    several = period.count(" 20") > 1
    return f"{'From' if several else 'In'} {period}, "


def _inside(name: str) -> str:
    """A name inside a sentence: "types of exploitation (NRM referrals)"."""
    return _bracketed(wording.lower_first(name))


def _bracketed(name: str) -> str:
    first, comma, rest = name.partition(", ")
    return f"{first} ({rest})" if comma else first


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
