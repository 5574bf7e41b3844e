"""Zoom's participants: one row per join. Somebody who lost the line and came back is one attendance."""

from __future__ import annotations

from dashboard.intake.systems._adapting import System, cell_of, merged, place_of, sure_of_order, with_column
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Table


def _finish(file: str, table: Table, mapping: PartnerMapping) -> Table:
    day = place_of(table, "session_date")
    if day is not None:
        sure_of_order(file, "Zoom", [cell_of(cells, day) for _, cells in table.rows], mapping)
    count = len(table.rows)
    for name, word in (
        ("venue", "online"),
        ("delivery_format", "live_online"),
        ("status", "attended"),
        ("role", ""),
    ):
        table = with_column(table, name, [word] * count, mapping)
    return merged(table, ("person_key",))


SYSTEM = System(
    title="Zoom",
    marks=frozenset({"name original name", "join time", "leave time"}),
    renamed={"user email": "person_key", "email": "person_key", "join time": "session_date"},
    dropped=frozenset(
        {
            "name original name",
            "leave time",
            "duration minutes",
            "guest",
            "recording consent",
            "in waiting room",
        }
        | {"country region name", "recording disclaimer response"}
    ),
    finish=_finish,
)
