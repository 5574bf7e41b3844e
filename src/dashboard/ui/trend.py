"""A figure over time, with known breaks and events marked."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dashboard import charts, narrative, reference
from dashboard.charts import target
from dashboard.publication import Publication
from dashboard.reference import COUNTY
from dashboard.series import Series
from dashboard.ui import exhibit, nearest
from dashboard.ui.choices import Chosen


def show(
    release: Publication,
    indicator: str,
    time_level: str,
    chosen: Chosen | None = None,
    name: str = "",
    **splits: str,
) -> None:
    """One indicator by month, quarter or year, narrowed to what is chosen where that is published."""
    asked = tuple(chosen.splits.items()) if chosen else ()
    found = nearest.search(release, indicator, "time", time_level, "all", asked, tuple(splits.items()))
    if found.series is None:
        exhibit.absent(f"{indicator}-trend", found.said)
    else:
        called = replace(found.series, name=name) if name else found.series
        area = COUNTY if chosen is None or ("area", COUNTY) in found.instead else chosen.area
        made = _made(release, called, found.said, f"{indicator}-by-{time_level}", area)
        exhibit.show(made, found.instead)


@lru_cache(maxsize=256)
def _made(release: Publication, found: Series, said: str, key: str, area: str) -> exhibit.Exhibit:
    return drawn(release, found, key, said, area)


def drawn(
    release: Publication, found: Series, key: str, said: str = "", area: str = COUNTY
) -> exhibit.Exhibit:
    """The exhibit of a series over time, with its targets and what bears on it marked."""
    events = marks(found)
    breaks = [(mark.day, mark.label) for mark in events if mark.breaks]
    sentence = narrative.headline(found, breaks=breaks)
    aims = reference.targets(found.indicator.id, release.made_up, area)
    picture = target.over_time(charts.line([found], events), found, aims)
    return exhibit.make(release, key, sentence, picture, (found,), said)


def marks(found: Series) -> tuple[charts.Mark, ...]:
    """Events and breaks that bear on a series, from the list of events by what they apply to."""
    breaking = {"exploitation_mix": "exploitation", "uk_positive_reasonable_grounds": "decisions"}
    subject = breaking.get(found.indicator.id, "")
    theme = found.indicator.theme.split()[0].casefold()
    return tuple(
        charts.Mark(str(event["starts"]), str(event["label"]), subject in applies)
        for event in reference.events().to_dict("records")
        if {subject, theme} & (applies := set(str(event["applies_to"]).split("|")))
    )
