"""The foot of a page: the indicators whose headers name it and that no block of it lays out."""

from __future__ import annotations

from dashboard.display.ui import placement
from dashboard.display.ui.blocks import exhibit, trend
from dashboard.display.ui.html import section
from dashboard.publication import Publication


def show(release: Publication, page: str) -> None:
    """Each under the heading that its header names, over time; nothing where every one has its block."""
    headings: dict[str, list[str]] = {}
    for indicator in placement.further(release, page):
        headings.setdefault(release.indicators[indicator].section, []).append(indicator)
    for heading, indicators in headings.items():
        section(heading)
        for indicator in indicators:
            _one(release, indicator)


def _one(release: Publication, indicator: str) -> None:
    about, step = release.indicators[indicator], placement.step(release, indicator)
    if step:
        trend.show(release, indicator, step, control=about.drawn == "control")
    else:
        exhibit.absent(
            f"{indicator}-further",
            f"{about.title}: this release holds no figure over time for the whole county.",
        )
