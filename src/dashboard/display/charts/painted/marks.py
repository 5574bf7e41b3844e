"""What is drawn, as SVG that fits any width: across in percent of the plot, down in pixels."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from dashboard.display.charts import style
from dashboard.display.charts.painted.plot import TICK, Plot
from dashboard.files.templates import Template

_PARTS = Template(__file__, "picture.svg")
#: Pixels of dashes and of what is between them.
DASHES = {"solid": "", "dash": "9 6", "dot": "2 4", "dashdot": "9 4 2 4"}
_HATCH = "url(#hatch)"
#: So wide is the plot to the paths within it, where its pixels are not known.
_WIDE = 10_000.0
_PERCENT = re.compile(r'="(-?[\d.]+)%"')


def drawn(plot: Plot) -> Markup:
    """All of a figure but its words, as wide as there is room."""
    return _PARTS.whole(parts=parts(plot))


def in_pixels(plot: Plot) -> Markup:
    """The same as wide as the plot, for where percent are not understood."""

    def pixels(share: re.Match[str]) -> str:
        return f'="{float(share[1]) * plot.wide / 100:.1f}"'

    # Figures of our own in figures' places.
    return Markup(_PERCENT.sub(pixels, "".join(map(str, parts(plot)))))  # noqa: S704


def parts(plot: Plot) -> list[Markup]:
    """What is drawn, the lowest first."""
    shapes = plot.layout.get("shapes", [])
    return [
        *(_shape(plot, shape) for shape in shapes if shape.get("layer") == "below"),
        *_grid(plot),
        *(part for trace in plot.data for part in _trace(plot, trace)),
        *(_shape(plot, shape) for shape in shapes if shape.get("layer") != "below"),
        *(_leader(plot, note) for note in plot.layout.get("annotations", []) if note.get("showarrow")),
    ]


def sign(symbol: str) -> str:
    """A letter like a mark, for the key."""
    return {
        "circle": "\N{BLACK CIRCLE}", "circle-open": "\N{WHITE CIRCLE}", "diamond": "\N{BLACK DIAMOND}",
        "square": "\N{BLACK SQUARE}", "triangle-up": "\N{BLACK UP-POINTING TRIANGLE}",
        "star": "\N{BLACK STAR}", "x": "\N{MULTIPLICATION X}",
    }[symbol]  # fmt: skip


def _down(plot: Plot, value: Any, axis: str = "y") -> float:
    """Pixels from the top of what is drawn."""
    return round(plot.size.top + plot.y(value, axis), 1)


def _line(x0: float, y0: float, x1: float, y1: float, look: dict[str, Any]) -> Markup:
    dash = DASHES[look.get("dash", "solid")]
    return _PARTS.line(ends=(x0, y0, x1, y1), colour=look["color"], thick=look["width"], dash=dash)


def _grid(plot: Plot) -> Iterator[Markup]:
    """The lines of scales, and the line that figures stand on."""
    for name, scale in plot.scales.items():
        axis, upright = scale.axis, name[0] == "x"
        places = [place for place, _ in scale.ticks()]
        if axis.get("showgrid", True):
            look = {"color": axis.get("gridcolor", style.GRID), "width": 1}
            yield from (_across(plot, place, upright, look) for place in places)
        if axis.get("zeroline") and min(scale.low, scale.high) <= 0 <= max(scale.low, scale.high):
            yield _across(plot, scale.at(0), upright, {"color": axis["zerolinecolor"], "width": 1})
        look = {"color": axis.get("linecolor", style.QUIET), "width": 1}
        bottom = plot.size.top + plot.foot(name) if upright else 0
        if axis.get("showline"):
            yield _line(0, bottom, 100, bottom, look)
        if axis.get("ticks") == "outside" and upright:
            for place in places:
                yield _line(round(100 * place, 2), bottom, round(100 * place, 2), bottom + TICK, look)


def _across(plot: Plot, place: float, upright: bool, look: dict[str, Any]) -> Markup:
    top, tall = plot.size.top, plot.size.plot
    if upright:
        return _line(round(100 * place, 2), top, round(100 * place, 2), top + tall, look)
    down = round(top + tall * (1 - place), 1)
    return _line(0, down, 100, down, look)


def _shape(plot: Plot, shape: dict[str, Any]) -> Markup:
    axis = shape.get("yref", "y")
    left, right = plot.x(shape["x0"]), plot.x(shape["x1"])
    if shape.get("ysizemode") == "pixel":
        base = _down(plot, shape["yanchor"], axis)
        low, high = base - shape["y0"], base - shape["y1"]
    else:
        low, high = _down(plot, shape["y0"], axis), _down(plot, shape["y1"], axis)
    if shape["type"] == "line":
        return _line(left, low, right, high, shape["line"])
    wide, tall = round(right - left, 2), round(abs(low - high), 1)
    return _PARTS.box(
        x=left, y=min(low, high), wide=wide, tall=tall, fill=shape["fillcolor"], edge="", thick=0
    )


def _leader(plot: Plot, note: dict[str, Any]) -> Markup:
    """The line from what a note names to the note."""
    across, up = note["ax"], note["ay"]
    off = note["standoff"] / (math.hypot(across, up) or 1.0)
    path = f"M{across * off:.1f},{up * off:.1f}L{across:.1f},{up:.1f}"
    ink = {"fill": "none", "edge": note["arrowcolor"], "thick": note["arrowwidth"]}
    return _PARTS.mark(x=plot.x(note["x"], note=True), y=_down(plot, note["y"]), path=path, **ink)


def _trace(plot: Plot, trace: dict[str, Any]) -> Iterator[Markup]:
    if trace["type"] == "bar":
        yield from _bars(plot, trace)
    elif trace["type"] == "heatmap":
        yield from _cells(plot, trace)
    elif "lines" in trace["mode"]:
        yield _run(plot, trace)
    yield from _whiskers(plot, trace)
    if "markers" in trace.get("mode", ""):
        yield from _dots(plot, trace)


def _run(plot: Plot, trace: dict[str, Any]) -> Markup:
    """A line, broken where there is no figure."""
    steps, pen, wide = [], "M", plot.wide or _WIDE
    for across, up in _places(plot, trace):
        if up is None:
            pen = "M"
            continue
        steps.append(f"{pen}{across * wide / 100:.7g},{up:g}")
        pen = "L"
    look = trace["line"]
    return _PARTS.run(
        path="".join(steps),
        tall=0 if plot.wide else plot.size.drawn,
        colour=look["color"],
        thick=look["width"],
        dash=DASHES[look.get("dash", "solid")],
    )


def _places(plot: Plot, trace: dict[str, Any]) -> Iterator[tuple[float, float | None]]:
    """Each point in percent across and pixels down; None where the line breaks."""
    horizontal, vertical = trace.get("xaxis", "x"), trace.get("yaxis", "y")
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None or y is None:
            yield 0.0, None
        else:
            yield plot.x(x, horizontal), _down(plot, y, vertical)


def _each(value: Any, count: int) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value] * count


def _dots(plot: Plot, trace: dict[str, Any]) -> Iterator[Markup]:
    look = trace["marker"]
    count = len(trace["x"])
    edge = look.get("line", {})
    sizes, colours = _each(look["size"], count), _each(look["color"], count)
    for (across, down), symbol, size, colour in zip(
        _places(plot, trace), _each(look.get("symbol", "circle"), count), sizes, colours, strict=True
    ):
        if down is None or size < 2:
            continue
        ink = {"fill": colour, "edge": edge.get("color", ""), "thick": edge.get("width", 0)}
        symbol, opened = symbol.removesuffix("-open"), symbol.endswith("-open")
        if opened:
            ink = {"fill": "#ffffff", "edge": colour, "thick": edge.get("width", 2)}
        if symbol == "circle":
            yield _PARTS.dot(x=across, y=down, radius=f"{size / 2:g}", **ink)
        else:
            yield _PARTS.mark(x=across, y=down, path=_outline(symbol, size / 2), **ink)


def _outline(symbol: str, radius: float) -> str:
    """A mark around 0 as a path."""
    turns = {
        "diamond": [(at / 4, 1.3) for at in range(4)],
        "square": [(at / 4 + 1 / 8, math.sqrt(2)) for at in range(4)],
        "triangle-up": [(at / 3, 1.3) for at in range(3)],
        "star": [(at / 10, 1.4 if at % 2 == 0 else 0.55) for at in range(10)],
        "x": [
            (turn / 4 + by, reach)
            for turn in range(4)
            for by, reach in ((0, 0.4), (1 / 8 - 0.04, 1.4), (1 / 8 + 0.04, 1.4))
        ],
    }[symbol]
    corners = [
        (radius * reach * math.sin(2 * math.pi * turn), -radius * reach * math.cos(2 * math.pi * turn))
        for turn, reach in turns
    ]
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners) + "Z"


def _whiskers(plot: Plot, trace: dict[str, Any]) -> Iterator[Markup]:
    for name in ("x", "y"):
        whiskers = trace.get(f"error_{name}")
        if not whiskers:
            continue
        look, cap = {"color": whiskers["color"], "width": whiskers["thickness"]}, whiskers["width"]
        ends = zip(trace["x"], trace["y"], whiskers["arrayminus"], whiskers["array"], strict=True)
        for x, y, less, more in ends:
            if name == "x" and (less or more):
                axis, down = trace.get("xaxis", "x"), _down(plot, y)
                left, right = plot.x(x - less, axis), plot.x(x + more, axis)
                yield _line(left, down, right, down, look)
                yield from (_line(end, down - cap, end, down + cap, look) for end in (left, right))
            elif name == "y":
                across, low, high = plot.x(x), _down(plot, y - less), _down(plot, y + more)
                yield _line(across, low, across, high, look)
                caps = f"M-{cap},0H{cap}M-{cap},{round(high - low, 1):g}H{cap}"
                ink = {"fill": "none", "edge": look["color"], "thick": look["width"]}
                yield _PARTS.mark(x=across, y=low, path=caps, **ink)


def _bars(plot: Plot, trace: dict[str, Any]) -> Iterator[Markup]:
    look, axis, count = trace["marker"], trace.get("xaxis", "x"), len(trace["x"])
    row = plot.size.plot / max(len(plot.scales["y"].axis["categoryarray"]), 1)
    tall = round(row * (1 - plot.layout.get("bargap", 0.2)), 1)
    edge = look.get("line", {})
    fills = _each(_HATCH if "pattern" in look else look["color"], count)
    edges = _each(edge.get("color", ""), count)
    zero = plot.x(0, axis)
    for value, name, fill, ink in zip(trace["x"], trace["y"], fills, edges, strict=True):
        end = plot.x(value, axis)
        yield _PARTS.box(
            x=min(zero, end),
            y=round(_down(plot, name) - tall / 2, 1),
            wide=round(abs(end - zero), 2),
            tall=tall,
            fill=fill,
            edge=ink,
            thick=edge.get("width", 0),
        )


def _cells(plot: Plot, trace: dict[str, Any]) -> Iterator[Markup]:
    wide, tall = 100 / max(len(trace["x"]), 1), plot.size.plot / max(len(trace["y"]), 1)
    for name, row in zip(trace["y"], trace["z"], strict=True):
        for head, value in zip(trace["x"], row, strict=True):
            if value is not None:
                yield _PARTS.box(
                    x=round(plot.x(head) - wide / 2, 2),
                    y=round(_down(plot, name) - tall / 2, 1),
                    wide=round(wide, 2),
                    tall=round(tall, 1),
                    fill=_shade(trace, value),
                    edge="#ffffff",
                    thick=2,
                )


def _shade(trace: dict[str, Any], value: float) -> str:
    """A colour between the two of the scale."""
    share = min(max((value - trace["zmin"]) / ((trace["zmax"] - trace["zmin"]) or 1), 0), 1)
    (_, light), (_, dark) = trace["colorscale"]
    parts = [(int(light[at : at + 2], 16), int(dark[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
