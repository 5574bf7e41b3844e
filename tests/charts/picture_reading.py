"""A painted picture read back, of a page or of a slide: its words and where they stand, and the figures that
its marks stand for.

Scales are taken from what is written beside the plot, as a reader takes them, and from the figure only where
nothing is written.
"""

from __future__ import annotations

import base64
import datetime
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from dashboard.display.charts import Picture
from dashboard.display.charts.painted.plot import Plot
from dashboard.display.charts.painted.words import GAP
from dashboard.display.meeting.pictures.drawing import LINE
from dashboard.display.meeting.pictures.painting import painted

_PIXELS = re.compile(r"(?<![\w-])(left|top|height):(-?[\d.]+)(?:px|%)")
_SVG = "{http://www.w3.org/2000/svg}"


def plain(text: str) -> str:
    """Words as they are read, without bold letters, in one line."""
    return re.sub(r"</?b>", "", text.replace("<br>", " "))


@dataclass
class Written:
    """Words on a picture: their kind, percent across the plot, pixels down from its top."""

    kind: str
    x: float
    y: float
    text: str = ""


@dataclass
class Seen(HTMLParser):
    """A picture: its text alternative, its sizes, all that is written, and its drawing."""

    markup: str
    alt: str = ""
    height: float = 0
    plot: float = 0
    top: float = 0
    written: list[Written] = field(default_factory=list)
    drawing: ElementTree.Element = field(default_factory=lambda: ElementTree.Element("svg"))
    #: Pixels of a plot's width in which places are given; 100 where they are percent.
    wide: float = 100

    def __post_init__(self) -> None:
        super().__init__()
        self._open = False
        self.feed(self.markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        place = {name: float(value) for name, value in _PIXELS.findall(known.get("style", ""))}
        if known.get("class") == "nd-picture":
            self.alt, self.height = known["aria-label"], place["height"]
        elif known.get("class") == "nd-plot":
            self.plot = place["height"]
        elif tag == "img":
            self.top = -place["top"]
            self.drawing = ElementTree.fromstring(  # noqa: S314 (of our own making)
                base64.b64decode(known["src"].partition(",")[2])
            )
        elif tag == "span":
            self._open = True
            self.written.append(Written(known["class"], place.get("left", 0), place.get("top", 0)))
        elif tag == "br" and self._open:
            self.written[-1].text += " "

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "span"

    def handle_data(self, data: str) -> None:
        if self._open and data not in "●○◆■▲★✕":
            self.written[-1].text += data

    def texts(self, kind: str) -> list[str]:
        """What is written in one kind of words, in order."""
        return [one.text for one in self.written if one.kind == kind]

    def elements(self, name: str) -> Iterator[dict[str, Any]]:
        """Drawn elements of one name outside others: percent across, pixels down from the top of the plot."""
        for one in self.drawing.findall(f"{_SVG}{name}"):
            held: dict[str, Any] = {key: _number(value) for key, value in one.attrib.items()}
            inner = one.find(f"{_SVG}path")
            held |= {"path": inner.get("d"), "fill": inner.get("fill")} if inner is not None else {}
            for key in ("y", "y1", "y2", "cy"):
                if key in held:
                    held[key] -= self.top
            for key in ("x", "x1", "x2", "cx", "width"):
                if key in held:
                    held[key] *= 100 / self.wide
            yield held


def of_a_slide(picture: Picture, width: float = 800) -> Seen:
    """The picture of a slide read back: nothing in it is in percent, and its words are text of the SVG."""
    drawn = str(painted(picture, width))
    whole = ElementTree.fromstring(f'<svg xmlns="{_SVG[1:-1]}">{drawn}</svg>')  # noqa: S314 (our own)
    size, group = Plot(picture.figure).size, whole[0]
    left = float(re.findall(r"[\d.]+", group.attrib["transform"])[0])
    seen = Seen("", picture.alt, size.height, size.plot, size.top, wide=width - left - size.right)
    rows = picture.figure["layout"]["yaxis"].get("type") == "category"
    for one in group.findall(f"{_SVG}text"):
        lines = ["".join(span.itertext()) for span in one]
        x, y, letters = float(one[0].attrib["x"]), float(one[0].attrib["y"]), float(one.attrib["font-size"])
        middle = y - size.top - letters * 0.36 + letters * LINE * (len(lines) - 1) / 2
        kind = "nd-note"
        if x == -GAP:
            kind, x = "nd-name" if rows else "nd-tick", 0
        elif y > size.top + size.plot + 8:
            kind = "nd-tick"
        seen.written.append(Written(kind, 100 * x / seen.wide, middle, " ".join(lines)))
    for run in group.findall(f"{_SVG}path"):
        # As a page has it, whose lines are stretched.
        ElementTree.SubElement(group, f"{_SVG}svg", {"preserveAspectRatio": "none"}).append(run)
    seen.drawing = group
    return seen


def _number(text: str) -> Any:
    try:
        return float(text.removesuffix("%"))
    except ValueError:
        return text


class Scales:
    """From places on a picture back to what stands there."""

    def __init__(self, seen: Seen, figure: Mapping[str, Any]) -> None:
        self._seen, self._layout = seen, figure["layout"]

    def x(self, percent: float, axis: str = "x") -> Any:
        """A day as a number, a figure, or the name of a column."""
        told = self._layout[f"xaxis{axis[1:]}"]
        low, high = told.get("domain", (0, 1))
        share = (percent / 100 - low) / (high - low)
        if told["type"] == "category" if "type" in told else False:
            return told["categoryarray"][math.floor(share * len(told["categoryarray"]))]
        ends = [day(end) for end in told["range"]]
        value = ends[0] + share * (ends[1] - ends[0])
        return 10**value if told.get("type") == "log" else value

    def y(self, pixels: float, axis: str = "y") -> Any:
        """A figure by the two ticks written nearest to the ends of its scale, or the name of a row."""
        told = self._layout[f"yaxis{axis[1:]}"]
        if told.get("type") == "category":
            rows = [one for one in self._seen.written if one.kind == "nd-name"]
            return min(rows, key=lambda row: abs(row.y - pixels)).text
        low, high = (self._seen.plot * (1 - end) for end in told.get("domain", (0, 1)))
        ticks = [
            (one.y, float(re.sub(r"[^\d.\N{MINUS SIGN}]", "", one.text).replace("\N{MINUS SIGN}", "-")))
            for one in self._seen.written
            if one.kind == "nd-tick" and one.x == 0 and high - 1 <= one.y <= low + 1
        ]
        (top, most), (foot, least) = min(ticks), max(ticks)
        return least + (most - least) * (foot - pixels) / (foot - top)


def day(value: Any) -> float:
    """A day as a number; a number as it is."""
    return float(datetime.date.fromisoformat(value).toordinal()) if isinstance(value, str) else float(value)
