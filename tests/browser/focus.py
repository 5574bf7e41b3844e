"""How well the focus is seen: by the pixels that change where something has it."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from tests.browser.stillness import still

#: What has the focus: its kind, and where it is in the window. Chosen words stand beside a box to choose in,
#: within one frame, and the words of a switch beside it: that is what has the ring.
FOCUSED = """() => {
  const at = document.activeElement;
  const frame = {combobox: at.closest('[role="group"]'), switch: at.closest('label')}[at.role];
  const box = (frame || at).getBoundingClientRect();
  const part = at.closest('[data-testid]'), navigation = at.closest('.st-key-nd-navigation');
  const kind = [at.tagName, at.role, part && part.dataset.testid, navigation && 'navigation'];
  return {kind: kind.join(' '), x: box.x, y: box.y, width: box.width, height: box.height};
}"""
#: Pixels around what has the focus, for a ring outside it.
AROUND = 10


def rings(page: Page, stops: int) -> dict[str, float]:
    """How thick the line of the focus is, in pixels, on the first of each kind among so many stops of Tab."""
    seen: dict[str, float] = {}
    page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
    for _ in range(stops):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["kind"] not in seen:
            still(page)
            seen[focused["kind"]] = changed(page, page.evaluate(FOCUSED))
    return seen


def luminance(page: Page, box: dict[str, float]) -> np.ndarray:
    """The relative luminance (WCAG 2) of each pixel around ``box``, as far as it is in the window."""
    assert page.viewport_size is not None
    left, top = max(0.0, box["x"] - AROUND), max(0.0, box["y"] - AROUND)
    right = min(float(page.viewport_size["width"]), box["x"] + box["width"] + AROUND)
    bottom = min(float(page.viewport_size["height"]), box["y"] + box["height"] + AROUND)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    taken = page.screenshot(clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]
    levels = np.asarray(Image.open(io.BytesIO(taken)).convert("RGB")) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    brightness: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return brightness


def changed(page: Page, box: dict[str, float]) -> float:
    """How thick a line around ``box`` the focus makes, in pixels whose contrast to before is 3:1 or more."""
    with_focus = luminance(page, box)
    page.evaluate("() => { window.kept = document.activeElement; window.kept.blur(); }")
    still(page)
    without = luminance(page, box)
    page.evaluate("() => window.kept.focus()")
    light, dark = np.maximum(with_focus, without), np.minimum(with_focus, without)
    stand_out = (light + 0.05) / (dark + 0.05) >= 3
    return float(stand_out.sum() / (2 * (box["width"] + box["height"])))
