"""What every picture is made of: text of a known width, hatching, and charts from Vega-Lite."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from dashboard.display.charts import style
from dashboard.display.meeting.pictures import converter

#: Arial has the same widths as Liberation Sans, which vl-convert holds; so pictures look alike everywhere.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
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
_BOLD, _COMMON = 1.07, 0.556
#: A fill that no palette has: where it comes out of Vega-Lite, hatching is put.
HATCHED = "#FDFEFD"


def chart(spec: dict[str, Any], width: float, height: float, size: float) -> str:
    """The SVG of a Vega-Lite specification, ``width`` by ``height`` in all, with letters of ``size``."""
    text = {"font": FONT, "fontSize": size, "color": style.INK}
    axis = {"labelFont": FONT, "labelFontSize": size, "labelColor": style.INK, "titleFont": FONT}
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "transparent",
        "config": {"view": {"stroke": None}, "text": text, "axis": axis},
        **spec,
    }
    return converter.to_svg(whole)


def own(svg: str, name: str) -> str:
    """``svg`` with names of its own, so that several stand in one page, and its hatching filled in."""
    renamed = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    renamed = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", renamed)
    return renamed.replace(f'"{HATCHED}"', f'"url(#{name}-hatch)"').replace(
        f'"{HATCHED.lower()}"', f'"url(#{name}-hatch)"'
    )


def hatching(name: str, size: float) -> str:
    """The pattern of what has no figure: grey lines on white."""
    step = round(size * 0.42, 1)
    return (
        f'<defs><pattern id="{name}-hatch" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{step}" height="{step}" fill="#ffffff"/>'
        f'<line x1="0" y1="0" x2="0" y2="{step}" stroke="#6f777b" stroke-width="{step * 0.3:.1f}"/>'
        "</pattern></defs>"
    )


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


def held(svg: str) -> str:
    """``svg`` with the width of each text written in, so that it fits where another font has to stand in."""

    def marked(match: re.Match[str]) -> str:
        named, inside = match.groups()
        size = re.search(r'font-size="([0-9.]+)', named)
        bold = _BOLD if 'font-weight="bold"' in named else 1.0
        if not size or not inside.strip():
            return match.group()

        def length(words: str) -> str:
            pixels = wide(html.unescape(words), float(size.group(1))) * bold
            return f' textLength="{pixels:.1f}" lengthAdjust="spacingAndGlyphs"'

        if "<" not in inside:
            return f"<text{named}{length(inside)}>{inside}</text>"
        parts = re.sub(
            r"<tspan([^>]*)>([^<]+)</tspan>",
            lambda part: f"<tspan{part[1]}{length(part[2])}>{part[2]}</tspan>",
            inside,
        )
        return f"<text{named}>{parts}</text>"

    return re.sub(r"<text([^>]*)>(.*?)</text>", marked, svg, flags=re.DOTALL)


def text(lines: Sequence[str], x: float, y: float, size: float, colour: str = style.INK, **more: str) -> str:
    """Lines of text, the first one's foot at ``y``."""
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    spans = "".join(
        f'<tspan x="{x:g}" y="{y + at * size * LINE:g}">{html.escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    return f'<text font-family="{FONT}" font-size="{size:g}" fill="{colour}"{extra}>{spans}</text>'


def placed(svg: str, x: float, y: float) -> str:
    """A whole SVG inside another one, moved there."""
    return re.sub(r"<svg ", f'<svg x="{x:g}" y="{y:g}" overflow="visible" ', svg, count=1)
