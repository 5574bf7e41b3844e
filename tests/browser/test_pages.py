"""Every page in a real browser: by deep link, on a cold server, asking nobody else for anything."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from dashboard import settings
from dashboard.settings import Installation
from tests.serving import Serve

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
    """Wait until the page's words have stayed the same for a second: the front end draws after the run."""
    before, same = "", 0
    for _ in range(60):
        now = text(page)
        same = same + 1 if now == before else 0
        if same == 3:
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_by_deep_link_on_a_cold_server(
    name: str, page: Page, serve: Serve, demo_installation: Installation
) -> None:
    served = serve(demo_installation)
    here = urlsplit(served.address).netloc
    asked: list[str] = []
    broken: list[str] = []

    def answered(response: Response) -> None:
        if response.status >= 500:
            broken.append(f"{response.status} {response.url}")

    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("response", answered)
    page.on("pageerror", lambda error: broken.append(str(error)))
    open_page(page, f"{served.address}/{name}")

    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert "made up" in text(page)
    elsewhere = [url for url in asked if urlsplit(url).scheme not in LOCAL and urlsplit(url).netloc != here]
    assert elsewhere == []
    assert any(url.startswith("ws://") for url in asked)
    assert broken == []
    assert violations(page) == []
    said = served.said()
    assert not any(word in said for word in ("Traceback", "ERROR", "Error", "Uncaught")), said
    assert served.stop() == 0


def test_pages_show_the_same_with_the_store_deleted(
    page: Page, serve: Serve, demo_installation: Installation, tmp_path: Path
) -> None:
    """The display opens the release and nothing else."""
    root = tmp_path / "installation"
    shutil.copytree(demo_installation.releases, root / "releases")
    with_store, without = serve(demo_installation), serve(Installation(root, tmp_path / "no.key"))
    assert not (root / "store.duckdb").exists()
    for name in PAGES:
        open_page(page, f"{with_store.address}/{name}")
        expected = text(page)
        open_page(page, f"{without.address}/{name}")
        assert text(page) == expected
        assert any(letter.isdigit() for letter in expected)


def test_the_first_page_of_a_warm_server_is_the_overview(
    page: Page, serve: Serve, demo_installation: Installation
) -> None:
    served = serve(demo_installation)
    open_page(page, served.address)
    assert page.locator("h1").first.inner_text() == "Overview"


def test_without_a_release_every_page_says_what_to_run(page: Page, serve: Serve, tmp_path: Path) -> None:
    served = serve(Installation(tmp_path / "nothing", tmp_path / "no.key"))
    for name in PAGES:
        page.goto(f"{served.address}/{name}")
        page.get_by_text("dashboard demo").first.wait_for(timeout=60_000)
