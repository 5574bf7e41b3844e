"""Where each figure is shown: what the catalogue's links lead to.

A page shows what its own blocks lay out, listed here, and then every indicator whose header names the page
(``further``): an indicator that is new stands on its page without a change here. A test opens every link and
finds the figure there, and finds no figure on a page that is not listed for it here or in its header.
"""

from __future__ import annotations

from dashboard.display.analysis import published_series
from dashboard.display.ui import pages
from dashboard.display.ui.compare import views
from dashboard.display.ui.geography import area_choices
from dashboard.display.ui.overview.page import TILES
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

#: The indicators that a page's own blocks show as it opens, by the page's file.
PLACED: dict[str, tuple[str, ...]] = {
    "Overview": tuple(tile.indicator for tile in TILES),
    "Training_reach": (
        "people_trained", "attendances", "sessions", "agencies_represented", "coverage", "sector_mix",
        "tier_mix", "attendances_by_delivery_place", "reach_rate", "in_date", "due_refresher", "no_show_rate",
        "attendance_rate", "confidence", "confidence_change", "retention", "confidence_improved", "knowledge",
        "relevance", "recommend", "applied", "response_rate", "packs_handed_out", "pocket_guides_handed_out",
    ),
    "Referrals": (
        "concerns", "exploitation_mix", "referrals_by_sector", "age_mix", "place_of_exploitation",
        "completeness_referrals", "positive_reasonable_grounds", "positive_conclusive_grounds",
        "duty_to_notify_share", "county_lines", "time_to_referral", "police_referrals", "referral_rate",
        "police_referral_rate",
        "uk_referrals", "uk_positive_reasonable_grounds", "uk_positive_conclusive_grounds",
    ),
    "Outcomes": (
        "people_trained", "intelligence_submissions", "concerns", "actionable_share",
        "intelligence_per_staff", "applied", "recorded_offences", "offences_charged",
        "assessments_with_exploitation", "referral_quality", "missed_opportunities", "orders",
        "meeting_attendance", "partners_with_contact",
    ),
    "Geography": ("attendances", "attendances_by_delivery_place"),
    "About_the_data": ("completeness", "answers_without_pair"),
}  # fmt: skip
#: Where a choice shows one: the page's file and the choice.
CHOSEN = {
    "referrals_per_staff": ("Outcomes", "reports=nrm"),
    "attendances_by_venue": ("Geography", "map=venues"),
}


#: The steps of time in which a figure is followed on its page, the first that is published.
_STEPS = ("quarter", "month", "year", "financial_year")


@per_release(size=64)
def step(release: Publication, indicator: str) -> str:
    """The time level in which a figure of the whole county is followed; empty where none is published."""
    return next((level for level in _STEPS if published_series.periods(release, indicator, level)), "")


@per_release(size=16)
def further(release: Publication, page: str) -> tuple[str, ...]:
    """The indicators whose headers name the page called ``page`` and that no block of it shows, by code.

    One without a figure so far is among them, and the page says so.
    """
    file = pages.named(page).file
    laid = {*PLACED.get(file, ()), *(name for name, (chosen, _) in CHOSEN.items() if chosen == file)}
    return tuple(
        name for name, about in release.indicators.items() if about.page == page and name not in laid
    )


def places(release: Publication, indicator: str) -> tuple[tuple[str, str], ...]:
    """The address and the name of every page that shows an indicator; none where it has no figure."""
    if not release.indicators[indicator].last_period:
        return ()
    files = {file: file for file, placed in PLACED.items() if indicator in placed}
    page = release.indicators[indicator].page
    if page and indicator in further(release, page) and step(release, indicator):
        files[pages.named(page).file] = pages.named(page).file
    if indicator in CHOSEN:
        file, choice = CHOSEN[indicator]
        files[file] = f"{file}?{choice}"
    if indicator in area_choices.by_area(release):
        files["Geography"] = f"Geography?figure={indicator}"
    if indicator in views.figures(release):
        files["Compare"] = f"Compare?figure={indicator}"
    return tuple((files[page.file], page.name) for page in pages.PAGES if page.file in files)
