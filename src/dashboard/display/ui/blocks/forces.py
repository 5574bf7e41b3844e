"""Northamptonshire Police beside all other forces, as the Home Office published them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import proportions, published_series
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.standing import Funnel
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import exhibit, similar, trend
from dashboard.display.ui.html import notice
from dashboard.methods import wording
from dashboard.publication import ALL, Publication
from dashboard.publication.memo import per_release

INDICATOR, TYPES = "police_referrals", "exploitation_type"
OURS, ALL_FORCES = "northamptonshire_police", "all_forces"
NAME, WHOLE = "Northamptonshire Police", "All police forces"
UNIT = "% of referrals"


def show(release: Publication) -> None:
    """Our quarters and those of all forces, our rate, and the share of one type in every force."""
    if INDICATOR not in release.indicators or not published_series.periods(
        release, INDICATOR, "quarter", geography_level="force"
    ):
        exhibit.absent(INDICATOR, "This release holds no Home Office tables to compare with.")
        return
    exhibit.show(_quarters(release))
    _funnel(release)
    similar.show(release, OURS, NAME)
    left, right = st.columns(2, gap="medium")
    with left:
        trend.show(release, "referral_rate", "year")
    with right:
        national(release, "uk_referrals", "year")


@per_release(size=8)
def _quarters(release: Publication) -> exhibit.Exhibit:
    ours = published_series.read(
        release, INDICATOR, "time", time_level="quarter", geography_level="force", area=OURS, name=NAME
    )
    whole = published_series.read(
        release,
        INDICATOR,
        "time",
        time_level="quarter",
        geography_level="national",
        area=ALL_FORCES,
        name=WHOLE,
    )
    picture = charts.panels([ours, whole])
    sentence = narrative.signals(replace(ours, name="NRM referrals by Northamptonshire Police"))
    return exhibit.make(release, f"{INDICATOR}-by-quarter", sentence, picture, (ours, whole))


def _funnel(release: Publication) -> None:
    """The share of one chosen type in each force, in a chosen period: no population is needed for it."""
    types = published_series.codes(
        release, INDICATOR, TYPES, geography_level="force", area=OURS, **{TYPES: ...}
    )
    periods = _periods(release, next(iter(types), ""))
    if not types or not periods:
        notice(
            "How the forces' shares of each type compare comes with the Home Office tables. Their numbers "
            "alone would compare sizes, and the residents of each force's area are not in this release."
        )
        return
    with st.container(horizontal=True, key="nd-choices-forces"):
        code = choices.pick("Share of", "share", types, next(iter(types)))
        options = {time: wording.period(time) for time in reversed(_periods(release, code) or periods)}
        time = choices.pick("Compare forces in", "forces", options, next(iter(options)))
    exhibit.show(_shares(release, code, types[code], time))


@per_release(size=64)
def _periods(release: Publication, code: str) -> tuple[str, ...]:
    """The years in which several forces have figures of one type, and the country has one."""
    return tuple(
        time
        for time in published_series.periods(
            release, INDICATOR, "year", geography_level="force", **{TYPES: code}
        )
        if len(_forces(release, time, code).points) > 1 and _national_point(release, time, code)
    )


def _forces(release: Publication, time: str, code: str = ALL) -> published_series.PublishedSeries:
    where = {TYPES: code}
    return published_series.read(
        release, INDICATOR, "area", time_level="year", time=time, geography_level="force", **where
    )


def _national_point(release: Publication, time: str, code: str = ALL) -> Point | None:
    line = published_series.read(
        release, INDICATOR, "area", time_level="year", time=time, geography_level="national",
        area=ALL_FORCES, **{TYPES: code},
    )  # fmt: skip
    return line.points[0] if line.points else None


def _others(release: Publication, chosen: str, time: str) -> tuple[Funnel, ...]:
    """The funnels of the other types in the same period, which the page offers too."""
    types = published_series.codes(
        release, INDICATOR, TYPES, geography_level="force", area=OURS, **{TYPES: ...}
    )
    return tuple(
        _held(release, code, label, time)[0]
        for code, label in types.items()
        if code != chosen and time in _periods(release, code)
    )


def _held(release: Publication, code: str, label: str, time: str) -> tuple[Funnel, Point]:
    """The shares of one type in each force, and that of all forces."""
    name = f"{label} exploitation alone, share of NRM referrals"
    shares = proportions.of_whole(_forces(release, time, code), _forces(release, time), name, UNIT)
    part, all_ = _national_point(release, time, code), _national_point(release, time)
    whole = proportions.share(part, all_ or shares.points[0])
    return Funnel(shares, whole.value), whole


@per_release(size=64)
def _shares(release: Publication, code: str, label: str, time: str) -> exhibit.Exhibit:
    held, whole = _held(release, code, label, time)
    shares = held.figures
    picture = charts.funnel(shares, OURS, whole)
    sentence = narrative.funnel(shares, OURS, whole, beside=_others(release, code, time))
    note = "Forces differ in what they meet and in how they record; a share outside the limits is no verdict."
    return exhibit.make(release, f"{INDICATOR}-shares", sentence, picture, (shares,), note)


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


@per_release(size=16)
def _national(release: Publication, indicator: str, time_level: str) -> exhibit.Exhibit | None:
    line = published_series.read(
        release, indicator, "time", time_level=time_level, geography_level="national"
    )
    if not line.shown:
        return None
    return trend.drawn(release, line, f"{indicator}-by-{time_level}")
