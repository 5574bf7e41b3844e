"""What native bars have no setting for, as elements of the format: intervals, dots, figures beside them."""

from __future__ import annotations

import copy
import html
from collections.abc import Sequence
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.display.charts import style
from dashboard.display.meeting.slides import frames
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.reading import Rows
from dashboard.display.meeting.slides.workbook import Sheet
from dashboard.methods import wording

#: The width of a dot, in points.
_DOT = 11.0
_SHOWN = (
    '<c:dLblPos val="inBase"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)

#: No lines from where the labels would be to where they are.
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)


def as_dots(element: Any, colour: str, per_point: float) -> None:
    """Dots at the ends of the bars of a series; ``per_point`` is its scale's length of one point.

    A dot is a short thick line: bars have no markers of their own.
    """
    copied = _copied(element, 1)
    element.addnext(copied)
    half = _DOT / 2 * per_point
    inside = f'<c:errValType val="fixedVal"/><c:noEndCap val="1"/><c:val val="{half:.6g}"/>'
    _error_bars(copied, inside, colour, _DOT)


def whiskers(element: Any, limits: Sequence[tuple[float, float] | None]) -> None:
    """The 95% intervals, as what their lower and upper ends lie apart from each figure."""
    parts = []
    for side, name in ((1, "plus"), (0, "minus")):
        ends = [apart[side] if apart else None for apart in limits]
        cells = "".join(
            f'<c:pt idx="{at}"><c:v>{each:.10g}</c:v></c:pt>'
            for at, each in enumerate(ends)
            if each is not None
        )
        parts.append(
            f'<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(ends)}"/>{cells}'
            f"</c:numLit></c:{name}>"
        )
    _error_bars(element, f'<c:errValType val="cust"/><c:noEndCap val="1"/>{"".join(parts)}', style.INK, 1.75)


def _error_bars(element: Any, inside: str, ink: str, width: float) -> None:
    bars = frames.element(
        f'<c:errBars><c:errBarType val="both"/>{inside}<c:spPr><a:ln w="{int(Pt(width))}" cap="flat">'
        f'<a:solidFill><a:srgbClr val="{ink[1:].upper()}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element.find(qn("c:cat")).addprevious(bars)


def _copied(element: Any, at: int) -> Any:
    """The same series of the same cells once more, unpainted."""
    copied = copy.deepcopy(element)
    for name in ("c:dPt", "c:errBars", "c:dLbls"):
        for old in copied.findall(qn(name)):
            copied.remove(old)
    copied.find(qn("c:idx")).set("val", str(at))
    copied.find(qn("c:order")).set("val", str(at))
    old = copied.find(qn("c:spPr"))
    new = frames.element("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    if old is not None:
        copied.replace(old, new)
    else:
        copied.find(qn("c:tx")).addnext(new)
    return copied


def figures(
    chart: Any, rows: Rows, size: float, measure: str, column: float, place: Place, plot: Place
) -> None:
    """The figures in a column of their own at the right, where no interval runs into them.

    They are labels of the same cells once more, of bars that nobody sees, moved away from where bars begin.
    """
    first = chart.plots[0].series[0]._element
    copied = _copied(first, len(chart.plots[0].series))
    first.getparent().findall(qn("c:ser"))[-1].addnext(copied)
    right = (plot.width - column) / place.width
    each = "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:layout><c:manualLayout><c:x val="{right:.5f}"/><c:y val="0"/>'
        f"</c:manualLayout></c:layout>{_otherwise(printed, value, size, measure)}{_SHOWN}</c:dLbl>"
        for at, (value, printed) in enumerate(zip(rows.values, rows.printed, strict=True))
        if value is not None
    )
    labels = frames.element(
        f'<c:dLbls>{each}<c:numFmt formatCode="" sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{int(size * 100)}" b="1"/></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        f"{_SHOWN}{_NO_LEADERS}</c:dLbls>"
    )
    labels.find(qn("c:numFmt")).set("formatCode", Sheet("", (), (), measure).format)
    copied.find(qn("c:cat")).addprevious(labels)


def _otherwise(printed: str, value: float, size: float, measure: str) -> str:
    """The words of a figure that is not printed as its cell is: 1 of 2."""
    if printed == wording.measured(value, measure):
        return ""
    return (
        f'<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="{int(size * 100)}" b="1"/>'
        f"<a:t>{html.escape(printed)}</a:t></a:r></a:p></c:rich></c:tx>"
    )
