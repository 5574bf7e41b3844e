"""The look of the pages, sent once a run."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).with_name("style.css")


def apply() -> None:
    """Send the style sheet."""
    st.html(SHEET)
