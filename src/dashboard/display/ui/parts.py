"""The parts of a long page: one question at a time, each with an address of its own, or all of them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.display.ui import choices, placement
from dashboard.display.ui.html import anchor, section
from dashboard.publication import Publication

#: What stands in the address for all parts, one beneath the other, as for a printer.
EVERYTHING = "everything"


@dataclass(frozen=True)
class Parts:
    """Which parts of a page are shown: all of them, or the one called ``chosen`` (its anchor)."""

    chosen: str

    def show(self, *titles: str) -> bool:
        """Whether one of the parts with these titles is shown."""
        return self.chosen == EVERYTHING or self.chosen in map(anchor, titles)

    def open(self, title: str, lead: str = "") -> bool:
        """Draw the heading of a part, where it is shown, and a sentence on what it answers."""
        if self.show(title):
            section(title, lead)
        return self.show(title)


#: A page without parts.
WHOLE = Parts(EVERYTHING)


def bar() -> DeltaGenerator:
    """Where the choices of a page stand: in sight while it is scrolled, where there is room."""
    return st.container(key="nd-bar")


def choose(release: Publication, page: str) -> Parts:
    """The parts of the page called ``page``, to choose among; one is known by its title.

    Beside its own it has those that the headers of further indicators name.
    """
    every = dict.fromkeys([*placement.titles(page), *placement.headings(release, page)])
    options = {anchor(title): title for title in every} | {EVERYTHING: "All of this page"}
    return Parts(choices.one_of("Part of the page", placement.PART, options))
