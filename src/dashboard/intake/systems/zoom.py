"""Zoom's participants: one row per join, or per person. Somebody who lost the line and came back the same day
is one attendance.

The meeting's own lines may stand above: its topic is then the course, with or without the day.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from dashboard.intake.systems._adapting import (
    System,
    cell_of,
    changed,
    merged,
    place_of,
    sure_of_order,
    title_and_day,
    with_column,
)
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, as_text
from dashboard.reference.spelling import normalise

_DAY_AND_TIME = re.compile(r"(\S+) \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?", re.ASCII | re.IGNORECASE)


def _finish(file: str, table: Table, mapping: PartnerMapping) -> Table:
    day = place_of(table, "session_date")
    if day is not None:
        sure_of_order(file, "Zoom", [cell_of(cells, day) for _, cells in table.rows], mapping)
    count = len(table.rows)
    course, on = title_and_day(_topic(table))
    if course:
        table = with_column(table, "course", [course] * count, mapping)
    if day is None:
        on = on or _start(table)
        sure_of_order(file, "Zoom", [on], mapping)
        if on:
            table = with_column(table, "session_date", [on] * count, mapping)
    else:
        # Joins of two days, as of a meeting that is held again, are two attendances.
        table = changed(table, day, _without_time)
    for name, word in (
        ("venue", "online"),
        ("delivery_format", "live_online"),
        ("status", "attended"),
        ("role", ""),
    ):
        table = with_column(table, name, [word] * count, mapping)
    return merged(table, ("person_key", "session_date"))


def _without_time(cell: Cell) -> Cell:
    """The day of a join; a time with a zone is left, since it may be of another day here."""
    match = _DAY_AND_TIME.fullmatch(cell) if isinstance(cell, str) else None
    return match[1] if match else cell


def _start(table: Table) -> str:
    """The day on which the lines above the headings say that the meeting began; empty where they do not."""
    match = _DAY_AND_TIME.fullmatch(_said_above(table, {"start time", "meeting start time"}))
    return match[1] if match else ""


def _topic(table: Table) -> str:
    """What the lines above the headings call the meeting."""
    return _said_above(table, {"topic", "meeting topic"})


def _said_above(table: Table, asked: Collection[str]) -> str:
    """What the lines above the headings say below one of these words, or beside it if it is alone."""
    lines = [[as_text(cell) for cell in cells] for _, cells in table.above]
    for at, line in enumerate(lines):
        for place, words in enumerate(line):
            if normalise(words) not in asked:
                continue
            if sum(map(bool, line)) == len(("Topic", "its words")):
                return next(cell for cell in line[place + 1 :] if cell) if any(line[place + 1 :]) else ""
            below = lines[at + 1] if at + 1 < len(lines) else []
            return below[place] if place < len(below) else ""
    return ""


_PERSON = frozenset({"name original name", "user email"})
SYSTEM = System(
    title="Zoom",
    marks=frozenset({"join time", "leave time"}),
    any_of=_PERSON,
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
#: With one row for each person ("show unique users"), and the day in the lines above.
BY_PERSON = replace(SYSTEM, marks=frozenset({"total duration minutes", "guest"}))
