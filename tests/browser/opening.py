"""What it costs to open each page in a browser: how far it jumps, and what the browser's main thread does.

``uv run python -m tests.browser.opening ADDRESS`` of a running server, for instance ``dashboard demo``. Each
page is opened for itself, in a browser that has the front end, at 1,280 and 390 pixels, and once as on
a machine four times slower. *CLS* is as web.dev defines it (the worst five seconds), *sum* all that jumps
without anybody's doing. Main-thread seconds are of the processor, so that a busy machine does not count; when
the first chart is there is by the clock, and counts on a quiet machine alone. Nothing is tested here.
"""

from __future__ import annotations

import sys
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from dashboard.display.ui.pages import PAGES
from tests.browser.conftest import PATIENCE, open_browser
from tests.browser.stillness import settle

#: Pixels across and down, and how many times slower than it is the machine is made.
SEEN = ((1280, 900, 1), (390, 844, 1), (1280, 900, 4))
_WATCH = """
window.shifts = [];
new PerformanceObserver(seen => shifts.push(...seen.getEntries().filter(one => !one.hadRecentInput)
  .map(one => [one.startTime, one.value]))).observe({type: 'layout-shift', buffered: true});
new MutationObserver((_, watch) => {
  if (!document.querySelector('html[data-shown] :is(.nd-figure, .nd-picture, .main-svg, .nd-table)')) return;
  window.figure = performance.now();
  watch.disconnect();
}).observe(document, {childList: true, subtree: true, attributes: true});
"""


def worst(shifts: list[tuple[float, float]]) -> float:
    """Cumulative Layout Shift: the most in one window, which ends after a second of rest or five in all."""
    most = total = 0.0
    began = before = -1e9
    for at, value in shifts:
        if at - before > 1000 or at - began > 5000:
            began, total = at, 0.0
        total, before = total + value, at
        most = max(most, total)
    return most


def opening(visitor: BrowserContext, address: str, slower: int) -> tuple[float, ...]:
    """CLS, sum, main-thread and script seconds, elements, seconds until the first figure."""
    page = visitor.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_WATCH)
    devtools = visitor.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    page.wait_for_selector("h1")
    settle(page)
    given: dict[str, Any] = devtools.send("Performance.getMetrics")
    spent = {metric["name"]: metric["value"] for metric in given["metrics"]}
    shifts = page.evaluate("shifts")
    elements = page.evaluate("document.querySelectorAll('*').length")
    first = page.evaluate("window.figure || 0") / 1000
    page.close()
    total = sum(value for _, value in shifts)
    return worst(shifts), total, spent["TaskDuration"], spent["ScriptDuration"], elements, first


def main(address: str) -> None:
    """Open every page of the server at ``address`` and print what each cost."""
    print("| page | wide | slower | CLS | sum | main thread, s | scripts, s | elements | first figure, s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for browser in open_browser():
        for width, height, slower in SEEN:
            of_width(browser, address, width, height, slower)


def of_width(browser: Browser, address: str, width: int, height: int, slower: int) -> None:
    """The rows of one size of window."""
    visitor = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    opening(visitor, address, 1)
    for page in PAGES:
        found = opening(visitor, f"{address}/{page.file}", slower)
        shift, total, thread, scripts, elements, first = found
        shown = f"{first:.1f}" if first else "no figure"
        cells = f"{shift:.3f} | {total:.3f} | {thread:.2f} | {scripts:.2f} | {elements:,.0f} | {shown}"
        print(f"| {page.name} | {width} | {slower} | {cells} |", flush=True)
    visitor.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
