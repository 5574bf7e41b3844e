"""The words of a slide: headline, boxes of text, footer, number, and the speaker's notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.display.meeting import provenance
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.slides import template
from dashboard.display.meeting.slides.template import BAND, FOOTER, HEIGHT, INNER, MARGIN, NUMBER

#: Sizes of letters in points: of what is read to the room, of what belongs to a chart.
LARGEST, MESSAGE, UNIT, MARKS = 32.0, 24.0, 18.0, 16.0
_LEADING = 1.2
#: How high a footer may be: 8 % of the slide.
_FOOT = 0.08 * HEIGHT
#: How much wider bold letters are at most, and the slack that programs take when they break lines.
_BOLD, _SLACK = 1.08, 1.02
_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def headline(page: Any, text: str) -> float:
    """Write the headline, as large as two lines allow, and say where it ends (points from the top)."""
    shape = page.shapes.title
    size = LARGEST
    while size > MESSAGE and len(drawing.wrapped(text, INNER, size * _BOLD)) > 2:
        size -= 2
    high = len(drawing.wrapped(text, INNER, size * _BOLD)) * size * _LEADING
    shape.left, shape.top, shape.width, shape.height = Pt(MARGIN), Pt(BAND + 14), Pt(INNER), Pt(high)
    shape.text_frame.text = text
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    return BAND + 14 + high


def box(
    shapes: Any,
    name: str,
    lines: Sequence[str],
    place: tuple[float, float, float, float],
    size: float,
    ink: str = "",
    bold: bool = False,
    align: str = "left",
    anchor: str = "top",
) -> Any:
    """A box of text at ``place`` (x, y, width, height in points), one paragraph for each line."""
    x, y, width, height = place
    shape = shapes.add_textbox(Pt(x), Pt(y), Pt(width), Pt(height))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {
        "top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM
    }[anchor]  # fmt: skip
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}[
            align
        ]
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        if ink:
            run.font.color.rgb = template.colour(ink)
    return shape


def high(lines: Sequence[str], width: float, size: float, between: float = 0.0) -> float:
    """How high paragraphs are, in points."""
    many = sum(len(drawing.wrapped(line, width, size * _SLACK)) for line in lines)
    return many * size * _LEADING + between * max(0, len(lines) - 1)


def foot(page: Any, deck: Deck, slide: Slide) -> None:
    """The footer and "3 of 9", in the placeholders that readers and screen readers look for them in."""
    text, tall = _foot(deck, slide)
    y = HEIGHT - 12 - tall
    _placeholder(page, "Footer", "ftr", 11, (MARGIN, y, INNER - NUMBER - 8, tall), [text])
    place = (MARGIN + INNER - NUMBER, HEIGHT - 12 - 16, NUMBER, 16)
    # Text, not a field: a field counts the cover in programs that do not let it be number 0.
    _placeholder(page, "Slide Number", "sldNum", 12, place, [f"{slide.number} of {len(deck.slides)}"])


def bottom(deck: Deck, slide: Slide) -> float:
    """Where the room for the message ends, above what the marks mean and the footer."""
    tall = high(_marks(slide), INNER, MARKS)
    return _above_foot(deck, slide) - (tall + 8 if tall else 0)


def marks(page: Any, deck: Deck, slide: Slide) -> None:
    """What [c] and the others stand for, on the slide on which they appear."""
    text = _marks(slide)
    tall = high(text, INNER, MARKS)
    if text:
        box(page.shapes, "Shorthand", text, (MARGIN, _above_foot(deck, slide) - tall, INNER, tall), MARKS)


def _marks(slide: Slide) -> list[str]:
    return [f"{text}." for text in slide.shorthand]


def _above_foot(deck: Deck, slide: Slide) -> float:
    return HEIGHT - 12 - _foot(deck, slide)[1] - 8


def _foot(deck: Deck, slide: Slide) -> tuple[str, float]:
    """The footer in as many words as there is room for, and how high it is."""
    texts = list(provenance.shorter(deck, slide))
    tall = [high([text], INNER - NUMBER - 8, FOOTER) for text in texts]
    return next((pair for pair in zip(texts, tall, strict=True) if pair[1] <= _FOOT), (texts[-1], tall[-1]))


def notes(page: Any, sections: Sequence[tuple[str, Sequence[str]]]) -> None:
    """The speaker's notes, under their headings."""
    frame = page.notes_slide.notes_text_frame
    first = True
    for heading, lines in sections:
        for at, line in enumerate((heading, *lines)):
            paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.bold = line, at == 0
            first = False


def tidy_notes(presentation: Any) -> None:
    """The notes' master says nothing of its own: no date, no header, no footer."""
    master = presentation.notes_master
    for shape in list(master.placeholders):
        if shape._element.find(".//" + qn("p:ph")).get("type") in ("dt", "hdr", "ftr"):
            shape._element.getparent().remove(shape._element)
    template.british(master._element)


def _placeholder(
    page: Any, name: str, kind: str, at: int, place: tuple[float, float, float, float], lines: Sequence[str]
) -> None:
    x, y, width, height = (int(Pt(each)) for each in place)
    tree = page.shapes._spTree
    key = max(int(element.get("id")) for element in tree.iter(qn("p:cNvPr"))) + 1
    shape = parse_xml(
        f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{key}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{at}"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    tree.append(shape)
    page.shapes[-1].text_frame.text = "\n".join(lines)
