"""The picture of a slide: its chart, what stands under it, and a text alternative inside the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import ranked
from dashboard.display.charts import side_by_side, style
from dashboard.display.charts.rows import rest
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import converter, drawing
from dashboard.display.meeting.pictures.area_map import area_map
from dashboard.display.meeting.pictures.lines import line
from dashboard.display.meeting.pictures.rows import fitting, rows
from dashboard.publication.memo import shared

_MARGIN = 16.0
#: The share of the width that the names and the left one of two columns take.
_LEFT = 0.62


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
    inside = drawing.hatching(name, letters) + above + drawing.placed(chart, left, top) + below
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
    if slide.kind in ("trend", "compare"):
        return drawing.own(line(slide.lines, slide.events, width, height, letters), name)
    if slide.atlas is not None:
        return area_map(slide.atlas, slide.lines[0], slide.level, name, width, height, letters)
    if slide.kind == "paired":
        return _paired(slide, name, width, height, letters)
    return _ranked(slide, name, width, height, letters)


def _ranked(slide: Slide, name: str, width: float, height: float, letters: float) -> Markup:
    series = slide.lines[0]
    every = ranked(series)
    drawn = fitting(every, width, height, letters, slide.focus)
    room = height
    if len(drawn) < len(every):
        # A line at the foot says so.
        room -= letters * 1.5
        drawn = fitting(every, width, room, letters, slide.focus)
    points = [every[at] for at in drawn]
    picture = rows(series, points, width, room, letters, slide.focus, dots=slide.kind == "dots")
    more = _more(len(drawn), every, height, letters)
    return drawing.whole(width, height, drawing.placed(drawing.own(picture, name), 0, 0) + more)


def _more(drawn: int, every: Sequence[Point], height: float, letters: float) -> Markup:
    """The line at the foot where not all rows are drawn."""
    if drawn == len(every):
        return Markup()
    return drawing.text([rest(drawn, every, "the table")], 0, height - letters * 0.4, letters)


def _paired(slide: Slide, name: str, width: float, height: float, letters: float) -> Markup:
    left, right = slide.lines
    sides = side_by_side(left, right)
    heads = [
        drawing.wrapped(series.name, width * share, letters) for series, share in ((left, 0.6), (right, 0.36))
    ]
    top = max(map(len, heads)) * letters * drawing.LINE + letters * 0.5
    room = height - top
    drawn = fitting(sides[0], width * _LEFT, room, letters, slide.focus)
    if len(drawn) < len(sides[0]):
        room -= letters * 1.5
        drawn = fitting(sides[0], width * _LEFT, room, letters, slide.focus)
    columns = ((left, sides[0], 0.0, width * _LEFT), (right, sides[1], width * 0.65, width * 0.35))
    svg = Markup()
    for at, (series, points, x, wide) in enumerate(columns):
        picture = rows(
            series,
            [points[row] for row in drawn],
            wide,
            room,
            letters,
            colour=style.COLOURS[at],
            names=at == 0,
        )
        svg += drawing.placed(drawing.own(picture, f"{name}-{at}"), x, top).replace(
            f"{name}-{at}-hatch", f"{name}-hatch"
        )
        svg += drawing.text(heads[at], x, letters, letters, font_weight="bold")
    hidden = [other if other.hidden else point for point, other in zip(*sides, strict=True)]
    return drawing.whole(width, height, svg + _more(len(drawn), hidden, height, letters))
