"""The scales of a chart: from a value to its place, and what is written where."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: A scale of figures without ends of its own reaches this much beyond the largest.
ROOM = 1.06
#: Steps from one tick to the next, times a power of 10.
STEPS = (1, 2, 5, 10)

Axis = Mapping[str, Any]


@dataclass(frozen=True)
class Scale:
    """From what is drawn to shares of the plot, counted from its left or its foot.

    ``low`` and ``high`` are the ends of what is drawn, ``start`` and ``end`` those of its part of the plot.
    """

    axis: Axis
    low: float
    high: float
    start: float
    end: float

    def at(self, value: Any, note: bool = False) -> float:
        """Where a value stands. Of a ``note`` or a shape Plotly takes the logarithm, where that is drawn."""
        return self._of(math.log10(value) if self.axis.get("type") == "log" and not note else value)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Where a tick stands and what is written at it; none beyond the ends."""
        kind, written = self.axis.get("type"), self.axis.get("showticklabels", True)
        if kind == "category":
            ticks = [(name, str(name)) for name in self.axis["categoryarray"]]
        elif "tickvals" in self.axis:
            ticks = list(zip(self.axis["tickvals"], self.axis["ticktext"], strict=True))
        else:
            suffix = self.axis.get("ticksuffix", "")
            ticks = [(value, _number(value) + suffix) for value in self._round()]
        ends = sorted((self.start, self.end))
        for value, text in ticks:
            place = self.at(value)
            if ends[0] - 1e-9 <= place <= ends[1] + 1e-9:
                yield place, text if written else ""

    def _of(self, value: Any) -> float:
        share = (_place(self.axis, value) - self.low) / ((self.high - self.low) or 1.0)
        return self.start + (self.end - self.start) * share

    def _round(self) -> list[float]:
        """Round values between the ends: at most so many as the axis has room for."""
        step = self.axis.get("dtick") or _step(self.high - self.low, self.axis.get("nticks", 6))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(step * at, 9) for at in range(first, last + 1)]


def scale(axis: Axis, values: Iterable[Any]) -> Scale:
    """The scale of an axis on which ``values`` are drawn; figures stand on 0."""
    start, end = axis.get("domain", (0.0, 1.0))
    if axis.get("type") == "category":
        ends = [-0.5, len(axis["categoryarray"]) - 0.5]
        ends = ends[::-1] if axis.get("autorange") == "reversed" else ends
    elif "range" in axis:
        # The ends of a scale of logarithms are logarithms.
        ends = [_place(axis, value) for value in axis["range"]]
    else:
        shown = [float(value) for value in values if isinstance(value, int | float)]
        ends = [min([0.0, *shown]) * ROOM, max([0.0, *shown]) * ROOM]
        ends[1] = ends[1] if ends[1] > ends[0] else 1.0
    return Scale(axis, ends[0], ends[1], start, end)


def _place(axis: Axis, value: Any) -> float:
    if not isinstance(value, str):
        return float(value)
    if axis.get("type") == "category":
        names: Sequence[str] = axis["categoryarray"]
        return float(names.index(value))
    return float(datetime.date.fromisoformat(value).toordinal())


def _step(reach: float, most: int) -> float:
    raw = reach / most
    power: float = 10 ** math.floor(math.log10(raw))
    return next(power * each for each in STEPS if power * each >= raw * (1 - 1e-9))


def _number(value: float) -> str:
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}")
