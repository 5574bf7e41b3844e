"""A figure over time, with known breaks and events marked."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dashboard import charts, narrative, reference
from dashboard.publication import Publication
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
    found, said = nearest.find(release, indicator, "time", time_level, "all", asked, tuple(splits.items()))
    if found is None:
        exhibit.absent(f"{indicator}-trend", said)
    else:
        called = replace(found, name=name) if name else found
        exhibit.show(_made(release, called, said, f"{indicator}-by-{time_level}"))


@lru_cache(maxsize=256)
def _made(release: Publication, found: Series, said: str, key: str) -> exhibit.Exhibit:
    return drawn(release, found, key, said)


def drawn(release: Publication, found: Series, key: str, said: str = "") -> exhibit.Exhibit:
    """The exhibit of a series over time, with what bears on it marked."""
    events = marks(found)
    breaks = [(mark.day, mark.label) for mark in events if mark.breaks]
    sentence = narrative.headline(found, breaks=breaks)
    return exhibit.make(release, key, sentence, charts.line([found], events), (found,), said)


def marks(found: Series) -> tuple[charts.Mark, ...]:
    """Events and breaks that bear on a series, from the list of events by what they apply to.

    Events stand on counts only: a share of answers does not jump because more people came.
    """
    breaking = {"exploitation_mix": "exploitation", "uk_positive_reasonable_grounds": "decisions"}
    subject = breaking.get(found.indicator.id, "")
    theme = found.indicator.theme.split()[0].casefold() if found.measure == "count" else ""
    return tuple(
        charts.Mark(str(event["starts"]), str(event["label"]), subject in applies)
        for event in reference.events().to_dict("records")
        if {subject, theme} & (applies := set(str(event["applies_to"]).split("|")))
    )
