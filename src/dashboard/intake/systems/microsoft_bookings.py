"""Microsoft Bookings: one row for each customer's appointment or place in a group, tab-separated.

It says who booked, and no more: who came is not in it. An appointment that was cancelled is not exported.
"""

from __future__ import annotations

from dashboard.intake.systems._adapting import System, cell_of, merged, place_of, sure_of_order, with_column
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Table


def _finish(file: str, table: Table, mapping: PartnerMapping) -> Table:
    day = place_of(table, "session_date")
    if day is not None:
        sure_of_order(file, "Bookings", [cell_of(cells, day) for _, cells in table.rows], mapping)
    for name, word in (("status", "booked"), ("role", "")):
        table = with_column(table, name, [word] * len(table.rows), mapping)
    return merged(table, ("person_key", "course", "session_date"))


SYSTEM = System(
    title="Microsoft Bookings",
    marks=frozenset({"customer email", "service", "date time"}),
    renamed={
        "date time": "session_date",
        "customer email": "person_key",
        "service": "course",
        "location": "venue",
        "duration mins": "duration_minutes",
        "duration minutes": "duration_minutes",
    },
    dropped=frozenset(
        {"customer name", "customer phone", "customer address", "staff", "staff name", "staff email"}
        | {"pricing type", "price", "currency", "cc attendees", "signed up attendees count", "event type"}
        | {"text notifications enabled", "custom fields", "booking id", "tracking data"}
    ),
    finish=_finish,
)
