"""What a slide draws: the very chart that a page draws of the same figures, in the room that a slide has."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display import charts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Mark, style

#: Kinds of slides with figures over time.
OVER_TIME = ("trend", "compare")


def chart(
    kind: str,
    lines: Sequence[PublishedSeries],
    events: Sequence[Mark] = (),
    focus: str = "",
    room: style.Room | None = None,
) -> charts.Picture:
    """The chart of a slide of ``kind``; where there is no ``room`` for all its rows it says so.

    Every output draws this figure and chooses nothing itself. Raises ValueError for a slide without a chart.
    """
    if kind in OVER_TIME:
        return charts.line(lines, events, room=room)
    if kind == "bars":
        return charts.bars(lines[0], [focus] if focus else [], room)
    if kind == "dots":
        return charts.dots(lines[0], room)
    if kind == "paired":
        return charts.side_by_side_bars(lines[0], lines[1], room, focus)
    raise ValueError(f"a slide of {kind} has no chart")


def letters(kind: str) -> int:
    """The pixels of the smallest letters of a chart: those of the words of an event."""
    return style.SMALL if kind in OVER_TIME else style.SIZE
