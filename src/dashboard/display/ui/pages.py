"""The pages, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError
from streamlit.navigation.page import StreamlitPage

from dashboard.files.templates import Template

_PARTS = Template(__file__, "frame.html")


@dataclass(frozen=True)
class Listed:
    """One page: its file in pages/ (and so its address), its name, what it answers."""

    file: str
    name: str
    about: str

    @property
    def path(self) -> str:
        """The page's file, as Streamlit is given it."""
        return f"pages/{self.file}.py"


PAGES = (
    Listed("Overview", "Overview", "How far the training reaches, and what is referred and reported."),
    Listed(
        "Training_reach",
        "Training reach",
        "Who is trained, where they work, and where there are gaps.",
    ),
    Listed(
        "Referrals",
        "Referrals",
        "The concerns raised by each route, and Northamptonshire beside other forces.",
    ),
    Listed(
        "Outcomes",
        "Outcomes",
        "Whether training and reports moved together, and what followed.",
    ),
    Listed(
        "Geography",
        "Geography",
        "The figures by area of the county, and where people come from to be trained.",
    ),
    Listed(
        "Area_profile",
        "Area profile",
        "One council or district: its figures in one table beside the county, and its agencies.",
    ),
    Listed(
        "Compare", "Compare", "Two areas or two periods side by side: do they differ by more than chance?"
    ),
    Listed(
        "Meeting", "Meeting", "Choose what to say, freeze it, and take away slides, pictures and figures."
    ),
    Listed(
        "About_the_data",
        "About the data",
        "What each figure means, where it comes from and how complete it is.",
    ),
)


def named(name: str) -> Listed:
    """The page called ``name``; KeyError where there is none."""
    for page in PAGES:
        if page.name == name:
            return page
    raise KeyError(name)


def listed() -> list[StreamlitPage]:
    """The pages as ``st.navigation`` takes them.

    Streamlit serves its default page at ``/`` only, so the first page stands twice: ``/`` and its
    own address open alike, on a warm server as on a cold one.
    """
    first = PAGES[0]
    start = st.Page(first.path, title=first.name, url_path="start", default=True)
    return [start, *(st.Page(page.path, title=page.name, url_path=page.file) for page in PAGES)]


def link(page: Listed, label: str) -> None:
    """A link to ``page`` that keeps the session.

    A page that runs alone (``streamlit run pages/Overview.py``) knows no other; there it is a plain link.
    """
    try:
        st.page_link(page.path, label=label)
    except StreamlitPageNotFoundError:
        st.html(_PARTS.link(address=page.file, name=label), width="content")
