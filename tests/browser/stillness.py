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


#: How many pictures in a row a page is to be the same for: about a second where nothing else runs, and longer
#: where the browser waits for its turn, as a clock would not.
ENOUGH = 45
#: Whether the page has run to its end, nothing is still to come (no placeholder, no chart without its
#: picture), and its words and sizes have been the same for so many pictures.
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
_FRAMES = """left => new Promise(done => {
  const next = () => left-- > 0 ? requestAnimationFrame(next) : done();
  next();
})"""


def settle(page: Page, enough: int = ENOUGH) -> None:
    """Wait until a page has run to its end, all is drawn, it stays as it is, and nothing moves."""
    page.evaluate("() => { delete window.looked; }")
    page.wait_for_function(_SAME, arg=enough, polling="raf", timeout=120_000)
    still(page)


def frames(page: Page, number: int) -> None:
    """Wait until the browser has drawn ``number`` times."""
    page.evaluate(_FRAMES, number)


def press(page: Page, key: str) -> None:
    """Press a key and wait until all that it set in motion has arrived."""
    page.keyboard.press(key)
    still(page)
