"""Small pieces of HTML, every text in them escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar

import streamlit as st
from markupsafe import Markup

from dashboard.display.exports import Table
from dashboard.display.narrative.patterns import CHANCE
from dashboard.files.templates import Template

_PARTS = Template(__file__, "html.html")
FALSE_ALARM = "Where this page speaks of chance, about 1 in 20 such sentences is a false alarm."
#: Set where the page that is being drawn speaks of chance; each run of a page has its own.
_SPEAKS: ContextVar[bool] = ContextVar("speaks_of_chance", default=False)


def put(inside: Markup) -> None:
    """Show a piece of a page, and note whether it speaks of chance."""
    if CHANCE.search(str(inside)):
        _SPEAKS.set(True)
    st.html(inside)


def begin() -> None:
    """A page begins, on which nothing speaks of chance yet."""
    _SPEAKS.set(False)


def end() -> None:
    """Once a page that speaks of chance, and on no other: how often such a sentence is a false alarm."""
    if _SPEAKS.get():
        st.html(paragraphs([FALSE_ALARM], "nd-unit"))


def notice(text: str, wrong: bool = False) -> None:
    """Something to know before reading on, in words."""
    put(notice_html(text, wrong))


def notice_html(text: str, wrong: bool = False) -> Markup:
    """The HTML of a notice."""
    return _PARTS.notice(text=text, wrong=wrong)


def section(title: str, lead: str = "") -> None:
    """The heading of a part of a page, and a sentence on what it answers."""
    put(_PARTS.section(title=title, anchor=anchor(title), lead=lead))


def anchor(title: str) -> str:
    """The part of an address that leads to a heading."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")


def details(summary: str, inside: Markup, of: str = "") -> Markup:
    """Something one click away. ``of`` tells a listener which of several this is."""
    return _PARTS.details(summary=summary, inside=inside, of=of)


def words(pairs: Iterable[tuple[str, object]]) -> Markup:
    """Names and what they say, as a description list; empty ones are left out."""
    return _PARTS.words(pairs=[(name, text) for name, text in pairs if str(text)])


def paragraphs(texts: Iterable[str], kind: str = "") -> Markup:
    """A paragraph for each text, in the style called ``kind``; empty ones are left out."""
    return _PARTS.paragraphs(texts=[text for text in texts if text], kind=kind)


def listed(texts: Iterable[str], ordered: bool = False) -> Markup:
    """A bullet, or where they are ``ordered`` a number, for each text."""
    return _PARTS.listed(texts=texts, ordered=ordered)


def headline(title: str, unit: str = "", level: int = 3) -> Markup:
    """The sentence above a figure, as a heading of ``level``, and the figure's unit under it."""
    return _PARTS.headline(title=title, level=level, unit=unit)


def opened(inside: Markup) -> Markup:
    """A table that stands in the open, not one click away."""
    return _PARTS.opened(inside=inside)


def on_screen(inside: Markup) -> Markup:
    """What is left out on paper."""
    return _PARTS.on_screen(inside=inside)


def picture(source: str, alt: str) -> Markup:
    """An image that is its own address (``data:``), and the words that say the same."""
    return _PARTS.picture(source=source, alt=alt)


def table_html(given: Table, numbers: bool = True, words_first: int = 1) -> Markup:
    """A table that a screen reader can walk: caption, column and row headings.

    ``numbers`` sets all columns but the first (the first ``words_first``) to the right. The scrolling
    frame takes the keyboard. A hidden cell is hatched, as in charts and on the map.
    """
    kinds = ["nd-number" if numbers and at >= words_first else "" for at in range(len(given.head))]
    rows = [
        (
            row[0],
            [
                (text, f"{kind} nd-hidden".strip() if text.startswith("[c]") else kind)
                for text, kind in zip(row[1:], kinds[1:], strict=False)
            ],
        )
        for row in given.rows
    ]
    return _PARTS.table(caption=given.caption, head=list(zip(given.head, kinds, strict=True)), rows=rows)
