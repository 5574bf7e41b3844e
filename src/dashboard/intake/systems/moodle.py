"""Moodle's course completion: one row per person and course, with the time at which it was completed.

Whoever has a time came. A course that is not completed has no day yet, so it is no booking of ours: it is
counted apart. It is held online unless the TOML says where. A widespread plugin has other headings.
"""

from __future__ import annotations

import re

from dashboard.intake.systems._adapting import (
    System,
    cell_of,
    changed,
    merged,
    place_of,
    set_apart,
    with_column,
)
from dashboard.intake.validation.cells import says_nothing
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Furniture, Table, as_text

#: "Tuesday, 6 October 2026, 12:04 PM": the day of the week says nothing that the date does not.
_WEEKDAY = re.compile(r"^[A-Za-z]{3,9}, ")


def _finish(_: str, table: Table, mapping: PartnerMapping) -> Table:
    day = place_of(table, "session_date")
    if day is not None:
        table = changed(table, day, _without_weekday)
        waiting = [number for number, cells in table.rows if says_nothing(as_text(cell_of(cells, day)))]
        table = set_apart(table, dict.fromkeys(waiting, Furniture.OPEN))
    count = len(table.rows)
    for name, word in (
        ("venue", "online"),
        ("delivery_format", "e_learning"),
        ("role", ""),
        ("status", "attended"),
    ):
        table = with_column(table, name, [word] * count, mapping)
    person = place_of(table, "person_key")
    if person is not None and all(not as_text(cell_of(cells, person)) for _, cells in table.rows):
        return table
    return merged(table, ("person_key", "course", "session_date"))


def _without_weekday(cell: Cell) -> Cell:
    return _WEEKDAY.sub("", as_text(cell)) if isinstance(cell, str) else cell


_REPORT = System(
    title="Moodle",
    marks=frozenset({"course full name", "time completed"}),
    # An ID number is the staff number where there is one; the e-mail is not needed then.
    renamed={
        "id number": "person_key",
        "email address": "person_key",
        "institution": "agency",
        "course full name": "course",
        "time completed": "session_date",
        "status": "status",
    },
    dropped=frozenset(
        {"first name", "last name", "full name", "department", "course short name", "user id", "username"}
        | {"city", "country", "time enrolled", "time started", "progress", "grade", "last access"}
    ),
    words={
        "status": {
            "complete": "attended",
            "completed": "attended",
            "complete via rpl": "attended",
            "in progress": "booked",
            "not yet started": "booked",
            "incomplete": "booked",
        }
    },
    finish=_finish,
)
_PLUGIN = System(
    title="Moodle",
    marks=frozenset({"course", "timestarted", "timecompleted"}),
    renamed={"email": "person_key", "course": "course", "timecompleted": "session_date"},
    dropped=frozenset({"name", "timestarted"}),
    finish=_finish,
)
SYSTEMS = (_REPORT, _PLUGIN)
