"""The map in a real browser: really drawn, in software too, and a click on it chooses an area."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from dashboard.maps.classes import COLOURS, NEIGHBOUR, rgb
from dashboard.settings import Installation
from tests.serving import Serve

pytestmark = pytest.mark.browser


def share(canvas: Locator, *colours: str) -> float:
    """How much of the canvas has exactly one of these colours."""
    seen = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB"))
    return float(sum((seen == rgb(colour)).all(axis=2).mean() for colour in colours))


def drawn(page: Page) -> Locator:
    """The map's canvas, once the whole county is on it; deck.gl first draws at a size of its own."""
    canvas = page.locator(".st-key-nd-map canvas").first
    canvas.wait_for(timeout=60_000)
    for _ in range(60):
        if 0.5 < share(canvas, NEIGHBOUR) < 0.85 and share(canvas, *COLOURS) > 0.1:
            return canvas
        page.wait_for_timeout(500)
    pytest.fail("the map was never drawn")


def test_the_map_is_drawn_and_a_click_chooses_an_area(
    page: Page, serve: Serve, demo_installation: Installation
) -> None:
    served = serve(demo_installation)
    page.goto(f"{served.address}/Geography?figure=people_trained")
    canvas = drawn(page)
    box = canvas.bounding_box()
    assert box is not None
    # Daventry lies some 60 pixels to the left of the middle.
    page.mouse.click(box["x"] + box["width"] / 2 - 60, box["y"] + box["height"] / 2)
    page.wait_for_url("**area=Daventry**", timeout=60_000)
    page.get_by_text("for Daventry").first.wait_for(timeout=60_000)
    canvas = drawn(page)
    assert share(canvas, "#FFDD00") > 0.001
