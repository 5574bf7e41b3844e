"""The look of the pages, which the server sends once, with the document that they all begin with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

SHEETS = tuple(Path(__file__).with_name(name) for name in ("style.css", "tables.css", "charts.css"))
SCRIPT = Path(__file__).with_name("first_screen.js")


@cache
def sheet() -> str:
    """The style sheets, one after the other."""
    return "".join(path.read_text(encoding="utf-8") for path in SHEETS)


@cache
def script() -> str:
    """What sees to it that the first screen is drawn first."""
    return SCRIPT.read_text(encoding="utf-8")
