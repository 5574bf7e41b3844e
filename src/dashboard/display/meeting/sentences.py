"""The sentences of a slide, from its figures and the indicator's own words: no adjectives and no causes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display import charts, narrative
from dashboard.display.analysis import incomplete, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, lacks
from dashboard.display.charts import Mark
from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting import events as bearing
from dashboard.methods import wording
from dashboard.publication import SHORTHAND, Indicator, Publication, editions

#: More names than this are told by their number.
_NAMED = 3
#: What a bar or dot stands for, where that is not the heading of its table.
_ROWS = {"field": "field of the records", "age": "age group"}
WHY_HIDDEN = (
    "A small count is hidden, and sometimes another with it, so that nobody can be recognised or worked out "
    "by subtraction. Nothing and a few look the same."
)


def headline(kind: str, lines: Sequence[PublishedSeries], focus: str, events: Sequence[Mark]) -> str:
    """One sentence for what the slide shows."""
    if kind == "paired":
        return narrative.side_by_side(lines[0], lines[1])
    if kind == "compare":
        return compared(lines)
    return narrative.headline(lines[0], focus, charts.breaks(events))


def compared(lines: Sequence[PublishedSeries]) -> str:
    """The figures of several lines in the last full period that all have, hidden ones as hidden."""
    kept = [[point for point in series.points if not point.cut] for series in lines]
    shared = set.intersection(*({point.code for point in points} for points in kept))
    what = lines[0].indicator.title
    if not shared:
        return f"{what}: there is no period that all lines cover."
    last = max(shared, key=wording.span)
    compared = [next(point for point in points if point.code == last) for points in kept]
    pairs = zip(lines, compared, strict=True)
    figures = [f"{series.name} {point.marked(series.measure)}" for series, point in pairs]
    lacking = narrative.beside(*compared)
    return narrative.marked(f"{what} in {compared[0].label}: {wording.listed(figures)}.{lacking}", *compared)


def how_to_read(kind: str, lines: Sequence[PublishedSeries], events: Sequence[Mark]) -> str:
    """How to read the picture, for whoever stands beside it."""
    sentences = [_reading(kind, lines)]
    points = [point for series in lines for point in series.points]
    if kind in ("trend", "compare"):
        if any(point.hidden for point in points):
            sentences.append("The line breaks, and the ground is grey, where a figure is hidden [c].")
        if any(point.cut and point.value is not None for point in points):
            sentences.append("A hollow dot is a period that the data covers only in part.")
        if any(series.so_far(point) for series in lines for point in series.shown):
            sentences.append("It is what is counted so far, so no line leads to it.")
        if any(point.lacks for point in points):
            sentences.append(f"{incomplete.MARK_IN_WORDS}, so its figure may be too low.")
        sentences += [f"A dotted line marks: {mark.label}, {wording.date(mark.day)}." for mark in events]
    elif kind != "words":
        if any(point.value is None for point in points):
            sentences.append("What is hatched has no figure: its length and its place say nothing.")
        if kind != "map" and any(not series.indicator.mix and _has_interval(series) for series in lines):
            sentences.append(
                "The thin line is a 95% interval: the figure could as well lie anywhere along it."
            )
    return " ".join(sentences)


def _reading(kind: str, lines: Sequence[PublishedSeries]) -> str:
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


def questions(lines: Sequence[PublishedSeries], events: Sequence[Mark]) -> tuple[str, ...]:
    """What is likely to be asked, each with its answer."""
    sentences: list[str] = []
    for about in _indicators(lines):
        sentences.append(f"{about.title}: what is counted? {definition(about)}")
    for series in lines:
        sentences += [
            *_about_hidden(series),
            *_about_chance(series, charts.breaks(events)),
            *_about_cut(series),
            *_about_lacks(series),
        ]
    sentences += [
        f"Can figures before and after {wording.date(mark.day)} be compared? "
        f"No: {wording.lower_first(mark.label)}."
        for mark in events
        if mark.breaks
    ]
    if recent := _recent(lines):
        sentences.append(f"How recent is this? The figures are as of {recent}.")
    return tuple(dict.fromkeys(sentences))


def _recent(lines: Sequence[PublishedSeries]) -> str:
    """The day up to which the figures speak; where sources speak up to different days, each with its own."""
    days: dict[str, dict[str, None]] = {}
    for edition in editions(_indicators(lines)):
        if edition.day:
            days.setdefault(edition.day, {})[edition.source] = None
    if len(days) == 1:
        return wording.date(next(iter(days)))
    return wording.listed([f"{wording.date(day)} ({', '.join(names)})" for day, names in days.items()])


def judged(lines: Sequence[PublishedSeries], publication: Publication) -> tuple[str, ...]:
    """The verdict on the newest figure of each line over time, as pages and files have it, and what is to be
    expected next."""
    texts = []
    for series in (series for series in lines if series.over == "time"):
        breaks = charts.breaks(bearing.of_one(series, publication))
        verdict, next_ = narrative.judged(series, breaks), narrative.expectation(series, breaks)
        name = "" if verdict or not next_ else f"{series.name}: "
        texts.append(f"{verdict} {name}{next_}".strip())
    return tuple(text for text in texts if text)


def definition(about: Indicator) -> str:
    """What an indicator counts, in which unit, and of which place."""
    parts = [_sentence(about.numerator)]
    if about.denominator:
        parts.append(f"Out of: {about.denominator}.")
    parts.append(f"Unit: {about.unit}.")
    if about.place:
        parts.append(f"Place: {_sentence(about.place)}")
    return " ".join(parts)


def definitions(lines: Sequence[PublishedSeries]) -> tuple[tuple[str, str], ...]:
    """The title and the definition of each indicator of a slide."""
    return tuple((about.title, definition(about)) for about in _indicators(lines))


def caveats(lines: Sequence[PublishedSeries]) -> tuple[str, ...]:
    """What must stand beside the figures."""
    texts = [_sentence(about.caveat) for about in _indicators(lines) if about.caveat]
    return tuple(dict.fromkeys([*texts, *(text for line in lines if (text := narrative.leavers(line)))]))


def shorthand(lines: Sequence[PublishedSeries], more: Sequence[str] = ()) -> tuple[str, ...]:
    """What the marks in square brackets stand for, of those that appear."""
    there = {point.status for series in lines for point in series.points if point.value is None}
    return tuple(text for status, text in SHORTHAND.items() if status in there or f"[{status.value}]" in more)


def unit(lines: Sequence[PublishedSeries]) -> str:
    """The unit at the head of a picture: "Percentage of attendances", "People"."""
    units = dict.fromkeys(_plain(series.indicator.unit) for series in lines)
    return wording.listed(list(units))


def period(kind: str, lines: Sequence[PublishedSeries]) -> str:
    """The period or periods that the figures are of; of sentences, those that they speak of."""
    periods = [series.period for series in lines if series.period]
    over_time = [series for series in lines if series.over == "time"]
    if over_time and kind == "words":
        periods = [latest(series)[0].label for series in over_time] + periods
    elif over_time:
        points = {point.code: point for series in over_time for point in series.points}
        periods.insert(0, _from_to(sorted(points.values(), key=lambda point: wording.span(point.code))))
    return wording.listed(list(dict.fromkeys(periods))) or "all periods"


def latest(series: PublishedSeries) -> tuple[Point, ...]:
    """Over time the last full period (any, where none is full), hidden or not; else all points."""
    if series.over != "time":
        return series.points
    return tuple([point for point in series.points if not point.cut][-1:] or series.points[-1:])


def source(lines: Sequence[PublishedSeries]) -> str:
    """The sources of all figures, each once."""
    sources = dict.fromkeys(part.strip() for series in lines for part in series.indicator.source.split(";"))
    return wording.listed(list(sources))


def _from_to(points: Sequence[Point]) -> str:
    """April 2019 to September 2026, from periods in order."""
    first, last = points[0], points[-1]
    if len(points) == 1:
        return first.label
    if "Q" in first.code:
        return f"{wording.month(wording.span(first.code)[0])} to {wording.month(wording.span(last.code)[1])}"
    return f"{first.label} to {last.label}"


def _about_hidden(series: PublishedSeries) -> list[str]:
    if not series.hidden:
        return []
    names = [point.label for point in series.hidden]
    which = wording.listed(names) if len(names) <= _NAMED else f"{len(names)} figures"
    return [f"Why {'is' if len(names) == 1 else 'are'} {which} hidden? {WHY_HIDDEN}"]


def _about_chance(series: PublishedSeries, breaks: Sequence[narrative.Break]) -> list[str]:
    if series.over != "time":
        return []
    now = narrative.latest(series)
    then = narrative.before(series, now) if now else None
    differs = verdicts.of(series, breaks).earlier.differs
    if differs is None or now is None or then is None:
        return []
    holds = "does not hold 0" if differs else "holds 0"
    return [
        f"Is the change from {then.label} to {now.label} more than chance "
        f"({narrative.within_brackets(series.name)})? "
        f"{'Yes' if differs else 'It is within what chance could bring'}: the 95% interval of the difference "
        f"{holds}."
    ]


def _about_cut(series: PublishedSeries) -> list[str]:
    cut = [point for point in series.shown if point.cut] if series.over == "time" else []
    part = narrative.so_far(series) if cut else ""
    part = f"With the same months: {part}" if part else narrative.no_same_months(series) if cut else ""
    return [
        f"Can {point.label} be compared with a full period? No: the data covers it only in part."
        + (f" {part}" if part and point is cut[-1] else "")
        for point in cut
    ]


def _about_lacks(series: PublishedSeries) -> list[str]:
    text = incomplete.words(lacks([series]))
    name = narrative.within_brackets(series.name)
    return [f"Whose data are missing ({name})? {text}. Nothing is compared with them."] if text else []


def _indicators(lines: Sequence[PublishedSeries]) -> list[Indicator]:
    return list({series.indicator.id: series.indicator for series in lines}.values())


def _has_interval(series: PublishedSeries) -> bool:
    return any(point.low is not None for point in series.shown)


def _plain(text: str) -> str:
    return f"Percentage{text.removeprefix('%')}" if text.startswith("%") else text[:1].upper() + text[1:]


def _unit(about: Indicator) -> str:
    """In referrals, or as a percentage of attendances."""
    if about.unit.startswith("%"):
        return f"as a percentage{about.unit.removeprefix('%')}"
    return f"in {about.unit}"


def _sentence(text: str) -> str:
    stripped = text.strip()
    return f"{stripped[:1].upper()}{stripped[1:]}" + ("" if stripped.endswith((".", "?", "!")) else ".")
