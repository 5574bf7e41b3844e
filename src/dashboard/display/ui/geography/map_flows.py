"""From work base to venue: arcs between districts on a map, and beside it the same as bars or a table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import AreaMap, flows
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.geography import map_frame
from dashboard.display.ui.geography.area_choices import View
from dashboard.display.ui.geography.map_venues import INDICATOR
from dashboard.display.ui.html import details, paragraphs, put
from dashboard.publication import Publication
from dashboard.publication.memo import per_release
from dashboard.publication.outlines import atlas
from dashboard.publication.places import places

_NAME = "Attendances from work base to venue"
_HOW = (
    "An arc leads from the district where people work to the district of the venue; the thicker, the more "
    "attendances. It starts in the middle of the one and ends at the town of the other's first venue, so it "
    "shows no journey of anybody.",
    "Choose an area to see only the arcs that start there.",
    "Sessions held online, and people whose work base is not recorded, are not on the map. They are in the "
    "table.",
)


def show(release: Publication, view: View) -> None:
    """The arcs of the chosen year, from the chosen work base or the largest of the county."""
    lines = _lines(release, view.time_level, view.time)
    if not lines:
        exhibit.absent("map-flows", f"{_NAME}: nobody attended in this period.")
        return
    left, right = st.columns([5, 4], gap="large")
    with left:
        start = f", from {view.area_name}" if view.selected else ""
        title = f"{_NAME}, {lines[0].period}{start}"
        lead = "Attendances, not people: one person can attend several times."
        if not map_frame.none_drawn(release):
            area_map = _drawn(release, view.time_level, view.time, view.selected)
            map_frame.show(area_map, title, lead, f"map-flows-{release.id}.svg", lines)
    with right:
        exhibit.show(_figures(release, view))
    put(details("How to read this map", paragraphs(_HOW)))


@per_release(size=64)
def _lines(release: Publication, time_level: str, time: str) -> tuple[PublishedSeries, ...]:
    """One series over work bases for each place of delivery that anybody came to."""
    lines = [
        published_series.read(
            release, INDICATOR, "area", time_level=time_level, time=time, geography_level="district",
            name=label, delivery_district=code,
        )
        for code, label in _held(release, time_level, time).items()
    ]  # fmt: skip
    filled = {p.code for line in lines for p in line.points if p.value != 0}
    return tuple(replace(line, points=tuple(p for p in line.points if p.code in filled)) for line in lines)


@per_release(size=64)
def _held(release: Publication, time_level: str, time: str) -> dict[str, str]:
    """Labels by code of the places of delivery with anything but nothing in them."""
    cells = release.cells(
        INDICATOR, time_level=time_level, time=time, geography_level="district", delivery_district=...
    )
    held = set(cells.loc[cells["value"] != 0, "delivery_district"])
    return {code: label for code, label in release.codes("delivery_district").items() if code in held}


@per_release(size=128)
def _drawn(release: Publication, time_level: str, time: str, selected: str | None) -> AreaMap:
    lines = _lines(release, time_level, time)
    ground = atlas(release)
    every_flow = flows.flows(ground, lines, list(_held(release, time_level, time)))
    return flows.flow_map(ground, every_flow, places(release), _NAME, lines[0].period, selected)


@per_release(size=128)
def _figures(release: Publication, view: View) -> exhibit.Exhibit:
    """Bars of where those of one work base are trained; for the county the table of all."""
    key = f"{INDICATOR}-flows"
    if view.selected is None:
        lines = _lines(release, view.time_level, view.time)
        sentence = f"{_NAME}, {lines[0].period}: rows are work bases, columns where training was held"
        return exhibit.make(release, key, sentence, None, lines, name=_NAME)
    line = published_series.read(
        release, INDICATOR, "delivery_district", time_level=view.time_level, time=view.time,
        geography_level="district", area=view.selected, name=f"Attendances from {view.area_name}",
    )  # fmt: skip
    drawn = atlas(release).codes("district")
    line = replace(line, points=tuple(p for p in line.points if p.code in drawn or p.value != 0))
    return exhibit.make(release, key, narrative.headline(line), charts.bars(line), (line,))
