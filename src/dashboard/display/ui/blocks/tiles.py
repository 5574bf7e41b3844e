"""A figure on a tile: a name, a large figure, what it is of, and what stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.files.templates import Template, joined

_PARTS = Template(__file__, "tiles.html")


@dataclass(frozen=True)
class Part:
    """One of the parts a tile lists: its name, its figure, and the length of its bar in per cent."""

    name: str
    figure: str
    percent: str


def grid(tiles: Iterable[Markup], three: bool = False) -> Markup:
    """Tiles beside one another, at most ``three`` in a row."""
    return _PARTS.grid(tiles=joined(tiles), three=three)


def tile(name: str, inside: Markup, neutral: bool = False, tag: str = "", id: str = "") -> Markup:
    """One tile. ``neutral`` where no direction of the figure is wanted; ``id`` is for links to it."""
    return _PARTS.tile(name=name, inside=inside, neutral=neutral, tag=tag, id=id)


def figure(figure: str, under: Iterable[str]) -> Markup:
    """The large figure of a tile and the lines under it; empty ones are left out."""
    return _PARTS.figure(figure=figure, under=[text for text in under if text])


def parts(unit: str, rows: Sequence[Part]) -> Markup:
    """The parts of a breakdown with a bar each, under their ``unit``."""
    return _PARTS.parts(unit=unit, rows=rows)
