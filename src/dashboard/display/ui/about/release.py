"""About the data: the release itself, and whose open data it rests on."""

from __future__ import annotations

from dashboard.display.ui.blocks import notes
from dashboard.display.ui.html import listed, paragraphs, put, section, words
from dashboard.publication import Publication

ATTRIBUTIONS = (
    "Home Office: Modern Slavery, National Referral Mechanism and Duty to Notify statistics. Contains "
    "public sector information licensed under the Open Government Licence v3.0.",
    "Office for National Statistics: areas, boundaries and populations. Source: Office for National "
    "Statistics licensed under the Open Government Licence v3.0. Contains OS data "
    "\N{COPYRIGHT SIGN} Crown copyright and database right.",
    "Town names: GeoNames, licensed under Creative Commons Attribution 4.0.",
    "Northamptonshire Police, news release of 30 July 2019: more than 450 professionals trained in a week.",
)


def release_facts(release: Publication) -> None:
    """This release: its id, hashes and software."""
    section("This release", "A release never changes; the next one has another id.")
    facts = {
        "id": "Release",
        "made": "Made",
        "as_of": "Records counted to",
        "first_month": "First month",
        "last_month": "Last month",
        "software": "Software",
        "schema": "Shape of the release",
        "policy_sha256": "SHA-256 of the rules",
        "sources_sha256": "SHA-256 of the sources",
    }
    if later := notes.kept_back(release):
        put(paragraphs([later]))
    put(words((name, release.facts[key]) for key, name in facts.items() if key in release.facts))


def licences() -> None:
    """Whose open data this rests on."""
    section("Licences and thanks")
    put(listed(ATTRIBUTIONS))
