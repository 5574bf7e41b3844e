"""Through the door: from a checked file's rows to the rows that the store may hold."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from dashboard.anonymise.treatments import Door
from dashboard.contract import Value
from dashboard.intake.arrival import Arrival, extract_of
from dashboard.validation import Check


def let_in(
    path: Path,
    checked: Check,
    made_up: bool,
    reading: str,
    door: Door,
    expired_before: datetime.date | None,
) -> Arrival:
    """The file as it may be stored: who the people are is gone, and so are rows past the retention.

    ``expired_before`` is the first month that may still be held of people. Raises NotFitToStore where a
    row that passed the checks may not be stored after all.
    """
    rows: list[dict[str, Value]] = []
    expired = 0
    for row in checked.rows:
        stored = door.let_in(row.number, row.values)
        if expired_before and checked.source.pseudonyms and _before(stored[0].get("month"), expired_before):
            expired += 1
            continue
        rows += [one | {"row": row.number} for one in stored]
    return Arrival(
        path=path,
        check=replace(checked, rows=()),
        made_up=made_up,
        reading=reading,
        extract=extract_of(checked, door.key),
        rows=rows,
        good=len(checked.rows) - expired,
        expired=expired,
    )


def _before(month: Value, first: datetime.date) -> bool:
    return isinstance(month, datetime.date) and month < first
