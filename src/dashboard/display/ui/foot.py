"""What every page ends with: whom to ask, what figures mean, what is new, whether everybody can use it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.display.ui import html
from dashboard.display.ui.placement import ACCESSIBLE, CATALOGUE, CHANGED, address
from dashboard.files.templates import Template
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

_PARTS = Template(__file__, "foot.html")
_ABOUT = "About_the_data"


def show(release: Publication) -> None:
    """Draw the foot of a page: what holds of all its sentences, then the rest.

    A release of an earlier version names nobody to ask.
    """
    html.end()
    st.html(_foot(release))


@per_release(size=1)
def _foot(release: Publication) -> Markup:
    return _PARTS.foot(
        contacts=release.table("contacts").to_dict("records"),
        release=release.id,
        made=wording.date(release.facts["made"]) if "made" in release.facts else "",
        changed=address(_ABOUT, CHANGED),
        accessible=address(_ABOUT, ACCESSIBLE),
        catalogue=address(_ABOUT, CATALOGUE),
    )
