"""The slides of a story, in order: moved and removed with buttons, with the presenter's own words."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from dashboard.display.meeting import Item, Refusal, Story
from dashboard.display.meeting.deck import slide
from dashboard.display.meeting.story import LONGEST
from dashboard.display.ui.html import notice, section
from dashboard.display.ui.meeting import page as meeting
from dashboard.publication import Publication
from dashboard.publication.memo import per_release


def edit(release: Publication, story: Story) -> None:
    """Every slide with its headline, its notes and the buttons that move it; keeps what is typed."""
    section("2. The slides, in order", f"{len(story.items)} slides. Without words of your own, a headline is "
            "written from the figures.")  # fmt: skip
    changed = []
    for at, (item, number) in enumerate(zip(story.items, meeting.ids(), strict=True)):
        changed.append(_slide(release, item, number, at, len(story.items)))
    if tuple(changed) != story.items:
        meeting.change(changed, meeting.ids())


def _slide(release: Publication, item: Item, number: int, at: int, among: int) -> Item:
    headline_now, why = _written(release, replace(item, headline="", notes=""))
    with st.expander(
        _literal(f"{at + 1}. {item.headline or headline_now or why}"), key=f"meeting-slide-{number}"
    ):
        if why and not (item.kind == "words" and item.headline):
            notice(f"{why} This slide cannot be frozen; remove it.", wrong=True)
        with st.container(horizontal=True, key=f"nd-meeting-move-{number}"):
            # The number is part of the name: several buttons of one name cannot be told apart by ear.
            st.button(f"Move slide {at + 1} up", key=f"meeting-up-{number}", disabled=at == 0,
                      on_click=_move, args=(number, -1))  # fmt: skip
            st.button(f"Move slide {at + 1} down", key=f"meeting-down-{number}", disabled=at == among - 1,
                      on_click=_move, args=(number, 1))  # fmt: skip
            st.button(
                f"Remove slide {at + 1}", key=f"meeting-remove-{number}", on_click=_remove, args=(number,)
            )
        headline = st.text_input(
            f"Your headline for slide {at + 1}",
            item.headline,
            key=f"meeting-headline-{number}",
            max_chars=LONGEST["headline"],
            placeholder=headline_now,
        )
        notes = st.text_area(
            f"Your notes for slide {at + 1}",
            item.notes,
            key=f"meeting-notes-{number}",
            max_chars=LONGEST["notes"],
        )
    return replace(item, headline=meeting.plain(headline), notes=meeting.plain(notes))


def _literal(text: str) -> str:
    """``text`` for a label that reads Markdown: a stranger's link must not bring pictures or links."""
    return re.sub(r"([^\w\s])", r"\\\1", text)


@per_release(size=512)
def _written(release: Publication, item: Item) -> tuple[str, str]:
    """The headline that is written from the figures, or why there is none."""
    try:
        return slide(release, item, 1).headline, ""
    except Refusal as why:
        return "", str(why)


def _move(number: int, by: int) -> None:
    order, items = meeting.ids(), list(meeting.current().items)
    at = order.index(number)
    to = max(0, min(len(order) - 1, at + by))
    order.insert(to, order.pop(at))
    items.insert(to, items.pop(at))
    meeting.change(items, order)


def _remove(number: int) -> None:
    order, items = meeting.ids(), list(meeting.current().items)
    at = order.index(number)
    del order[at], items[at]
    meeting.change(items, order)
