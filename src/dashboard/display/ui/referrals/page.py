"""What is particular to the Referrals page: its caveats, one route at a time, and pairs of small figures."""

from __future__ import annotations

import streamlit as st

from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import breakdown, exhibit, forces, lines, offer, trend
from dashboard.display.ui.blocks.lines import Line
from dashboard.display.ui.choices import Chosen
from dashboard.display.ui.html import notice
from dashboard.display.ui.referrals import combination, splits
from dashboard.methods import wording
from dashboard.publication import ALL, Publication
from dashboard.publication.memo import per_release

INDICATOR, TYPES = "concerns", "exploitation_group"
#: Until October 2019 one of these was counted inside the other.
_CHANGED = ("criminal", "labour")
_COARSER = ("month", "quarter", "year")


def caveats() -> None:
    """What to keep in mind for every figure of the page."""
    notice(
        "More referrals can mean better awareness rather than more crime. The figures count people "
        "identified, not how common exploitation is. First responder means who referred, not where the "
        "exploitation happened."
    )


def one_route(release: Publication) -> None:
    """The concerns received by one chosen route, of all types or one, by month, quarter or year."""
    routes = choices.routes(release, INDICATOR)
    if not routes:
        exhibit.absent(INDICATOR, "This release publishes no concerns by route.")
        return
    with st.container(horizontal=True, key="nd-choices-route"):
        route = choices.pick("Route", "route", routes, next(iter(routes)))
        levels, types = choices.levels(release, INDICATOR, route), _types(release, route)
        named = {level: wording.TIME_LEVELS[level].capitalize() for level in levels}
        step = choices.pick("By", "by", named, levels[0])
        kind = choices.pick("Type of exploitation", "type", {ALL: "All types"} | types, ALL)
    label = routes[route]
    if len(levels) < len(choices.LEVELS):
        listed = wording.listed([wording.TIME_LEVELS[level] for level in levels])
        notice(f"{label} is published by {listed} only: finer tables would hold counts too small to show.")
    name = f"Referrals, {label}"
    if kind == ALL:
        trend.show(release, INDICATOR, step, name=name, control=True, route=route)
    else:
        _one_type(release, route, step, kind, f"{name}, {wording.lower_first(types[kind])}")
    splits.show(release, INDICATOR, "route", name, route=route)
    combination.show(release, INDICATOR, "route", name, route=route)


def _types(release: Publication, route: str) -> dict[str, str]:
    return dict(published_series.codes(release, INDICATOR, TYPES, route=route, **{TYPES: ...}))


def _one_type(release: Publication, route: str, step: str, code: str, name: str) -> None:
    """One type by the step asked for, or by the nearest longer one that it is published by."""
    fixed = {"route": route, TYPES: code}
    there = [level for level in _COARSER if published_series.periods(release, INDICATOR, level, **fixed)]
    longer = [level for level in there if _COARSER.index(level) >= _COARSER.index(step)]
    key = f"{INDICATOR}-of-one-type"
    if not there:
        exhibit.absent(key, f"{name}: not published over time.")
        offer.show(key, (("type", ALL),))
        return
    shown = (longer or there)[0]
    line = published_series.read(release, INDICATOR, "time", time_level=shown, name=name, **fixed)
    note = ""
    if shown != step:
        note = f"One type of this route is not published by {wording.TIME_LEVELS[step]}; shown by {shown}."
    subjects = ("exploitation",) if code in _CHANGED else ()
    exhibit.show(_judged(release, line, key, note, subjects), (("by", shown),) if note else ())


@per_release(size=128)
def _judged(
    release: Publication, line: PublishedSeries, key: str, note: str, subjects: tuple[str, ...]
) -> exhibit.Exhibit:
    return trend.judged(release, line, key, note, subjects=subjects)


def nrm(release: Publication, chosen: Chosen) -> None:
    """Who is referred to the NRM in one year, and who refers, two figures beside each other."""
    left, right = st.columns(2, gap="medium")
    with left:
        breakdown.show(release, "exploitation_mix", TYPES, "year", chosen)
        breakdown.show(release, "referrals_by_sector", "sector", "year", chosen, route="nrm")
    with right:
        breakdown.show(release, "age_mix", "age", "year", chosen)
        breakdown.show(release, "referrals_by_sector", "responder_type", "year", chosen, route="nrm")


def places(release: Publication, chosen: Chosen) -> None:
    """Where children were exploited, and how often nobody wrote it down."""
    left, right = st.columns(2, gap="medium")
    with left:
        breakdown.show(release, "place_of_exploitation", "area", "year", chosen)
    with right:
        breakdown.show(release, "completeness_referrals", "field", "year", chosen)


def decisions(release: Publication) -> None:
    """Reasonable and conclusive grounds: ours by year, those of the United Kingdom by quarter."""
    notice(
        "On 30 January 2023 the test for reasonable grounds changed, and fewer decisions are positive "
        "everywhere since. The break is marked. A lower share after it does not mean worse local referrals."
    )
    left, right = st.columns(2, gap="medium")
    with left:
        trend.show(release, "positive_reasonable_grounds", "year")
        trend.show(release, "positive_conclusive_grounds", "year")
    with right:
        forces.national(release, "uk_positive_reasonable_grounds", "quarter")
        forces.national(release, "uk_positive_conclusive_grounds", "quarter")


def consent_and_time(release: Publication) -> None:
    """Adults who did not agree, the county lines flag, and days from concern to referral."""
    two = (("nrm", "NRM"), ("childrens_safeguarding", "children's safeguarding"))
    whole = Chosen()
    trend.show(release, "duty_to_notify_share", "year")
    left, right = st.columns(2, gap="medium")
    for place, indicator, title in (
        (left, "county_lines", "County lines flag"),
        (right, "time_to_referral", "Median days from concern to referral"),
    ):
        held = tuple(Line(indicator, name, (("route", route),)) for route, name in two)
        with place:
            lines.show(release, indicator, title, held, "year", whole)
