"""The map in a real browser: really drawn, in software too; clicked, moved, enlarged and printed."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from dashboard.maps.classes import COLOURS, NEIGHBOUR, WHITE, rgb
from dashboard.maps.flows import ARC
from dashboard.maps.gap import GROUPS
from dashboard.maps.layers import FOCUS
from dashboard.maps.venues import COLUMN
from dashboard.settings import Installation
from tests.serving import Serve

pytestmark = pytest.mark.browser


#: For each map, colours that only its own layers have, and how much of the canvas they fill at least.
MAPS = {
    "figure": (COLOURS, 0.1),
    "gap": (tuple(colour for _, colour in GROUPS.values()), 0.1),
    "venues": ((COLUMN,), 0.002),
    "flows": ((ARC,), 0.002),
}


def pixels(seen: Locator, *colours: str) -> np.ndarray:
    """Where ``seen`` has exactly one of these colours."""
    shot = np.asarray(Image.open(io.BytesIO(seen.screenshot())).convert("RGB"))
    return np.logical_or.reduce([(shot == rgb(colour)).all(axis=2) for colour in colours])


def share(seen: Locator, *colours: str) -> float:
    """How much of ``seen`` has exactly one of these colours."""
    return float(pixels(seen, *colours).mean())


def middle(seen: Locator) -> float:
    """Pixels from the left to the middle of the county."""
    return float(pixels(seen, *COLOURS).nonzero()[1].mean())


def drawn(page: Page, colours: tuple[str, ...] = COLOURS, least: float = 0.1, around: float = 0.5) -> Locator:
    """The map's canvas, once the whole county is on it; deck.gl first draws at a size of its own."""
    canvas = page.locator(".st-key-nd-map canvas").first
    canvas.wait_for(timeout=60_000)
    for _ in range(60):
        if around < share(canvas, NEIGHBOUR) < 0.85 and share(canvas, *colours) > least:
            return canvas
        page.wait_for_timeout(500)
    pytest.fail(f"the map was never drawn: {share(canvas, NEIGHBOUR):.3f} {share(canvas, *colours):.4f}")


def finished(page: Page) -> None:
    """Wait until the page has run to its end."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(700)


def test_a_click_chooses_an_area_and_the_view_survives_it(
    page: Page, serve: Serve, demo_installation: Installation
) -> None:
    served = serve(demo_installation)
    page.goto(f"{served.address}/Geography?figure=people_trained")
    canvas = drawn(page)
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # The map is dragged 70 pixels to the right; Daventry then lies just to the right of the middle.
    before = middle(canvas)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 35, y, steps=4)
    page.mouse.move(x + 70, y, steps=4)
    page.mouse.up()
    page.wait_for_timeout(1_500)
    moved = middle(canvas)
    assert moved > before + 40
    page.mouse.click(x + 10, y)
    page.wait_for_url("**area=Daventry**", timeout=60_000)
    page.get_by_text("for Daventry").first.wait_for(timeout=60_000)
    finished(page)
    canvas = drawn(page)
    assert share(canvas, FOCUS) > 0.001
    assert abs(middle(canvas) - moved) < 15
    # The line over time runs on over the change of councils, which is marked.
    assert "Seven districts become" in page.locator(".st-key-nd-area-trend").inner_text()
    # From the keyboard: the next area of the list. The same map shows it, where it was.
    page.get_by_role("radio", name="Corby").press("Space")
    page.wait_for_url("**area=Corby**", timeout=60_000)
    finished(page)
    assert abs(middle(drawn(page)) - moved) < 15
    # Clicking the area that stands out leads back to the county.
    page.get_by_role("button", name="Whole map").press("Enter")
    finished(page)
    assert abs(middle(drawn(page)) - before) < 15
    page.get_by_role("button", name="Zoom in").press("Enter")
    finished(page)
    page.wait_for_timeout(1_000)
    near = share(drawn(page, around=0.2), NEIGHBOUR)
    page.get_by_role("button", name="Zoom out").press("Enter")
    finished(page)
    page.wait_for_timeout(1_000)
    assert share(drawn(page), NEIGHBOUR) > near + 0.05
    # The area goes along to another page.
    page.get_by_role("link", name="Training reach").click()
    page.wait_for_url("**/Training_reach**", timeout=60_000)
    page.locator("h1", has_text="Training reach").wait_for(timeout=60_000)
    finished(page)
    assert "area=Corby" in page.url


def test_every_map_is_drawn_enlarged_and_printed_without_asking_anybody(
    page: Page, serve: Serve, demo_installation: Installation
) -> None:
    served = serve(demo_installation)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    for name, (colours, least) in MAPS.items():
        page.emulate_media(media="screen")
        page.goto(f"{served.address}/Geography?map={name}")
        canvas = drawn(page, colours, least)
        page.emulate_media(media="print")
        printed = page.locator("img.nd-printed")
        printed.wait_for(state="visible", timeout=10_000)
        assert not canvas.is_visible()
        assert share(printed, *colours) > least
        assert share(printed, NEIGHBOUR, WHITE) > 0.2
    page.emulate_media(media="screen")
    canvas = drawn(page, colours, least)
    assert not page.locator("img.nd-printed").is_visible()
    small = canvas.bounding_box()
    chart = page.get_by_test_id("stDeckGlJsonChart")
    chart.hover()
    page.get_by_role("button", name="Fullscreen").first.click()
    page.wait_for_timeout(2_500)
    large = page.locator(".st-key-nd-map canvas").first.bounding_box()
    assert small is not None and large is not None
    assert large["width"] > 1.5 * small["width"] and large["height"] > 1.3 * small["height"]
    assert share(page.locator(".st-key-nd-map canvas").first, *colours) > 0.0005
    here = urlsplit(served.address).netloc
    outside = [url for url in asked if urlsplit(url).scheme not in ("data", "blob")]
    assert len(outside) > 10 and {urlsplit(url).netloc for url in outside} == {here}
