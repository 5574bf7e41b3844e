"""The sentences of a slide, from its figures and the indicator's own words: no adjectives and no causes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display import narrative
from dashboard.display.analysis import incomplete
from dashboard.display.analysis.series import Point, Series, lacks
from dashboard.display.charts import Mark
from dashboard.display.exports.table import HEADINGS
from dashboard.methods import wording
from dashboard.publication import SHORTHAND, Indicator

#: More names than this are told by their number.
_NAMED = 3
#: What a bar or dot stands for, where that is not the heading of its table.
_ROWS = {"field": "field of the records", "age": "age group"}
WHY_HIDDEN = (
    "A small count is hidden, and sometimes another with it, so that nobody can be recognised or worked out "
    "by subtraction. Nothing and a few look the same."
)


def headline(kind: str, lines: Sequence[Series], focus: str, events: Sequence[Mark]) -> str:
    """One sentence for what the slide shows."""
    if kind == "paired":
        return narrative.side_by_side(lines[0], lines[1])
    if kind == "compare":
        return compared(lines)
    breaks = [(mark.day, mark.label) for mark in events if mark.breaks]
    return narrative.headline(lines[0], focus, breaks)


def compared(lines: Sequence[Series]) -> str:
    """The figures of several lines in the last full period that all have, hidden ones as hidden."""
    kept = [[point for point in one.points if not point.cut] for one in lines]
    shared = set.intersection(*({point.code for point in points} for points in kept))
    what = lines[0].indicator.title
    if not shared:
        return f"{what}: there is no period that all lines cover."
    last = max(shared, key=wording.span)
    compared = [next(point for point in points if point.code == last) for points in kept]
    pairs = zip(lines, compared, strict=True)
    told = [f"{one.name} {_figure(point, one.measure)}" for one, point in pairs]
    lacking = narrative.beside(*compared)
    return narrative.marked(f"{what} in {compared[0].label}: {wording.listed(told)}.{lacking}", *compared)


def how_to_read(kind: str, lines: Sequence[Series], events: Sequence[Mark]) -> str:
    """How to read the picture, for whoever stands beside it."""
    told = [_reading(kind, lines)]
    points = [point for one in lines for point in one.points]
    if kind in ("trend", "compare"):
        if any(point.hidden for point in points):
            told.append("The line breaks, and the ground is grey, where a figure is hidden [c].")
        if any(point.cut and point.value is not None for point in points):
            told.append("A hollow dot is a period that the data covers only in part.")
        if any(point.lacks for point in points):
            told.append(f"{incomplete.MARK_IN_WORDS}, so its figure may be too low.")
        told += [f"A dotted line marks: {mark.label}, {wording.date(mark.day)}." for mark in events]
    elif kind != "words":
        if any(point.value is None for point in points):
            told.append("What is hatched has no figure: its length and its place say nothing.")
        if kind != "map" and any(not one.indicator.mix and _has_interval(one) for one in lines):
            told.append("The thin line is a 95% interval: the figure could as well lie anywhere along it.")
    return " ".join(told)


def _reading(kind: str, lines: Sequence[Series]) -> str:
    first = lines[0] if lines else None
    if first is None or kind == "words":
        return "Each sentence is written from published figures; they are in the table."
    row = _ROWS.get(first.over) or wording.lower_first(HEADINGS.get(first.over, first.over.replace("_", " ")))
    unit = _unit(first.indicator)
    return {
        "trend": f"Each dot is one period, {unit}; the scale begins at 0.",
        "compare": f"Each line is named where it ends; all are {unit}, on one scale that begins at 0.",
        "bars": f"Each bar is one {row}, {unit}, the longest first; the scale begins at 0.",
        "dots": f"Each dot is one {row}, {unit}, the highest first.",
        "paired": "Two measures of the same places, each on a scale of its own that begins at 0.",
        "map": f"Each area has its figure {unit}; darker is more, and figures that are alike share a colour.",
    }[kind]


def questions(publication_as_of: str, lines: Sequence[Series], events: Sequence[Mark]) -> tuple[str, ...]:
    """What is likely to be asked, each with its answer."""
    told: list[str] = []
    for about in _indicators(lines):
        told.append(f"{about.title}: what is counted? {definition(about)}")
    for one in lines:
        told += [*_about_hidden(one), *_about_chance(one), *_about_cut(one), *_about_lacks(one)]
    told += [
        f"Can figures before and after {wording.date(mark.day)} be compared? "
        f"No: {wording.lower_first(mark.label)}."
        for mark in events
        if mark.breaks
    ]
    if lines:
        told.append(f"How recent is this? The figures are as of {publication_as_of}.")
    return tuple(dict.fromkeys(told))


def definition(about: Indicator) -> str:
    """What an indicator counts, in which unit, and of which place."""
    told = [_sentence(about.numerator)]
    if about.denominator:
        told.append(f"Out of: {about.denominator}.")
    told.append(f"Unit: {about.unit}.")
    if about.place:
        told.append(f"Place: {_sentence(about.place)}")
    return " ".join(told)


def definitions(lines: Sequence[Series]) -> tuple[tuple[str, str], ...]:
    """The title and the definition of each indicator of a slide."""
    return tuple((about.title, definition(about)) for about in _indicators(lines))


def caveats(lines: Sequence[Series]) -> tuple[str, ...]:
    """What must stand beside the figures."""
    return tuple(dict.fromkeys(_sentence(about.caveat) for about in _indicators(lines) if about.caveat))


def shorthand(lines: Sequence[Series], more: Sequence[str] = ()) -> tuple[str, ...]:
    """What the marks in square brackets stand for, of those that appear."""
    there = {point.status for one in lines for point in one.points if point.value is None}
    return tuple(text for status, text in SHORTHAND.items() if status in there or f"[{status.value}]" in more)


def unit(lines: Sequence[Series]) -> str:
    """The unit at the head of a picture: "Percentage of attendances", "People"."""
    told = dict.fromkeys(_plain(one.indicator.unit) for one in lines)
    return wording.listed(list(told))


def period(kind: str, lines: Sequence[Series]) -> str:
    """The period or periods that the figures are of; of sentences, those that they speak of."""
    told = [one.period for one in lines if one.period]
    over_time = [one for one in lines if one.over == "time"]
    if over_time and kind == "words":
        told = [latest(one)[0].label for one in over_time] + told
    elif over_time:
        points = {point.code: point for one in over_time for point in one.points}
        told.insert(0, _from_to(sorted(points.values(), key=lambda point: wording.span(point.code))))
    return wording.listed(list(dict.fromkeys(told))) or "all periods"


def latest(one: Series) -> tuple[Point, ...]:
    """Over time the last full period (any, where none is full), hidden or not; else all points."""
    if one.over != "time":
        return one.points
    return tuple([point for point in one.points if not point.cut][-1:] or one.points[-1:])


def source(lines: Sequence[Series]) -> str:
    """The sources of all figures, each once."""
    told = dict.fromkeys(part.strip() for one in lines for part in one.indicator.source.split(";"))
    return wording.listed(list(told))


def _from_to(points: Sequence[Point]) -> str:
    """April 2019 to September 2026, from periods in order."""
    first, last = points[0], points[-1]
    if len(points) == 1:
        return first.label
    if "Q" in first.code:
        return f"{wording.month(wording.span(first.code)[0])} to {wording.month(wording.span(last.code)[1])}"
    return f"{first.label} to {last.label}"


def _about_hidden(one: Series) -> list[str]:
    if not one.hidden:
        return []
    names = [point.label for point in one.hidden]
    which = wording.listed(names) if len(names) <= _NAMED else f"{len(names)} figures"
    return [f"Why {'is' if len(names) == 1 else 'are'} {which} hidden? {WHY_HIDDEN}"]


def _about_chance(one: Series) -> list[str]:
    # Sessions and attendances are planned and counted in full: chance says nothing about them.
    if one.over != "time" or (one.measure == "count" and one.indicator.direction != "neutral"):
        return []
    now = narrative.latest(one)
    then = narrative.before(one, now) if now else None
    beyond = narrative.beyond_chance(then, now, one.measure) if now and then else None
    if beyond is None or now is None or then is None:
        return []
    holds = "does not hold 0" if beyond else "holds 0"
    return [
        f"Is the change from {then.label} to {now.label} more than chance ({one.name})? "
        f"{'Yes' if beyond else 'No'}: the 95% interval of the difference {holds}."
    ]


def _about_cut(one: Series) -> list[str]:
    cut = [point for point in one.shown if point.cut] if one.over == "time" else []
    return [
        f"Can {point.label} be compared with a full period? No: the data covers it only in part."
        for point in cut
    ]


def _about_lacks(one: Series) -> list[str]:
    told = incomplete.words(lacks([one]))
    return [f"Whose data are missing ({one.name})? {told}. Nothing is compared with them."] if told else []


def _indicators(lines: Sequence[Series]) -> list[Indicator]:
    return list({one.indicator.id: one.indicator for one in lines}.values())


def _has_interval(one: Series) -> bool:
    return any(point.low is not None for point in one.shown)


def _figure(point: Point, measure: str) -> str:
    if point.value is None:
        return f"[{point.status.value}]"
    return wording.measured(point.value, measure) + narrative.after(point)


def _plain(text: str) -> str:
    return f"Percentage{text.removeprefix('%')}" if text.startswith("%") else text[:1].upper() + text[1:]


def _unit(about: Indicator) -> str:
    """In referrals, or as a percentage of attendances."""
    if about.unit.startswith("%"):
        return f"as a percentage{about.unit.removeprefix('%')}"
    return f"in {about.unit}"


def _sentence(text: str) -> str:
    told = text.strip()
    return f"{told[:1].upper()}{told[1:]}" + ("" if told.endswith((".", "?", "!")) else ".")
