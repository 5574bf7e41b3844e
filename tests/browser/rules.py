"""What axe finds against WCAG 2.0 to 2.2, A and AA."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Only violations come back: what else axe looked at is most of its answer and asked for by nobody.
_RUN = "options => axe.run(options).then(found => found.violations)"


def violations(page: Page, *also: str) -> list[str]:
    """Each violation on the page as it is now, of the rules of WCAG's levels and of those named ``also``."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {rule: {"enabled": True} for rule in also},
        "resultTypes": ["violations"],
    }
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in page.evaluate(_RUN, options)
        for node in rule["nodes"]
    ]
