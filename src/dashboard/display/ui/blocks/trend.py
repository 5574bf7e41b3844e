"""A figure over time, with known breaks and events marked."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display import charts, narrative
from dashboard.display.analysis.next_period import next_period
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import target
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.publication import ALL, COUNTY, Publication
from dashboard.publication.events import events
from dashboard.publication.memo import per_release
from dashboard.publication.targets import targets


def show(
    release: Publication,
    indicator: str,
    time_level: str,
    chosen: Chosen | None = None,
    name: str = "",
    control: bool = False,
    **splits: str,
) -> None:
    """One indicator by month, quarter or year, narrowed to what is chosen where that is published.

    ``control`` draws it as a control chart, and the headline says what chance does not explain.
    """
    asked = tuple(chosen.splits.items()) if chosen else ()
    nearby = nearest.search(release, indicator, "time", time_level, ALL, asked, tuple(splits.items()))
    if nearby.series is None:
        exhibit.absent(f"{indicator}-trend", nearby.note)
    else:
        called = replace(nearby.series, name=name) if name else nearby.series
        area = COUNTY if chosen is None or ("area", COUNTY) in nearby.instead else chosen.area
        figure = _exhibit(release, called, nearby.note, f"{indicator}-by-{time_level}", area, control)
        exhibit.show(figure, nearby.instead)


@per_release(size=256)
def _exhibit(
    release: Publication, line: PublishedSeries, note: str, key: str, area: str, control: bool
) -> exhibit.Exhibit:
    return judged(release, line, key, note) if control else drawn(release, line, key, note, area)


def drawn(
    release: Publication, line: PublishedSeries, key: str, note: str = "", area: str = COUNTY
) -> exhibit.Exhibit:
    """The exhibit of a series over time, with its targets and what bears on it marked."""
    marks = charts.applicable_events(line, events(release))
    breaks = charts.breaks(marks)
    aims = targets(release, line.indicator.id, area)
    picture = target.over_time(charts.line([line], marks), line, aims)
    notes = " ".join(text for text in (note, narrative.leavers(line)) if text)
    return _foreseeing(release, key, narrative.headline(line, breaks=breaks), picture, line, notes, breaks)


def judged(
    release: Publication,
    line: PublishedSeries,
    key: str,
    note: str = "",
    sentence: str = "",
    subjects: tuple[str, ...] = (),
) -> exhibit.Exhibit:
    """The control chart of a series, its limits begun anew at breaks.

    ``subjects`` as in ``charts.applicable_events``.
    """
    marks = charts.applicable_events(line, events(release), subjects)
    breaks = charts.breaks(marks)
    verdict = sentence or narrative.signals(line, breaks)
    return _foreseeing(release, key, verdict, charts.control(line, marks), line, note, breaks)


def _foreseeing(
    release: Publication,
    key: str,
    sentence: str,
    picture: charts.Picture,
    line: PublishedSeries,
    note: str,
    breaks: tuple[narrative.Break, ...],
) -> exhibit.Exhibit:
    """An exhibit with what is to be expected of the next period, where anything is, after the last figure."""
    reaching = charts.with_next(picture, next_period(line, breaks), line)
    beneath = " ".join(
        text for text in (narrative.part_years(line, breaks), narrative.foreseen(line, breaks)) if text
    )
    return exhibit.make(release, key, sentence, reaching, (line,), note, beneath=beneath)
