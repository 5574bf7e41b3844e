"""The Outcomes page: its caveats, the chain over time, what was used, and what followed."""

from __future__ import annotations

import streamlit as st

from dashboard.display import charts, narrative
from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui import choices
from dashboard.display.ui.blocks import breakdown, exhibit, trend
from dashboard.display.ui.blocks.forces import OURS
from dashboard.display.ui.choices import Chosen
from dashboard.display.ui.html import notice
from dashboard.methods import wording
from dashboard.publication import ALL, Publication
from dashboard.publication.events import events
from dashboard.publication.memo import per_release

#: What audits of referrals found, by year and point of the checklist; what reviews of cases found.
QUALITY, MISSED = "referral_quality", "missed_opportunities"
#: Orders and disruptions, by year and type.
ORDERS = "orders"
#: Figures of others: offences that end in a charge, assessments that find exploitation.
CHARGED, FACTORS = "offences_charged", "assessments_with_exploitation"
#: So many points make limits that are not trial ones.
ENOUGH = 12
CHAIN = (("people_trained", "People trained"), ("intelligence_submissions", "Partner intelligence"))


def caveats() -> None:
    """What to keep in mind for every figure of the page."""
    notice(
        "That training and reports move together is not proof that one brings the other: other things "
        "changed at the same times. More reports can mean that people notice more, not that there is more "
        "crime."
    )


def together(release: Publication) -> None:
    """People trained, intelligence and one route of referral by quarter, one panel above the other."""
    routes = choices.routes(release, "concerns")
    route = choices.pick("Route", "route", routes, next(iter(routes))) if routes else ""
    held = _chain(release, route)
    if len(held) < 2:
        exhibit.absent("chain", "This release does not hold figures by quarter of both training and reports.")
        return
    exhibit.show(_together(release, held))


@per_release(size=32)
def _chain(release: Publication, route: str) -> tuple[PublishedSeries, ...]:
    read = [
        published_series.read(release, indicator, "time", time_level="quarter", name=name)
        for indicator, name in CHAIN
        if indicator in release.indicators
    ]
    if route:
        name = f"Referrals, {release.label('route', route)}"
        read.append(
            published_series.read(release, "concerns", "time", time_level="quarter", name=name, route=route)
        )
    return tuple(line for line in read if line.points)


@per_release(size=32)
def _together(release: Publication, held: tuple[PublishedSeries, ...]) -> exhibit.Exhibit:
    marks = dict.fromkeys(mark for line in held for mark in charts.applicable_events(line, events(release)))
    picture = charts.panels(held, sorted(marks), height=170 * len(held))
    moved = " ".join(narrative.headline(line) for line in (held[0], held[-1]))
    return exhibit.make(release, "chain", f"{moved} {narrative.NOT_PROOF}.", picture, held)


def practice(release: Publication) -> None:
    """The share who say at follow-up that they used what they learned, by year and by sector."""
    left, right = st.columns(2, gap="medium")
    with left:
        trend.show(release, "applied", "year")
    with right:
        breakdown.show(
            release, "applied", "sector", "year", Chosen(year=_last_year(release, "applied", "sector"))
        )


def _last_year(release: Publication, indicator: str, over: str, level: str = "year") -> str:
    """The last year of a figure split by ``over`` that the data covers in full; all where there is none.

    What our records cover says nothing of figures of others, which are published of whole years.
    """
    first, last = release.facts.get("first_month", ""), release.facts.get("last_month", "")
    about = release.indicators.get(indicator)
    if about is None:
        return ALL
    held = published_series.periods(release, indicator, level, **{over: ...})
    whole = about.policy == "comparators"
    return next((year for year in reversed(held) if whole or not wording.is_cut(year, first, last)), ALL)


def justice(release: Publication) -> None:
    """Quality of referrals, earlier contact, recorded offences, charges, assessments, and orders."""
    if _held(release, QUALITY):
        year = _last_year(release, QUALITY, "audit_point")
        breakdown.show(release, QUALITY, "audit_point", "year", Chosen(year=year))
    if _held(release, MISSED):
        trend.show(release, MISSED, "year")
    offences(release)
    if _held(release, CHARGED):
        trend.show(release, CHARGED, "financial_year")
    if _held(release, FACTORS):
        year = _last_year(release, FACTORS, "assessment_factor", "financial_year")
        breakdown.show(release, FACTORS, "assessment_factor", "financial_year", Chosen(year=year))
    if _held(release, ORDERS):
        year = _last_year(release, ORDERS, "order_type")
        breakdown.show(release, ORDERS, "order_type", "year", Chosen(year=year))


def _held(release: Publication, indicator: str) -> bool:
    """Whether a table of others is there to show; which file it comes with is said where it is not."""
    about = release.indicators.get(indicator)
    if about is None:
        return False
    if not about.last_period:
        exhibit.absent(
            indicator, f"{about.title}: the figures come with a file not yet loaded ({about.source})."
        )
    return bool(about.last_period)


def offences(release: Publication) -> None:
    """Modern slavery offences that our force recorded, by quarter."""
    indicator = "recorded_offences"
    figure = _offences(release, indicator) if indicator in release.indicators else None
    if figure is None:
        exhibit.absent(
            indicator,
            "Recorded modern slavery offences come with the Home Office table of recorded crime, "
            "not yet loaded.",
        )
    else:
        exhibit.show(figure)


@per_release(size=8)
def _offences(release: Publication, indicator: str) -> exhibit.Exhibit | None:
    line = published_series.read(
        release, indicator, "time", time_level="quarter", geography_level="force", area=OURS,
        name="Modern slavery offences recorded by Northamptonshire Police",
    )  # fmt: skip
    # Limits from so few quarters as one year has would say nothing.
    draw = trend.judged if len(line.shown) >= ENOUGH else trend.drawn
    return draw(release, line, f"{indicator}-by-quarter") if line.shown else None


def partnership(release: Publication) -> None:
    """Whether the partners have a contact, and who comes to the meetings."""
    trend.show(release, "meeting_attendance", "quarter")
    breakdown.show(release, "partners_with_contact", "sector", ALL)
