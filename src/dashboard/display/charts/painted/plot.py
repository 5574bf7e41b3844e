"""Where things stand on a picture: shares of its width, and pixels of its height."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.display.charts.painted.scales import Scale, scale
from dashboard.display.charts.style import Figure

#: Pixels drawn beneath the plot: half of a mark that stands on its foot.
BLEED = 10
#: Pixels of a line of words, of a tick, and of a letter of a name that stands upright.
LINE, TICK, LETTER = 19, 5, 7.5


@dataclass(frozen=True)
class Size:
    """Pixels of a picture: its height, what lies around its plot, the plot, and all that is drawn."""

    height: int
    top: float
    right: float
    left: float
    plot: float

    @property
    def drawn(self) -> float:
        """The height of what is drawn: from the top of the picture to just beneath the plot."""
        return self.top + self.plot + BLEED


class Plot:
    """A figure's scales and sizes. Across is in percent of the plot, down in pixels from its top.

    ``wide`` is how many pixels it is across, where that is known.
    """

    def __init__(self, figure: Mapping[str, Any], wide: float = 0.0) -> None:
        self.wide = wide
        self.data: list[Figure] = list(figure["data"])
        self.layout: Figure = dict(figure["layout"])
        self.scales = {name: self._scale(name) for name in self._axes()}
        self.size = self._size()

    def x(self, value: Any, axis: str = "x", note: bool = False) -> float:
        """Percent of the plot's width from its left."""
        if axis == "paper":
            return 100.0 * float(value)
        return round(100 * self.scales[axis].at(value, note), 2)

    def y(self, value: Any, axis: str = "y") -> float:
        """Pixels from the top of the plot."""
        if axis == "paper":
            share = value
        elif axis.endswith(" domain"):
            inside = self.scales[axis.removesuffix(" domain")]
            share = inside.start + (inside.end - inside.start) * value
        else:
            share = self.scales[axis].at(value)
        return round(self.size.plot * (1 - float(share)), 1)

    def foot(self, name: str) -> float:
        """Pixels from the top of the plot to the scale called ``name``, which lies beneath its panel."""
        beside = self.scales[str(self.scales[name].axis.get("anchor", "y"))]
        return round(self.size.plot * (1 - beside.start), 1)

    def titled(self, name: str) -> str:
        """What is written along an axis."""
        return str((self.scales[name].axis.get("title") or {}).get("text", ""))

    def _axes(self) -> list[str]:
        own = [key.replace("axis", "") for key in self.layout if key.startswith(("xaxis", "yaxis"))]
        return own or ["x", "y"]

    def _scale(self, name: str) -> Scale:
        axis = self.layout[f"{name[0]}axis{name[1:]}"]
        return scale(axis, self._values(name))

    def _values(self, name: str) -> list[Any]:
        """All that is drawn along an axis, to the ends of its whiskers."""
        values: list[Any] = []
        for trace in self.data:
            if trace.get(f"{name[0]}axis", name[0]) != name:
                continue
            values += trace[name[0]]
            whiskers = trace.get(f"error_{name[0]}")
            if whiskers:
                for value, up, down in zip(
                    trace[name[0]], whiskers["array"], whiskers["arrayminus"], strict=True
                ):
                    values += [value + up, value - down]
        return values

    def _size(self) -> Size:
        margin, height = self.layout["margin"], self.layout["height"]
        above = beneath = 0.0
        for name in (name for name in self.scales if name[0] == "x"):
            needed = self._room(name)
            if self.scales[name].axis.get("side") == "top":
                above = max(above, needed)
            else:
                beneath = max(beneath, needed)
        top, bottom = max(margin["t"], above), max(margin["b"], beneath)
        return Size(height, top, margin["r"], margin["l"], max(height - top - bottom, 10))

    def _room(self, name: str) -> float:
        """Pixels that the names of ticks and the title of an axis take."""
        texts = [text for _, text in self.scales[name].ticks() if text]
        title = self.titled(name)
        room = LINE * (title.count("<br>") + 1) + 8 if title else 0.0
        if not texts:
            return room
        if self.scales[name].axis.get("tickangle"):
            return room + 8 + LETTER * max(len(line) for text in texts for line in text.split("<br>"))
        return room + 2 * TICK + LINE * (max(text.count("<br>") for text in texts) + 1)
