"""Where each figure is shown: what the catalogue's links lead to.

A test opens every link and finds the figure there, and finds no figure on a page that is not listed for it
here. A new indicator is on no page, and the catalogue says so, until it is put on one and listed.
"""

from __future__ import annotations

from dashboard.display.ui import pages
from dashboard.display.ui.compare import views
from dashboard.display.ui.geography import area_choices
from dashboard.display.ui.overview.page import TILES
from dashboard.publication import Publication

#: The indicators that a page shows as it opens, by the page's file.
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
        "uk_referrals", "uk_positive_reasonable_grounds", "uk_positive_conclusive_grounds",
    ),
    "Outcomes": (
        "people_trained", "intelligence_submissions", "concerns", "actionable_share",
        "intelligence_per_trained", "applied", "recorded_offences", "meeting_attendance",
        "partners_with_contact",
    ),
    "Geography": ("attendances", "attendances_by_delivery_place"),
    "About_the_data": ("completeness", "answers_without_pair"),
}  # fmt: skip
#: Where a choice shows one: the page's file and the choice.
CHOSEN = {
    "referrals_per_trained": ("Outcomes", "reports=nrm"),
    "attendances_by_venue": ("Geography", "map=venues"),
}


def places(release: Publication, indicator: str) -> tuple[tuple[str, str], ...]:
    """The address and the name of every page that shows an indicator; none where it has no figure."""
    if not release.indicators[indicator].last_period:
        return ()
    files = {file: file for file, placed in PLACED.items() if indicator in placed}
    if indicator in CHOSEN:
        file, choice = CHOSEN[indicator]
        files[file] = f"{file}?{choice}"
    if indicator in area_choices.by_area(release):
        files["Geography"] = f"Geography?figure={indicator}"
    if indicator in views.figures(release):
        files["Compare"] = f"Compare?figure={indicator}"
    return tuple((files[page.file], page.name) for page in pages.PAGES if page.file in files)
