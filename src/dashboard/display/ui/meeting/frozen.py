"""Freezing a story: from then on nothing reruns and no figure changes, whatever release comes after."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from dashboard.display.meeting import Deck, Refusal, Story, StoryError, freeze, pictures
from dashboard.display.meeting.pack import OUTPUTS, File, Output, files, name_of
from dashboard.display.ui.html import notice, paragraphs, put, section
from dashboard.display.ui.meeting import page as meeting
from dashboard.files.templates import Template, joined
from dashboard.publication import Publication
from dashboard.publication.memo import shared

_PARTS = Template(__file__, "frozen.html")
_FROZEN, _WHY = "meeting-frozen", "meeting-why"
_HOW_TO_PRESENT = (
    "Slides for the browser are one file: open it by a double click, from a memory stick too, and press F "
    "for full screen and ? for all keys."
)
#: The time that files in a ZIP bear: the first it knows, so that the same deck gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Frozen:
    """A deck and the story it was made of."""

    deck: Deck
    story: Story


def show(release: Publication) -> None:
    """The button that freezes, and then what can be taken away."""
    section(
        "4. Freeze and present", "All that you take away has the same figures and names the same release."
    )
    if st.button("Freeze these slides", key="meeting-freeze", type="primary"):
        # No callback: the session would keep what it is called with, and so hold this release open.
        _freeze(release)
    if st.session_state.get(_WHY):
        notice(f"{st.session_state[_WHY]}", wrong=True)
    frozen: Frozen | None = st.session_state.get(_FROZEN)
    if frozen is None:
        return
    _state(release, frozen)
    for at, output in enumerate(OUTPUTS):
        st.download_button(
            output.title,
            partial(_bytes, frozen.deck, output),
            _file_name(frozen.deck, output),
            key=f"meeting-take-{at}",
            on_click="ignore",
        )
    st.download_button(
        "Everything in one folder (ZIP)",
        lambda: _zip(files(frozen.deck, frozen.story)),
        f"{name_of(frozen.deck)}.zip",
        "application/zip",
        key="meeting-take-all",
        on_click="ignore",
    )
    if st.toggle("Look at the slides here", key="meeting-look", persist_state="session"):
        put(joined(_look(frozen.deck, at) for at in range(len(frozen.deck.slides))))


def _freeze(release: Publication) -> None:
    st.session_state[_WHY] = ""
    try:
        st.session_state[_FROZEN] = Frozen(freeze(release, meeting.current()), meeting.current())
    except (Refusal, StoryError) as why:
        st.session_state[_WHY] = str(why)


def _state(release: Publication, frozen: Frozen) -> None:
    deck = frozen.deck
    text = f"Frozen: {len(deck.slides)} slides, release {deck.release_id}, records counted to {deck.as_of}."
    if frozen.story != meeting.current():
        text += " The story has changed since; freeze again to take the changes in."
    if release.id != deck.release_id:
        text += f" There is a newer release ({release.id}); the frozen slides keep their figures."
    notice(text)
    put(paragraphs([_HOW_TO_PRESENT]))


@shared(size=32)
def _bytes(deck: Deck, output: Output) -> bytes:
    """The one file of an output that makes just one; else all of them in a ZIP."""
    files = tuple(output.make(deck))
    return files[0].content if output.alone else _zip(files)


def _file_name(deck: Deck, output: Output) -> str:
    kind = output.make.__name__.replace("_", "-")
    return f"{name_of(deck)}.{output.alone}" if output.alone else f"{name_of(deck)}-{kind}.zip"


def _zip(files: tuple[File, ...]) -> bytes:
    """Files in one ZIP; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        for file in files:
            folder.writestr(zipfile.ZipInfo(file.name, _EPOCH), file.content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@shared(size=128)
def _look(deck: Deck, at: int) -> Markup:
    """A slide's picture, or its sentences."""
    slide = deck.slides[at]
    if not pictures.pictured(slide):
        return _PARTS.sentences(headline=slide.headline, sentences=slide.sentences, footer=deck.footer(slide))
    drawn = base64.b64encode(pictures.svg(deck, slide).encode()).decode()
    return _PARTS.picture(coded=drawn, alt=f"{slide.headline} {slide.alt}")
