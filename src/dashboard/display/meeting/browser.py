"""A deck as one HTML file that presents itself: from a memory stick, with no network and no server.

Everything is in the file: pictures as SVG, styles and one script that only turns the pages. Its policy
forbids every request. Without the script all slides stand under one another and can be read and printed.
"""

from __future__ import annotations

import base64
import hashlib
import math
from pathlib import Path

from markupsafe import Markup

from dashboard.display.meeting import pictures, provenance
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures.drawing import wide, wrapped
from dashboard.files.templates import Template, joined
from dashboard.publication.memo import shared

_HERE = Path(__file__).parent
_PARTS = Template(__file__, "browser.html")
#: Slides are laid out for 1280 by 720 pixels, where 24 point are 32 pixels, and grow with the screen.
WIDE, HIGH, LETTERS = 1216.0, 720.0, 32.0
#: A machine may have none of the fonts asked for; what stands in for them is wider (DejaVu Sans).
_OTHER_FONT = 1.17
#: The least that a picture takes; a slide with more words than leave so much scrolls.
_LEAST = 300.0
KEYS = (
    ("Right arrow, Page Down, space", "next slide"),
    ("Left arrow, Page Up", "slide before"),
    ("Home, End", "first slide, last slide"),
    ("T", "table of the figures"),
    ("N", "speaker's notes"),
    ("B", "blank screen"),
    ("F", "full screen"),
    ("Esc", "close, or leave full screen"),
)


@shared(size=8)
def page(deck: Deck) -> bytes:
    """The HTML file of ``deck``, UTF-8. The same deck gives the same bytes."""
    style = _file("browser.css") + _colours(deck)
    script = _file("browser.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _PARTS.page(
        policy=policy,
        release=deck.release_id,
        title=deck.title,
        # Both are files of ours; the policy allows these and no other, so they stand letter for letter.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        slides=_cover(deck) + joined(_slide(deck, slide) for slide in deck.slides),
        keys=KEYS,
    ).encode()


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _colours(deck: Deck) -> str:
    theme = deck.theme
    return (
        f":root{{--colour:{theme.colour};--on-colour:{theme.on_colour};--ink:{theme.ink};"
        f"--paper:{theme.paper}}}"
    )


def _cover(deck: Deck) -> Markup:
    facts = [f"Records counted to {deck.as_of}.", f"Release {deck.release_id}, made on {deck.made_on}."]
    facts += ["The data shown here is made up."] if deck.made_up else []
    return _PARTS.cover(
        title=deck.title,
        facts=[text for text in [deck.subtitle, *facts] if text],
        footer=f"{deck.theme.organisation}. {deck.marking}",
    )


def _slide(deck: Deck, slide: Slide) -> Markup:
    return _PARTS.slide(
        number=slide.number,
        count=f"{slide.number} of {len(deck.slides)}",
        headline=slide.headline,
        body=_body(deck, slide),
        marks=slide.shorthand,
        footer=_foot(deck, slide),
        table=slide.table if slide.table.rows else None,
        notes=slide.spoken,
    )


def _body(deck: Deck, slide: Slide) -> Markup:
    if not pictures.pictured(slide):
        return _PARTS.sentences(sentences=slide.sentences)
    size = pictures.Size(WIDE, max(_LEAST, _room(deck, slide, _foot(deck, slide))), LETTERS)
    drawn = pictures.svg(deck, slide, size, alone=False)
    return _PARTS.picture(unit=f"{slide.unit}, {slide.period}", drawn=drawn)


def _foot(deck: Deck, slide: Slide) -> str:
    """Where the figures come from, in as many words as leave the picture its room."""
    texts = list(provenance.shorter(deck, slide))
    return next((text for text in texts if _room(deck, slide, text) >= _LEAST), texts[-1])


def _room(deck: Deck, slide: Slide, foot: str) -> float:
    """The pixels that headline, unit, marks and foot leave for the picture, as browser.css sets them."""
    letters = LETTERS * _OTHER_FONT
    head = len(wrapped(slide.headline, WIDE, letters * 1.12 * 1.07)) * LETTERS * 1.12 * 1.15
    unit = len(wrapped(f"{slide.unit}, {slide.period}", WIDE, letters)) * LETTERS * 1.25 + LETTERS * 0.2
    marks = sum(len(wrapped(text, WIDE, letters)) for text in slide.shorthand) * LETTERS * 1.25
    count = wide(f"{slide.number} of {len(deck.slides)}", letters * 1.07) + LETTERS
    beneath = len(wrapped(foot, WIDE - count, letters)) * LETTERS * 1.15
    return math.floor(HIGH - head - unit - marks - beneath - LETTERS * 2.5)
