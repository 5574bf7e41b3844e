"""A view of the Compare page, read from the release: two sides, and what bars their comparison."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display import charts, comparison
from dashboard.display.analysis import published_series, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.comparison import Comparison, Side
from dashboard.display.ui.compare import views
from dashboard.display.ui.compare.views import View
from dashboard.methods import wording
from dashboard.publication import ALL, Publication, Status
from dashboard.publication.areas import unitaries_from
from dashboard.publication.events import Event, events
from dashboard.publication.memo import per_release
from dashboard.publication.verdicts import counted_in_full


@per_release(size=256)
def read(release: Publication, view: View) -> Comparison:
    """Both figures of a view, their lines, and whether the two are of one kind."""
    first, other = (_side(release, view, code) for code in (view.first, view.other))
    line = first.trend
    parts = [release.label(name, code) for name, code in view.codes]
    return Comparison(
        title=", ".join([line.indicator.title, *parts]),
        when=_period(release, view) if view.over_areas else release.label("area", view.fixed),
        first=first,
        other=other,
        measure=line.measure,
        over_areas=view.over_areas,
        counted_in_full=counted_in_full(line.indicator),
        broken=" ".join(_broken(release, view, first)),
    )


def remarks(release: Publication, view: View, compared: Comparison) -> tuple[str, ...]:
    """What to know before reading: a change within a period, and areas that the councils did not have yet."""
    texts = [compared.broken] if compared.broken else []
    times = (view.fixed,) if view.over_areas else (view.first, view.other)
    for event in _breaks(release, view, compared.first.trend):
        inside = [time for time in dict.fromkeys(times) if comparison.inside(event.starts, time)]
        crossed = not view.over_areas and comparison.between(event.starts, times)
        if inside and not crossed:
            texts.append(f"The period holds a change: {_event_in_words(event)}")
    below_county = not view.over_areas and view.fixed[:3] in ("E06", "E07")
    since = unitaries_from(release)
    if below_county and since and comparison.between(since, times):
        texts.append(
            "Two unitary councils took the place of the seven districts between the two periods, on "
            f"{wording.date(since)}. Both figures are for the same area, whose boundary "
            "did not change."
        )
    return tuple(texts)


def nearest(release: Publication, view: View) -> tuple[View, str] | None:
    """The nearest view of the same figure in which both sides are shown, and what to call it."""
    if view.over_areas:
        tried = [replace(view, fixed=time) for time in _near(_line(release, view, view.first), view.fixed)]
    else:
        line = _line(release, view, view.fixed)
        shown = {point.code for point in line.shown}
        first = view.first if view.first in shown else next(iter(_near(line, view.first)), "")
        kept = view.other if view.other in shown else ""
        tried = [replace(view, first=first, other=kept)] if first and kept not in ("", first) else []
        tried += [replace(view, first=first, other=time) for time in _near(line, view.other) if first != time]
    for candidate in tried:
        compared = read(release, candidate)
        if not compared.missing:
            name = compared.when if view.over_areas else f"{compared.first.name} and {compared.other.name}"
            return candidate, name
    return None


def _near(line: PublishedSeries, time: str) -> list[str]:
    """Periods of a line that are shown, nearest first, the later of two alike first."""
    shown = [point.code for point in line.shown if ALL not in (point.code, time)]
    at = wording.span(time)[0] if shown else 0
    return sorted(shown, key=lambda code: (abs(wording.span(code)[0] - at), -wording.span(code)[0]))


def _side(release: Publication, view: View, code: str) -> Side:
    area, time = (code, view.fixed) if view.over_areas else (view.fixed, code)
    line = _line(release, view, area)
    point = next((point for point in line.points if point.code == time), None)
    if point is None:
        point = Point(time, _period(release, view, time), None, Status.NOT_AVAILABLE)
    name = release.label("area", area) if view.over_areas else point.label
    ends = [place for place, point in enumerate(line.points) if point.code == time]
    until = line.points[: ends[0] + 1] if ends else line.points
    if time == ALL:
        until = _line(release, view, area, "year").points or until
    return Side(name, point, replace(line, name=name, points=until), verdicts.of(line))


def _line(release: Publication, view: View, area: str, time_level: str = "") -> PublishedSeries:
    time = view.fixed if view.over_areas else view.first
    return published_series.read(
        release,
        view.indicator,
        "time",
        time_level=time_level or views.time_level_of(release, view.indicator, time),
        geography_level=view.kind if view.over_areas else views.level_of(release, view.indicator, area),
        area=area,
        **dict(view.codes),
    )


def _period(release: Publication, view: View, time: str = "") -> str:
    first, last = published_series.extent(release, release.indicators[view.indicator])
    return wording.period(time or view.fixed, first, last)


def _broken(release: Publication, view: View, first: Side) -> list[str]:
    """Why two periods are not of one kind; two areas in one period always are."""
    if view.over_areas:
        return []
    times = (view.first, view.other)
    return [
        f"The two cannot be compared as like with like: {_event_in_words(event)}"
        for event in _breaks(release, view, first.trend)
        if comparison.between(event.starts, times)
    ]


def _breaks(release: Publication, view: View, line: PublishedSeries) -> list[Event]:
    """The declared breaks that bear on the figure: those of its trend, and of the types of exploitation."""
    known = [event for event in events(release) if not event.made_up]
    days = {mark.day for mark in charts.applicable_events(line, known) if mark.breaks}
    split = any(name.startswith("exploitation") for name, _ in view.codes)
    return [
        event for event in known if event.starts in days or (split and "exploitation" in event.applies_to)
    ]


def _event_in_words(event: Event) -> str:
    return f"{wording.lower_first(event.label)}, {wording.date(event.starts)}. {event.about}"
