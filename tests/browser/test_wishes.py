"""One page as visitors ask their systems for it: dark, in colours of their own, widely set, on paper."""

from __future__ import annotations

import io

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.rules import violations
from tests.browser.stillness import settle, still
from tests.serving import Served

pytestmark = pytest.mark.browser

#: What WCAG 2.2 (1.4.12) says that somebody may set.
SPACED = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
  p {margin-bottom: 2em !important}"""
#: Texts of buttons that are cut off.
CUT = """() => [...document.querySelectorAll('[data-testid="stMain"] button')]
  .filter(one => getComputedStyle(one).overflow !== 'visible')
  .filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map(one => one.textContent)"""
GROUNDS = "parts => parts.map(part => getComputedStyle(part).backgroundColor)"
#: The print dialogue is counted, and what is not drawn when it opens.
DIALOGUE = """window.print = () => {
  const charts = [...document.querySelectorAll('.nd-picture img')];
  const blank = charts.filter(chart => !chart.naturalHeight);
  window.asked = {charts: charts.length, blank: blank.length};
}"""


def grounds(page: Page, parts: str) -> list[str]:
    """The colours that the parts stand on."""
    found: list[str] = page.locator(parts).evaluate_all(GROUNDS)
    return found


def test_a_page_is_as_dark_as_plain_as_wide_and_as_white_as_asked_for(page: Page, served: Served) -> None:
    page.emulate_media(color_scheme="dark")
    page.add_init_script(DIALOGUE)
    # Cut in the middle of a letter, as a long link is by a mail program.
    address = f"{served.address}/Geography?figure=%E0"
    page.goto(address)
    # Whoever prints at once has all charts on the paper; a page that is there needs no wait.
    page.keyboard.press("Control+p")
    page.wait_for_function("window.asked || 'shown' in document.documentElement.dataset")
    asked = page.evaluate("window.asked || (window.print(), window.asked)")
    assert asked["charts"] >= 3 and asked["blank"] == 0
    settle(page)

    assert grounds(page, '[data-testid="stApp"]') == ["rgb(21, 24, 27)"]
    assert violations(page) == []

    legend, chosen = grounds(page, ".nd-swatch"), "[role=radio][aria-checked=true]"
    assert len(set(legend)) == len(legend) >= 2
    page.emulate_media(color_scheme="light", forced_colors="active")
    still(page)
    assert grounds(page, ".nd-swatch") == legend
    assert not set(grounds(page, chosen)) & set(grounds(page, "[role=radio][aria-checked=false]"))
    page.emulate_media(forced_colors="none", color_scheme="dark")

    style = page.add_style_tag(content=SPACED)
    still(page)
    assert page.get_by_role("radio").count() >= 8
    assert page.evaluate(CUT) == []
    style.evaluate("style => style.remove()")

    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages]
    for number, sheet in enumerate(sheets, 1):
        assert f"Page {number} of {len(sheets)}" in sheet and ", printed on" in sheet
        assert f"{served.address}/Geography" in sheet
    words = " ".join(" ".join(sheets).split())
    # A table that is one click away, what every figure says of itself, and none of what can only be clicked.
    assert "What is counted" in words and "95% interval, low" in words
    assert "Download" not in words and "Whole county" not in words
    assert len(sheets) < 10
    assert page.locator('[data-testid="stApp"] details[open]').count() == 0
