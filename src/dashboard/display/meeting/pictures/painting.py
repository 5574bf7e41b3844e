"""A chart as SVG of a known size: its figure painted as on a page, its words as text of the SVG."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.display.charts import Picture, style
from dashboard.display.charts.painted import marks, words
from dashboard.display.charts.painted.plot import Plot
from dashboard.display.meeting.pictures import drawing
from dashboard.files.templates import joined

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def painted(picture: Picture, width: float) -> Markup:
    """All of ``picture``, ``width`` pixels wide and as high as its figure; beneath it, what is left out."""
    beside = max((wide(each) for each in words.names(Plot(picture.figure))), default=-words.GAP)
    margin = picture.figure["layout"]["margin"]
    left = margin["l"] + beside + words.GAP
    plot = Plot(picture.figure, width - left - margin["r"])
    every = (*words.ticks(plot), *words.names(plot), *words.notes(plot))
    chart = drawing.moved(left, 0, joined([marks.in_pixels(plot), *(_written(each, plot) for each in every)]))
    if not picture.rest:
        return chart
    lines = drawing.wrapped(picture.rest, width, style.SIZE)
    return chart + drawing.text(lines, 0, plot.size.height + style.SIZE, style.SIZE)


def wide(each: words.Words, size: float = style.SIZE) -> float:
    """How many pixels words take."""
    return max(drawing.wide(line, size) for line in lines(each)) * (drawing.BOLD if bold(each) else 1.0)


def lines(each: words.Words) -> list[str]:
    """Words line by line."""
    return ["".join(piece for _, piece in line) for line in each.text]


def bold(each: words.Words) -> bool:
    """Whether words are bold, as they are throughout or nowhere."""
    return any(heavy for line in each.text for heavy, _ in line)


def _written(each: words.Words, plot: Plot) -> Markup:
    texts, size = lines(each), each.size
    tall = size * drawing.LINE * (len(texts) - 1)
    first = {"top": size, "middle": size * 0.36 - tall / 2, "bottom": -tall - size * 0.25}[each.above]
    more = {"text_anchor": _ANCHORS[each.beside]}
    if bold(each):
        more["font_weight"] = "bold"
    if each.kind.endswith("nd-ground"):
        # White around the letters, for the lines that run beneath them.
        more |= {"stroke": "#ffffff", "stroke_width": "4", "paint_order": "stroke"}
    x, y = plot.wide * each.x / 100 + each.shift, plot.size.top + each.y + first
    return drawing.text(texts, round(x, 1), round(y, 1), size, each.ink, **more)
