"""Every page in a real browser: by deep link, on a cold server, asking nobody else for anything."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from dashboard import settings
from dashboard.display.ui import placement
from dashboard.settings import Installation
from tests.browser import shift
from tests.browser.focus import rings
from tests.browser.rules import violations
from tests.browser.stillness import settle
from tests.browser.width import sideways
from tests.serving import Serve, Served

pytestmark = pytest.mark.browser

PAGES = sorted(path.stem for path in (settings.PROJECT / "pages").glob("*.py"))
#: Pages that have every kind of thing that can have the focus, and how many of them come first.
STOPS = {"Referrals": 40, "Geography": 26, "Meeting": 26, "About_the_data": 16}
#: Pages of several parts are looked at whole.
WHOLE = dict.fromkeys(("Training_reach", "Referrals", "Outcomes", "About_the_data"), "?part=All+of+this+page")
#: Pixels of a page at 1280 that a visitor may have to scroll through.
TALLEST = 4500
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
SAME = """expected => document.querySelector('[data-testid="stMain"]').innerText === expected"""
LOCAL = frozenset({"data", "blob", "about"})


def open_page(page: Page, address: str) -> None:
    """Open ``address`` and wait until the page has run to its end and stays as it is."""
    page.goto(address)
    page.wait_for_selector("h1")
    settle(page)


def text(page: Page) -> str:
    """The words and numbers of the page."""
    return page.locator('[data-testid="stMain"]').inner_text()


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
    shift.watch(page)
    open_page(page, f"{served.address}/{name}{WHOLE.get(name, '')}")
    assert shift.shifted(page) < shift.MOST
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert "made up" in text(page)
    outside = [url for url in watch.asked if urlsplit(url).scheme not in LOCAL]
    assert {urlsplit(url).netloc for url in outside} == {here}
    assert any(url.startswith("ws://") for url in watch.asked)
    assert watch.broken == []
    assert violations(page) == []
    said = served.said()
    assert not any(word in said for word in ("Traceback", "ERROR", "Error", "Uncaught")), said


def test_a_cold_server_says_what_to_run_then_shows_the_same_as_one_without_a_store(
    page: Page, serve: Serve, demo_installation: Installation, served: Served, tmp_path: Path
) -> None:
    """The display opens the release and nothing else (for every page: tests/pages/test_each_page.py)."""
    where = Installation(tmp_path / "installation", tmp_path / "no.key")
    cold = serve(where)
    page.goto(cold.address)
    page.get_by_text("dashboard demo").first.wait_for()
    # A first release arrives, the store beside it.
    shutil.copytree(demo_installation.root, where.root, dirs_exist_ok=True)
    assert where.store.exists()
    open_page(page, cold.address)
    expected = text(page)
    assert any(letter.isdigit() for letter in expected)
    assert "Traceback" not in cold.said()
    assert cold.stop() == 0
    page.goto("about:blank")
    opens_well(page, served, "Overview")
    assert page.locator("h1").first.inner_text() == "Overview"
    page.wait_for_function(SAME, arg=expected)
    assert text(page) == expected
    assert sideways(page) == {}


def test_a_part_of_a_page_is_short_has_its_choices_in_sight_and_an_address(
    page: Page, served: Served
) -> None:
    open_page(page, f"{served.address}/Training_reach")
    for title in placement.titles("Training reach"):
        page.get_by_role("radio", name=title, exact=True).press("Space")
        page.locator("h2", has_text=title).wait_for()
        settle(page, 3)
        assert page.locator("h2.nd-section").all_inner_texts() == [title]
        assert page.evaluate(HEIGHT) < TALLEST, title
    assert page.url.endswith("?part=The+training+week+of+July+2019")
    # However far the page is scrolled, what is chosen stays in sight.
    page.get_by_role("radio", name="Who comes, and from where").press("Space")
    settle(page, 3)
    page.get_by_test_id("stDownloadButton").last.scroll_into_view_if_needed()
    box = page.get_by_role("radio", name="Who comes, and from where").bounding_box()
    assert box is not None and 0 <= box["y"] < 250
    # The link opens the same part for somebody else.
    page.goto(page.url)
    page.locator("h2", has_text="Who comes, and from where").wait_for()
    settle(page, 3)
    assert page.locator("h2.nd-section").all_inner_texts() == ["Who comes, and from where"]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "Overview"])
def test_a_page_opens_by_deep_link(name: str, page: Page, served: Served) -> None:
    """All that is looked at on a page is looked at on one visit, since most of it is the page's opening."""
    opens_well(page, served, name)
    if name in STOPS:
        focus_is_seen(page, STOPS[name])
    assert sideways(page) == {}


def focus_is_seen(page: Page, stops: int) -> None:
    """WCAG 2.2, 2.4.7 and 1.4.11, by the measure of 2.4.13: as much as a line 2 pixels thick around it."""
    seen = rings(page, stops)
    assert any("navigation" in kind for kind in seen)
    assert len(seen) >= 5
    assert {kind: thick for kind, thick in seen.items() if thick < 2} == {}
