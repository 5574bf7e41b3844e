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


#: How many looks in a row a page is to be the same for, and the milliseconds between two: about a second
#: where nothing else runs. The page itself takes them between its own steps, so that they come later where it
#: waits for its turn. Counting the pictures drawn instead has a map drawn over and over, in software.
ENOUGH, BETWEEN = 10, 100
#: Whether the page has run to its end, nothing is still to come (no placeholder, no chart without its
#: picture), and its words and sizes have been the same for so many looks.
_SAME = """enough => {
  const app = document.querySelector('[data-testid="stApp"]');
  const main = document.querySelector('[data-testid="stMain"]') || document.body;
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  const whole = (!app || app.dataset.testScriptState === 'notRunning')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && charts.every(chart => chart.querySelector('.main-svg'));
  const sizes = whole && [...charts.map(chart => chart.querySelector('.main-svg')), main].map(
    part => [part.scrollWidth, part.scrollHeight, part.getBoundingClientRect().width]);
  const looks = whole && JSON.stringify([innerWidth, sizes, main.textContent]);
  const before = window.looked || {};
  window.looked = {looks, times: looks && looks === before.looks ? before.times + 1 : 0};
  return window.looked.times >= enough;
}"""


def settle(page: Page, enough: int = ENOUGH) -> None:
    """Wait until a page has run to its end, all is drawn, it stays as it is, and nothing moves."""
    page.evaluate("() => { delete window.looked; }")
    page.wait_for_function(_SAME, arg=enough, polling=BETWEEN)
    still(page)


def press(page: Page, key: str) -> None:
    """Press a key and wait until all that it set in motion has arrived."""
    page.keyboard.press(key)
    still(page)
