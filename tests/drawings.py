"""What a page shows of its charts: the pictures that it sends, and the charts that it brings when asked."""

from __future__ import annotations

import html
import re

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from dashboard.display.ui.blocks.drawn import LIVE

_ALT = re.compile(r'<div class="nd-picture" role="img" aria-label="([^"]*)"')


def pictures(page: AppTest | Block) -> list[str]:
    """The HTML of each picture of a page or of a part of it, in order."""
    bodies = [str(element.proto.body) for element in page.get("html")]
    return [body for body in bodies if _ALT.match(body)]


def alts(page: AppTest) -> list[str]:
    """The text alternative of each picture, in order."""
    return [html.unescape(found[1]) for body in pictures(page) if (found := _ALT.match(body))]


def asked(page: AppTest) -> AppTest:
    """The page once every interactive chart is asked for."""
    for switch in page.toggle:
        if str(switch.key).endswith(LIVE):
            switch.set_value(True)
    return page.run()
