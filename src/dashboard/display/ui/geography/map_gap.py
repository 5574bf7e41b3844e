"""Training reach beside referrals by district: a two-way map, and the places of each district in a table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.display import charts
from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.exports import Table
from dashboard.display.maps import AreaMap, gap, rates, reading
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.geography import map_frame
from dashboard.display.ui.geography.area_choices import View
from dashboard.display.ui.html import details, notice, paragraphs, put, table_html
from dashboard.files.templates import Template
from dashboard.publication import Publication
from dashboard.publication.memo import per_release
from dashboard.publication.outlines import atlas
from dashboard.publication.populations import residents

_PARTS = Template(__file__, "map_gap.html")
REACH, NEED = "reach_rate", "place_of_exploitation"
_LEAD = "Reach: where people work. Referrals: where the exploitation happened. Never where anybody lives."
_HOW = (
    "Each district has a letter, then its place from the highest by training reach and its place from the "
    "highest by referrals for its residents. D is where reach is among the lower figures and referrals among "
    "the higher ones. Higher and lower are the two groups into which the published figures fall most "
    "naturally (natural breaks); a hidden figure has no part in it.",
    "More referrals can mean that people notice more, not that there is more crime. Reach and referrals side "
    "by side do not show that one brings about the other.",
    "A district of which either figure is hidden has no letter and no place. It is hatched.",
)


def show(release: Publication, view: View) -> None:
    """The two-way map and its table; the figures first where few districts have both."""
    gaps = _two_way(release, view.time)
    lines = _lines(release, view.time)
    period = lines[0].period
    few = 2 * len(gaps.known) <= len(gaps.standings)
    if few:
        notice(
            f"Only {len(gaps.known)} of {len(gaps.standings)} areas have both figures to show, too few for "
            "a map to be read as a pattern. So the bars come first."
        )
    left, right = st.columns([4, 5] if few else [5, 4], gap="large")
    with right if few else left:
        if not map_frame.none_drawn(release):
            title = f"Training reach beside referrals, {period}, by district"
            area_map = _drawn(release, view.time, view.selected)
            map_frame.show(area_map, title, _LEAD, f"map-gap-{release.id}.svg", lines, _legend(gaps))
    with left if few else right:
        exhibit.show(_figures(release, view.time))
    put(details("How to read this map", paragraphs(_HOW)))


@per_release(size=64)
def _lines(release: Publication, time: str) -> tuple[PublishedSeries, PublishedSeries]:
    reach, need = (
        reading.on_map(
            atlas(release),
            published_series.read(
                release, name, "area", time_level="year", time=time, geography_level="district"
            ),
            "district",
        )
        for name in (REACH, NEED)
    )
    base = residents(release, need.indicator.rate_of)
    return reach, replace(rates.per_residents(need, base), name=f"Referrals {rates.per(base)}")


@per_release(size=64)
def _two_way(release: Publication, time: str) -> gap.TwoWay:
    return gap.two_way(atlas(release), *_lines(release, time))


@per_release(size=64)
def _drawn(release: Publication, time: str, selected: str | None) -> AreaMap:
    reach, need = _lines(release, time)
    title = f"{reach.name} and {need.name}"
    return gap.gap_map(atlas(release), _two_way(release, time), title, reach.period, selected)


@per_release(size=64)
def _figures(release: Publication, time: str) -> exhibit.Exhibit:
    reach, need = _lines(release, time)
    gaps = _two_way(release, time)
    figure = exhibit.make(
        release,
        "gap",
        gap.sentence(gaps, reach.period),
        charts.side_by_side_bars(reach, need),
        (reach, need),
    )
    return exhibit.with_more(figure, table_html(_places(gaps, reach.period), numbers=False))


def _places(gaps: gap.TwoWay, period: str) -> Table:
    return Table(
        f"Places from the highest, {period}",
        ("District", "By reach", "By referrals", "Group"),
        tuple(
            (
                standing.name,
                f"{standing.reach_place or '[z]'} ({standing.reach.shown})",
                f"{standing.need_place or '[z]'} ({standing.need.shown})",
                standing.letter or "[z]",
            )
            for standing in gaps.standings
        ),
    )


def _legend(two_way: gap.TwoWay) -> Markup:
    """The two-way legend as a table: reach down, referrals across, the districts in each field."""
    rows = [
        (
            "Higher" if high else "Lower",
            two_way.reach_words[high],
            [two_way.groups[high, n] for n in (False, True)],
        )
        for high in (True, False)
    ]
    heads = [("Lower", two_way.need_words[False]), ("Higher", two_way.need_words[True])]
    return _PARTS.legend(heads=heads, rows=rows)
