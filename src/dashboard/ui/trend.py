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

#: What the events must apply to at which the series of an indicator breaks.
BREAKING = {
    "exploitation_mix": ("exploitation",),
    "positive_reasonable_grounds": ("decisions",),
    "positive_conclusive_grounds": ("decisions",),
    "uk_positive_reasonable_grounds": ("decisions",),
    "uk_positive_conclusive_grounds": ("decisions",),
}


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


@lru_cache(maxsize=256)
def _made(
    release: Publication, found: Series, said: str, key: str, area: str, control: bool
) -> exhibit.Exhibit:
    return judged(release, found, key, said) if control else drawn(release, found, key, said, area)


def drawn(
    release: Publication, found: Series, key: str, said: str = "", area: str = COUNTY
) -> exhibit.Exhibit:
    """The exhibit of a series over time, with its targets and what bears on it marked."""
    events = marks(found, release.made_up)
    sentence = narrative.headline(found, breaks=_breaks(events))
    aims = reference.targets(found.indicator.id, release.made_up, area)
    picture = target.over_time(charts.line([found], events), found, aims)
    return exhibit.make(release, key, sentence, picture, (found,), said)


def judged(
    release: Publication,
    found: Series,
    key: str,
    said: str = "",
    sentence: str = "",
    subjects: tuple[str, ...] = (),
) -> exhibit.Exhibit:
    """The control chart of a series, its limits begun anew at breaks; ``subjects`` as in ``marks``."""
    events = marks(found, release.made_up, subjects)
    told = sentence or narrative.signals(found, _breaks(events))
    return exhibit.make(release, key, told, charts.control(found, events), (found,), said)


def _breaks(events: tuple[charts.Mark, ...]) -> list[narrative.Break]:
    return [(mark.day, mark.label) for mark in events if mark.breaks]


def marks(found: Series, made_up: bool = False, subjects: tuple[str, ...] = ()) -> tuple[charts.Mark, ...]:
    """Events and breaks that bear on a series, from the list of events by what they apply to.

    ``subjects`` are what else the figures are about: types of exploitation, decisions. An event that is
    made up is marked on made-up records only (``made_up``), never on what others have published.
    """
    breaking = {*subjects, *BREAKING.get(found.indicator.id, ())}
    theme = found.indicator.theme.split()[0].casefold()
    invented = made_up and found.indicator.policy != "comparators"
    return tuple(
        charts.Mark(str(event["starts"]), str(event["label"]), bool(breaking & applies))
        for event in reference.events(invented).to_dict("records")
        if {*breaking, theme} & (applies := set(str(event["applies_to"]).split("|")))
    )
