"""The map in a real browser: really drawn, in software too; clicked, moved, enlarged and printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from dashboard.display.maps.classes import COLOURS, NEIGHBOUR, WHITE, rgb
from dashboard.display.maps.flows import ARC
from dashboard.display.maps.gap import GROUPS
from dashboard.display.maps.layers import FOCUS
from dashboard.display.maps.venues import COLUMN
from tests.browser.conftest import WINDOW
from tests.browser.stillness import settle
from tests.serving import Served

pytestmark = pytest.mark.browser


#: How many pixels of the page make one that is drawn, each way.
COARSE = 2
#: So many looks one after another without a difference say that a map is at rest.
AT_REST = 3
#: For each map: its heading, colours that only its own layers have, and how much of the canvas they fill
#: at least.
MAPS = {
    "Training venues": ("Training venues", (COLUMN,), 0.002),
    "From work base to venue": ("from work base to venue", (ARC,), 0.002),
    "Training reach beside referrals": ("beside", tuple(colour for _, colour in GROUPS.values()), 0.1),
    "One figure by area": ("by district", COLOURS, 0.1),
}
#: What the choices of a visitor come to, for somebody else to open.
LINK = "/Geography?area=Kettering&map=Training+venues"


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One whose window shows one pixel for four: a map is drawn in software, at the cost of its pixels."""
    context = browser.new_context(viewport=WINDOW, locale="en-GB", device_scale_factor=1 / COARSE)
    yield context
    context.close()


def shot(seen: Locator) -> np.ndarray:
    """``seen`` as it looks: rows of pixels of three numbers."""
    return np.asarray(Image.open(io.BytesIO(seen.screenshot())).convert("RGB"))


def pixels(looks: np.ndarray, *colours: str) -> np.ndarray:
    """Where a picture has exactly one of these colours."""
    return np.logical_or.reduce([(looks == rgb(colour)).all(axis=2) for colour in colours])


def share(looks: np.ndarray, *colours: str) -> float:
    """How much of a picture has exactly one of these colours."""
    return float(pixels(looks, *colours).mean())


def middle(looks: np.ndarray) -> float:
    """Pixels of the page from the left of a map to the middle of the county."""
    return COARSE * float(pixels(looks, *COLOURS).nonzero()[1].mean())


def edges(looks: np.ndarray) -> tuple[float, float]:
    """Where the county begins and ends from left to right, as shares of the map's width."""
    found = pixels(looks, *COLOURS).any(axis=0).nonzero()[0]
    wide = looks.shape[1]
    return found[0] / wide, found[-1] / wide


def map_canvas(page: Page) -> Locator:
    return page.locator(".st-key-nd-map canvas").first


def ask(page: Page) -> None:
    """Press the picture of the map, over which its switch lies; it becomes the map."""
    page.locator("img.nd-still").click(force=True)
    map_canvas(page).wait_for()


def drawn(
    page: Page,
    colours: tuple[str, ...] = COLOURS,
    least: float = 0.1,
    around: float = 0.4,
    holds: Callable[[np.ndarray], bool] = lambda looks: True,
) -> np.ndarray:
    """How the map looks once the whole county is on it, it is at rest, and ``holds`` of it.

    deck.gl first draws at its own size, and a map moves in its own time, slowly on a busy machine. Each look
    is drawn in software, and takes as long as that, so that no clock is needed between two of them.
    """
    canvas = map_canvas(page)
    canvas.wait_for()
    before = shot(canvas)
    same = 0
    for _ in range(80):
        looks = shot(canvas)
        same = same + 1 if np.array_equal(looks, before) else 0
        at_rest = same >= AT_REST
        whole = around < share(looks, NEIGHBOUR) < 0.85 and share(looks, *colours) > least
        if at_rest and whole and holds(looks):
            return looks
        before = looks
    pytest.fail(f"the map never looked so: {share(looks, NEIGHBOUR):.3f} {share(looks, *colours):.4f}")


def fills(page: Page, height: int, least: float, looks: np.ndarray) -> bool:
    """Whether the map fits a window of this height, and the county nearly fills it, this many pixels wide."""
    first, last = edges(looks)
    box = map_canvas(page).bounding_box()
    assert box is not None
    wide = (last - first) * box["width"]
    return box["height"] < height and 0.0 < first < 0.2 and 0.8 < last < 1.0 and wide > least


def test_a_click_chooses_an_area_and_the_view_survives_it(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/Geography?figure=people_trained")
    settle(page)
    ask(page)
    settle(page)
    before = middle(drawn(page))
    box = map_canvas(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # The map is dragged to the right, by as much as the browser takes for it on the way.
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 35, y, steps=4)
    page.mouse.move(x + 70, y, steps=4)
    page.mouse.up()
    moved = middle(drawn(page, holds=lambda looks: middle(looks) > before + 40))
    # Daventry lies to the left of the middle, and has come along.
    page.mouse.click(x - 52 + moved - before, y)
    page.wait_for_url("**area=Daventry**")
    page.get_by_text("for Daventry").first.wait_for()
    settle(page)
    drawn(page, holds=lambda looks: share(looks, FOCUS) > 0.001 and abs(middle(looks) - moved) < 15)
    # The line over time runs on over the change of councils, which is marked.
    page.locator(".st-key-nd-area-trend").get_by_text("Seven districts").wait_for()
    # From the keyboard: the next area of the list. The same map shows it, where it was.
    page.get_by_role("radio", name="Corby").press("Space")
    page.wait_for_url("**area=Corby**")
    settle(page)
    drawn(page, holds=lambda looks: abs(middle(looks) - moved) < 15)
    # Clicking the area that stands out leads back to the county.
    page.get_by_role("button", name="Whole map").press("Enter")
    settle(page)
    far = share(drawn(page, holds=lambda looks: abs(middle(looks) - before) < 15), NEIGHBOUR)
    page.get_by_role("button", name="Zoom in").press("Enter")
    near = share(drawn(page, around=0.2, holds=lambda looks: share(looks, NEIGHBOUR) < far - 0.05), NEIGHBOUR)
    page.get_by_role("button", name="Zoom out").press("Enter")
    drawn(page, around=0.2, holds=lambda looks: share(looks, NEIGHBOUR) > near + 0.05)
    # The area goes along to another page.
    page.get_by_role("link", name="Training reach").click()
    page.wait_for_url("**/Training_reach**")
    page.locator("h1", has_text="Training reach").wait_for()
    settle(page)
    assert "area=Corby" in page.url


def choose(page: Page, name: str) -> None:
    """Another map in the place of this one, as a visitor takes it: the page is not opened anew."""
    page.get_by_role("combobox", name="Map").click()
    page.keyboard.type(name[:12], delay=30)
    page.get_by_role("option", name=name).wait_for()
    page.keyboard.press("Enter")
    page.locator(".st-key-nd-map h2", has_text=MAPS[name][0]).wait_for()
    settle(page)


def test_every_map_is_drawn_enlarged_and_printed_without_asking_anybody(page: Page, served: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(f"{served.address}{LINK}")
    page.locator(".st-key-nd-map h2", has_text="Training venues").wait_for()
    settle(page)
    assert page.get_by_role("radio", name="Kettering").is_checked()
    page.get_by_role("switch", name="Interactive map").press("Space")
    # All of the county again: an area that is chosen has the others' lines in grey.
    page.get_by_role("radio", name="Whole county").press("Space")
    settle(page)
    first, *_ = MAPS
    for name, (_, colours, least) in MAPS.items():
        page.emulate_media(media="screen")
        if name != first:
            choose(page, name)
        drawn(page, colours, least)
        page.emulate_media(media="print")
        printed = page.locator("img.nd-printed")
        printed.wait_for(state="visible")
        assert not map_canvas(page).is_visible()
        looks = shot(printed)
        assert share(looks, *colours) > least
        assert share(looks, NEIGHBOUR, WHITE) > 0.2
    page.emulate_media(media="screen")
    drawn(page, colours, least)
    assert not page.locator("img.nd-printed").is_visible()
    small = map_canvas(page).bounding_box()
    chart = page.get_by_test_id("stDeckGlJsonChart")
    chart.hover()
    chart.get_by_role("button", name="Fullscreen").click()
    chart.get_by_role("button", name="Close fullscreen").wait_for()
    drawn(page, colours, least)
    large = map_canvas(page).bounding_box()
    assert small is not None and large is not None
    assert large["width"] > 1.5 * small["width"] and large["height"] > 1.3 * small["height"]
    here = urlsplit(served.address).netloc
    outside = [url for url in asked if urlsplit(url).scheme not in ("data", "blob")]
    assert len(outside) > 10 and {urlsplit(url).netloc for url in outside} == {here}


def test_the_county_fills_the_map_on_every_screen_and_choices_make_a_link(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/Geography")
    settle(page)
    ask(page)
    # On a laptop, a telephone and a projector: the whole county, and little beside it.
    for width, height, least in ((1366, 768, 420), (390, 844, 250), (1920, 1080, 550)):
        page.set_viewport_size({"width": width, "height": height})
        drawn(page, around=0.3, holds=partial(fills, page, height, least))
    page.set_viewport_size({"width": 1366, "height": 768})
    # A choice goes into the address. What it comes to is opened above.
    settle(page)
    choose(page, "Training venues")
    page.wait_for_url("**map=Training+venues**")
    page.get_by_role("radio", name="Kettering").press("Space")
    page.wait_for_url("**area=Kettering**")
    settle(page)
    assert page.url == f"{served.address}{LINK}"
