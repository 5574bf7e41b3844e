"""A story with a slide of each kind, and what may be read in the files that are made of it."""

from __future__ import annotations

import re

from dashboard.display.meeting import Deck, Item, Story, View, freeze
from dashboard.methods import wording
from dashboard.publication import Publication

QUARTERS = {"over": "time", "time_level": "quarter"}
PLACES = View("place_of_exploitation", "area", "year", geography_level="district")
ITEMS = (
    Item("words", (View("people_trained", **QUARTERS), View("coverage", **QUARTERS))),
    Item("trend", (View("nrm_referrals", **QUARTERS),)),
    Item("trend", (View("coverage", **QUARTERS),)),
    Item("bars", (View("exploitation_mix", "exploitation_group", "year"),)),
    Item("dots", (View("confidence_change", "sector", "year"),)),
    Item("map", (PLACES,)),
    Item(
        "compare",
        tuple(
            View("coverage", geography_level="unitary", area=area, **QUARTERS)
            for area in ("E06000061", "E06000062")
        ),
    ),
    Item(
        "paired",
        tuple(
            View(name, "area", "year", geography_level="district")
            for name in ("attendances", "attendances_by_delivery_place")
        ),
    ),
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def board(publication: Publication, *items: Item, title: str = "Board") -> Deck:
    return freeze(publication, Story(title, "Quarter 2", "OFFICIAL", "partnership", items or ITEMS))


def printed(publication: Publication, deck: Deck) -> set[str]:
    """Every published figure of the deck's indicators as it may be printed, without commas and signs."""
    names = {line.indicator.id for slide in deck.slides for line in slide.lines}
    cells = publication.frame(
        "SELECT indicator, measure, value, low, high FROM cells WHERE status = 'published'"
    )
    cells = cells[cells["indicator"].isin(names)]
    told = set()
    for column in ("value", "low", "high"):
        for measure, value in zip(cells["measure"], cells[column], strict=True):
            if value == value:
                told |= numbers(wording.measured(value, measure))
    return told


def said(deck: Deck) -> set[str]:
    """The numbers in the words of a deck that are no figures: dates, periods, ages, and names."""
    texts = [deck.title, deck.subtitle, deck.release_id, deck.as_of, deck.made_on, deck.marking]
    for slide in deck.slides:
        texts += [slide.headline, slide.how_to_read, slide.unit, slide.alt, slide.period, deck.footer(slide)]
        texts += [*slide.sentences, *slide.caveats, *slide.shorthand, slide.table.caption, *slide.table.head]
        texts += [row[0] for row in slide.table.rows]
        texts += [text for pair in slide.definitions for text in pair]
        texts += [point.label for line in slide.lines for point in line.points]
        texts += [line.period for line in slide.lines]
        texts += [str(part) for mark in slide.events for part in mark]
    return {number for text in texts for number in numbers(text)}


def numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in NUMBER.findall(text)}
