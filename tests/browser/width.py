"""Nothing is to be scrolled sideways for, however wide or narrow the window."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.stillness import settle

#: A projector, a laptop, and the narrowest that WCAG 2.2 (1.4.10) asks for.
WIDTHS = (1920, 1280, 320)
#: How many pixels are beside the window, to be scrolled to or cut off: of the document and of all that holds
#: the page's heading, for Streamlit scrolls a part of the page and not the document.
_BESIDE = """() => {
  let most = 0;
  for (let at = document.querySelector('h1'); at; at = at.parentElement)
    if (at === document.documentElement || getComputedStyle(at).overflowX !== 'visible')
      most = Math.max(most, at.scrollWidth - at.clientWidth);
  return most;
}"""


def sideways(page: Page) -> dict[int, int]:
    """The widths at which something lies beside the window, all details open, and how many pixels of it."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    beside = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page, 5)
        beside[width] = page.evaluate(_BESIDE)
    return {width: pixels for width, pixels in beside.items() if pixels}
