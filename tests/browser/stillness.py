"""Nothing is measured while it moves: wait until every animation and transition of a page is over."""

from __future__ import annotations

from playwright.sync_api import Page

#: Endless ones (somebody waits) are not waited for. One that is broken off is over as well.
_OVER = """() => Promise.all(document.getAnimations()
  .filter(moving => moving.effect.getComputedTiming().endTime !== Infinity)
  .map(moving => moving.finished.catch(() => null))).then(() => null)"""


def still(page: Page) -> None:
    """Wait until nothing on the page is on its way to another place, size, colour or opacity."""
    page.evaluate(_OVER)


def press(page: Page, key: str) -> None:
    """Press a key and wait until all that it set in motion has arrived."""
    page.keyboard.press(key)
    still(page)
