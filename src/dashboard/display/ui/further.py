"""The foot of a page: the indicators whose headers name it and that no block of it lays out."""

from __future__ import annotations

from dashboard.display.ui import placement
from dashboard.display.ui.blocks import exhibit, trend
from dashboard.display.ui.html import section
from dashboard.display.ui.parts import EVERYTHING, WHOLE, Parts
from dashboard.publication import Publication


def show(release: Publication, page: str, parts: Parts = WHOLE) -> None:
    """Each under the heading that its header names, over time; nothing where every one has its block."""
    laid = placement.titles(page)
    for heading, indicators in placement.headings(release, page).items():
        if parts.show(heading):
            # A part that has been opened has its heading above.
            if heading not in laid or parts.chosen == EVERYTHING:
                section(heading)
            for indicator in indicators:
                _show_indicator(release, indicator)


def _show_indicator(release: Publication, indicator: str) -> None:
    about, step = release.indicators[indicator], placement.step(release, indicator)
    if step:
        trend.show(release, indicator, step, control=about.drawn == "control")
    else:
        exhibit.absent(
            f"{indicator}-further",
            f"{about.title}: this release holds no figure over time for the whole county.",
        )
