"""What each sector reports for its staff, beside how many of them it trained the year before."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import proportions, published_series
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import exhibit
from dashboard.display.ui.blocks.nearest import Splits
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.memo import per_release


@dataclass(frozen=True)
class Reports:
    """A published rate per 100 staff, and what its numerator is called."""

    indicator: str
    name: str
    fixed: Splits = ()


#: By the code that stands in the address.
REPORTS = {
    "intelligence": Reports("intelligence_per_staff", "Intelligence submissions"),
    "nrm": Reports("referrals_per_staff", "NRM referrals", (("route", "nrm"),)),
    "childrens_safeguarding": Reports(
        "referrals_per_staff",
        "Children's safeguarding referrals",
        (("route", "childrens_safeguarding"),),
    ),
}


def show(release: Publication) -> None:
    """The chosen kind of report in the chosen year: per 100 staff beside training, and with its interval."""
    offered = {code: reports for code, reports in REPORTS.items() if _years(release, reports)}
    if not offered:
        reason = "This release holds no figures per 100 staff: no headcount has been sent, or no report."
        exhibit.absent("per-staff", reason)
        return
    with st.container(horizontal=True, key="nd-choices-sectors"):
        named = {code: reports.name for code, reports in offered.items()}
        reports = offered[choices.pick("Reports", "reports", named, next(iter(named)))]
        years = {year: year for year in reversed(_years(release, reports))}
        year = choices.pick("Reports in", "reports_year", years, next(iter(years)))
    left, right = st.columns(2, gap="medium")
    points, bars = _exhibits(release, reports, year)
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
def _exhibits(release: Publication, kind: Reports, year: str) -> tuple[exhibit.Exhibit, exhibit.Exhibit]:
    rate = published_series.read(
        release, kind.indicator, "sector", time_level="year", time=year,
        name=f"{kind.name} per 100 staff", **dict(kind.fixed),
    )  # fmt: skip
    before = wording.year_before(year)
    people = published_series.read(release, "people_trained", "sector", time_level="year", time=before)
    called = f"People trained in {before} per 100 staff"
    trained = proportions.per_base(people, rate, 100, called, "people per 100 staff")
    picture = charts.scatter(trained, rate)
    sentence = narrative.association(trained, rate)
    points = exhibit.make(
        release, f"{kind.indicator}-points", sentence, picture, (trained, rate),
        _unshown(release, kind, rate, year),
        name=f"{kind.name} and people trained per 100 staff, by sector",
    )  # fmt: skip
    note = f"{narrative.headline(rate)} {narrative.NOT_PROOF}."
    return points, exhibit.make(release, f"{kind.indicator}-ratio", note, charts.bars(rate), (rate,))


def _unshown(release: Publication, kind: Reports, rate: PublishedSeries, year: str) -> str:
    """Why there are few points: no headcounts, and where most are hidden, that."""
    where = {"time_level": "year", "time": year, "measure": "denominator", **dict(kind.fixed)}
    bases = release.cells(kind.indicator, sector=..., **where)
    codes = [str(code) for code in bases.loc[bases["value"] == 0, "sector"] if code not in UNKNOWN]
    without = [release.label("sector", code) for code in codes]
    notes = [f"No whole headcount has been sent for {wording.listed(without)}."] if without else []
    if len(rate.hidden) > len(rate.shown):
        notes.append(
            f"{len(rate.shown)} of {len(rate.points)} sectors can be shown: the others' counts are small, "
            "rest on a single body, or would give a hidden one away. More are shown under another kind of "
            "report."
        )
    return " ".join(notes)
