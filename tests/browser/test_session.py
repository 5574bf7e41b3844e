"""A visitor's session outlives its pages, and the slides of a meeting fit the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.stillness import settle
from tests.browser.test_pages import open_page
from tests.browser.width import sideways
from tests.serving import Served

pytestmark = pytest.mark.browser


def test_a_story_can_be_edited_after_another_page_and_its_slides_fit(page: Page, served: Served) -> None:
    open_page(page, f"{served.address}/Meeting")
    page.get_by_label("Title", exact=True).fill("Board of December")
    page.keyboard.press("Tab")
    settle(page)
    # From every page, and more than once: tests/pages/test_other_page_and_back.py.
    page.get_by_role("link", name="Overview").click()
    page.locator("h1", has_text="Overview").wait_for()
    settle(page)
    page.get_by_role("link", name="Meeting", exact=True).first.click()
    page.locator("h1", has_text="Meeting").wait_for()
    settle(page)
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert page.get_by_label("Title", exact=True).input_value() == "Board of December"
    page.get_by_role("button", name="Freeze these slides").click()
    page.get_by_text("Look at the slides here").click()
    page.locator("img.nd-slide").first.wait_for()
    settle(page)
    assert sideways(page) == {}
    assert "Traceback" not in served.said()
