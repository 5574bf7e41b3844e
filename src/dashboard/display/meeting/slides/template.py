"""The empty presentation: 16:9, in the colours of a theme, with two layouts and no trace of who made it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.display.charts import style
from dashboard.display.meeting.deck import Deck
from dashboard.display.meeting.theme import Theme
from dashboard.methods import wording

#: Points across and down, and around.
WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 36.0
INNER = WIDTH - 2 * MARGIN
#: The band of the theme's colour at the top, and the room of the slide's number.
BAND, NUMBER = 10.0, 96.0
FOOTER = 12.0
#: Metrically the same as the font that pictures are drawn in.
FONT = "Arial"
LANGUAGE = "en-GB"
COVER, PLAIN = "Title Slide", "Title Only"
_KEPT = (COVER, PLAIN)
_FORBIDDEN = ("printerSettings", "thumbnail", "extended-properties")


def empty(deck: Deck) -> Any:
    """A presentation without slides, whose properties say what ``deck`` is and when its release was made."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    size = presentation.part._element.find(qn("p:sldSz"))
    size.attrib.pop("type", None)
    _without_traces(presentation)
    british(presentation.part._element)
    _layouts(presentation, deck.theme)
    _described(presentation.core_properties, deck)
    return presentation


def colour(text: str) -> RGBColor:
    """#RRGGBB as the library has it."""
    return RGBColor(*bytes.fromhex(text.removeprefix("#")))


def day(deck: Deck) -> datetime.datetime:
    """The day on which the release was made, from its words."""
    at, month, year = deck.made_on.split()
    return datetime.datetime(int(year), wording.MONTHS.index(month) + 1, int(at))


def british(root: Any) -> None:
    """Every piece of text is in British English, as screen readers and spelling are told."""
    for name in ("a:rPr", "a:defRPr", "a:endParaRPr"):
        for element in root.iter(qn(name)):
            if name == "a:rPr" or element.get("lang"):
                element.set("lang", LANGUAGE)


def _without_traces(presentation: Any) -> None:
    """Drop what the library's own template brings along: a thumbnail, a printer, counts of words."""
    for part in (presentation.part.package, presentation.part):
        rels = part._rels
        for key in [key for key, rel in rels.items() if any(name in rel.reltype for name in _FORBIDDEN)]:
            rels.pop(key)
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT:
            presentation.slide_layouts.remove(layout)


def _layouts(presentation: Any, theme: Theme) -> None:
    master = presentation.slide_master
    _theme_part(master, theme)
    for element in [master._element, *(layout._element for layout in presentation.slide_layouts)]:
        for placeholder in list(element.iter(qn("p:sp"))):
            place = placeholder.find(".//" + qn("p:ph"))
            if place is not None and place.get("type") == "dt":
                placeholder.getparent().remove(placeholder)
        british(element)
    for shape in _of(master, "ftr", "sldNum"):
        _foot(shape, theme)
    for shape in _of(master, "title"):
        _placed(shape, MARGIN, BAND + 14, INNER, 76)
        shape.text_frame._txBody.bodyPr.set("anchor", "t")
    for shape in _of(master, "body"):
        _placed(shape, MARGIN, 120, INNER, 340)
    heading = master._element.find(".//" + qn("p:titleStyle") + "/" + qn("a:lvl1pPr"))
    heading.set("algn", "l")
    font = heading.find(qn("a:defRPr"))
    font.set("sz", "3000")
    font.set("b", "1")
    _band(master, theme)
    for layout in presentation.slide_layouts:
        if layout.name == COVER:
            _cover(layout, theme)


def _of(holder: Any, *kinds: str) -> Iterator[Any]:
    for shape in holder.placeholders:
        if shape._element.find(".//" + qn("p:ph")).get("type") in kinds:
            yield shape


def _placed(shape: Any, x: float, y: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(x), Pt(y), Pt(width), Pt(height)
    body = shape.text_frame._txBody.bodyPr
    for name in ("lIns", "tIns", "rIns", "bIns"):
        body.set(name, "0")


def _foot(shape: Any, theme: Theme) -> None:
    number = shape._element.find(".//" + qn("p:ph")).get("type") == "sldNum"
    x, width = (WIDTH - MARGIN - NUMBER, NUMBER) if number else (MARGIN, INNER - NUMBER)
    _placed(shape, x, HEIGHT - 40, width, 30)
    shape.text_frame._txBody.bodyPr.set("anchor", "b")
    level = shape._element.find(".//" + qn("a:lvl1pPr"))
    level.set("algn", "r" if number else "l")
    font = level.find(qn("a:defRPr"))
    font.set("sz", str(int(FOOTER * 100)))
    for fill in font.findall(qn("a:solidFill")):
        font.remove(fill)


def _band(master: Any, theme: Theme) -> None:
    drawn = parse_xml(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        '<p:cNvPr id="20" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{Pt(WIDTH)}" cy="{Pt(BAND)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    master.shapes._spTree.insert(2, drawn)


def _cover(layout: Any, theme: Theme) -> None:
    fill = layout.background.fill
    fill.solid()
    fill.fore_color.rgb = colour(theme.colour)
    for shape in layout.placeholders:
        kind = shape._element.find(".//" + qn("p:ph")).get("type")
        if kind == "ctrTitle":
            _placed(shape, MARGIN * 2, 120, WIDTH - 4 * MARGIN, 130)
            shape.text_frame._txBody.bodyPr.set("anchor", "b")
            _set_look(shape, theme.on_colour, 4400, True)
        elif kind == "subTitle":
            _placed(shape, MARGIN * 2, 270, WIDTH - 4 * MARGIN, 190)
            _set_look(shape, theme.on_colour, 2400, False)
        else:
            shape._element.getparent().remove(shape._element)


def _set_look(shape: Any, text: str, size: int, bold: bool) -> None:
    """The look of a layout's placeholder, in place of what it says of itself."""
    listed = shape._element.find(".//" + qn("a:lstStyle"))
    for child in list(listed):
        listed.remove(child)
    listed.append(
        parse_xml(
            '<a:lvl1pPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" marL="0" indent="0" '
            f'algn="l"><a:buNone/><a:defRPr lang="{LANGUAGE}" sz="{size}" b="{int(bold)}"><a:solidFill>'
            f'<a:srgbClr val="{text[1:]}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _theme_part(master: Any, theme: Theme) -> None:
    """The colours and the font that whoever edits the file is offered: the theme's and the charts'."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    text = part.blob.decode("utf-8")
    colours = {"dk1": theme.ink, "lt1": theme.paper, "dk2": theme.colour, "lt2": style.BAND}
    accents = (theme.colour, *style.COLOURS[1:], style.NEUTRAL, style.QUIET)
    colours |= {f"accent{at}": each for at, each in enumerate(accents, 1)}
    for name, each in colours.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{each[1:].upper()}"/></a:{name}>', text
        )
    text = re.sub(r'(<a:(?:major|minor)Font><a:latin typeface=)"[^"]*"', rf'\1"{FONT}"', text)
    part._blob = text.encode("utf-8")
    styles = master._element.find(qn("p:txStyles"))
    for scheme in styles.find(qn("p:titleStyle")).iter(qn("a:schemeClr")):
        scheme.set("val", "tx2")


def _described(properties: Any, deck: Deck) -> None:
    properties.title, properties.subject = deck.title, deck.subtitle
    properties.author = properties.last_modified_by = deck.theme.organisation
    properties.keywords = f"Release {deck.release_id}"
    properties.category = deck.marking
    properties.comments = "Made-up data." if deck.made_up else ""
    properties.language, properties.revision = LANGUAGE, 1
    properties.created = properties.modified = day(deck)
