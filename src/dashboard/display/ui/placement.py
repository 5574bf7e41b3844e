"""Where each figure is shown: what the catalogue's links lead to.

A page shows what its own blocks lay out, listed here, and then every indicator whose header names the page
(``further``): an indicator that is new stands on its page without a change here. A test opens every link and
finds the figure there, and finds no figure on a page that is not listed for it here or in its header.
"""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.display.analysis import published_series
from dashboard.display.ui import pages
from dashboard.display.ui.compare import views
from dashboard.display.ui.geography import area_choices
from dashboard.display.ui.overview.page import TILES
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

#: Parts that the foot of every page leads to.
CATALOGUE, CHANGED, ACCESSIBLE = "Catalogue of indicators", "What changed, and when", "Accessibility"
#: What an address calls the part of a page.
PART = "part"
#: The parts of each page by their titles, in order, and the indicators that each part's own blocks show as it
#: opens; by the page's file. A page without parts has a single one without a title.
PLACED: dict[str, dict[str, tuple[str, ...]]] = {
    "Overview": {"": tuple(tile.indicator for tile in TILES)},
    "Training_reach": {
        "People and attendances": ("people_trained", "attendances", "sessions", "agencies_represented"),
        "Coverage": ("coverage",),
        "Agency by agency": (),
        "Who comes, and from where": (
            "sector_mix", "tier_mix", "attendances", "attendances_by_delivery_place", "reach_rate",
        ),
        "What was taught": ("people_by_topic", "attendances_by_topic", "county_lines", "concerns"),
        "How it was held": ("format_mix", "length_mix"),
        "Due a refresher": ("in_date", "due_refresher"),
        "No-shows": ("no_show_rate", "attendance_rate"),
        "Confidence and knowledge": (
            "confidence", "confidence_change", "retention", "confidence_improved", "knowledge",
        ),
        "What they make of it": ("relevance", "recommend", "applied", "response_rate"),
        "Packs and pocket guides": ("packs_handed_out", "pocket_guides_handed_out"),
        "The training week of July 2019": (),
    },
    "Referrals": {
        "One route at a time": ("concerns",),
        "National Referral Mechanism": ("exploitation_mix", "referrals_by_sector", "age_mix"),
        "Where children were exploited": ("place_of_exploitation", "completeness_referrals"),
        "Decisions": (
            "positive_reasonable_grounds", "positive_conclusive_grounds", "uk_positive_reasonable_grounds",
            "uk_positive_conclusive_grounds",
        ),
        "Consent, county lines and time": ("duty_to_notify_share", "county_lines", "time_to_referral"),
        "Northamptonshire beside other forces": (
            "police_referrals", "referral_rate", "police_referral_rate", "uk_referrals",
        ),
    },
    "Outcomes": {
        "Did training and reports move together?": (
            "people_trained", "intelligence_submissions", "concerns",
        ),
        "Partner intelligence around an event": ("intelligence_submissions", "actionable_share"),
        "Sector by sector": ("intelligence_per_staff", "people_trained"),
        "Used in practice": ("applied",),
        "Quality and justice": (
            "referral_quality", "missed_opportunities", "recorded_offences", "offences_charged",
            "assessments_with_exploitation", "orders",
        ),
        "The partnership": ("meeting_attendance", "partners_with_contact"),
    },
    "Geography": {"": ("attendances", "attendances_by_delivery_place")},
    "About_the_data": {
        CATALOGUE: (),
        "How people are protected": (),
        "Completeness": ("completeness", "answers_without_pair"),
        CHANGED: (),
        "Methods and departures": (),
        "Files and this release": (),
        ACCESSIBLE: (),
    },
}  # fmt: skip
#: Where a choice shows one: the page's file, its part and the choice.
CHOSEN = {
    "referrals_per_staff": ("Outcomes", "Sector by sector", "reports=nrm"),
    "attendances_by_venue": ("Geography", "", "map=venues"),
}


#: The steps of time in which a figure is followed on its page, the first that is published.
_STEPS = ("quarter", "month", "year", "financial_year")


@per_release(size=64)
def step(release: Publication, indicator: str) -> str:
    """The time level in which a figure of the whole county is followed; empty where none is published."""
    return next((level for level in _STEPS if published_series.periods(release, indicator, level)), "")


def titles(page: str) -> tuple[str, ...]:
    """The titles of the parts that the page called ``page`` has of its own, in order."""
    return tuple(PLACED.get(pages.named(page).file, {}))


@per_release(size=16)
def further(release: Publication, page: str) -> tuple[str, ...]:
    """The indicators whose headers name the page called ``page`` and that no block of it shows, by code.

    One without a figure so far is among them, and the page says so.
    """
    file = pages.named(page).file
    laid = {name for placed in PLACED.get(file, {}).values() for name in placed}
    laid |= {name for name, (chosen, *_) in CHOSEN.items() if chosen == file}
    return tuple(
        name for name, about in release.indicators.items() if about.page == page and name not in laid
    )


def headings(release: Publication, page: str) -> dict[str, list[str]]:
    """The indicators of ``further`` by the heading that their headers name."""
    under: dict[str, list[str]] = {}
    for indicator in further(release, page):
        under.setdefault(release.indicators[indicator].section, []).append(indicator)
    return under


def places(release: Publication, indicator: str) -> tuple[tuple[str, str], ...]:
    """The address and the name of every page that shows an indicator; none where it has no figure."""
    about = release.indicators[indicator]
    if not about.last_period:
        return ()
    files = {}
    for file, placed in PLACED.items():
        part = next((title for title, shown in placed.items() if indicator in shown), None)
        if part is not None:
            files[file] = address(file, part)
    if about.page and indicator in further(release, about.page) and step(release, indicator):
        file = pages.named(about.page).file
        files[file] = address(file, about.section)
    if indicator in CHOSEN:
        file, part, choice = CHOSEN[indicator]
        files[file] = address(file, part, choice)
    if indicator in area_choices.by_area(release):
        files["Geography"] = f"Geography?figure={indicator}"
    if indicator in views.figures(release):
        files["Compare"] = f"Compare?figure={indicator}"
    return tuple((files[page.file], page.name) for page in pages.PAGES if page.file in files)


def address(file: str, part: str, choice: str = "") -> str:
    """Where a figure stands, as a link gives it: the page, its part where it has parts, and a choice."""
    parted = "" not in PLACED.get(file, {"": ()})
    asked = [urlencode({PART: part})] if parted else []
    return "?".join(filter(None, [file, "&".join(filter(None, [*asked, choice]))]))
