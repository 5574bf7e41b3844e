"""What every page begins with. A page is complete by itself: a cold server runs it without app.py."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import settings
from dashboard.display.ui import html, pages
from dashboard.display.ui.html import notice
from dashboard.files.templates import Template
from dashboard.methods import wording
from dashboard.publication import NoRelease, Publication, current_release

_PARTS = Template(__file__, "frame.html")
PRODUCT = "Exploitation awareness and referrals, Northamptonshire"

_EARLIER = (
    "This release was made by an earlier version, before releases carried events, targets and maps. None are "
    "shown, and a change across a break may be judged, until the next release is made."
)


def open_page(name: str) -> Publication:
    """Draw the frame of the page called ``name`` and give the release that it shows.

    Without a release it says in words what to run, and the page ends there.
    """
    page = pages.named(name)
    html.begin()
    st.set_page_config(
        page_title=f"{page.name} - {PRODUCT}", layout="wide", initial_sidebar_state="collapsed"
    )
    st.html(_PARTS.mast(product=PRODUCT))
    _navigation(page)
    try:
        shown = current_release.now(settings.installation())
    except NoRelease as missing:
        _refuse(page, str(missing))
        st.stop()
    release = shown.release
    if shown.warning:
        st.html(_PARTS.warning(text=shown.warning))
    if not release.carries_facts:
        notice(_EARLIER)
    if release.made_up:
        st.html(_banner(release))
    st.html(_title(page, _facts(release)))
    return release


def _navigation(here: pages.Listed) -> None:
    with st.container(horizontal=True, key="nd-navigation"):
        for page in pages.PAGES:
            if page is here:
                st.html(_PARTS.here(name=page.name), width="content")
            else:
                pages.link(page, page.name)


def _title(page: pages.Listed, facts: str = "") -> Markup:
    return _PARTS.title(name=page.name, about=page.about, facts=facts)


def _refuse(page: pages.Listed, why: str) -> None:
    st.html(_title(page) + _PARTS.refusal(why=why))


def _banner(release: Publication) -> Markup:
    published = [about for about in release.indicators.values() if about.policy == "comparators"]
    held = [about for about in published if about.last_period]
    if not held:
        return _PARTS.banner(others="")
    others = "Figures of the Home Office and the Department for Education are real"
    if any(about.pretends for about in held):
        others += ", but for those that say that they are made up"
    return _PARTS.banner(others=f"{others}.")


def _facts(release: Publication) -> str:
    facts = release.facts
    facts_shown = [f"Records counted to {wording.date(facts['as_of'])}", f"release {release.id}"]
    if "made" in facts:
        facts_shown.append(f"made on {wording.date(facts['made'])}")
    return ", ".join(facts_shown) + "."
