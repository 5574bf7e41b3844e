"""How large the letters of a slide's rows are, and which rows fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.display.charts.rows import kept, rest
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.slides import words
from dashboard.display.meeting.slides.frames import Place

#: Letters of rows, as large as all rows allow; where not even the smallest do, the rest is left out.
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
_ROW = 1.5
_NAMES = 0.42


def arranged(
    page: Any, points: Sequence[Point], hidden: Sequence[Point], place: Place, names: float, focus: str
) -> tuple[float, tuple[int, ...], Place]:
    """The size of letters, the positions of the rows that fit, and the place they have.

    ``names`` is the share of the width that names are measured in. Where not all rows fit, a line beneath
    says so; it counts what is hidden among ``hidden``.
    """
    size, drawn = fitting(points, place, names, focus)
    if len(drawn) < len(points):
        place = Place(place.x, place.y, place.width, place.height - words.MARKS * 1.5)
        size, drawn = fitting(points, place, names, focus)
        note = rest(len(drawn), hidden, "the paper and the spreadsheet")
        words.box(
            page.shapes, "Rest", [note], (place.x, place.y + place.height, place.width, 24), words.MARKS
        )
    return size, drawn, place


def fitting(points: Sequence[Point], place: Place, names: float, focus: str) -> tuple[float, tuple[int, ...]]:
    """The largest letters at which all rows fit, else the smallest; and the positions of those that fit."""
    width = place.width * names
    for size in SIZES:
        if _tall(points, width, size) <= place.height:
            return size, kept(points, len(points), focus)
    for most in range(len(points), 1, -1):
        drawn = kept(points, most, focus)
        if _tall([points[at] for at in drawn], width, SIZES[-1]) <= place.height:
            return SIZES[-1], drawn
    return SIZES[-1], kept(points, 1, focus)


def _tall(points: Sequence[Point], width: float, size: float) -> float:
    """All rows are as high as the one with the longest name."""
    lines = max((len(drawing.wrapped(named(p), width * _NAMES - 16, size)) for p in points), default=1)
    return len(points) * size * (_ROW + (lines - 1) * 1.1)


def names_width(points: Sequence[Point], width: float, size: float) -> float:
    """The width that the names of rows need, at most their share of ``width``."""
    names = [line for p in points for line in drawing.wrapped(named(p), width * _NAMES - 16, size)]
    return min(width * _NAMES, max((drawing.wide(line, size) for line in names), default=0.0) + 16)


def named(point: Point) -> str:
    """The name of a row; where there is no figure, with the mark that says so."""
    return f"{point.label} [{point.status.value}]" if point.value is None else point.label
