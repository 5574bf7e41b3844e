"""Real releases that arrive at a real server while browsers keep opening pages.

``python -m tests.server.arrivals FROM DIR [--browsers N] [--visits N]`` takes the releases in the folder
FROM in the order in which they were made (``dashboard release --to YYYY-MM``, month by month), and lets them
arrive in the installation DIR, each after so many page runs.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
from collections import Counter
from itertools import count
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from dashboard.settings import Installation
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.server.swaps import PAGES, point_at
from tests.serving import start

#: Where a page and each of its figures name their release.
NAMED = re.compile(r"[Rr]elease (\d{4}-\d\d-\d\d-[0-9a-f]{8})\b")
DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: Milliseconds after which a page is given up.
PATIENCE = 240_000


class Arrivals:
    """The releases still to come, and what came of the pages that were opened."""

    def __init__(self, made: list[Path], where: Installation, visits: int) -> None:
        self._made, self._where, self._visits = made, where, visits
        self._arrived = 0
        self.outcomes: Counter[str] = Counter()
        self.releases: Counter[str] = Counter()
        self._arrive()

    def _arrive(self) -> None:
        """Put the next release in its place, and move the pointer, as a release does."""
        path = self._where.releases / self._made[self._arrived].name
        shutil.copy(self._made[self._arrived], path)
        point_at(self._where, path)
        self._arrived += 1

    def add(self, failures: int, named: set[str]) -> None:
        """One page run; the next release arrives when enough looked at this one."""
        mixed = "named several releases" if len(named) > 1 else "fine"
        self.outcomes["failed" if failures else mixed if named else "named no release"] += 1
        self.releases.update(named)
        if self.outcomes.total() >= self._visits * self._arrived and self._arrived < len(self._made):
            self._arrive()
            print(f"{self._arrived} releases, {dict(self.outcomes)}", flush=True)

    @property
    def over(self) -> bool:
        """Whether all have arrived and the last was looked at as often as the others."""
        return self.outcomes.total() >= self._visits * len(self._made)


async def look(browser: Browser, address: str, arrivals: Arrivals, first: int) -> None:
    """Open page after page, as somebody does who follows links from elsewhere."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = await context.new_page()
    for number in count(first):
        if arrivals.over:
            break
        await page.goto(f"{address}/{PAGES[number % len(PAGES)]}", timeout=PATIENCE)
        await page.wait_for_selector("h1", timeout=PATIENCE)
        await page.wait_for_selector(DRAWN, timeout=PATIENCE)
        failures = await page.locator('[data-testid="stException"]').count()
        words = await page.locator('[data-testid="stMain"]').text_content() or ""
        arrivals.add(failures, set(NAMED.findall(words)))
    await context.close()


async def visit(address: str, arrivals: Arrivals, browsers: int) -> None:
    """Let so many browsers look at once; two begin on each page."""
    async with async_playwright() as playwright:
        opened = [
            await playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
            for _ in range(browsers)
        ]
        await asyncio.gather(*(look(one, address, arrivals, at // 2) for at, one in enumerate(opened)))
        for one in opened:
            await one.close()


def main() -> None:
    """Serve, look, and print what came of it."""
    parser = argparse.ArgumentParser(description="Let releases arrive while browsers open pages.")
    parser.add_argument("source", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--browsers", type=int, default=4)
    parser.add_argument("--visits", type=int, default=90)
    chosen = parser.parse_args()
    made = sorted(chosen.source.glob("published-*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    where = Installation(chosen.folder, chosen.folder / "unused.key")
    shutil.rmtree(where.root, ignore_errors=True)
    where.releases.mkdir(parents=True)
    arrivals = Arrivals(made, where, chosen.visits)
    served = start(where, chosen.folder / "server.log")
    try:
        asyncio.run(visit(served.address, arrivals, chosen.browsers))
        handles = [
            str(link.readlink())
            for link in Path(f"/proc/{served.process.pid}/fd").iterdir()
            if link.is_symlink()
        ]
    finally:
        served.stop()
    print(f"{len(made)} releases, {arrivals.outcomes.total()} page runs: {dict(arrivals.outcomes)}")
    print(f"named: {dict(arrivals.releases)}")
    print(f"release files open at the end: {sum('.duckdb' in name for name in handles)}")


if __name__ == "__main__":
    main()
