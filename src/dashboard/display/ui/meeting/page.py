"""The story of the Meeting page: where it begins, what it is called, how it is kept. The session holds it."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from dashboard import settings
from dashboard.display.meeting import Item, Story, StoryError, saving, theme
from dashboard.display.meeting.story import LONGEST, MOST_ITEMS
from dashboard.display.ui.choices import keep_choice
from dashboard.display.ui.html import notice, section
from dashboard.files import bounded_toml

#: The key of the story in the address.
LINK = "story"
_STORY, _IDS, _USED = "meeting-story", "meeting-ids", "meeting-ids-used"
#: What the upload of a story offers to take; the box counts in whole ones.
_MEGABYTES = -(-bounded_toml.MOST_BYTES // 1_000_000)
#: The words of the whole, as a story and its widgets call them.
_WHOLE = ("title", "subtitle", "marking", "theme")
#: What a slide may not hold; a pasted text may bring it along.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def begin() -> Story:
    """Draw the ways to begin and the words of the whole; gives the story as it stands."""
    if _STORY not in st.session_state:
        take(_from_link() or next(iter(_agendas().values())))
    section("1. What to say", "Begin with a ready-made agenda or a saved story, then change what you like.")
    _beginnings()
    _whole()
    return current()


def current() -> Story:
    """The story as it stands in this session."""
    story: Story = st.session_state[_STORY]
    return story


def take(story: Story) -> None:
    """Put ``story`` in the place of the one there was; every slide gets an id of its own."""
    st.session_state[_STORY] = story
    st.session_state[_IDS] = [_new_id() for _ in story.items]
    for key in _WHOLE:
        st.session_state[f"meeting-{key}"] = getattr(story, key)


def _new_id() -> int:
    """One more than any that this session has given: what stands in a box must not move to another slide."""
    st.session_state[_USED] = st.session_state.get(_USED, -1) + 1
    return int(st.session_state[_USED])


def ids() -> list[int]:
    """An id for each slide that stays with it when it is moved."""
    return list(st.session_state[_IDS])


def change(items: list[Item], order: list[int]) -> None:
    """Put other slides, and their ids, in the place of those there were."""
    st.session_state[_STORY] = replace(current(), items=tuple(items))
    st.session_state[_IDS] = order


def add(item: Item) -> None:
    """Put one more slide at the end."""
    change([*current().items, item], [*ids(), _new_id()])


def add_all(story: Story) -> bool:
    """Put the slides of ``story`` after those there are; where no story was begun, it is the story.

    False, and nothing is added, where there would be more than a story may have.
    """
    if _STORY not in st.session_state:
        take(story)
    elif len(current().items) + len(story.items) > MOST_ITEMS:
        return False
    else:
        for item in story.items:
            add(item)
    return True


def plain(text: str) -> str:
    """What somebody typed or pasted, without what cannot be printed."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def keep() -> None:
    """The ways to keep the story: a small file, and a link."""
    story = current()
    section("3. Keep it", "A saved story holds no figure: it shows those of the release it is opened with.")
    with st.container(horizontal=True, key="nd-meeting-keep"):
        st.download_button(
            "Save the story (file)",
            saving.dump(story),
            "story.toml",
            "application/toml",
            key="meeting-save",
            on_click="ignore",
        )
        st.button("Put the story in the address, to share it", key="meeting-link", on_click=_share)


def _share() -> None:
    st.query_params[LINK] = saving.to_link(current())


def _from_link() -> Story | None:
    asked = st.query_params.get(LINK)
    if not asked:
        return None
    try:
        return saving.from_link(asked)
    except StoryError as wrong:
        notice(f"The link cannot be opened: {wrong}. Showing a ready-made agenda instead.", wrong=True)
        return None


def _agendas() -> dict[str, Story]:
    """The ready-made agendas; where the installation's own are wrong, ours, and a sentence that says so."""
    try:
        return saving.agendas(settings.installation().reference)
    except StoryError as wrong:
        notice(f"An agenda of this installation cannot be used: {wrong}.", wrong=True)
        return saving.agendas()


def _beginnings() -> None:
    agendas = _agendas()
    ready = {name: agenda.title for name, agenda in agendas.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="nd-meeting-begin"):
        name = keep_choice("Ready-made agenda", "meeting-agenda", ready)
        st.button("Begin with this agenda", key="meeting-begin", on_click=take, args=(agendas[name],))
    given = st.file_uploader(
        "Or open a saved story", type="toml", key="meeting-file", on_change=_open, max_upload_size=_MEGABYTES
    )
    wrong = st.session_state.get("meeting-wrong", "")
    if given is not None and wrong:
        notice(f"The story cannot be opened: {wrong}.", wrong=True)


def _open() -> None:
    given = st.session_state["meeting-file"]
    st.session_state["meeting-wrong"] = ""
    if given is None:
        return
    if given.size > bounded_toml.MOST_BYTES:
        st.session_state["meeting-wrong"] = "it is too long to be a story"
        return
    try:
        take(saving.load(given.getvalue().decode("utf-8"), given.name))
    except UnicodeDecodeError:
        st.session_state["meeting-wrong"] = "it is not text in UTF-8"
    except StoryError as wrong:
        st.session_state["meeting-wrong"] = str(wrong)


def _themes() -> dict[str, theme.Theme]:
    """The themes; where the installation's own are wrong, ours, and a sentence that says so."""
    try:
        return theme.themes(settings.installation().reference)
    except StoryError as wrong:
        notice(f"A theme of this installation cannot be used: {wrong}.", wrong=True)
        return theme.themes()


def _whole() -> None:
    """Title, subtitle, marking and theme."""
    known = _themes()
    for key in _WHOLE:
        # The story is what lasts: Streamlit drops a widget's value while another page is shown.
        st.session_state.setdefault(f"meeting-{key}", getattr(current(), key))
    if st.session_state["meeting-theme"] not in known:
        st.session_state["meeting-theme"] = next(iter(known))
    with st.container(horizontal=True, key="nd-meeting-whole"):
        title, subtitle, marking = (
            plain(
                st.text_input(label, key=f"meeting-{label.casefold()}", max_chars=LONGEST[label.casefold()])
            )
            for label in ("Title", "Subtitle", "Marking")
        )
        chosen = st.selectbox(
            "Theme", list(known), format_func=lambda code: known[code].title, key="meeting-theme"
        )
    st.session_state[_STORY] = replace(
        current(), title=title, subtitle=subtitle, marking=marking, theme=chosen
    )
