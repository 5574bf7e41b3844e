"""What every page begins with. A page is complete by itself: a cold server runs it without app.py."""

from __future__ import annotations

import streamlit as st

from dashboard import settings
from dashboard.display.ui import pages, style
from dashboard.display.ui.words import notice, safe
from dashboard.methods import wording
from dashboard.publication import NoRelease, Publication, served

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
    st.set_page_config(
        page_title=f"{page.name} - {PRODUCT}", layout="wide", initial_sidebar_state="collapsed"
    )
    style.apply()
    st.html(
        '<a class="nd-skip" href="#nd-figures">Skip to the figures</a>'
        f'<div class="nd-mast"><strong>{safe(PRODUCT)}</strong></div>'
    )
    _navigation(page)
    try:
        shown = served.now(settings.installation())
    except NoRelease as missing:
        _refuse(page, str(missing))
        st.stop()
    release = shown.release
    if shown.warning:
        st.html(f'<div class="nd-notice wrong" role="alert">{safe(shown.warning)}</div>')
    if not release.carries_facts:
        notice(_EARLIER)
    if release.made_up:
        st.html(_banner(release))
    st.html(_title(page) + f'<p class="nd-facts">{safe(_facts(release))}</p>')
    return release


def _navigation(here: pages.Listed) -> None:
    with st.container(horizontal=True, key="nd-navigation"):
        for page in pages.PAGES:
            if page is here:
                st.html(
                    f'<span class="nd-here" aria-current="page">{safe(page.name)}</span>', width="content"
                )
            else:
                pages.link(page, page.name)


def _title(page: pages.Listed) -> str:
    return (
        f'<h1 class="nd-title" id="nd-figures" tabindex="-1">{safe(page.name)}</h1>'
        f'<p class="nd-lead">{safe(page.about)}</p>'
    )


def _refuse(page: pages.Listed, why: str) -> None:
    st.html(
        f'{_title(page)}<div class="nd-notice wrong"><h2>There is nothing to show yet</h2>'
        f"<p>{safe(why)}</p></div>"
    )


def _banner(release: Publication) -> str:
    others = {
        "home_office": "The Home Office tables on the Referrals page are real.",
        "cited facts": "The Home Office figures on the Referrals and Outcomes pages are real.",
    }.get(release.facts.get("comparators", ""), "")
    text = (
        "<strong>The data shown here is made up.</strong> It describes no real person, agency or event, "
        f"though a few totals follow published figures. {others}"
    )
    return f'<div class="nd-banner" role="note">{text}</div>'


def _facts(release: Publication) -> str:
    facts = release.facts
    facts_shown = [f"Records counted to {wording.date(facts['as_of'])}", f"release {release.id}"]
    if "made" in facts:
        facts_shown.append(f"made on {wording.date(facts['made'])}")
    return ", ".join(facts_shown) + "."
