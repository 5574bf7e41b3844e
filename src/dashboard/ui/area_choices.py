"""What a person may choose on the Geography page: figure, period, boundaries, area. All in the address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from dashboard import reference, series, wording
from dashboard.maps import reading
from dashboard.publication import ALL, Publication
from dashboard.reference import COUNTY
from dashboard.ui.choices import pick
from dashboard.ui.words import notice

LEVELS = {
    "district": "7 districts (councils to March 2021)",
    "unitary": "2 unitary councils (since April 2021)",
}
#: A page opens on the first of these that a release holds: rates compare areas of different size.
FIRST = ("reach_rate", "coverage", "people_trained")
#: One click each, before the others.
_FIRST_AREAS = ("E07000150", "E07000154")
_TIME_LEVELS = ("year", "quarter")


@dataclass(frozen=True)
class View:
    """What the page shows: an indicator in one period, by district or unitary, one area standing out."""

    indicator: str
    time_level: str
    time: str
    level: str
    area: str = COUNTY
    area_name: str = ""

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
    titles = {name: release.indicators[name].title for name in levels}
    with st.container(horizontal=True, key="nd-choices"):
        indicator = pick(
            "Figure", "figure", titles, next(name for name in (*FIRST, *levels) if name in levels)
        )
        known = levels[indicator]
        level = pick("Boundaries", "boundaries", {one: LEVELS[one] for one in known}, known[0])
        time_level, time = _period(release, indicator, level)
    area = _area(level)
    return View(indicator, time_level, time, level, area, reference.area_names()[area])


@lru_cache(maxsize=8)
def by_area(release: Publication) -> dict[str, tuple[str, ...]]:
    """The indicators that are published by area as a whole, and the levels of each."""
    found = {}
    for name in release.indicators:
        levels = tuple(level for level in LEVELS if _periods(release, name, level)[1])
        if levels:
            found[name] = levels
    return found


@lru_cache(maxsize=256)
def _periods(release: Publication, indicator: str, level: str) -> tuple[str, tuple[str, ...]]:
    """The finest usable time level (years before quarters) and its periods, newest first, then ``all``."""
    whole = series.periods(release, indicator, ALL, geography_level=level)
    for time_level in _TIME_LEVELS:
        found = series.periods(release, indicator, time_level, geography_level=level)
        if found:
            return time_level, (*reversed(found), *whole)
    return _TIME_LEVELS[0], tuple(whole)


def _period(release: Publication, indicator: str, level: str) -> tuple[str, str]:
    """The chosen period and its level; the last that the data covers in full unless chosen."""
    time_level, found = _periods(release, indicator, level)
    first, last = release.facts.get("first_month", ""), release.facts.get("last_month", "")
    options = {time: wording.period(time, first, last) for time in found}
    if ALL in options:
        options[ALL] = f"All years ({options[ALL]})"
    full = [time for time in options if not wording.is_cut(time, first, last)]
    time = pick(time_level.capitalize(), time_level, options, (full or list(options))[0])
    return (ALL if time == ALL else time_level), time


def _area(level: str) -> str:
    """The county or one area, one click each; the map beneath takes a click to the same end."""
    names = reference.area_names()
    on_map = reading.codes_on_map(level)
    ordered = [COUNTY, *(code for code in _FIRST_AREAS if code in on_map)]
    ordered += [code for code in on_map if code not in ordered]
    labels = {code: "Whole county" if code == COUNTY else names[code] for code in ordered}
    _heed_link(labels)
    chosen = st.segmented_control(
        "Area",
        ordered,
        # A choice that a link or a click on the map has made already stands in for the default.
        default=None if "area" in st.session_state else COUNTY,
        required=True,
        format_func=lambda code: labels[code],
        key="area",
        bind="query-params",
        persist_state="session",
    )
    return chosen or COUNTY


def _heed_link(labels: dict[str, str]) -> None:
    """Take a code from the address as well as a name; say so where it names neither."""
    asked = st.query_params.get("area")
    if asked is not None and asked not in labels.values():
        if asked in labels:
            st.session_state["area"] = asked
        elif asked != reference.area_names()[COUNTY]:
            notice(
                "The link asked for an area that this map does not have: showing the whole county.",
                wrong=True,
            )
    if st.session_state.get("area", COUNTY) not in labels:
        # Kept from another page, or from the other boundaries.
        del st.session_state["area"]


def take_click(key: str) -> None:
    """Move the choice of area to what was clicked on the map ``key``; beside the areas, to the county."""
    clicked = st.session_state[key]["selection"]["objects"].get("areas", [])
    st.session_state["area"] = clicked[0]["properties"]["code"] if clicked else COUNTY
