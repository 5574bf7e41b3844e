"""A deck as one HTML file that presents itself: from a memory stick, with no network and no server.

Everything is in the file: pictures as SVG, styles and one script that only turns the pages. Its policy
forbids every request. Without the script all slides stand under one another and can be read and printed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import math
from collections.abc import Iterable
from pathlib import Path

from dashboard.display.exports import Table
from dashboard.display.meeting import pictures
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures.drawing import wide, wrapped
from dashboard.publication.memo import shared

_HERE = Path(__file__).parent
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
    slides = "".join(_slide(deck, slide) for slide in deck.slides)
    title = html.escape(deck.title)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="release" content="{html.escape(deck.release_id)}">\n'
        f"<title>{title}</title>\n<style>{style}</style></head>\n"
        f"<body><main>{_cover(deck)}{slides}</main>{_help()}"
        f'<div id="blank" hidden></div><p id="said" class="unseen" aria-live="polite"></p>\n'
        f"<script>{script}</script></body></html>\n"
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


def _cover(deck: Deck) -> str:
    facts = [f"Records counted to {deck.as_of}.", f"Release {deck.release_id}, made on {deck.made_on}."]
    facts += ["The data shown here is made up."] if deck.made_up else []
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in [deck.subtitle, *facts] if text)
    return (
        f'<section class="slide cover" id="s0" aria-label="Title" data-said="{html.escape(deck.title)}">'
        f"<h1>{html.escape(deck.title)}</h1><div>{paragraphs}</div>"
        f"<footer><p>{html.escape(f'{deck.theme.organisation}. {deck.marking}')}</p>"
        "<p>Right arrow to begin, ? for all keys</p></footer></section>"
    )


def _slide(deck: Deck, slide: Slide) -> str:
    count = f"{slide.number} of {len(deck.slides)}"
    marks = "".join(f"<p>{html.escape(text)}</p>" for text in slide.shorthand)
    below = f'<div class="marks">{marks}</div>' if marks else ""
    return (
        f'<section class="slide" id="s{slide.number}" aria-label="Slide {count}" '
        f'data-said="{html.escape(f"{count}. {slide.headline}")}">'
        f"<h2>{html.escape(slide.headline)}</h2>{_body(deck, slide)}{below}"
        f'<footer><p>{html.escape(deck.footer(slide))}</p><p class="count">{count}</p></footer>'
        f"{_aside(slide)}</section>"
    )


def _body(deck: Deck, slide: Slide) -> str:
    if not pictures.pictured(slide):
        items = "".join(f"<li>{html.escape(text)}</li>" for text in slide.sentences)
        return f'<ul class="body">{items}</ul>' if items else '<div class="body"></div>'
    size = pictures.Size(WIDE, max(_LEAST, _room(deck, slide)), LETTERS)
    drawn = pictures.svg(deck, slide, size, alone=False)
    unit = f"{slide.unit}, {slide.period}"
    return f'<p class="unit">{html.escape(unit)}</p><figure class="body">{drawn}</figure>'


def _room(deck: Deck, slide: Slide) -> float:
    """The pixels that headline, unit, marks and foot leave for the picture, as browser.css sets them."""
    letters = LETTERS * _OTHER_FONT
    head = len(wrapped(slide.headline, WIDE, letters * 1.12 * 1.07)) * LETTERS * 1.12 * 1.15
    unit = len(wrapped(f"{slide.unit}, {slide.period}", WIDE, letters)) * LETTERS * 1.25 + LETTERS * 0.2
    marks = sum(len(wrapped(text, WIDE, letters)) for text in slide.shorthand) * LETTERS * 1.25
    count = wide(f"{slide.number} of {len(deck.slides)}", letters * 1.07) + LETTERS
    foot = len(wrapped(deck.footer(slide), WIDE - count, letters)) * LETTERS * 1.15
    return math.floor(HIGH - head - unit - marks - foot - LETTERS * 2.5)


def _aside(slide: Slide) -> str:
    """What a key or a click opens: the table of the same figures, and the speaker's notes."""
    aside = ""
    if slide.table.rows:
        aside += (
            f'<details class="table"><summary>Table</summary><div class="over" tabindex="0" role="region" '
            f'aria-label="Table of slide {slide.number}">{_table(slide.table)}</div></details>'
        )
    notes = "".join(
        f"<h3>{html.escape(heading)}</h3><ul>{_items(lines)}</ul>" for heading, lines in slide.spoken
    )
    if notes:
        aside += (
            '<details class="notes"><summary>Notes</summary><div class="over" tabindex="0" role="region" '
            f'aria-label="Notes of slide {slide.number}">{notes}</div></details>'
        )
    return aside


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{html.escape(line)}</li>" for line in lines)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in table.head)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return (
        f"<table><caption>{html.escape(table.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _help() -> str:
    rows = "".join(f"<dt>{html.escape(key)}</dt><dd>{html.escape(does)}</dd>" for key, does in KEYS)
    return (
        '<div id="help" class="over" role="dialog" aria-modal="true" aria-labelledby="help-title" '
        f'tabindex="-1" hidden><h2 id="help-title">Keys</h2><dl>{rows}</dl></div>'
    )
