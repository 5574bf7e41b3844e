"""Zoom's participants: one row per join. Somebody who lost the line and came back is one attendance.

The meeting's own lines may stand above: its topic is then the course, with or without the day.
"""

from __future__ import annotations

from dashboard.intake.systems._adapting import (
    System,
    cell_of,
    merged,
    place_of,
    sure_of_order,
    title_and_day,
    with_column,
)
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Table, as_text
from dashboard.reference.code_lists import normalise


def _finish(file: str, table: Table, mapping: PartnerMapping) -> Table:
    day = place_of(table, "session_date")
    if day is not None:
        sure_of_order(file, "Zoom", [cell_of(cells, day) for _, cells in table.rows], mapping)
    count = len(table.rows)
    course, on = title_and_day(_topic(table))
    if course:
        table = with_column(table, "course", [course] * count, mapping)
    if on and day is None:
        table = with_column(table, "session_date", [on] * count, mapping)
    for name, word in (
        ("venue", "online"),
        ("delivery_format", "live_online"),
        ("status", "attended"),
        ("role", ""),
    ):
        table = with_column(table, name, [word] * count, mapping)
    return merged(table, ("person_key",))


def _topic(table: Table) -> str:
    """What the lines above the headings call the meeting: below the word, or beside it if it is alone."""
    lines = [[as_text(cell) for cell in cells] for _, cells in table.above]
    for at, line in enumerate(lines):
        for place, words in enumerate(line):
            if normalise(words) not in {"topic", "meeting topic"}:
                continue
            if sum(map(bool, line)) == len(("Topic", "its words")):
                return next(cell for cell in line[place + 1 :] if cell) if any(line[place + 1 :]) else ""
            below = lines[at + 1] if at + 1 < len(lines) else []
            return below[place] if place < len(below) else ""
    return ""


SYSTEM = System(
    title="Zoom",
    marks=frozenset({"join time", "leave time"}),
    any_of=frozenset({"name original name", "user email"}),
    renamed={"user email": "person_key", "email": "person_key", "join time": "session_date"},
    dropped=frozenset(
        {
            "name original name",
            "leave time",
            "duration minutes",
            "guest",
            "recording consent",
            "in waiting room",
            "total duration minutes",
            "user name",
            "name",
        }
        | {"country region name", "recording disclaimer response"}
    ),
    finish=_finish,
)
