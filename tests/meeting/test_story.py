"""Saved stories: read back as they were, and refused by file and key where they are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from dashboard import settings
from dashboard.display.meeting import Item, Story, StoryError, View, saving, theme
from dashboard.display.meeting.story import KINDS

WORDS = st.text(st.characters(exclude_categories=("C",)) | st.sampled_from("\n\"'\\[]=#"), max_size=40)
VIEWS = st.builds(
    View,
    indicator=WORDS,
    over=WORDS,
    time_level=WORDS,
    time=WORDS,
    geography_level=WORDS,
    area=WORDS,
    splits=st.dictionaries(WORDS, WORDS, max_size=3).map(lambda pairs: tuple(pairs.items())),
    name=WORDS,
)
ITEMS = st.builds(
    Item, st.sampled_from(KINDS), st.lists(VIEWS, max_size=3).map(tuple), headline=WORDS, notes=WORDS
)
STORIES = st.builds(Story, WORDS, WORDS, WORDS, WORDS, st.lists(ITEMS, min_size=1, max_size=4).map(tuple))

GOOD = """
title = "Board"
theme = "partnership"
[[item]]
kind = "trend"
[[item.view]]
indicator = "people_trained"
over = "time"
time_level = "quarter"
"""


@checked(deadline=None)
@given(STORIES)
def test_a_story_is_read_back_as_it_was(story: Story) -> None:
    assert saving.load(saving.dump(story)) == story
    link = saving.to_link(story)
    assert saving.from_link(link) == story
    assert set(link) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Board"', "", "board.toml: the key 'title' is missing"),
        ('title = "Board"', "title = 3", "board.toml: title must be text"),
        ('title = "Board"', 'title = "Board"\ntheem = "x"', "board.toml: unknown key 'theem'"),
        ('kind = "trend"', 'kind = "pie"', "board.toml, item 1: kind is 'pie'; use one of trend"),
        ('over = "time"', "", "board.toml, item 1, view 1: the key 'over' is missing"),
        ('over = "time"', 'over = "time"\nwhere = "x"', "item 1, view 1: unknown key 'where'"),
        ('over = "time"', 'over = "time"\nsplits = "x"', "item 1, view 1: splits must be a table"),
        ('over = "time"', 'over = "time"\nsplits = {a = 1}', "item 1, view 1: splits.a must be text"),
        ("[[item]]", "[item]", "item must be a list"),
        ('title = "Board"', f'title = "{"x" * 121}"', "title has 121 letters; at most 120"),
        ('title = "Board"', 'title = "Bo\\u0007ard"', "title holds a letter that cannot be printed"),
        ('title = "Board"', "title = ", "board.toml is not valid TOML"),
    ],
)
def test_a_mistake_is_named_by_file_and_key(old: str, new: str, words: str) -> None:
    saving.load(GOOD, "board.toml")
    assert old in GOOD
    changed = GOOD.replace(old, new)
    if new == "[item]":
        changed = 'title = "B"\ntheme = "partnership"\n[item]\nkind = "trend"\n'
    with pytest.raises(StoryError) as told:
        saving.load(changed, "board.toml")
    assert words in str(told.value)


@pytest.mark.parametrize("link", ["", "1", "2abc", "1####", "1abc", "1" + "A" * 400, "\N{SNOWMAN}"])
def test_a_link_that_is_no_story_is_refused(link: str) -> None:
    with pytest.raises(StoryError):
        saving.from_link(link)


def test_a_link_cut_short_is_refused() -> None:
    link = saving.to_link(saving.load(GOOD))
    for end in range(len(link)):
        with pytest.raises(StoryError):
            saving.from_link(link[:end])


def test_a_link_that_unpacks_to_very_much_is_refused_before_it_fills_the_memory() -> None:
    import base64
    import zlib

    bomb = "1" + base64.urlsafe_b64encode(zlib.compress(b"#" * 50_000_000, 9)).decode().rstrip("=")
    with pytest.raises(StoryError, match="cut short"):
        saving.from_link(bomb)


def test_each_theme_can_be_read_from_the_back_of_a_room() -> None:
    assert set(theme.themes()) == {"partnership", "north", "west"}
    for one in theme.themes().values():
        assert theme.contrast(one.on_colour, one.colour) >= 7
        assert theme.contrast(one.ink, one.paper) >= 7
    # WCAG 2.2: black on white is 21:1; #767676 on white is the well-known 4.54:1.
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("#12436D", "#2073BC", "on_colour has a contrast of"),
        ("#12436D", "blue", "pale.toml: colour is 'blue'"),
        ('ink = "#0B0C0C"', "", "pale.toml: the key 'ink' is missing"),
        ('ink = "#0B0C0C"', 'ink = "#0B0C0C"\nlogo = "x"', "pale.toml: unknown key 'logo'"),
    ],
)
def test_a_theme_with_a_mistake_is_named_by_file_and_key(old: str, new: str, words: str) -> None:
    text = (settings.REFERENCE / "themes" / "partnership.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(StoryError) as told:
        theme.load("pale", text.replace(old, new))
    assert words in str(told.value)
