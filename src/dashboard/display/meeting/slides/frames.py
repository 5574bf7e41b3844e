"""What every native chart has in common: its frame on the slide, its plot at a known place, its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.display.charts import style
from dashboard.display.meeting.deck import Deck
from dashboard.display.meeting.slides import template, workbook
from dashboard.display.meeting.slides.workbook import Sheet

_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
#: The lines of what is hatched.
HATCH = "#6F777B"


@dataclass(frozen=True)
class Place:
    """A rectangle in points from the top left corner of the slide."""

    x: float
    y: float
    width: float
    height: float


def native(
    page: Any, deck: Deck, kind: XL_CHART_TYPE, sheet: Sheet, place: Place, plot: Place, alt: str, size: float
) -> Any:
    """A native chart at ``place`` whose axes enclose exactly ``plot``, so that shapes can stand on it."""
    frame = page.shapes.add_chart(
        kind, Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height), sheet.data()
    )
    described(frame, "Chart", alt)
    chart = frame.chart
    workbook.embed(chart, sheet, deck.title, deck.theme.organisation, template.day(deck))
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(size), template.FONT
    chart.font.color.rgb = template.colour(style.INK)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    parts = (
        ("x", (plot.x - place.x) / place.width),
        ("y", (plot.y - place.y) / place.height),
        ("w", plot.width / place.width),
        ("h", plot.height / place.height),
    )
    inner = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in parts)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {_NAMES}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{inner}</c:manualLayout></c:layout>'
        ),
    )
    template.british(chart._chartSpace)
    return chart


def described(shape: Any, name: str, alt: str) -> None:
    """Give a shape its text alternative."""
    shape.name = name
    shape._element.find(".//" + qn("p:cNvPr")).set("descr", alt)


def ground(page: Any, place: Place, alt: str, hatched: bool = False) -> None:
    """A grey or hatched rectangle where there is no figure; it stands behind what is drawn later."""
    shape = page.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height)
    )
    described(shape, "No figure", alt)
    if hatched:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shape.fill.fore_color.rgb = template.colour(HATCH)
        shape.fill.back_color.rgb = RGBColor(255, 255, 255)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = template.colour(style.BAND)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))


def upright(page: Any, x: float, top: float, bottom: float, alt: str) -> None:
    """A dotted line at a day that is marked."""
    line = page.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(top), Pt(x), Pt(bottom))
    described(line, "Marked day", alt)
    line.line.color.rgb, line.line.width = template.colour(style.QUIET), Pt(1.5)
    line.line.dash_style = MSO_LINE.ROUND_DOT


def solid(xml_parent: Any, fill: str, edge: str, width: float = 1.5) -> None:
    """Paint a series or a point of a chart; an empty ``fill`` or ``edge`` is none."""
    xml_parent.format.fill.background() if not fill else xml_parent.format.fill.solid()
    if fill:
        xml_parent.format.fill.fore_color.rgb = template.colour(fill)
    if edge:
        xml_parent.format.line.color.rgb, xml_parent.format.line.width = template.colour(edge), Pt(width)
    else:
        xml_parent.format.line.fill.background()


def element(text: str) -> Any:
    """A piece of a chart's XML, whose name spaces are declared at its first tag."""
    tag = text[1:].replace("/", " ").replace(">", " ").split()[0]
    return parse_xml(text.replace(f"<{tag}", f"<{tag} {_NAMES}", 1))
