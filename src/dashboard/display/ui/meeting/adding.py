"""One more slide, from what the release publishes: over time, by a breakdown, compared, or on a map."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.display.exports.table import HEADINGS
from dashboard.display.meeting import Item, View
from dashboard.display.ui.choices import keep_choice
from dashboard.display.ui.meeting import page as meeting
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, MEASURES, Publication
from dashboard.publication.memo import per_release

#: The two councils that take the place of the districts.
COUNCILS = ("E06000061", "E06000062")
_AREAS = {"district": "districts", "unitary": "the two councils"}
_LEVELS = ("quarter", "month", "year", "financial_year")
#: Geography level, time level and the dimensions that a table is split by.
Shape = tuple[str, str, tuple[str, ...]]


def offer(release: Publication) -> None:
    """A figure, a view of it, and the button that adds it."""
    titles = {name: about.title for name, about in release.indicators.items() if views(release, name)}
    if not titles:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="nd-meeting-add"):
        name = keep_choice("Add a figure", "meeting-figure", titles)
        offered = views(release, name)
        how = keep_choice("Shown", "meeting-view", {words: words for words in offered})
        st.button("Add this slide", key="meeting-add", on_click=_add, args=(offered, how))


def _add(offered: dict[str, Item], how: str) -> None:
    if how in offered:
        meeting.add(offered[how])


@per_release(size=256)
def views(release: Publication, indicator: str) -> dict[str, Item]:
    """The slides that can be made of an indicator, by what they are called.

    Which there are follows from the tables of the release, where what is hidden counts like what is shown.
    """
    kind = release.indicators[indicator].kind
    measure = MEASURES.get(kind, "count")
    names = list(release.dimensions)
    shapes = _shapes(release).get((indicator, measure), frozenset())
    items: dict[str, Item] = {}
    for level in ("county", "national"):
        area = COUNTY if level == "county" else ""
        for time_level in _LEVELS:
            if (level, time_level, ()) in shapes and indicator != "police_referrals":
                view = View(indicator, "time", time_level, geography_level=level, area=area)
                items[f"Over time, by {wording.TIME_LEVELS[time_level]}"] = Item("trend", (view,))
    drawn = "dots" if measure == "mean" else "bars"
    for name in names:
        for time_level in ("year", "quarter", ALL):
            if ("county", time_level, (name,)) in shapes:
                heading = wording.lower_first(HEADINGS.get(name, name.replace("_", " ")))
                period = "all periods" if time_level == ALL else f"the last full {time_level}"
                items[f"By {heading}, {period}"] = Item(drawn, (View(indicator, name, time_level),))
                break
    items |= _by_area(indicator, shapes)
    return items


@per_release(size=1)
def _shapes(release: Publication) -> Mapping[tuple[str, str], frozenset[Shape]]:
    """One question for all indicators."""
    return release.shapes()


def _by_area(indicator: str, shapes: frozenset[Shape]) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for level, called in _AREAS.items():
        time_level = next((step for step in ("year", "quarter") if (level, step, ()) in shapes), "")
        if time_level:
            view = View(indicator, "area", time_level, geography_level=level)
            items[f"Map of {called}, the last full {time_level}"] = Item("map", (view,))
            items[f"Bars of {called}, the last full {time_level}"] = Item("bars", (view,))
    steps = [step for step in ("quarter", "year") if ("unitary", step, ()) in shapes]
    if steps:
        lines = tuple(
            View(indicator, "time", steps[0], geography_level="unitary", area=area) for area in COUNCILS
        )
        items[f"North and West compared, by {steps[0]}"] = Item("compare", lines)
    return items
