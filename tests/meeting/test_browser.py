"""A deck in a real browser, opened from a file with the network cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Page

from dashboard.display.meeting import Deck, Item, Story, View, freeze
from dashboard.display.meeting import browser as presenting
from dashboard.publication import Publication
from tests.browser.conftest import open_browser, page, visitor
from tests.browser.rules import violations
from tests.browser.stillness import press, still

__all__ = ["page", "visitor"]

browser = pytest.fixture(scope="module")(open_browser)

#: 24 point, in pixels.
LEAST = 32
PLACE = View("place_of_exploitation", "area", "year", geography_level="district")
STORY = Story(
    "Board <b>",
    "",
    "OFFICIAL",
    "west",
    (
        Item("words", (View("people_trained", "time", "quarter"), View("coverage", "time", "quarter"))),
        Item("trend", (View("nrm_referrals", "time", "quarter"),), notes="<script>alert(1)</script>"),
        Item("bars", (View("sector_mix", "sector", "year"),)),
        Item("dots", (View("confidence_change", "sector", "year"),)),
        Item("map", (PLACE,), headline="Where & <when>"),
    ),
)
#: The size at which each piece of visible text is really drawn, the scale of its picture included.
SIZES = """() => {
  const walk = document.createTreeWalker(document.querySelector(".now"), NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement, box = parent.getBoundingClientRect();
    const unseen = box.right <= 0 || ["title", "desc"].includes(parent.tagName);
    if (!walk.currentNode.data.trim() || unseen) continue;
    const scale = parent.closest("figure > svg") ? parent.getScreenCTM().a : 1;
    found.push([parseFloat(getComputedStyle(parent).fontSize) * scale, walk.currentNode.data]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    return freeze(publication, STORY)


@pytest.fixture
def opened(deck: Deck, page: Page, tmp_path: Path) -> Iterator[Page]:
    """The deck from a file; whatever it asks for is refused and remembered in ``asked``."""
    path = tmp_path / "deck.html"
    path.write_bytes(presenting.page(deck))
    asked: list[str] = []
    wrong: list[str] = []
    page.context.set_offline(True)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(path.as_uri())
    still(page)
    yield page
    assert [url.partition("#")[0] for url in asked] == [path.as_uri()]
    assert wrong == []


def now(page: Page) -> str:
    return str(page.locator(".slide.now").get_attribute("id"))


@pytest.mark.browser
def test_the_keys_turn_the_pages(opened: Page) -> None:
    assert opened.locator(".slide.now").count() == 1
    for key, place in (
        ("ArrowRight", "s1"), ("PageDown", "s2"), ("ArrowLeft", "s1"), ("PageUp", "s0"), ("PageUp", "s0"),
        ("End", "s5"), ("ArrowRight", "s5"), ("Home", "s0"), (" ", "s1"),
    ):  # fmt: skip
        press(opened, key)
        assert now(opened) == place, key
    assert opened.locator(".slide.now .count").inner_text() == "1 of 5"
    assert opened.locator("#said").inner_text().startswith("1 of 5. ")


@pytest.mark.browser
def test_blank_notes_table_and_help_open_and_shut(opened: Page) -> None:
    press(opened, "End")
    press(opened, "b")
    assert opened.locator("#blank").is_visible()
    press(opened, "b")
    assert not opened.locator("#blank").is_visible()
    for key, name in (("n", ".now .notes .over"), ("t", ".now .table .over"), ("?", "#help")):
        press(opened, key)
        assert opened.locator(name).is_visible(), key
        press(opened, "Escape")
        assert not opened.locator(name).is_visible(), key
        assert now(opened) == "s5"


@pytest.mark.browser
def test_full_screen_goes_on_and_off(opened: Page) -> None:
    press(opened, "f")
    opened.wait_for_function("document.fullscreenElement !== null")
    press(opened, "f")
    opened.wait_for_function("document.fullscreenElement === null")


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1366, 768)])
def test_everything_is_at_least_24_point_and_nothing_lies_outside(
    opened: Page, deck: Deck, size: tuple[int, int]
) -> None:
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    for number in range(len(deck.slides) + 1):
        found = opened.evaluate(SIZES)
        small = [one for one in found if one[0] < LEAST - 0.05]
        assert small == [], f"slide {number}"
        assert len(found) > 2
        over = opened.evaluate(
            "(s => [s.scrollHeight - s.clientHeight, s.scrollWidth - s.clientWidth])"
            "(document.querySelector('.now'))"
        )
        assert max(over) <= 0, f"slide {number} does not fit"
        press(opened, "ArrowRight")


@pytest.mark.browser
def test_axe_finds_nothing_and_text_has_a_contrast_of_7(opened: Page, deck: Deck) -> None:
    for number in range(len(deck.slides) + 1):
        for key in ("", "t", "n"):
            if key:
                press(opened, key)
            assert violations(opened, "color-contrast-enhanced") == [], f"slide {number}{key}"
        press(opened, "Escape")
        press(opened, "ArrowRight")


@pytest.mark.browser
def test_a_slide_is_looked_at_when_it_has_come_in_however_long_that_takes(opened: Page) -> None:
    opacity = "Number(getComputedStyle(document.querySelector('.now')).opacity)"
    clock = opened.context.new_cdp_session(opened)
    clock.send("Animation.enable")
    clock.send("Animation.setPlaybackRate", {"playbackRate": 0.001})
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate(opacity) < 1
    clock.send("Animation.setPlaybackRate", {"playbackRate": 1})
    still(opened)
    assert opened.evaluate(opacity) == 1


@pytest.mark.browser
def test_reduced_motion_is_respected(opened: Page) -> None:
    animated = "getComputedStyle(document.querySelector('.now')).animationName"
    opened.emulate_media(reduced_motion="no-preference")
    assert opened.evaluate(animated) == "come"
    opened.emulate_media(reduced_motion="reduce")
    assert opened.evaluate(animated) == "none"


@pytest.mark.browser
def test_without_its_script_every_slide_can_be_read(deck: Deck, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "deck.html"
    path.write_bytes(presenting.page(deck))
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(path.as_uri())
    assert [plain.locator(f"#s{n}").is_visible() for n in range(6)] == [True] * 6
    context.close()


def test_the_file_holds_no_address_and_says_each_slide_in_words(deck: Deck) -> None:
    text = presenting.page(deck).decode()
    bare = text.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
    assert not re.search(r"https?:|//[a-z]+\.|@import|url\((?!#)", bare)
    assert "default-src 'none'" in unescape(text)
    assert "<b>" not in text
    assert "<script>alert" not in text
    assert "Board &lt;b&gt;" in text
    for slide in deck.slides:
        assert f"{slide.number} of 5" in text
        for cell in {cell for row in slide.table.rows for cell in row}:
            assert f">{escape(cell)}<" in text
    marked = [slide for slide in deck.slides if slide.shorthand]
    assert text.count("[c] confidential: hidden so that nobody can be recognised") >= len(marked)


def test_the_same_deck_gives_the_same_bytes(deck: Deck, publication: Publication) -> None:
    first = presenting.page(deck)
    presenting.page.cache_clear()
    assert presenting.page(freeze(publication, STORY)) == first
