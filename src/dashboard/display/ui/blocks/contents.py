"""The parts of a long page as links, so that each can be found at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.display.ui.words import anchor, safe


def show(titles: Sequence[str]) -> None:
    """A link to each section; a section is known by its title."""
    links = "".join(f'<a href="#{anchor(title)}">{safe(title)}</a>' for title in titles)
    st.html(f'<nav class="nd-contents" aria-label="On this page">{links}</nav>')
