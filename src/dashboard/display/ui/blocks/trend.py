"""A figure over time, with known breaks and events marked."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display import charts, narrative
from dashboard.display.analysis.series import Series
from dashboard.display.charts import target
from dashboard.display.ui.blocks import exhibit, nearest
from dashboard.display.ui.choices import Chosen
from dashboard.publication import COUNTY, Publication
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
    found = nearest.search(release, indicator, "time", time_level, "all", asked, tuple(splits.items()))
    if found.series is None:
        exhibit.absent(f"{indicator}-trend", found.said)
    else:
        called = replace(found.series, name=name) if name else found.series
        area = COUNTY if chosen is None or ("area", COUNTY) in found.instead else chosen.area
        made = _made(release, called, found.said, f"{indicator}-by-{time_level}", area, control)
        exhibit.show(made, found.instead)


@per_release(size=256)
def _made(
    release: Publication, found: Series, said: str, key: str, area: str, control: bool
) -> exhibit.Exhibit:
    return judged(release, found, key, said) if control else drawn(release, found, key, said, area)


def drawn(
    release: Publication, found: Series, key: str, said: str = "", area: str = COUNTY
) -> exhibit.Exhibit:
    """The exhibit of a series over time, with its targets and what bears on it marked."""
    marks = charts.bearing(found, events(release))
    sentence = narrative.headline(found, breaks=_breaks(marks))
    aims = targets(release, found.indicator.id, area)
    picture = target.over_time(charts.line([found], marks), found, aims)
    return exhibit.make(release, key, sentence, picture, (found,), said)


def judged(
    release: Publication,
    found: Series,
    key: str,
    said: str = "",
    sentence: str = "",
    subjects: tuple[str, ...] = (),
) -> exhibit.Exhibit:
    """The control chart of a series, its limits begun anew at breaks; ``subjects`` as in ``bearing``."""
    marks = charts.bearing(found, events(release), subjects)
    told = sentence or narrative.signals(found, _breaks(marks))
    return exhibit.make(release, key, told, charts.control(found, marks), (found,), said)


def _breaks(marks: tuple[charts.Mark, ...]) -> list[narrative.Break]:
    return [(mark.day, mark.label) for mark in marks if mark.breaks]
