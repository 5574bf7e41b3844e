"""Events and breaks on a time axis: a dotted line and its words, one above the other where they are near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard import wording
from dashboard.charts import alt, style
from dashboard.series import Series

#: Words of a mark take this share of the width on a telephone; nearer ones stand on a row of their own.
_APART = 0.45
#: Pixels high is a row of words of two lines.
ROW = 40


class Mark(NamedTuple):
    """What to mark on a time line; at a break the line itself breaks."""

    day: str
    label: str
    breaks: bool = False


def within(lines: Sequence[Series], marks: Sequence[Mark]) -> list[Mark]:
    """The marks that lie inside the periods of the series, in order."""
    times = [point.code for one in lines for point in one.points if point.code != "all"]
    if not times:
        return []
    first = min(wording.first_day(time) for time in times)
    last = max(wording.first_day(wording.later(time, 1)) for time in times)
    return sorted(mark for mark in marks if first <= mark.day < last)


def text(mark: Mark, lines: Sequence[Series]) -> str:
    """A mark in words, with the figure of its month."""
    return f"{mark.label}, {wording.date(mark.day)}{_figure_there(mark, lines, ': ')}"


def verticals(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """A dotted line over the height of the picture at each mark."""
    return [
        {
            "type": "line",
            "x0": mark.day,
            "x1": mark.day,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": style.QUIET, "width": 1.5, "dash": "dot"},
        }
        for mark in marks
    ]


def notes(marks: Sequence[Mark], lines: Sequence[Series]) -> list[dict[str, Any]]:
    """The words of each mark above the picture."""
    return [
        style.note(
            style.wrapped(mark.label, 24) + _figure_there(mark, lines, "<br>"),
            x=mark.day,
            y=1,
            yref="paper",
            yshift=ROW * level,
            xanchor="right" if _late(mark, lines) else "left",
            yanchor="bottom",
            align="right" if _late(mark, lines) else "left",
        )
        | {"font": {"size": style.SIZE - 1, "color": style.QUIET}}
        for mark, level in zip(marks, _levels(marks, lines), strict=True)
    ]


def room(marks: Sequence[Mark], lines: Sequence[Series]) -> int:
    """Pixels that the words take above the picture."""
    levels = _levels(marks, lines)
    return 12 + ROW * (max(levels) + 1) if levels else 20


def _levels(marks: Sequence[Mark], lines: Sequence[Series]) -> list[int]:
    """The row of each mark's words, 0 the lowest: the first that is free where they would stand."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for mark in marks:
        place = _place(mark, lines)
        reach = (place - _APART, place) if _late(mark, lines) else (place, place + _APART)
        level = next(
            (at for at, row in enumerate(taken) if all(reach[1] <= a or b <= reach[0] for a, b in row)),
            len(taken),
        )
        if level == len(taken):
            taken.append([])
        taken[level].append(reach)
        found.append(level)
    return found


def _place(mark: Mark, lines: Sequence[Series]) -> float:
    """Where a mark stands along the axis, from 0 to 1."""
    spans = [wording.span(point.code) for one in lines for point in one.points if point.code != "all"]
    first, last = min(start for start, _ in spans), max(end for _, end in spans) + 1
    month, day = wording.span(mark.day[:7])[0], int(mark.day[8:10])
    return (month + (day - 1) / 31 - first) / (last - first)


def _figure_there(mark: Mark, lines: Sequence[Series], before: str) -> str:
    """The figure of the month in which the mark lies, of a single monthly line."""
    month = mark.day[:7]
    found = [point for point in lines[0].shown if point.code == month] if len(lines) == 1 else []
    return f"{before}{alt.told(found[0], lines[0].measure)}" if found else ""


def _late(mark: Mark, lines: Sequence[Series]) -> bool:
    """Whether a mark lies so far to the right that its words must stand to its left."""
    return _place(mark, lines) > 0.6
