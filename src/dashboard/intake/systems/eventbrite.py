"""Eventbrite's attendee report: one row per ticket. Date and venue of the event are not in it.

The day and the course are read from the ticket's title where they stand there; else the TOML gives them as
constants. "Attending" says that somebody booked, not that they came.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.intake.systems._adapting import (
    System,
    cell_of,
    merged,
    place_of,
    title_and_day,
    with_column,
)
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Table, as_text


def _finish(_: str, table: Table, mapping: PartnerMapping) -> Table:
    title = place_of(table, "course")
    if title is not None:
        read = [title_and_day(as_text(cell_of(cells, title))) for _, cells in table.rows]
        if any(day for _, day in read):
            table = with_column(table, "session_date", [day for _, day in read], mapping)
        words = dict(zip((number for number, _ in table.rows), (course for course, _ in read), strict=True))
        rows = tuple(
            (number, tuple(words[number] if at == title else cell for at, cell in enumerate(cells)))
            for number, cells in table.rows
        )
        table = replace(table, rows=rows)
    return merged(table, ("person_key", "course", "session_date"))


SYSTEM = System(
    title="Eventbrite",
    marks=frozenset({"order", "attendee", "attendee status", "ticket type"}),
    renamed={
        "email": "person_key",
        "company": "agency",
        "job title": "role",
        "ticket type": "course",
        "attendee status": "status",
    },
    dropped=frozenset(
        {"order", "order date", "first name", "last name", "quantity", "price tier", "attendee", "group"}
        | {
            "order type",
            "currency",
            "total paid",
            "fees paid",
            "eventbrite fees",
            "notes",
            "prefix",
            "suffix",
        }
        | {"eventbrite payment processing", "buyer first name", "buyer last name", "buyer email", "barcode"}
        | {"home address 1", "home address 2", "home city", "home state", "home zip", "home country"}
        | {"cell phone", "mobile phone", "work phone", "home phone", "gender", "age", "birth date"}
    ),
    words={
        "status": {
            "attending": "booked",
            "checked in": "attended",
            "not attending": "cancelled",
            "refunded": "cancelled",
            "deleted": "cancelled",
            "transferred": "cancelled",
        }
    },
    finish=_finish,
)
