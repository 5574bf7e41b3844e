"""What each sector reports beside the people it trained the year before: points, and the ratio."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import proportions, published_series
from dashboard.display.analysis.published_series import PublishedSeries
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
    offered = {code: reports for code, reports in REPORTS.items() if _years(release, reports)}
    if not offered:
        exhibit.absent("per-trained", "This release holds no figures for every 100 people trained.")
        return
    with st.container(horizontal=True, key="nd-choices-sectors"):
        named = {code: reports.name for code, reports in offered.items()}
        reports = offered[choices.pick("Reports", "reports", named, next(iter(named)))]
        years = {year: year for year in reversed(_years(release, reports))}
        year = choices.pick("Reports in", "reports_year", years, next(iter(years)))
    left, right = st.columns(2, gap="medium")
    points, bars = _made(release, reports, year)
    with left:
        exhibit.show(points)
    with right:
        exhibit.show(bars)


@per_release(size=16)
def _years(release: Publication, reports: Reports) -> tuple[str, ...]:
    if reports.indicator not in release.indicators:
        return ()
    return published_series.periods(release, reports.indicator, "year", sector=..., **dict(reports.fixed))


@per_release(size=64)
def _made(release: Publication, kind: Reports, year: str) -> tuple[exhibit.Exhibit, exhibit.Exhibit]:
    rate = published_series.read(
        release, kind.indicator, "sector", time_level="year", time=year,
        name=f"{kind.name} for every 100 people trained", **dict(kind.fixed),
    )  # fmt: skip
    trained, reports = proportions.counts_of(
        rate, kind.unit, "people", f"{kind.name}, {year}", f"People trained, {wording.year_before(year)}"
    )
    picture = charts.scatter(trained, reports)
    sentence = narrative.association(trained, reports)
    points = exhibit.make(
        release, f"{kind.indicator}-points", sentence, picture, (trained, reports), _hidden(rate),
        name=f"{kind.name} and people trained, by sector",
    )  # fmt: skip
    note = f"{narrative.headline(rate)} {narrative.NOT_PROOF}."
    return points, exhibit.make(release, f"{kind.indicator}-ratio", note, charts.bars(rate), (rate,))


def _hidden(rate: PublishedSeries) -> str:
    """Why there are few points, where most are hidden."""
    if len(rate.hidden) <= len(rate.shown):
        return ""
    return (
        f"{len(rate.shown)} of {len(rate.points)} sectors can be shown: the others' counts are small, rest "
        "on a single body, or would give a hidden one away. More are shown under another kind of report."
    )
