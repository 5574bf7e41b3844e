"""Events and breaks on a time axis: a dotted line and its words, one above the other where they are near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import alt, style
from dashboard.methods import wording
from dashboard.publication import ALL

#: Pixels wide is a picture on a telephone, and a letter: words that would meet there stand on two rows.
WIDTH, _LETTER = 250.0, 7.5
#: Letters to a line of these words there, and pixels high is a line.
_LETTERS, _LINE = 18, 18


class Mark(NamedTuple):
    """What to mark on a time line; at a break the line itself breaks."""

    day: str
    label: str
    breaks: bool = False


def breaks(marks: Sequence[Mark]) -> tuple[tuple[str, str], ...]:
    """The day and the words of each mark at which a series breaks."""
    return tuple((mark.day, mark.label) for mark in marks if mark.breaks)


def within(lines: Sequence[PublishedSeries], marks: Sequence[Mark]) -> list[Mark]:
    """The marks that lie inside the periods of the series, in order."""
    times = [point.code for series in lines for point in series.points if point.code != ALL]
    if not times:
        return []
    first = min(wording.first_day(time) for time in times)
    last = max(wording.first_day(wording.later(time, 1)) for time in times)
    return sorted(mark for mark in marks if first <= mark.day < last)


def text(mark: Mark, lines: Sequence[PublishedSeries]) -> str:
    """A mark in words, with the figure of its month."""
    return f"{mark.label}, {wording.date(mark.day)}{_figure_there(mark, lines, ': ')}"


def verticals(
    marks: Sequence[Mark], lines: Sequence[PublishedSeries], width: float = WIDTH
) -> list[dict[str, Any]]:
    """A dotted line at each mark, over the height of the picture and up to its words."""
    look = {"type": "line", "yref": "paper", "line": {"color": style.QUIET, "width": 1.5, "dash": "dot"}}
    shapes = []
    for mark, base in zip(marks, _bases(marks, lines, width), strict=True):
        shapes.append(look | {"x0": mark.day, "x1": mark.day, "y0": 0, "y1": 1})
        if base:
            upward = {"ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": base}
            shapes.append(look | {"x0": mark.day, "x1": mark.day} | upward)
    return shapes


def notes(
    marks: Sequence[Mark], lines: Sequence[PublishedSeries], width: float = WIDTH
) -> list[dict[str, Any]]:
    """The words of each mark above the picture."""
    return [
        style.note(
            _words(mark, lines, width),
            x=mark.day,
            y=1,
            yref="paper",
            yshift=base,
            xanchor="right" if _late(mark, lines) else "left",
            yanchor="bottom",
            align="right" if _late(mark, lines) else "left",
            bgcolor="#ffffff",
        )
        | {"font": {"size": style.SMALL, "color": style.QUIET}}
        for mark, base in zip(marks, _bases(marks, lines, width), strict=True)
    ]


def room(marks: Sequence[Mark], lines: Sequence[PublishedSeries], width: float = WIDTH) -> int:
    """Pixels that the words take above the picture."""
    bases = _bases(marks, lines, width)
    tops = [base + _tall(mark, lines, width) for mark, base in zip(marks, bases, strict=True)]
    return 8 + max(tops, default=12)


def _words(mark: Mark, lines: Sequence[PublishedSeries], width: float) -> str:
    return style.wrapped(mark.label, max(_LETTERS, int(width / 20))) + _figure_there(mark, lines, "<br>")


def _tall(mark: Mark, lines: Sequence[PublishedSeries], width: float) -> int:
    return _LINE * (_words(mark, lines, width).count("<br>") + 1) + 6


def _bases(marks: Sequence[Mark], lines: Sequence[PublishedSeries], width: float) -> list[int]:
    """How many pixels above the picture the words of each mark begin."""
    levels = _levels(marks, lines, width)
    tall = [
        max(_tall(mark, lines, width) for mark, at in zip(marks, levels, strict=True) if at == level)
        for level in range(max(levels, default=-1) + 1)
    ]
    return [sum(tall[:level]) for level in levels]


def _levels(marks: Sequence[Mark], lines: Sequence[PublishedSeries], width: float) -> list[int]:
    """The row of each mark's words, 0 the lowest: the first that is free where they would stand."""
    taken: list[list[tuple[float, float]]] = []
    annotations = []
    for mark in marks:
        place = _place(mark, lines)
        wide = (max(map(len, _words(mark, lines, width).split("<br>"))) * _LETTER + 8) / width
        reach = (place - wide, place) if _late(mark, lines) else (place, place + wide)
        level = next(
            (at for at, row in enumerate(taken) if all(reach[1] <= a or b <= reach[0] for a, b in row)),
            len(taken),
        )
        if level == len(taken):
            taken.append([])
        taken[level].append(reach)
        annotations.append(level)
    return annotations


def _place(mark: Mark, lines: Sequence[PublishedSeries]) -> float:
    """Where a mark stands along the axis, from 0 to 1."""
    spans = [wording.span(point.code) for series in lines for point in series.points if point.code != ALL]
    first, last = min(start for start, _ in spans), max(end for _, end in spans) + 1
    month, day = wording.span(mark.day[:7])[0], int(mark.day[8:10])
    return (month + (day - 1) / 31 - first) / (last - first)


def _figure_there(mark: Mark, lines: Sequence[PublishedSeries], before: str) -> str:
    """The figure of the month in which the mark lies, of a single monthly line."""
    month = mark.day[:7]
    there = [point for point in lines[0].shown if point.code == month] if len(lines) == 1 else []
    return f"{before}{alt.figure_text(there[0], lines[0].measure)}" if there else ""


def _late(mark: Mark, lines: Sequence[PublishedSeries]) -> bool:
    """Whether a mark lies so far to the right that its words must stand to its left."""
    return _place(mark, lines) > 0.6
