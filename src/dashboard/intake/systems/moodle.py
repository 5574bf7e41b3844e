"""Moodle's course completion: one row per person and course, with the time at which it was completed.

Whoever has a time came; a course that is not completed is a booking. It is held online unless the TOML says
where.
"""

from __future__ import annotations

import re

from dashboard.intake.systems._adapting import System, cell_of, changed, merged, place_of, with_column
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, as_text

#: "Tuesday, 6 October 2026, 12:04 PM": the day of the week says nothing that the date does not.
_WEEKDAY = re.compile(r"^[A-Za-z]{3,9}, ")


def _finish(_: str, table: Table, mapping: PartnerMapping) -> Table:
    day = place_of(table, "session_date")
    if day is not None:
        table = changed(table, day, _without_weekday)
    # An ID number is the staff number where there is one; the e-mail is not needed then.
    count = len(table.rows)
    table = with_column(table, "venue", ["online"] * count, mapping)
    table = with_column(table, "delivery_format", ["e_learning"] * count, mapping)
    table = with_column(table, "role", [""] * count, mapping)
    person = place_of(table, "person_key")
    if person is not None and all(not as_text(cell_of(cells, person)) for _, cells in table.rows):
        return table
    return merged(table, ("person_key", "course", "session_date"))


def _without_weekday(cell: Cell) -> Cell:
    return _WEEKDAY.sub("", as_text(cell)) if isinstance(cell, str) else cell


SYSTEM = System(
    title="Moodle",
    marks=frozenset({"first name", "last name", "course full name", "time completed"}),
    renamed={
        "id number": "person_key",
        "institution": "agency",
        "course full name": "course",
        "time completed": "session_date",
        "status": "status",
    },
    dropped=frozenset(
        {"first name", "last name", "email address", "department", "course short name", "user id"}
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
