"""The paper: a deck as a tagged PDF (PDF/UA-1) with headings, figures, tables, definitions and caveats.

Typst sets it and refuses what PDF/UA-1 forbids: a picture without a text alternative, a level of headings
left out. All words and figures reach the template as data, so nothing in them is taken for markup.
"""

from __future__ import annotations

import datetime
import json
import math
from pathlib import Path
from typing import Any

import typst

from dashboard.display.charts import style
from dashboard.display.meeting import drawn, frozen, pictures
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures.drawing import FONT
from dashboard.display.meeting.tables import cells

TEMPLATE = Path(__file__).with_name("paper.typ")
#: Typst brings this one along; pictures are set in it too, as no other is the same on every machine.
_LETTERS = "Libertinus Serif"
_WIDTH, _SIZE = 1000.0, 22.0
#: Lines that are named where they end leave less room for the years below them.
_SMALLER = 18.0

__all__ = ["pdf"]


def pdf(deck: Deck) -> bytes:
    """The paper of ``deck``. The presenter's own notes and likely questions are for speaking, not in it.

    The same deck gives the same bytes; the file's date is the day of the release. Raises ValueError for
    a picture without a text alternative.
    """
    day = frozen.day(deck)
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    written = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"deck": json.dumps(_as_data(deck, day), ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=noon,
    )
    if not isinstance(written, bytes):
        raise TypeError("typst gave no single file")
    return written


def _as_data(deck: Deck, day: datetime.date) -> dict[str, Any]:
    """The deck as the template reads it."""
    facts = [
        ("Records counted to", deck.as_of),
        ("Release", deck.release_id),
        ("Release made on", deck.made_on),
        ("Published by", deck.theme.organisation),
        ("Marking", deck.marking),
    ]
    return {
        "title": deck.title,
        "subtitle": deck.subtitle,
        "organisation": deck.theme.organisation,
        "date": [day.year, day.month, day.day],
        "facts": [fact for fact in facts if fact[1]],
        "made_up": deck.made_up,
        "marking": deck.marking,
        "release": deck.release_id,
        "as_of": deck.as_of,
        "colour": deck.theme.colour,
        "ink": deck.theme.ink,
        "sections": [_section(deck, slide) for slide in deck.slides],
        "definitions": list(dict(pair for slide in deck.slides for pair in slide.definitions).items()),
        "shorthand": cells.shorthand(),
    }


def _section(deck: Deck, slide: Slide) -> dict[str, Any]:
    table = cells.filled(slide.table)
    return {
        "headline": slide.headline,
        "sentences": slide.sentences,
        "figure": _figure(deck, slide) if pictures.pictured(slide) else None,
        "alt": slide.alt,
        "caption": f"{slide.unit}, {slide.period}",
        "how_to_read": slide.how_to_read,
        "judged": slide.judged,
        "caveats": slide.caveats,
        "footer": deck.footer(slide),
        "marks": cells.marks(slide.table) or slide.shorthand,
        "table": {
            "caption": table.caption,
            "head": table.head,
            "rows": table.rows,
            "right": cells.columns(slide.table),
        },
    }


def _figure(deck: Deck, slide: Slide) -> str:
    if not slide.alt:
        # Typst takes an empty text for one that is meant to be empty.
        raise ValueError(f"slide {slide.number} has no text alternative")
    letters = _SMALLER if slide.kind == "compare" else _SIZE
    size = pictures.Size(_WIDTH, _height(slide), letters)
    return pictures.svg(deck, slide, size, alone=False).replace(FONT, _LETTERS)


def _height(slide: Slide) -> float:
    """How high a picture is drawn: as high as its rows need, and never more than the page has room for."""
    if slide.kind == "map":
        return 760.0
    if slide.kind in ("trend", "compare"):
        return 400.0
    scale = _SIZE / style.SIZE
    chart = drawn.chart(slide.kind, slide.lines, room=style.Room(_WIDTH / scale, math.inf))
    return min(max(float(chart.figure["layout"]["height"]) * scale, 200.0), 1000.0)
