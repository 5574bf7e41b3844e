"""Eventbrite's attendee report: one row per ticket. Date and venue of the event are not in it.

The day and the course are read from the ticket's title where they stand there; else the TOML gives them as
constants; a newer report names event and day in columns. "Attending" says that somebody booked, not that
they came.
"""

from __future__ import annotations

import re
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
from dashboard.reference.spelling import normalise

_ADDRESS = ("address 1", "address 2", "city", "state", "zip", "county", "postcode", "country", "phone")


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


def _walked_in(table: Table) -> Table:
    """Who has a ticket sold at the door, and is checked in, walked in."""
    normal = [normalise(words) for words in table.headings]
    if "attendee status" not in normal:
        return table
    status = normal.index("attendee status")
    kinds = [place for place, words in enumerate(normal) if words in {"ticket type", "order type"}]
    at_door = {
        number
        for number, cells in table.rows
        if any(_AT_DOOR.search(as_text(cell_of(cells, place))) for place in kinds)
        and normalise(as_text(cell_of(cells, status))) == "checked in"
    }
    rows = tuple(
        (number, (*row[:status], "Walk-in", *row[status + 1 :]) if number in at_door else row)
        for number, row in table.rows
    )
    return replace(table, rows=rows)


_AT_DOOR = re.compile(r"\bwalk[ -]?(?:in|up)s?\b|\bat the door\b|\bon the (?:door|day)\b", re.IGNORECASE)

SYSTEM = System(
    title="Eventbrite",
    marks=frozenset({"attendee status"}),
    any_of=frozenset({"ticket type", "event name"}),
    renamed={
        "email": "person_key",
        "email address": "person_key",
        "attendee email": "person_key",
        "company": "agency",
        "organisation": "agency",
        "organization": "agency",
        "job title": "role",
        "event name": "course",
        "ticket type": "course",
        "event start date": "session_date",
        "event date": "session_date",
        "attendee status": "status",
        "venue name": "venue",
        "event location": "venue",
    },
    dropped=frozenset(
        {"order", "order id", "order no", "order date", "order time", "order type", "group", "quantity"}
        | {"attendee", "attendee no", "attendee id", "barcode", "name", "prefix", "suffix", "notes"}
        | {f"{whose}{name}" for whose in ("", "buyer ") for name in ("first name", "last name", "surname")}
        | {"buyer email", "price tier", "ticket tier", "ticket quantity", "ticket price", "ticket total"}
        | {"currency", "total paid", "fees paid", "eventbrite fees", "eventbrite payment processing"}
        | {"event id", "event start time", "event end date", "event end time", "event timezone", "affiliate"}
        | {f"{which} {part}" for which in ("home", "work", "shipping", "billing") for part in _ADDRESS}
        | {"phone", "cell phone", "mobile phone", "gender", "age", "birth date", "website", "blog"}
    ),
    words={
        "status": {
            "attending": "booked",
            "checked in": "attended",
            "walk in": "walk_in",
            "not attending": "cancelled",
            "refunded": "cancelled",
            "deleted": "cancelled",
            "transferred": "cancelled",
        }
    },
    finish=_finish,
    prepare=_walked_in,
)
