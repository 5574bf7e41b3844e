"""About the data: the accessibility statement (Public Sector Bodies Accessibility Regulations 2018).

What it says was checked is checked by the tests, at every change; what was not is said too.
"""

from __future__ import annotations

import streamlit as st

from dashboard.display.ui.html import headline, listed, paragraphs, section
from dashboard.display.ui.placement import ACCESSIBLE
from dashboard.publication import Publication

CHECKED = (
    "Each page is opened in Chromium and gone through by axe-core: it finds nothing against the rules of "
    "WCAG 2.0 to 2.2, levels A and AA.",
    "No page has to be scrolled sideways, at 320, 1,280 and 1,920 pixels.",
    "All links, buttons and choices are reached by Tab, and what has the focus has a ring of 3 to 1 or more.",
    "Each chart has a text alternative and its figures as a table, one click away. What a map shows stands "
    "in a table too, and its areas can be chosen from a list. Both are pictures until a switch beneath them, "
    "which Tab reaches, makes them interactive.",
    "On one page with a map, charts and choices: no button is cut off where text is set as wide as WCAG "
    "1.4.12 has it, axe-core finds nothing in the dark theme either, and the legend and what is chosen can "
    "be seen in forced colours (Windows contrast themes).",
    "Text on slides is of 24 points or more, with a contrast of 7 to 1. The paper is a tagged PDF.",
)
LACKING = (
    "The values that a chart or map shows beside the pointer cannot be had there by keyboard. They stand in "
    "its table.",
    "In forced colours maps and charts stay as they are drawn, on white: their colours are not the system's.",
    "Nobody who uses a screen reader, a magnifier or voice control has tried the pages with us so far.",
    "Where text is set wider, a long choice can be cut off in its closed list; the open one shows all of it.",
)
PREPARED = "This statement was prepared on 29 November 2026, from our own checks."


def show(release: Publication) -> None:
    """The statement: what holds, what does not, whom to tell, and who enforces it."""
    section(
        ACCESSIBLE,
        "These pages are partially compliant with the Web Content Accessibility Guidelines 2.2, AA.",
    )
    st.html(headline("What is checked at every change") + listed(CHECKED))
    st.html(headline("What we know is missing") + listed(LACKING))
    st.html(headline("If you cannot use something") + paragraphs(_tell(release)))


def _tell(release: Publication) -> list[str]:
    asked = release.table("contacts").to_dict("records")
    whom = "; ".join(f"{each['who']}, {each['address']} (about {each['about']})" for each in asked)
    return [
        f"Tell us what you need and in which form: {whom}." if whom else "",
        "If you are not content with the answer, contact the Equality Advisory and Support Service. The "
        "Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile "
        "Applications) (No. 2) Accessibility Regulations 2018.",
        PREPARED,
    ]
