"""What a person may choose on the Geography page: map, figure, period, boundaries and area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.display.analysis import published_series
from dashboard.display.maps import rates
from dashboard.display.ui.choices import pick, settle
from dashboard.display.ui.html import notice
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication
from dashboard.publication.areas import area_names
from dashboard.publication.memo import per_release
from dashboard.publication.outlines import atlas
from dashboard.publication.populations import residents

LEVELS = {
    "district": "7 districts (councils to March 2021)",
    "unitary": "2 unitary councils (since April 2021)",
}
#: A page opens on the first of these that a release holds: rates compare areas of different size.
FIRST = ("reach_rate", "coverage", "people_trained")
#: One click each, before the others.
_FIRST_AREAS = ("E07000150", "E07000154")
_TIME_LEVELS = ("year", "quarter")
#: What a map may show, and the indicators that it needs; the first is followed over time.
MAPS = {
    "figure": ("One figure by area", ()),
    "gap": ("Training reach beside referrals", ("reach_rate", "place_of_exploitation")),
    "venues": ("Training venues", ("attendances_by_venue",)),
    "flows": ("From work base to venue", ("attendances_by_venue",)),
}


@dataclass(frozen=True)
class View:
    """What the page shows: an indicator in one period, by district or unitary, one area standing out."""

    indicator: str
    time_level: str
    time: str
    level: str
    area: str = COUNTY
    area_name: str = ""
    map: str = "figure"
    rate: bool = False

    @property
    def selected(self) -> str | None:
        """The area that stands out; None for the whole county."""
        return None if self.area == COUNTY else self.area

    @property
    def year(self) -> str:
        """The calendar year of the period, or ``all``."""
        return self.time[:4] if self.time != ALL else ALL

    @property
    def step(self) -> str:
        """The time level of a line of this figure over time."""
        return self.time_level if self.time != ALL else "year"


def choose(release: Publication) -> View | None:
    """The choices, drawn; None where the release has no figure by area."""
    levels = by_area(release)
    if not levels:
        notice("This release holds no figure by district or unitary council.")
        return None
    offered = {name: words for name, (words, _) in MAPS.items() if name == "figure" or _years(release, name)}
    with st.container(horizontal=True, key="nd-choices"):
        shown = pick("Map", "map", offered, "figure")
        view = _figure(release, levels) if shown == "figure" else _whole_year(release, shown)
    area = _area(release, view.level)
    return replace(view, area=area, area_name=area_names(release)[area])


def _figure(release: Publication, levels: dict[str, tuple[str, ...]]) -> View:
    """One figure by area: which, on which boundaries, when."""
    titles = {}
    for name in levels:
        titles[name] = release.indicators[name].title
        rate_of = release.indicators[name].rate_of
        if rate_of and residents(release, rate_of).people:
            titles[f"{name}_rate"] = f"{titles[name]}, {rates.per(residents(release, rate_of))}"
    chosen = pick("Figure", "figure", titles, next(name for name in (*FIRST, *levels) if name in levels))
    indicator = chosen if chosen in levels else chosen.removesuffix("_rate")
    known = levels[indicator]
    level = pick(
        "Boundaries", "boundaries", {level_name: LEVELS[level_name] for level_name in known}, known[0]
    )
    time_level, time = _period(release, indicator, level)
    return View(indicator, time_level, time, level, rate=chosen != indicator)


def _whole_year(release: Publication, shown: str) -> View:
    """The year of a map that is made of several figures, all by district."""
    first, last = release.facts.get("first_month", ""), release.facts.get("last_month", "")
    options = {time: wording.period(time, first, last) for time in _years(release, shown)}
    if shown != "gap":
        options[ALL] = f"All years ({wording.period(ALL, first, last)})"
    time = pick("Year", "year", options, wording.in_full(options, first, last)[0])
    follow = "attendances" if shown in ("venues", "flows") else MAPS[shown][1][0]
    return View(follow, ALL if time == ALL else "year", time, "district", map=shown)


@per_release(size=64)
def _years(release: Publication, shown: str) -> tuple[str, ...]:
    """The years, newest first, in which everything that a map needs is published."""
    needs = MAPS[shown][1]
    if not set(needs) <= set(release.indicators):
        return ()
    if shown == "gap" and not residents(release, release.indicators[needs[1]].rate_of).people:
        return ()
    every = [set(published_series.periods(release, name, "year", **_grain(name))) for name in needs]
    return tuple(sorted(set.intersection(*every), reverse=True))


def _grain(indicator: str) -> dict[str, Any]:
    if indicator == "attendances_by_venue":
        return {"geography_level": "county", "venue": ...}
    return {"geography_level": "district"}


@per_release(size=8)
def by_area(release: Publication) -> dict[str, tuple[str, ...]]:
    """The indicators that are published by area as a whole, and the levels of each."""
    areas = {}
    for name in release.indicators:
        levels = tuple(level for level in LEVELS if _periods(release, name, level)[1])
        if levels:
            areas[name] = levels
    return areas


@per_release(size=256)
def _periods(release: Publication, indicator: str, level: str) -> tuple[str, tuple[str, ...]]:
    """The finest usable time level (years before quarters) and its periods, newest first, then ``all``."""
    whole = published_series.periods(release, indicator, ALL, geography_level=level)
    for time_level in _TIME_LEVELS:
        periods = published_series.periods(release, indicator, time_level, geography_level=level)
        if periods:
            return time_level, (*reversed(periods), *whole)
    return _TIME_LEVELS[0], tuple(whole)


def _period(release: Publication, indicator: str, level: str) -> tuple[str, str]:
    """The chosen period and its level; the last that the data covers in full unless chosen."""
    time_level, periods = _periods(release, indicator, level)
    first, last = release.facts.get("first_month", ""), release.facts.get("last_month", "")
    options = {time: wording.period(time, first, last) for time in periods}
    if ALL in options:
        options[ALL] = f"All years ({options[ALL]})"
    time = pick(time_level.capitalize(), time_level, options, wording.in_full(options, first, last)[0])
    return (ALL if time == ALL else time_level), time


def _area(release: Publication, level: str) -> str:
    """The county or one area, one click each; the map beneath takes a click to the same end."""
    names = area_names(release)
    on_map = atlas(release).codes(level)
    ordered = [COUNTY, *(code for code in _FIRST_AREAS if code in on_map)]
    ordered += [code for code in on_map if code not in ordered]
    return area_buttons({code: names[code] for code in ordered})


def area_buttons(names: dict[str, str]) -> str:
    """One of ``names`` (by code, the county first), bound to the address as the area of every page."""
    labels = names | {COUNTY: "Whole county"}
    _heed_link(labels, names[COUNTY])
    chosen = st.segmented_control(
        "Area",
        list(labels),
        # A choice that a link or a click on the map has made already stands in for the default.
        default=None if "area" in st.session_state else COUNTY,
        required=True,
        format_func=lambda code: labels[code],
        key="area",
        bind="query-params",
        persist_state="session",
    )
    return chosen or COUNTY


def _heed_link(labels: dict[str, str], county: str) -> None:
    """Take a code from the address as well as a name; say so where it names neither."""
    asked = st.query_params.get("area")
    if asked is not None and asked not in labels.values():
        if asked in labels:
            st.session_state["area"] = asked
        elif asked != county:
            notice(
                "The link asked for an area that this page does not have: showing the whole county.",
                wrong=True,
            )
    before = st.session_state.get("area")
    settle("area", labels, COUNTY)
    if before != COUNTY == st.session_state["area"]:
        # The widget's own default stands in, so that the address leaves it out.
        del st.session_state["area"]


def take_click(key: str) -> None:
    """Move the choice of area to what was clicked on the map ``key``; clicked again, back to the county.

    Every layer that can be clicked is named after the area that stands out, so a click that the browser
    still remembers from before is told apart: nothing is clicked any more once its layer has gone.
    """
    objects = st.session_state[key]["selection"]["objects"]
    clicked = [
        feature.get("properties", feature)["code"] for picked in objects.values() for feature in picked
    ]
    if clicked:
        now = st.session_state.get("area", COUNTY)
        st.session_state["area"] = COUNTY if clicked[0] == now else clicked[0]
