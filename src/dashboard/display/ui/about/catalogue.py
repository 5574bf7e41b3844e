"""About the data: the catalogue of indicators, to be searched by any word of theirs."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.display.ui import placement
from dashboard.display.ui.about.policies import in_words
from dashboard.display.ui.blocks import notes
from dashboard.display.ui.html import details, notice, put, section, words
from dashboard.files.templates import Template, joined
from dashboard.methods import wording
from dashboard.publication import MEASURES, Indicator, Publication
from dashboard.publication.memo import per_release

_PARTS = Template(__file__, "catalogue.html")


def show(release: Publication) -> None:
    """A box to search in, and every indicator that holds the words, by theme."""
    section(
        "Catalogue of indicators", "What each figure means. Open one for its definition, caveat and files."
    )
    asked = st.text_input("Find an indicator by any word", key="find", bind="query-params", max_chars=80)
    indicators = matching(release, asked or "")
    if not indicators:
        notice(f"No indicator holds {asked!r} in its words. The nearest is the whole catalogue:")
        indicators = tuple(release.indicators)
    elif asked:
        put(_PARTS.matches(count=len(indicators), every=len(release.indicators)))
    put(_listed(release, indicators))


@per_release(size=256)
def matching(release: Publication, asked: str) -> tuple[str, ...]:
    """The indicators whose words hold every word of ``asked``; all of them where nothing is asked."""
    wanted = asked.casefold().split()
    held = {name: _words_of(about).casefold() for name, about in release.indicators.items()}
    return tuple(name for name, text in held.items() if all(word in text for word in wanted))


def _words_of(about: Indicator) -> str:
    texts = (
        about.id.replace("_", " "),
        about.code,
        about.theme,
        about.title,
        about.question,
        about.numerator,
    )
    more = (about.denominator, about.unit, about.place, about.caveat, about.source, about.owner, about.policy)
    return " ".join(str(text) for text in (*texts, *more))


@per_release(size=64)
def _listed(release: Publication, indicators: tuple[str, ...]) -> Markup:
    themes: dict[str, list[Markup]] = {}
    for name in indicators:
        about = release.indicators[name]
        themes.setdefault(about.theme, []).append(_entry(release, about))
    return joined(_PARTS.theme(name=theme, entries=entries) for theme, entries in themes.items())


def _entry(release: Publication, about: Indicator) -> Markup:
    covered = (
        f"{wording.period(about.first_period)} to {wording.period(about.last_period)}"
        if about.first_period and about.last_period
        else "no figure yet"
    )
    rule = in_words(release).get(about.policy, about.policy)
    listed = words([("Covers", covered), ("Rule for showing", rule)])
    facts = notes.about(release, about.id, MEASURES.get(about.kind, "count"))
    return details(f"{about.code} {about.title}", facts + listed + _links(release, about))


def _links(release: Publication, about: Indicator) -> Markup:
    """The pages that show a figure; where none does, what can be done with it."""
    places = placement.places(release, about.id)
    return _PARTS.places(title=about.title, places=places, has_figure=bool(about.last_period))
