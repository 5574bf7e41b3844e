"""Small pieces of HTML, every text in them escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import streamlit as st

from dashboard.display.exports import Table


def safe(text: object) -> str:
    """``text`` as HTML that is only text."""
    return html.escape(str(text))


def notice(text: str, wrong: bool = False) -> None:
    """Something to know before reading on, in words."""
    st.html(notice_html(text, wrong))


def notice_html(text: str, wrong: bool = False) -> str:
    """The HTML of a notice."""
    return f'<div class="nd-notice{" wrong" if wrong else ""}">{safe(text)}</div>'


def section(title: str, lead: str = "") -> None:
    """The heading of a part of a page, and a sentence on what it answers."""
    lead_html = f'<p class="nd-section-lead">{safe(lead)}</p>' if lead else ""
    st.html(f'<h2 class="nd-section" id="{anchor(title)}">{safe(title)}</h2>{lead_html}')


def anchor(title: str) -> str:
    """The part of an address that leads to a heading."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")


def details(summary: str, inside: str, of: str = "") -> str:
    """Something one click away; ``inside`` is HTML. ``of`` tells a listener which of several this is."""
    more = f'<span class="nd-unseen">: {safe(of)}</span>' if of else ""
    return f"<details><summary>{safe(summary)}{more}</summary><div>{inside}</div></details>"


def words(pairs: Iterable[tuple[str, object]]) -> str:
    """Names and what they say, as a description list; empty ones are left out."""
    rows = "".join(f"<dt>{safe(name)}</dt><dd>{safe(text)}</dd>" for name, text in pairs if str(text))
    return f'<dl class="nd-words">{rows}</dl>'


def _cell(text: str, number: bool) -> str:
    """A cell of a table; a hidden one is hatched, as in charts and on the map."""
    names = [*(["nd-number"] if number else []), *(["nd-hidden"] if text.startswith("[c]") else [])]
    named = f' class="{" ".join(names)}"' if names else ""
    return f"<td{named}>{safe(text)}</td>"


def table_html(given: Table, numbers: bool = True, words_first: int = 1) -> str:
    """A table that a screen reader can walk: caption, column and row headings.

    ``numbers`` sets all columns but the first (the first ``words_first``) to the right. The scrolling
    frame takes the keyboard.
    """
    mark = ' class="nd-number"'
    head = "".join(
        f'<th scope="col"{mark if numbers and at >= words_first else ""}>{safe(text)}</th>'
        for at, text in enumerate(given.head)
    )
    body = "".join(
        f'<tr><th scope="row">{safe(row[0])}</th>'
        + "".join(_cell(cell, numbers and at >= words_first) for at, cell in enumerate(row[1:], 1))
        + "</tr>"
        for row in given.rows
    )
    return (
        f'<div class="nd-scroll" tabindex="0" role="group" aria-label="{safe(given.caption)}">'
        f'<table class="nd-table"><caption>{safe(given.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
