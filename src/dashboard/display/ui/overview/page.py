"""The parts of the Overview: the chain, what needs attention, the other figures, the way on."""

from __future__ import annotations

import streamlit as st

from dashboard.display.ui import pages
from dashboard.display.ui.html import details, listed, notice, put, section
from dashboard.display.ui.overview import key_figures
from dashboard.display.ui.overview.key_figures import Tile
from dashboard.publication import Publication

#: The dozen, in the order in which they stand where nothing asks for attention.
TILES = (
    Tile("people_trained", "quarter", means="Each person counts once in a quarter, however often they came."),
    Tile("attendances", "quarter", means="One person can attend several times: these are not people."),
    Tile("coverage", "quarter", means="The share of the staff who should be trained and are in date."),
    Tile(
        "confidence_change",
        "year",
        means="How much more sure people are of spotting the signs after training than before.",
    ),
    Tile("sector_mix", "year", "sector", "Which services take up the training."),
    Tile(
        "attendances_by_delivery_place",
        "year",
        "area",
        "The places where training attendances by people who work there are most above those held there.",
        beside="attendances",
        called=("held there", "work there"),
    ),
    Tile("concerns", "year", "route", "Routes overlap, so they are never added together."),
    Tile("nrm_referrals", "quarter", means="More referrals can mean that people notice more."),
    Tile("exploitation_mix", "year", "exploitation_group", "What kinds of exploitation are referred."),
    Tile("place_of_exploitation", "year", "area", "Where children were exploited, not where they live."),
    Tile(
        "intelligence_submissions",
        "quarter",
        means="How much partners tell the police; not how useful it is.",
    ),
    Tile(
        "completeness",
        "year",
        "field",
        "How much of what should be known about training is recorded.",
        fixed=(("source", "training_register"),),
        lowest=True,
    ),
)
RULE = (
    "Figures beyond what their past led to expect, away from the wanted direction.",
    "Figures that miss their target.",
    "Figures whose newest value is hidden or missing.",
    "Figures without a wanted direction, such as referrals, beyond what their past led to expect.",
    "All others, in the order of the chain.",
    "Figures counted in full are held to their usual range instead, and those with a short past to the year "
    "before. A page with a dozen figures would often have a false alarm, so only those count that stand out "
    "beside all others: where nothing has changed, one comes forward in less than one release in ten.",
)


def first(release: Publication) -> None:
    """What needs attention, and the rule by which it stands first."""
    section("What needs attention", "Chosen by rule from published figures; the rule knows no causes.")
    if not key_figures.show(release, TILES, first=True):
        notice("No figure stands out from its past, misses its target or went out of sight.")
    put(details("Why in this order?", listed(RULE, ordered=True)))


def others(release: Publication) -> None:
    """The figures that ask for nothing."""
    section("The other figures", "People identified, not how common exploitation is.")
    key_figures.show(release, TILES, first=False)


def onward() -> None:
    """Where each question is answered in full."""
    section("Look further")
    with st.container(horizontal=True, key="nd-onward"):
        for page in pages.PAGES[1:]:
            pages.link(page, f"{page.name} \N{RIGHTWARDS ARROW}")
