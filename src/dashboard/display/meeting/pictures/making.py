"""The picture of a slide: its chart, what stands under it, and a text alternative inside the file."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dashboard.display.charts import style
from dashboard.display.meeting import drawn
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import converter, drawing
from dashboard.display.meeting.pictures.area_map import area_map
from dashboard.display.meeting.pictures.painting import painted
from dashboard.publication.memo import shared

_MARGIN = 16.0


@dataclass(frozen=True)
class Size:
    """Pixels across and down, and of the letters."""

    width: float = 1280
    height: float = 720
    letters: float = 24


def pictured(slide: Slide) -> bool:
    """Whether a slide has a picture: one of words has none."""
    return slide.kind != "words"


def svg(deck: Deck, slide: Slide, size: Size = Size(), alone: bool = True) -> Markup:
    """The picture of ``slide``, with the headline above and the footer below where it stands ``alone``.

    The text alternative is inside, as title and description. Raises ValueError for a slide of words.
    """
    if not pictured(slide):
        raise ValueError(f"slide {slide.number} has words only, no picture")
    return _svg(deck, slide, size, alone)


def png(deck: Deck, slide: Slide, size: Size = Size(), scale: float = 1.0) -> bytes:
    """The same picture as PNG, on white; its letters are those of the font that vl-convert brings."""
    return converter.to_png(svg(deck, slide, size), scale)


@shared(size=128)
def _svg(deck: Deck, slide: Slide, size: Size, alone: bool) -> Markup:
    name = f"p{slide.number}"
    letters, inner = size.letters, size.width - 2 * _MARGIN
    above, top = _above(slide, deck, inner, letters) if alone else (Markup(), 0.0)
    below, bottom = _below(slide, deck, size, inner, letters) if alone else (Markup(), 0.0)
    left = _MARGIN if alone else 0.0
    wide = inner if alone else size.width
    chart = _chart(slide, name, wide, size.height - top - bottom, letters)
    hatching = drawing.hatching(name, letters if slide.atlas else style.SIZE)
    inside = hatching + above + drawing.placed(chart, left, top) + below
    paper = deck.theme.paper if alone else ""
    return drawing.held(
        drawing.titled(name, size.width, size.height, slide.headline, slide.alt, paper, inside)
    )


def _above(slide: Slide, deck: Deck, inner: float, letters: float) -> tuple[Markup, float]:
    """The headline and the unit, and how high they are."""
    large = letters * 1.25
    head = drawing.wrapped(slide.headline, inner, large * 1.08)
    y = _MARGIN + large
    heading = drawing.text(head, _MARGIN, y, large, deck.theme.colour, font_weight="bold")
    y += len(head) * large * drawing.LINE
    unit = drawing.wrapped(f"{slide.unit}, {slide.period}", inner, letters)
    heading += drawing.text(unit, _MARGIN, y, letters)
    return heading, y + (len(unit) - 1) * letters * drawing.LINE + letters * 0.7


def _below(slide: Slide, deck: Deck, size: Size, inner: float, letters: float) -> tuple[Markup, float]:
    """What the marks mean and where the figures come from, and how high that is."""
    small = letters * 0.75
    marks = [f"{text}." for text in slide.shorthand]
    texts = [line for text in (*marks, deck.footer(slide)) for line in drawing.wrapped(text, inner, small)]
    high = len(texts) * small * drawing.LINE + _MARGIN
    at = size.height - high + small
    return drawing.text(texts, _MARGIN, at, small, style.INK), high + small * 0.4


def _chart(slide: Slide, name: str, width: float, height: float, letters: float) -> Markup:
    if slide.atlas is not None:
        return area_map(slide.atlas, slide.lines[0], slide.level, name, width, height, letters)
    scale = letters / drawn.letters(slide.kind)
    room = style.Room(width / scale, height / scale)
    chart = drawn.chart(slide.kind, slide.lines, slide.events, slide.focus, room)
    inside = drawing.moved(0, 0, painted(chart, room.width), scale)
    return drawing.own(drawing.whole(width, height, inside), name)
