"""The parts of the Overview: which figures stand in each, and what they mean in one sentence."""

from __future__ import annotations

from dashboard.publication import Publication
from dashboard.ui import key_figures, pages
from dashboard.ui.key_figures import Tile
from dashboard.ui.words import section

TRAINING = (
    Tile("people_trained", "quarter", means="Each person counts once in a quarter, however often they came."),
    Tile("attendances", "quarter", means="One person can attend several times: these are not people."),
    Tile("coverage", "quarter", means="The share of the staff who should be trained and are in date."),
    Tile(
        "confidence_change",
        "year",
        means="How much surer people are of spotting the signs, after less before.",
    ),
    Tile("sector_mix", "year", "sector", "Which services take up the training."),
    Tile(
        "sessions_by_delivery_place", "year", "area", "Where sessions are held; many who come work elsewhere."
    ),
)
REFERRALS = (
    Tile("nrm_referrals", "quarter", means="More referrals can mean that people notice more."),
    Tile(
        "intelligence_submissions",
        "quarter",
        means="How much partners tell the police; not how useful it is.",
    ),
    Tile("concerns", "year", "route", "Routes overlap, so they are never added together."),
    Tile("exploitation_mix", "year", "exploitation_group", "What kinds of exploitation are referred."),
    Tile("place_of_exploitation", "year", "area", "Where children were exploited, not where they live."),
)
DATA = (
    Tile(
        "completeness",
        "year",
        "field",
        "How much of what should be known about training is recorded.",
        fixed=(("source", "training_register"),),
        lowest=True,
    ),
    Tile("response_rate", "quarter", means="Read every score beside it: few answers say little."),
)


def training(release: Publication) -> None:
    """How far the training reaches."""
    section("How far does the training reach?", "Professionals of all partner services, by when and where.")
    key_figures.show(release, TRAINING)
    _link("Training reach", "See training reach in detail")


def referrals(release: Publication) -> None:
    """What is referred and reported."""
    section(
        "What is referred and reported?",
        "People identified, not how common exploitation is. Training and referrals moving together is not "
        "proof that one leads to the other.",
    )
    key_figures.show(release, REFERRALS)
    _link("Referrals", "See referrals in detail")
    _link("Geography", "See the map of areas")


def data(release: Publication) -> None:
    """How far the figures can be relied on."""
    section("How complete is the data?")
    key_figures.show(release, DATA)
    _link("About the data", "See what each figure means")


def _link(page: str, label: str) -> None:
    pages.link(pages.named(page), f"{label} \N{RIGHTWARDS ARROW}")
