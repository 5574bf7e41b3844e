"""One figure by area: a map, and beside it the ranked bar, the words and the table that say the same."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.steadied import Steadied, steadied
from dashboard.display.maps import AreaMap, area_map, rates, reading
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.geography import map_frame
from dashboard.display.ui.geography.area_choices import View
from dashboard.display.ui.html import details, notice, paragraphs, put
from dashboard.publication import COUNTY, Publication, Status
from dashboard.publication.memo import per_release, shared
from dashboard.publication.outlines import Atlas, atlas
from dashboard.publication.populations import residents

LEVEL_NAMES = {"district": "district", "unitary": "unitary council"}
_STEADIED = (
    "A small area has the highest or the lowest rate more often than a large one, since a few cases more or "
    "less move it far. A steadied figure lies between the area's own and that of all areas shown: the fewer "
    "people and cases it rests on, the nearer to that of all.",
    "How far depends on how much the areas differ beyond chance (empirical Bayes: Marshall, 1991). It is the "
    "better guess for one area; for what was counted, read the figures as counted.",
    "Only published figures go in. An area whose figure is hidden has no steadied one, and no part in those "
    "of the others.",
)


def show(release: Publication, view: View) -> None:
    """The map and the ranked bar of the chosen figure; the bar first where few areas have a figure."""
    line = _series(release, view)
    drawn = reading.on_map(atlas(release), line, view.level)
    bar_first = reading.bar_leads(atlas(release), line, view.level)
    _notices(line, drawn, view, bar_first)
    steady = _steadied(release, line, view.level)
    if steady is not None and _switched_on():
        _show_steady(release, steady, line.name, view)
        return
    left, right = st.columns([4, 5] if bar_first else [5, 4], gap="large")
    with right if bar_first else left:
        _map(release, line, view)
    with left if bar_first else right:
        exhibit.show(_bars(release, line, view.level, view.area))
    put(details("How to read this map", _how(view.level)))


def _switched_on() -> bool:
    """Whether somebody asked for steadied figures; the switch stands off until then."""
    return st.toggle(
        "Small areas steadied: drawn towards the figure of all areas",
        key="steady",
        bind="query-params",
        persist_state="session",
    )


@per_release(size=64)
def _steadied(release: Publication, line: PublishedSeries, level: str) -> Steadied | None:
    """What the map draws, steadied; None where that is not done."""
    return steadied(reading.on_map(atlas(release), line, level))


def _show_steady(release: Publication, steady: Steadied, name: str, view: View) -> None:
    """The map of steadied figures, and beside it each as counted and as steadied."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        called = replace(steady.drawn, name=f"{name}, steadied")
        _map(release, called, view)
    with right:
        exhibit.show(_beside(release, steady, name))
    put(details("How to read steadied figures", paragraphs(_STEADIED)))


@per_release(size=64)
def _beside(release: Publication, steady: Steadied, name: str) -> exhibit.Exhibit:
    lines = (steady.own, steady.drawn)
    sentence = narrative.steady(steady, name)
    return exhibit.make(release, "by-area-steadied", sentence, charts.dumbbell(*lines), lines, name=name)


@per_release(size=256)
def _series(release: Publication, view: View) -> PublishedSeries:
    """The figure in every area of the level, and in the places that no map can show."""
    every = published_series.read(
        release,
        view.indicator,
        "area",
        time_level=view.time_level,
        time=view.time,
        geography_level=view.level,
    )
    if view.rate:
        every = rates.per_residents(every, residents(release, every.indicator.rate_of))
    drawn = reading.on_map(atlas(release), every, view.level).points
    return replace(every, points=(*drawn, *reading.elsewhere(atlas(release), every, view.level)))


@per_release(size=256)
def _bars(release: Publication, line: PublishedSeries, level: str, area: str) -> exhibit.Exhibit:
    drawn = reading.on_map(atlas(release), line, level)
    focus = [area] if any(point.code == area for point in drawn.shown) else []
    sentence = narrative.headline(drawn, area)
    return exhibit.make(release, "by-area", sentence, charts.bars(drawn, focus), (line,))


@shared(size=64)
def _drawn(ground: Atlas, line: PublishedSeries, level: str, area: str) -> AreaMap:
    values = reading.area_values(ground, line, level)
    return area_map(ground, values, level, line.name, line.period, None if area == COUNTY else area)


def _map(release: Publication, line: PublishedSeries, view: View) -> None:
    if map_frame.none_drawn(release):
        return
    title = f"{line.name}, {line.period}, by {LEVEL_NAMES[view.level]}"
    area_map = _drawn(atlas(release), line, view.level, view.area)
    map_frame.show(area_map, title, line.indicator.place, f"map-{view.indicator}-{release.id}.svg", (line,))


def _notices(line: PublishedSeries, drawn: PublishedSeries, view: View, bar_first: bool) -> None:
    every = len(drawn.points)
    if bar_first:
        few = (
            f"Only {len(drawn.shown)} of {every} areas have" if drawn.shown else f"None of {every} areas has"
        )
        notice(
            f"{few} a figure that can be shown, too few for a map to be read as a pattern. So the bars come "
            "first."
        )
    if view.area == COUNTY:
        return
    chosen = next((point for point in line.points if point.code == view.area), None)
    why = reading.why_hidden(chosen)
    if why:
        name = chosen.label if chosen else view.area_name
        mark = f" [{chosen.status.value}]" if chosen and chosen.status is not Status.PUBLISHED else ""
        notice(f"{name}{mark}: {why[:1].lower()}{why[1:]}.")


def _how(level: str) -> Markup:
    sentences = [
        "Darker is more. Areas with like figures share a colour (natural breaks of the figures shown); the "
        "colours say nothing about a hidden figure.",
        "[c] confidential: a small count is hidden, and sometimes another with it, so that nobody can be "
        "recognised or worked out by subtraction. Such areas are hatched, on the map and in the bars.",
        "The thick black lines are North and West Northamptonshire, the two councils since 1 April 2021. The "
        "seven districts are the councils before that day. They are kept because they fit into the two "
        "exactly, so a figure can be followed across the change.",
        "Places outside the county, sessions held online and records without a place are not on the map. "
        "They are in the table, so that the parts add up.",
    ]
    if level == "unitary":
        sentences[3] = "Records that name neither council are not on the map. They are in the table."
    return paragraphs(sentences)
