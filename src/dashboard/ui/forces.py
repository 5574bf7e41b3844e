"""Northamptonshire Police beside all other forces, as the Home Office published them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from dashboard import charts, narrative, series, wording
from dashboard.publication import Publication
from dashboard.ui import choices, exhibit, trend

INDICATOR = "police_referrals"
OURS, ALL_FORCES = "northamptonshire_police", "all_forces"
NAME, WHOLE = "Northamptonshire Police", "All police forces"


def show(release: Publication) -> None:
    """The quarters of Northamptonshire and of all forces, then every force in one period."""
    if INDICATOR not in release.indicators or not series.periods(
        release, INDICATOR, "quarter", geography_level="force"
    ):
        exhibit.absent(INDICATOR, "This release holds no Home Office tables to compare with.")
        return
    exhibit.show(_quarters(release))
    period = _period(release)
    if period:
        exhibit.show(_ranked(release, period))


@lru_cache(maxsize=8)
def _quarters(release: Publication) -> exhibit.Exhibit:
    ours = series.read(
        release, INDICATOR, "time", time_level="quarter", geography_level="force", area=OURS, name=NAME
    )
    whole = series.read(
        release,
        INDICATOR,
        "time",
        time_level="quarter",
        geography_level="national",
        area=ALL_FORCES,
        name=WHOLE,
    )
    picture = charts.panels([ours, whole])
    sentence = narrative.headline(replace(ours, name="NRM referrals by Northamptonshire Police"))
    return exhibit.make(release, f"{INDICATOR}-by-quarter", sentence, picture, (ours, whole))


def _period(release: Publication) -> str:
    """A year or quarter in which every force has figures, chosen by the reader."""
    levels = {
        level: series.periods(release, INDICATOR, level, geography_level="force")
        for level in ("year", "quarter")
    }
    several = {
        level: [time for time in times if len(_forces(release, level, time).points) > 1]
        for level, times in levels.items()
    }
    options = {time: wording.period(time) for times in several.values() for time in reversed(times)}
    if not options:
        st.html('<p class="nd-unit">Figures of the other forces come with the Home Office tables.</p>')
        return ""
    return choices.pick("Compare forces in", "forces", options, next(iter(options)))


def _forces(release: Publication, level: str, time: str) -> series.Series:
    return series.read(release, INDICATOR, "area", time_level=level, time=time, geography_level="force")


@lru_cache(maxsize=32)
def _ranked(release: Publication, time: str) -> exhibit.Exhibit:
    level = "quarter" if "Q" in time else "year"
    forces = _forces(release, level, time)
    national = series.read(
        release, INDICATOR, "area", time_level=level, time=time, geography_level="national", area=ALL_FORCES
    )
    ours = next((point for point in forces.points if point.code == OURS), None)
    when = wording.period(time)
    sentence = f"NRM referrals by police first responders in {when}."
    if ours is not None and national.points:
        sentence = narrative.part_of(ours, national.points[0], NAME, "all forces", "NRM referrals", when)
    return exhibit.make(release, f"{INDICATOR}-by-force", sentence, charts.bars(forces, [OURS]), (forces,))


def national(release: Publication, indicator: str, time_level: str) -> None:
    """One indicator of the United Kingdom over time."""
    if indicator not in release.indicators:
        exhibit.absent(indicator, "This release holds no national figures.")
        return
    drawn = _national(release, indicator, time_level)
    if drawn is None:
        title = release.indicators[indicator].title
        exhibit.absent(indicator, f"{title}: these figures come with the Home Office tables, not yet loaded.")
    else:
        exhibit.show(drawn)


@lru_cache(maxsize=16)
def _national(release: Publication, indicator: str, time_level: str) -> exhibit.Exhibit | None:
    found = series.read(release, indicator, "time", time_level=time_level, geography_level="national")
    if not found.shown:
        return None
    return trend.drawn(release, found, f"{indicator}-by-{time_level}")
