"""Where training is held: venues as columns on a map, and beside it the same as bars and a table."""

from __future__ import annotations

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import AreaMap, venues
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.geography import map_frame
from dashboard.display.ui.geography.area_choices import View
from dashboard.display.ui.html import details, paragraphs, put
from dashboard.publication import Publication
from dashboard.publication.memo import per_release, shared
from dashboard.publication.outlines import Atlas, atlas
from dashboard.publication.places import Place, places

INDICATOR = "attendances_by_venue"
_HOW = (
    "Each column is a venue. It stands at the venue's town, beside others in the same town, not at an "
    "address. Its height is the figure above it; the tallest is the highest figure published.",
    "Sessions held online and at other venues have no place on the map. They are in the bars and the table.",
)


def show(release: Publication, view: View) -> None:
    """The venues' columns, and the bars of all venues."""
    line = _series(release, view.time_level, view.time)
    left, right = st.columns([5, 4], gap="large")
    with left:
        title = f"Training venues, {line.period}: attendances at each"
        lead = "Delivery: where the session was held, not where those who came work."
        if not map_frame.none_drawn(release):
            known = tuple(places(release).items())
            drawn = _drawn(atlas(release), line, known, view.selected)
            map_frame.show(drawn, title, lead, f"map-venues-{release.id}.svg", (line,))
    with right:
        exhibit.show(_bars(release, line))
    put(details("How to read this map", paragraphs(_HOW)))


@per_release(size=64)
def _series(release: Publication, time_level: str, time: str) -> PublishedSeries:
    return published_series.read(
        release, INDICATOR, "venue", time_level=time_level, time=time, name="Attendances by venue"
    )


@shared(size=64)
def _drawn(
    ground: Atlas, line: PublishedSeries, known: tuple[tuple[str, Place], ...], selected: str | None
) -> AreaMap:
    return venues.venue_map(ground, line, dict(known), selected)


@per_release(size=64)
def _bars(release: Publication, line: PublishedSeries) -> exhibit.Exhibit:
    return exhibit.make(release, f"{INDICATOR}-venues", narrative.headline(line), charts.bars(line), (line,))
