"""How the last full period compares with the same one a year earlier."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import WITHIN
from dashboard.display.narrative import chance, countings, incompleteness, judged, phrases
from dashboard.methods import wording

#: Day as ISO text, and what changed: figures before and after are not of the same kind.
Break = tuple[str, str]


def latest(series: PublishedSeries) -> Point | None:
    """The last published point whose period the data covers in full; None where there is none."""
    whole = [point for point in series.shown if not point.cut]
    return whole[-1] if whole else None


def hidden_since(series: PublishedSeries) -> Point | None:
    """The last period that the data covers in full, where its figure is hidden; else None."""
    whole = [point for point in series.points if not point.cut]
    return whole[-1] if whole and whole[-1].hidden else None


def _hidden_before(series: PublishedSeries, point: Point) -> Point | None:
    """The same period one year earlier, where its figure is hidden."""
    wanted = wording.year_before(point.code)
    return next((p for p in series.hidden if p.code == wanted), None)


def before(series: PublishedSeries, point: Point) -> Point | None:
    """The same period one year earlier, if it is published and the data covers it in full."""
    wanted = wording.year_before(point.code)
    return next((p for p in series.shown if p.code == wanted and not p.cut), None)


def change(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """How the last full period compares with the same one a year earlier.

    Where one of ``breaks`` lies between the two, it says so instead of speaking of chance; where one of
    them lacks a return, neither. A year that is not over follows, beside the same months of the one before.
    """
    now = latest(series)
    then = before(series, now) if now else None
    part = judged.so_far(series, breaks)
    sentences = f"{_change(series, breaks)} {part}".rstrip()
    return countings.marked(sentences, then, now or series.shown[-1])


def _change(series: PublishedSeries, breaks: Sequence[Break]) -> str:
    name = phrases.bracketed(series.name)
    now = latest(series)
    if now is None:
        only = series.shown[-1]
        unjudged = incompleteness.unjudged(only) or "no full period to compare yet"
        return f"{name}: {phrases.with_unit(only, series)} in {only.label}; {unjudged}."
    then, later = before(series, now), hidden_since(series)
    since = f"; {later.label} is hidden" if later else ""
    unjudged = incompleteness.unjudged(then, now)
    if unjudged:
        than = f"against {then.label} it is " if then else ""
        return f"{name}: {phrases.with_unit(now, series)} in {now.label}; {than}{unjudged}{since}."
    if then is None:
        earlier = _hidden_before(series, now)
        beside = f"; {earlier.label} is hidden" if earlier else ""
        return f"{name}: {phrases.with_unit(now, series)} in {now.label}{beside}{since}."
    about_chance = _chance(series, then, now, breaks)
    return f"{name} {_moved(series, then, now, about_chance)}{about_chance}{since}."


def broken(then: Point, now: Point, breaks: Sequence[Break]) -> Break | None:
    """The first of ``breaks`` that lies between two points, so that they are not of one kind; else None."""
    first, last = wording.middle_day(then.code), wording.middle_day(now.code)
    return next((each for each in breaks if first < each[0] <= last), None)


def _chance(series: PublishedSeries, then: Point, now: Point, breaks: Sequence[Break]) -> str:
    """What chance has to do with the change, or why the two points cannot be compared."""
    between = broken(then, now, breaks)
    if between is None:
        return chance.of_change(series, then, now, breaks)
    day, label = between
    what = phrases.within_brackets(wording.lower_first(label))
    return f"; the two cannot be compared ({what}, {wording.date(day)})"


def short_change(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """The change alone, for beside a figure: "12 fewer than in January to March 2022"; ``breaks`` as in
    ``change``."""
    now = latest(series)
    then = before(series, now) if now else None
    return countings.marked(_short_change(series, breaks), then, now)


def _short_change(series: PublishedSeries, breaks: Sequence[Break]) -> str:
    now = latest(series)
    then = before(series, now) if now else None
    unjudged = incompleteness.unjudged(then, now)
    if unjudged:
        return f"Against {then.label} {unjudged}." if then else phrases.sentence(f"{unjudged}.")
    if now is None or then is None:
        earlier = _hidden_before(series, now) if now else None
        return f"{earlier.label} is hidden." if earlier else "No earlier period to compare with yet."
    apart = phrases.apart(now, then, series.measure)
    if apart == 0:
        return f"The same as in {then.label}{countings.after(then)}."
    size = phrases.difference(abs(apart), series.measure)
    more = "more" if apart > 0 else "less" if series.measure != "count" else "fewer"
    if series.measure == "percent":
        more = "higher" if apart > 0 else "lower"
    about_chance = _chance(series, then, now, breaks)
    if now.few(series.measure) or then.few(series.measure):
        return f"Against {phrases.figure(then, series)} in {then.label}{about_chance}."
    if _alike(then, now, about_chance):
        figure = phrases.within_brackets(phrases.figure(then, series))
        return f"About the same as in {then.label} ({figure}){about_chance}."
    return f"{size} {more} than in {then.label}{countings.after(then)}{about_chance}."


def _alike(then: Point, now: Point, about_chance: str) -> bool:
    """Whether neither rise nor fall is told: not where what follows says that there is one, or that the two
    are not of a kind."""
    return phrases.about_the_same(now, then) and about_chance in ("", f", {WITHIN}")


def _moved(series: PublishedSeries, then: Point, now: Point, about_chance: str) -> str:
    old, new = phrases.figure(then, series), phrases.figure(now, series)
    apart = phrases.apart(now, then, series.measure)
    if apart == 0:
        return f"stayed at {new} in {now.label}, as in {then.label}"
    if _alike(then, now, about_chance):
        return f"stayed about the same: {old} in {then.label}, {new} in {now.label}"
    return f"{'rose' if apart > 0 else 'fell'} from {old} in {then.label} to {new} in {now.label}"
