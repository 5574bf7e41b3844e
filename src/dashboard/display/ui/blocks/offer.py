"""What is not published as chosen: one click leads to the choices under which it is."""

from __future__ import annotations

import streamlit as st

from dashboard.display.ui.blocks.nearest import Splits
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY

_LABELS = {("area", COUNTY): "the whole county", ("sector", ALL): "all sectors", ("year", ALL): "all years"}


def show(key: str, instead: Splits) -> None:
    """A button that makes the choices of ``instead``; nothing where there are none."""
    if instead:
        st.button(label(instead), key=f"{key}-instead", type="tertiary", on_click=_choose, args=(instead,))


def label(instead: Splits) -> str:
    """ "Choose the whole county and 2025 for this page"."""
    named = [_LABELS.get(choice, choice[1]) for choice in instead]
    return f"Choose {wording.listed(named)} for this page"


def _choose(instead: Splits) -> None:
    for name, code in instead:
        st.session_state[name] = code
