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
    picture = charts.line([found], marks(found.indicator.id, found.indicator.theme))
    return exhibit.make(release, key, narrative.headline(found), picture, (found,), said)


@lru_cache(maxsize=64)
def marks(indicator: str, theme: str) -> tuple[tuple[str, str], ...]:
    """What to mark on the time line of an indicator: first day and label of each event that bears on it."""
    subjects = {theme.split()[0].casefold()}
    if indicator in ("exploitation_mix", "police_referrals"):
        subjects.add("exploitation")
    if "grounds" in indicator:
        subjects = {"decisions"}
    events = reference.events().to_dict("records")
    return tuple(
        (str(event["starts"]), str(event["label"]))
        for event in events
        if subjects & set(str(event["applies_to"]).split("|"))
    )
