"""Every page in a real browser: by deep link, on a cold server, asking nobody else for anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from dashboard import settings
from dashboard.settings import Installation
from tests.browser.stillness import still
from tests.browser.width import sideways
from tests.serving import Serve, Served, start

pytestmark = pytest.mark.browser

PAGES = sorted(path.stem for path in (settings.PROJECT / "pages").glob("*.py"))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOCAL = frozenset({"data", "blob", "about"})


def open_page(page: Page, address: str) -> None:
    """Open ``address`` and wait until the page has run to its end and stays as it is."""
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_load_state("networkidle", timeout=60_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the words have stayed the same two seconds long and nothing moves: drawing follows."""
    before, same = "", 0
    for _ in range(60):
        now = text(page)
        same = same + 1 if now == before else 0
        if same == 6:
            still(page)
            return
        before = now
        page.wait_for_timeout(350)
    pytest.fail("the page never settled")


def text(page: Page) -> str:
    """The words and numbers of the page."""
    return page.locator('[data-testid="stMain"]').inner_text()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.0 to 2.2, A and AA."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


class Watch:
    """What a page asks for and what goes wrong meanwhile, from the moment it is watched."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.broken: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("response", self._answered)
        page.on("pageerror", lambda error: self.broken.append(str(error)))

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.status} {response.url}")


def opens_well(page: Page, served: Served, name: str) -> None:
    """Open a page by deep link; it is whole, asks nobody else, breaks nothing, and axe finds nothing."""
    watch, here = Watch(page), urlsplit(served.address).netloc
    open_page(page, f"{served.address}/{name}")
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert "made up" in text(page)
    outside = [url for url in watch.asked if urlsplit(url).scheme not in LOCAL]
    assert {urlsplit(url).netloc for url in outside} == {here}
    assert any(url.startswith("ws://") for url in watch.asked)
    assert watch.broken == []
    assert violations(page) == []
    said = served.said()
    assert not any(word in said for word in ("Traceback", "ERROR", "Error", "Uncaught")), said


@pytest.fixture(scope="module")
def without_store(
    demo_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server on the demonstration's release alone, which all pages are opened from one after another."""
    folder = tmp_path_factory.mktemp("without")
    where = Installation(folder / "installation", folder / "no.key")
    shutil.copytree(demo_installation.releases, where.releases)
    served = start(where, folder / "server.log")
    yield served
    assert served.stop() == 0
    assert not where.store.exists()


def test_a_cold_server_opens_the_overview_and_shows_the_same_with_the_store_deleted(
    page: Page, serve: Serve, demo_installation: Installation, without_store: Served
) -> None:
    """The display opens the release and nothing else (for every page: tests/pages/test_each_page.py)."""
    served = serve(demo_installation)
    opens_well(page, served, "Overview")
    expected = text(page)
    assert any(letter.isdigit() for letter in expected)
    assert served.stop() == 0
    open_page(page, without_store.address)
    assert page.locator("h1").first.inner_text() == "Overview"
    for _ in range(40):  # a slow machine draws the last chart long after the words stand
        if text(page) == expected:
            break
        page.wait_for_timeout(500)
    assert text(page) == expected


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_by_deep_link(name: str, page: Page, without_store: Served) -> None:
    opens_well(page, without_store, name)
    assert sideways(page) == {}


def test_without_a_release_every_page_says_what_to_run(page: Page, serve: Serve, tmp_path: Path) -> None:
    served = serve(Installation(tmp_path / "nothing", tmp_path / "no.key"))
    for name in PAGES:
        page.goto(f"{served.address}/{name}")
        page.get_by_text("dashboard demo").first.wait_for(timeout=60_000)
