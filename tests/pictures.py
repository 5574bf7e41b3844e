"""Makes README's pictures anew: ``uv run python -m tests.pictures``. Not collected by pytest."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dashboard.settings import PROJECT, Installation
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.demonstration import demonstration
from tests.serving import start
from tests.sharing import Keeper

PICTURES = PROJECT / "docs" / "pictures"
#: Each picture by name: the page that it shows, and its height in pixels.
VIEWS = {"overview": ("Overview", 1150), "geography": ("Geography", 1250)}
WIDTH = 1280


def _still(page: Page) -> None:
    """Wait until nothing is being loaded or worked out any more."""
    page.wait_for_selector("[data-testid='stMain'] h2", timeout=120_000)
    page.wait_for_function("!document.querySelector(\"[data-testid='stStatusWidget']\")", timeout=120_000)
    page.wait_for_timeout(4_000)


def main() -> None:
    """Serve the demonstration, open each view, and write what a visitor sees."""
    held = Keeper().keep(demonstration)
    os.environ["DASHBOARD_KEY"] = str(held / "demonstration.key")
    where = Installation(held / "installation", held / "demonstration.key")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        served = start(where, Path(aside) / "server.log")
        try:
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
                for name, (view, height) in VIEWS.items():
                    page = chromium.new_page(viewport={"width": WIDTH, "height": height}, locale="en-GB")
                    page.goto(f"{served.address}/{view}")
                    _still(page)
                    page.screenshot(path=PICTURES / f"{name}.png")
                chromium.close()
        finally:
            served.stop()


if __name__ == "__main__":
    main()
