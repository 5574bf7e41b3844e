"""What only a browser shows: slides fit the window, the focus is seen, a session outlives its pages."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from dashboard.settings import Installation
from tests.browser.width import sideways
from tests.serving import Served, start

pytestmark = pytest.mark.browser

#: What has the focus: its kind, and where it is in the window.
FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const part = at.closest('[data-testid]'), navigation = at.closest('.st-key-nd-navigation');
  const kind = [at.tagName, at.role, part && part.dataset.testid, navigation && 'navigation'];
  return {kind: kind.join(' '), x: box.x, y: box.y, width: box.width, height: box.height};
}"""
#: Pixels around what has the focus, for a ring outside it.
AROUND = 10
#: Pages that have every kind of thing that can have the focus, and how many of them come first.
STOPS = {"Referrals": 40, "Geography": 26, "Meeting": 26, "About_the_data": 16}


@pytest.fixture(scope="module")
def served(demo_installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests of this file."""
    server = start(demo_installation, tmp_path_factory.mktemp("server") / "server.log")
    yield server
    server.stop()


def ready(page: Page) -> None:
    """Wait until the page has run to its end and is drawn."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(500)


def test_the_slides_of_a_meeting_do_not_scroll_sideways(page: Page, served: Served) -> None:
    """Each page as it opens is in ``test_pages``."""
    page.goto(f"{served.address}/Meeting")
    ready(page)
    page.get_by_role("button", name="Freeze these slides").click()
    page.get_by_text("Look at the slides here").click()
    page.locator("img.nd-slide").first.wait_for(timeout=60_000)
    ready(page)
    assert sideways(page) == {}


def luminance(page: Page, box: dict[str, float]) -> np.ndarray:
    """The relative luminance (WCAG 2) of each pixel around ``box``, as far as it is in the window."""
    assert page.viewport_size is not None
    left, top = max(0.0, box["x"] - AROUND), max(0.0, box["y"] - AROUND)
    right = min(float(page.viewport_size["width"]), box["x"] + box["width"] + AROUND)
    bottom = min(float(page.viewport_size["height"]), box["y"] + box["height"] + AROUND)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    taken = page.screenshot(clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]
    levels = np.asarray(Image.open(io.BytesIO(taken)).convert("RGB")) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    brightness: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return brightness


def changed(page: Page, box: dict[str, float]) -> float:
    """How thick a line around ``box`` the focus makes, in pixels whose contrast to before is 3:1 or more."""
    page.wait_for_timeout(250)
    with_focus = luminance(page, box)
    page.evaluate("() => { window.kept = document.activeElement; window.kept.blur(); }")
    page.wait_for_timeout(250)
    without = luminance(page, box)
    page.evaluate("() => window.kept.focus()")
    light, dark = np.maximum(with_focus, without), np.minimum(with_focus, without)
    stand_out = (light + 0.05) / (dark + 0.05) >= 3
    return float(stand_out.sum() / (2 * (box["width"] + box["height"])))


@pytest.mark.parametrize("file", STOPS)
def test_the_focus_can_be_seen_on_everything_that_can_have_it(page: Page, served: Served, file: str) -> None:
    """WCAG 2.2, 2.4.7 and 1.4.11, by the measure of 2.4.13: as much as a line 2 pixels thick around it."""
    page.goto(f"{served.address}/{file}")
    ready(page)
    seen: dict[str, float] = {}
    for _ in range(STOPS[file]):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["kind"] not in seen:
            page.wait_for_timeout(250)
            seen[focused["kind"]] = changed(page, page.evaluate(FOCUSED))
    assert any("navigation" in kind for kind in seen)
    assert len(seen) >= 5
    assert {kind: thick for kind, thick in seen.items() if thick < 2} == {}


def test_a_story_can_be_edited_after_another_page(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/Meeting")
    ready(page)
    page.get_by_label("Title", exact=True).fill("Board of December")
    page.keyboard.press("Tab")
    ready(page)
    for _ in range(2):
        page.get_by_role("link", name="Overview").click()
        page.locator("h1", has_text="Overview").wait_for(timeout=60_000)
        ready(page)
        page.get_by_role("link", name="Meeting", exact=True).first.click()
        page.locator("h1", has_text="Meeting").wait_for(timeout=60_000)
        ready(page)
        assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
        assert page.get_by_label("Title", exact=True).input_value() == "Board of December"
    assert "Traceback" not in served.said()
