"""What each sector reports beside the people it trained the year before: points, and the ratio."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import proportions, series
from dashboard.display.analysis.series import Series
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.blocks.nearest import Splits
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.memo import per_release


@dataclass(frozen=True)
class Reports:
    """A published rate for every 100 people trained, and what its numerator is called."""

    indicator: str
    name: str
    unit: str
    fixed: Splits = ()


#: By the code that stands in the address.
REPORTS = {
    "intelligence": Reports("intelligence_per_trained", "Intelligence submissions", "submissions"),
    "nrm": Reports("referrals_per_trained", "NRM referrals", "referrals", (("route", "nrm"),)),
    "childrens_safeguarding": Reports(
        "referrals_per_trained",
        "Children's safeguarding referrals",
        "referrals",
        (("route", "childrens_safeguarding"),),
    ),
}


def show(release: Publication) -> None:
    """The chosen kind of report in the chosen year, as points and as a ratio with its interval."""
    offered = {code: one for code, one in REPORTS.items() if _years(release, one)}
    if not offered:
        exhibit.absent("per-trained", "This release holds no figures for every 100 people trained.")
        return
    with st.container(horizontal=True, key="nd-choices-sectors"):
        named = {code: one.name for code, one in offered.items()}
        one = offered[choices.pick("Reports", "reports", named, next(iter(named)))]
        years = {year: year for year in reversed(_years(release, one))}
        year = choices.pick("Reports in", "reports_year", years, next(iter(years)))
    left, right = st.columns(2, gap="medium")
    points, bars = _made(release, one, year)
    with left:
        exhibit.show(points)
    with right:
        exhibit.show(bars)


@per_release(size=16)
def _years(release: Publication, one: Reports) -> tuple[str, ...]:
    if one.indicator not in release.indicators:
        return ()
    return series.periods(release, one.indicator, "year", sector=..., **dict(one.fixed))


@per_release(size=64)
def _made(release: Publication, one: Reports, year: str) -> tuple[exhibit.Exhibit, exhibit.Exhibit]:
    rate = series.read(
        release, one.indicator, "sector", time_level="year", time=year,
        name=f"{one.name} for every 100 people trained", **dict(one.fixed),
    )  # fmt: skip
    trained, reports = proportions.counts_of(
        rate, one.unit, "people", f"{one.name}, {year}", f"People trained, {wording.year_before(year)}"
    )
    picture = charts.scatter(trained, reports)
    sentence = narrative.association(trained, reports)
    points = exhibit.make(
        release, f"{one.indicator}-points", sentence, picture, (trained, reports), _hidden(rate),
        name=f"{one.name} and people trained, by sector",
    )  # fmt: skip
    said = f"{narrative.headline(rate)} {narrative.NOT_PROOF}."
    return points, exhibit.make(release, f"{one.indicator}-ratio", said, charts.bars(rate), (rate,))


def _hidden(rate: Series) -> str:
    """Why there are few points, where most are hidden."""
    if len(rate.hidden) <= len(rate.shown):
        return ""
    return (
        f"{len(rate.shown)} of {len(rate.points)} sectors can be shown: the others' counts are small, rest "
        "on a single body, or would give a hidden one away. More are shown under another kind of report."
    )
