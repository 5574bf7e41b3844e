"""A real browser, and one server for all that is looked at in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from dashboard.settings import Installation
from tests.serving import Served, start

CHROMIUM = Path("/usr/bin/chromium")
#: Quiet and offline: a browser that asks nothing of its maker.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Milliseconds after which what is waited for will never come. A browser that shares two cores with other
#: tests takes many times as long as one alone.
PATIENCE = 180_000
WINDOW = ViewportSize(width=1280, height=900)


def open_browser() -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing the tests are skipped, except in CI, where that is a failure.

    Open among tests of a browser only: while it is open an event loop runs in this thread, and others need
    theirs.
    """
    if not CHROMIUM.exists():
        words = f"{CHROMIUM} is not installed (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


browser = pytest.fixture(scope="package")(open_browser)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor, whose browser fetches and compiles the frontend once."""
    context = browser.new_context(viewport=WINDOW, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A new tab, which is a session of its own."""
    tab = visitor.new_page()
    tab.set_default_timeout(PATIENCE)
    yield tab
    tab.close()


@pytest.fixture(scope="session")
def served(demo_installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on the demonstration's release alone: whatever is looked at is shown without the store."""
    folder = tmp_path_factory.mktemp("served")
    where = Installation(folder / "installation", folder / "no.key")
    shutil.copytree(demo_installation.releases, where.releases)
    running = start(where, folder / "server.log")
    yield running
    assert running.stop() == 0
    assert not where.store.exists()
