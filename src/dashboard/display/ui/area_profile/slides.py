"""A profile as slides: one click puts a slide for each of its figures into the meeting's story."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard.display.meeting import Item, Story, View
from dashboard.display.ui import pages
from dashboard.display.ui.area_profile import chosen_figures, lines
from dashboard.display.ui.area_profile.lines import Line
from dashboard.display.ui.html import notice
from dashboard.display.ui.meeting import page as meeting
from dashboard.publication import COUNTY, Publication
from dashboard.publication.areas import area_names, areas


def offer(release: Publication, area: str) -> None:
    """The button; once it is pressed the slides are there, and the Meeting page opens."""
    if not st.button("Make slides of these figures", key="area-profile-slides"):
        return
    slides = story(release, area)
    if not meeting.add_all(slides):
        notice(
            "The meeting has too many slides for these. Take some out on the Meeting page first.", wrong=True
        )
        return
    to = pages.named("Meeting")
    try:
        st.switch_page(to.path)
    except StreamlitAPIException:
        # A page that runs alone knows no other.
        notice(f"{len(slides.items)} slides were added. Open the Meeting page to see them.")


def story(release: Publication, area: str) -> Story:
    """A slide for each figure of the profile: shares and rates beside the county, counts by themselves."""
    name = area_names(release)[area]
    read = lines.lines(release, area, chosen_figures.figures(release, area))
    items = tuple(_item(release, area, line) for line in read)
    return Story(name, area_names(release)[COUNTY], "OFFICIAL", "partnership", items)


def _item(release: Publication, area: str, line: Line) -> Item:
    own = _view(release, area, line)
    if area == COUNTY or line.series.measure == "count":
        return Item("trend", (own,))
    return Item("compare", (own, _view(release, COUNTY, line)))


def _view(release: Publication, area: str, line: Line) -> View:
    level = next(each.level for each in areas(release) if each.code == area)
    figure = line.figure
    return View(
        figure.indicator, "time", figure.time_level, geography_level=level, area=area, splits=figure.codes
    )
