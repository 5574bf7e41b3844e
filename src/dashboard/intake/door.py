"""Through the door: from a checked file's rows to the rows that the store may hold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.intake.anonymise.keys import Key
from dashboard.intake.anonymise.treatments import Door
from dashboard.intake.arrival import Arrival, extract_of
from dashboard.intake.shared_keys import BareKeysSeen
from dashboard.intake.stored_rows import StoredRows
from dashboard.intake.validation import Check
from dashboard.store.contract import Row, Source, Treatment
from dashboard.store.versions import mark_of_erased


@dataclass(frozen=True)
class KeptOut:
    """Who and what is never stored again: people who were erased, and months that have expired.

    ``before`` is the first month that may still be held of people, ``marks`` stand for who was erased.
    """

    before: datetime.date | None = None
    marks: frozenset[str] = frozenset()

    def expired(self, source: Source, stored: Row) -> bool:
        """Whether a stored row is about people and of a month that has expired."""
        month = stored.get("month")
        return bool(
            self.before and source.pseudonyms and isinstance(month, datetime.date) and month < self.before
        )

    def erased(self, source: Source, values: Row, key: Key) -> bool:
        """Whether a row as sent is of somebody who was erased."""
        return bool(self.marks) and any(
            not self.marks.isdisjoint(
                key.pseudonyms_of_ever(mark_of_erased(column.target), str(values[column.name]))
            )
            for column in source.columns
            if column.treatment is Treatment.PSEUDONYM and values.get(column.name) is not None
        )


def let_in(
    path: Path,
    checked: Check,
    made_up: bool,
    reading: str,
    door: Door,
    kept_out: KeptOut,
) -> Arrival:
    """The file as it may be stored: who the people are is gone, and so is who is kept out.

    Raises NotFitToStore where a row that passed the checks may not be stored after all.
    """
    rows = StoredRows()
    bare = BareKeysSeen(checked.source, checked.bare_numbers, door.key)
    expired = erased = 0
    for row in checked.rows:
        stored = door.let_in(row.number, row.values)
        if kept_out.expired(checked.source, stored[0]):
            expired += 1
            continue
        if kept_out.erased(checked.source, row.values, door.key):
            erased += 1
            continue
        for arrival in stored:
            arrival["row"] = row.number
            rows.append(arrival)
        bare.see(row.values, stored[0])
    return Arrival(
        path=path,
        check=replace(checked, rows=()),
        made_up=made_up,
        reading=reading,
        extract=extract_of(checked, door.key),
        rows=rows,
        # A row of a published table may be several figures, or be added into those of another.
        good=(checked.rows_good if checked.source.expand else len(checked.rows)) - expired - erased,
        expired=expired,
        erased=erased,
        bare=bare.keys(),
    )
