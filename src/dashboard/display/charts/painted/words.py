"""What is written on a picture: ticks, names, notes and the key, as text of the page that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dashboard.display.charts import style
from dashboard.display.charts.painted.marks import DASHES, sign
from dashboard.display.charts.painted.plot import TICK, Plot

#: Lines of words, each of pieces that are bold or not.
Text = list[list[tuple[bool, str]]]
_BESIDE = {"left": "0", "center": "-50%", "right": "-100%"}
_ABOVE = {"top": "0", "middle": "-50%", "bottom": "-100%"}
#: What colours are called in the page's style, which has others where it is dark; green and orange are too
#: light for words.
_INKS = {
    style.INK: "ink", style.QUIET: "quiet", style.NEUTRAL: "neutral", style.FOCUS: "focus",
    style.COLOURS[1]: "second", style.COLOURS[2]: "third", style.COLOURS[3]: "fourth",
}  # fmt: skip
_MARKS = re.compile(r"(</?b>|<br>)")


def text(marked: str) -> Text:
    """Words as Plotly takes them, with bold letters and line breaks."""
    lines: Text = [[]]
    bold = False
    for piece in _MARKS.split(marked):
        if piece == "<br>":
            lines.append([])
        elif piece in ("<b>", "</b>"):
            bold = piece == "<b>"
        elif piece:
            lines[-1].append((bold, piece))
    return lines


def ticks(plot: Plot) -> Iterator[dict[str, Any]]:
    """What is written along the axes of time, of sizes and of columns, and what they are called."""
    for name in (name for name in plot.scales if name[0] == "x"):
        axis = plot.scales[name].axis
        top = axis.get("side") == "top"
        kind = "nd-tick nd-head" if top else "nd-tick"
        if axis.get("tickangle"):
            kind += " nd-upright"
        for place, written in plot.scales[name].ticks():
            if written:
                down = 0 if top else plot.foot(name) + TICK
                yield {"kind": kind, "x": round(100 * place, 2), "y": down, "text": text(written)}
        title = plot.titled(name)
        if title:
            names = [written.count("<br>") + 1 for _, written in plot.scales[name].ticks() if written]
            down = plot.size.plot + TICK + 20 * max(names, default=0) + 4
            yield {"kind": "nd-note nd-along", "x": 50, "y": down, "text": text(title)}


def names(plot: Plot) -> Iterator[dict[str, Any]]:
    """What is written beside the plot: its rows, or its scale."""
    for name in (name for name in plot.scales if name[0] == "y"):
        scale = plot.scales[name]
        kind = "nd-name" if scale.axis.get("type") == "category" else "nd-tick"
        for place, written in scale.ticks():
            if written:
                down = round(plot.size.plot * (1 - place), 1)
                yield {"kind": kind, "y": down, "text": text(written)}


def notes(plot: Plot) -> Iterator[dict[str, Any]]:
    """Figures and words on the picture."""
    for note in plot.layout.get("annotations", []):
        across = plot.x(note["x"], note.get("xref", "x"), note=True)
        down = plot.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
        beside, above = note.get("xanchor", "center"), note.get("yanchor", "middle")
        shift = note.get("xshift", 0)
        if note.get("showarrow"):
            shift, down = note["ax"], down + note["ay"]
        yield {
            "kind": "nd-note nd-ground" if note.get("bgcolor") else "nd-note",
            "x": across,
            "y": round(down, 1),
            "look": _look(note["font"], _BESIDE[beside], _ABOVE[above], shift, note.get("align", beside)),
            "text": text(note["text"]),
        }
    for trace in plot.data:
        if trace["type"] == "heatmap":
            yield from _figures(plot, trace)


def _look(font: dict[str, Any], beside: str, above: str, shift: float, align: str) -> str:
    """How a note looks where that is not as most do."""
    look = ""
    if (beside, above) != ("-50%", "-50%"):
        look += f";translate:{beside} {above}"
    if shift:
        look += f";margin-left:{shift:g}px"
    if font["color"] != style.INK:
        look += f";color:{_ink(font['color'])}"
    if font["size"] != style.SIZE:
        look += f";font-size:{font['size']}px"
    return look + (f";text-align:{align}" if align != "center" else "")


def _ink(colour: str) -> str:
    return f"var(--nd-{_INKS[colour]})"


def _figures(plot: Plot, trace: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is written in the cells of a table."""
    for row, written in zip(trace["y"], trace["text"], strict=True):
        for column, figure in zip(trace["x"], written, strict=True):
            if figure:
                place = {"x": plot.x(column), "y": plot.y(row)}
                yield place | {"kind": "nd-note", "look": "", "text": text(figure)}


def key(plot: Plot) -> list[dict[str, Any]]:
    """What lines and marks stand for, where a figure has a key."""
    if not plot.layout.get("showlegend"):
        return []
    return [
        _entry(trace) for trace in plot.data if trace.get("name") and trace.get("showlegend") is not False
    ]


def _entry(trace: dict[str, Any]) -> dict[str, Any]:
    line = sample = colour = ""
    if "lines" in trace["mode"]:
        look = trace["line"]
        kind = {"": "solid", "dash": "dashed", "dot": "dotted"}[
            next((name for name in DASHES if name == look.get("dash") and name != "solid"), "")
        ]
        line = f"{look['width']}px {kind} {_ink(look['color'])}"
    if "markers" in trace["mode"]:
        look = trace["marker"]
        symbols, colour = look.get("symbol", "circle"), look["color"]
        # Pale marks have an edge, by which they are seen.
        colour = _ink(look["line"]["color"] if colour == style.BEHIND else colour)
        sample = sign(symbols if isinstance(symbols, str) else symbols[0])
    return {"line": line, "sign": sample, "colour": colour, "text": text(trace["name"])}
