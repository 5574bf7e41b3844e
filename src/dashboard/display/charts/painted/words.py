"""What is written on a picture: ticks, names, notes and the key, as text of the page that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboard.display.charts import style
from dashboard.display.charts.painted.marks import sign
from dashboard.display.charts.painted.plot import TICK, Plot

#: Lines of words, each of pieces that are bold or not.
Text = list[list[tuple[bool, str]]]
#: Pixels between the plot and what is written to its left.
GAP = 6
_BESIDE = {"left": "0", "center": "-50%", "right": "-100%"}
_ABOVE = {"top": "0", "middle": "-50%", "bottom": "-100%"}
#: What colours are called in the page's style, which has others where it is dark; green and orange are too
#: light for words.
_INKS = {
    style.INK: "ink", style.QUIET: "quiet", style.NEUTRAL: "neutral", style.FOCUS: "focus",
    style.COLOURS[1]: "second", style.COLOURS[2]: "third", style.COLOURS[3]: "fourth",
}  # fmt: skip
_DARKER = {style.COLOURS[1]: "#1a7c74", style.COLOURS[3]: "#b8430f"}
_MARKS = re.compile(r"(</?b>|<br>)")


@dataclass(frozen=True)
class Words:
    """Words at a place: ``x`` in percent of the plot and ``shift`` pixels, ``y`` in pixels from its top.

    ``beside`` and ``above`` are the edge of the words that stands there. ``kind`` is their class on a page.
    """

    kind: str
    x: float
    y: float
    text: Text
    beside: str = "center"
    above: str = "middle"
    shift: float = 0.0
    size: int = style.SIZE
    colour: str = style.INK
    align: str = "center"

    @property
    def ink(self) -> str:
        """Their colour in print and on slides: green and orange are too light for words."""
        return _DARKER.get(self.colour, self.colour)

    @property
    def look(self) -> str:
        """How words look on a page where that is not as most do."""
        look = ""
        if (self.beside, self.above) != ("center", "middle"):
            look += f";translate:{_BESIDE[self.beside]} {_ABOVE[self.above]}"
        if self.shift:
            look += f";margin-left:{self.shift:g}px"
        if self.colour != style.INK:
            look += f";color:{_ink(self.colour)}"
        if self.size != style.SIZE:
            look += f";font-size:{self.size}px"
        return look + (f";text-align:{self.align}" if self.align != "center" else "")


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


def ticks(plot: Plot) -> Iterator[Words]:
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
                above = "bottom" if top else "top"
                yield Words(kind, round(100 * place, 2), down, text(written), above=above)
        title = plot.titled(name)
        if title:
            names = [written.count("<br>") + 1 for _, written in plot.scales[name].ticks() if written]
            down = plot.size.plot + TICK + 20 * max(names, default=0) + 4
            yield Words("nd-note nd-along", 50, down, text(title), above="top")


def names(plot: Plot) -> Iterator[Words]:
    """What is written beside the plot: its rows, or its scale."""
    for name in (name for name in plot.scales if name[0] == "y"):
        scale = plot.scales[name]
        kind = "nd-name" if scale.axis.get("type") == "category" else "nd-tick"
        for place, written in scale.ticks():
            if written:
                down = round(plot.size.plot * (1 - place), 1)
                yield Words(kind, 0, down, text(written), "right", shift=-GAP)


def notes(plot: Plot) -> Iterator[Words]:
    """Figures and words on the picture."""
    for note in plot.layout.get("annotations", []):
        across = plot.x(note["x"], note.get("xref", "x"), note=True)
        down = plot.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
        beside, above = note.get("xanchor", "center"), note.get("yanchor", "middle")
        shift = note.get("xshift", 0)
        if note.get("showarrow"):
            shift, down = note["ax"], down + note["ay"]
        yield Words(
            "nd-note nd-ground" if note.get("bgcolor") else "nd-note",
            across,
            round(down, 1),
            text(note["text"]),
            beside,
            above,
            shift,
            note["font"]["size"],
            note["font"]["color"],
            note.get("align", beside),
        )
    for trace in plot.data:
        if trace["type"] == "heatmap":
            yield from _figures(plot, trace)


def _ink(colour: str) -> str:
    return f"var(--nd-{_INKS[colour]})"


def _figures(plot: Plot, trace: dict[str, Any]) -> Iterator[Words]:
    """What is written in the cells of a table."""
    for row, written in zip(trace["y"], trace["text"], strict=True):
        for column, figure in zip(trace["x"], written, strict=True):
            if figure:
                yield Words("nd-note", plot.x(column), plot.y(row), text(figure))


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
        kind = {"dash": "dashed", "dot": "dotted"}.get(look.get("dash", ""), "solid")
        line = f"{look['width']}px {kind} {_ink(look['color'])}"
    if "markers" in trace["mode"]:
        look = trace["marker"]
        symbols, colour = look.get("symbol", "circle"), look["color"]
        # Pale marks have an edge, by which they are seen.
        colour = _ink(look["line"]["color"] if colour == style.BEHIND else colour)
        sample = sign(symbols if isinstance(symbols, str) else symbols[0])
    return {"line": line, "sign": sample, "colour": colour, "text": text(trace["name"])}
