"""What every picture is made of: text of a known width, shapes and hatching."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from markupsafe import Markup

from dashboard.display.charts import style
from dashboard.files.templates import Template, joined

_PARTS = Template(__file__, "drawing.svg")

#: Arial has the same widths as Liberation Sans, which vl-convert holds; so pictures look alike everywhere.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_TEXT = re.compile(r"(<text[^>]*)>(.*?)(?=</text>)", re.DOTALL)
_SPAN = re.compile(r"(<tspan[^>]*)>([^<]+)(?=</tspan>)")
#: The height of a line against the size of its letters.
LINE = 1.25
#: Widths of letters in thousandths of their size: Arial's and Liberation Sans's (Helvetica's metrics).
_WIDTHS = {
        191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[]\\ft", 333: "()-r`", 334: "{}", 355: '"', 389: "*",
        469: "^", 500: "Jckvxsyz", 556: "#$0123456789?_Labdeghnopqu", 584: "+<=>~", 611: "FTZ",
        667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1015: "@",
}  # fmt: skip
_WIDTH = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
#: Bold letters are wider; letters not in the list are taken for a common one.
BOLD, _COMMON = 1.07, 0.556


def _ours(svg: str) -> Markup:
    """``svg`` made of ours, in which every text is escaped already.

    It is rewritten as plain text: a pattern run over Markup would escape what it puts in.
    """
    return Markup(svg)  # noqa: S704


def own(svg: Markup, name: str) -> Markup:
    """``svg`` with hatching of its own, so that several stand in one page."""
    return _ours(re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", str(svg)))


def hatching(name: str, size: float) -> Markup:
    """The pattern of what has no figure: grey lines on white."""
    step = round(size * 0.42, 1)
    return _PARTS.hatching(name=name, step=step, stroke=f"{step * 0.3:.1f}")


def wrapped(text: str, width: float, size: float) -> list[str]:
    """``text`` in lines that fit ``width`` pixels at letters of ``size``; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def wide(text: str, size: float) -> float:
    """How many pixels ``text`` takes in the pictures' own font."""
    return size * sum(_WIDTH.get(letter, _COMMON) for letter in text)


def held(svg: Markup) -> Markup:
    """``svg`` with the width of each text written in, so that it fits where another font has to stand in."""

    def marked(match: re.Match[str]) -> str:
        named, inside = match.groups()
        size = re.search(r'font-size="([0-9.]+)', named)
        bold = BOLD if 'font-weight="bold"' in named else 1.0
        if not size or not inside.strip():
            return match.group()

        def length(words: str) -> str:
            pixels = wide(html.unescape(words), float(size.group(1))) * bold
            return f' textLength="{pixels:.1f}" lengthAdjust="spacingAndGlyphs"'

        if "<" not in inside:
            return f"{named}{length(inside)}>{inside}"
        parts = _SPAN.sub(lambda span: f"{span[1]}{length(span[2])}>{span[2]}", inside)
        return f"{named}>{parts}"

    return _ours(_TEXT.sub(marked, str(svg)))


def text(
    lines: Sequence[str], x: float, y: float, size: float, colour: str = style.INK, **more: str
) -> Markup:
    """Lines of text, the first one's foot at ``y``; ``more`` are attributes, with _ in place of -."""
    return _PARTS.text(
        font=FONT,
        size=f"{size:g}",
        colour=colour,
        more=[(name.replace("_", "-"), value) for name, value in more.items()],
        spans=[(f"{x:g}", f"{y + at * size * LINE:g}", line) for at, line in enumerate(lines)],
    )


def box(x: str, y: str, width: str, height: str, fill: str, edge: str) -> Markup:
    """A rectangle; places and sizes in pixels, as they are written."""
    return _PARTS.box(x=x, y=y, width=width, height=height, fill=fill, edge=edge)


def shape(path: str, fill: str, line: str, width: float) -> Markup:
    """An area with an edge."""
    return _PARTS.shape(path=path, fill=fill, line=line, width=f"{width:g}")


def clipped(name: str, width: float, height: float, inside: Sequence[Markup]) -> Markup:
    """What is drawn ``inside``, and no more of it than a frame of this size shows."""
    return _PARTS.clipped(name=name, width=f"{width:.1f}", height=f"{height:g}", inside=joined(inside))


def whole(width: float, height: float, inside: Markup) -> Markup:
    """An SVG of its own."""
    return _PARTS.whole(width=f"{width:g}", height=f"{height:g}", inside=inside)


def titled(
    name: str, width: float, height: float, title: str, description: str, paper: str, inside: Markup
) -> Markup:
    """An SVG that says in words what it shows, on ``paper`` where that is a colour."""
    return _PARTS.titled(
        name=name,
        width=f"{width:g}",
        height=f"{height:g}",
        title=title,
        description=description,
        paper=paper,
        inside=inside,
    )


def moved(x: float, y: float, inside: Markup, scale: float = 1.0) -> Markup:
    """What is drawn ``inside``, moved there and ``scale`` times as large."""
    return _PARTS.moved(x=f"{x:g}", y=f"{y:g}", scale=f"{scale:g}", inside=inside)


def placed(svg: Markup, x: float, y: float) -> Markup:
    """A whole SVG inside another one, moved there."""
    return _ours(re.sub(r"(<svg) ", rf'\1 x="{x:g}" y="{y:g}" overflow="visible" ', str(svg), count=1))
