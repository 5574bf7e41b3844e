"""What is particular to the Referrals page: its caveats, and one route shown at a time."""

from __future__ import annotations

from dashboard import wording
from dashboard.publication import Publication
from dashboard.ui import choices, combination, exhibit, splits, trend
from dashboard.ui.words import notice

INDICATOR = "concerns"


def caveats() -> None:
    """What to keep in mind for every figure of the page."""
    notice(
        "More referrals can mean better awareness rather than more crime. The figures count people "
        "identified, not how common exploitation is. First responder means who referred, not where the "
        "exploitation happened."
    )


def one_route(release: Publication) -> None:
    """The concerns received by one chosen route, by month, quarter or year as published."""
    route, step = choices.route_and_step(release, INDICATOR)
    if not route:
        exhibit.absent(INDICATOR, "This release publishes no concerns by route.")
        return
    levels = choices.levels(release, INDICATOR, route)
    label = release.label("route", route)
    if len(levels) < len(choices.LEVELS):
        listed = wording.listed([wording.TIME_LEVELS[level] for level in levels])
        notice(f"{label} is published by {listed} only: finer tables would hold counts too small to show.")
    name = f"Referrals, {label}"
    trend.show(release, INDICATOR, step, name=name, route=route)
    splits.show(release, INDICATOR, "route", name, route=route)
    combination.show(release, INDICATOR, "route", name, route=route)
