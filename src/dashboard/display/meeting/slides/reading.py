"""What a native chart is made of, read from the figure of the page's chart: nothing is chosen here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.display.charts.painted import words


@dataclass(frozen=True)
class Rows:
    """The rows of one column of bars or dots, in order, and the ends of its scale.

    A row without a figure has what is printed in its place. ``limits`` are how far the ends of an interval
    lie from a figure.
    """

    names: tuple[str, ...]
    values: tuple[float | None, ...]
    printed: tuple[str, ...]
    limits: tuple[tuple[float, float] | None, ...]
    fills: tuple[str, ...]
    edges: tuple[str, ...]
    low: float
    high: float
    dots: bool

    @property
    def written(self) -> list[list[str]]:
        """Each name line by line; where there is no figure, with the mark that says so."""
        every = zip(self.names, self.values, self.printed, strict=True)
        return [plain(name if value is not None else f"{name} {printed}") for name, value, printed in every]

    @property
    def called(self) -> tuple[str, ...]:
        """The same on one line each."""
        return tuple(map(" ".join, self.written))


def rows(figure: Mapping[str, Any], axis: str = "x") -> Rows:
    """The rows along one of a figure's scales."""
    layout = figure["layout"]
    drawn = next(
        trace
        for trace in figure["data"]
        if trace.get("xaxis", "x") == axis and "pattern" not in trace["marker"]
    )
    look, held = drawn["marker"], drawn.get("error_x")
    count = len(drawn["y"])
    colours = look["color"] if isinstance(look["color"], list) else [look["color"]] * count
    lines = look.get("line", {}).get("color") or [""] * count
    apart = list(zip(held["arrayminus"], held["array"], strict=True)) if held else [None] * count
    names = tuple(layout["yaxis"]["categoryarray"])
    known = dict(zip(drawn["y"], zip(drawn["x"], apart, colours, lines, strict=True), strict=True))
    every = [known.get(name, (None, None, "", "")) for name in names]
    figures = {note["y"]: note["text"] for note in layout["annotations"] if note["xref"] in ("paper", axis)}
    low, high = layout[f"xaxis{axis[1:]}"]["range"]
    return Rows(
        names=names,
        values=tuple(value for value, *_ in every),
        printed=tuple(figures[name] for name in names),
        limits=tuple(limits if limits and any(limits) else None for _, limits, *_ in every),
        fills=tuple(fill for *_, fill, _ in every),
        edges=tuple(edge for *_, edge in every),
        low=low,
        high=high,
        dots=drawn["type"] == "scatter",
    )


def plain(text: str) -> list[str]:
    """Words as Plotly takes them, line by line, without their look."""
    return ["".join(piece for _, piece in line) for line in words.text(text)]


def headings(figure: Mapping[str, Any]) -> list[str]:
    """What stands above the columns of a figure."""
    notes: list[dict[str, Any]] = figure["layout"]["annotations"]
    return [" ".join(plain(note["text"])) for note in notes if note["y"] == 1]
