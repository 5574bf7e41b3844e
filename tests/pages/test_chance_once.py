"""A page that speaks of chance says once how often such a sentence is a false alarm, and no other does."""

from __future__ import annotations

import html
import re

import pytest

from dashboard.display.narrative.patterns import CHANCE, PATTERNS
from dashboard.display.ui.html import FALSE_ALARM
from dashboard.display.ui.pages import PAGES
from tests.pages.conftest import OpenPage, texts
from tests.pages.test_compare import CHILDREN

NAMES = [page.file for page in PAGES]


def plain(pieces: list[str]) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(pieces))))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_said_once_where_chance_is_spoken_of(look_at: OpenPage, name: str) -> None:
    shown = plain(texts(look_at(name)))
    assert shown.count("false alarm.") == shown.count(FALSE_ALARM) == bool(CHANCE.search(shown))


def test_a_page_without_chance_does_not_say_it(look_at: OpenPage) -> None:
    """Two districts by a figure that is counted in full; the same page of another figure does."""
    full = plain(texts(look_at("Compare", figure="people_trained", compare="district", period="2023")))
    assert "chance has no part in it" in full and FALSE_ALARM not in full
    assert FALSE_ALARM in plain(texts(look_at("Compare", **CHILDREN)))


def test_every_phrase_that_judges_is_explained_on_the_page_about_the_data(look_at: OpenPage) -> None:
    shown = plain(texts(look_at("About_the_data")))
    for pattern in PATTERNS:
        for text in (pattern.plain, pattern.meaning, pattern.test, pattern.false_where):
            assert text in shown
