"""The parts of a long page as links, so that each can be found at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.display.ui.html import anchor
from dashboard.files.templates import Template

_PARTS = Template(__file__, "contents.html")


def show(titles: Sequence[str]) -> None:
    """A link to each section; a section is known by its title."""
    st.html(_PARTS.contents(links=[(anchor(title), title) for title in titles]))
