"""Through the door: from a checked file's rows to the rows that the store may hold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.files.column_codes import Coded
from dashboard.intake.anonymise.keys import Key
from dashboard.intake.anonymise.treatments import Door
from dashboard.intake.arrival import Arrival, extract_of
from dashboard.intake.shared_keys import bare_keys
from dashboard.intake.stored_rows import StoredRows
from dashboard.intake.validation import Check
from dashboard.intake.validation.good_rows import GoodRows
from dashboard.store.contract import Source, Treatment, Value
from dashboard.store.versions import mark_of_erased


@dataclass(frozen=True)
class KeptOut:
    """Who and what is never stored again: people who were erased, and months that have expired.

    ``before`` is the first month that may still be held of people, ``marks`` stand for who was erased.
    """

    before: datetime.date | None = None
    marks: frozenset[str] = frozenset()

    def expired(self, source: Source, stored: StoredRows) -> list[int]:
        """The positions of the rows about people that are of a month which has expired."""
        months, before = stored.columns.get("month"), self.before
        if before is None or not source.pseudonyms or not isinstance(months, Coded):
            return []
        return months.positions(lambda month: isinstance(month, datetime.date) and month < before)

    def erased(self, source: Source, rows: GoodRows, key: Key) -> list[int]:
        """The positions of the rows as sent that are of somebody who was erased."""
        theirs: set[int] = set()
        for column in source.columns if self.marks else ():
            sent = rows.columns.get(column.name)
            if column.treatment is Treatment.PSEUDONYM and sent is not None:
                mark = mark_of_erased(column.target)
                theirs.update(sent.positions(lambda value: self._marked(key, mark, value), len(rows)))  # noqa: B023
        return sorted(theirs)

    def _marked(self, key: Key, mark: str, value: Value) -> bool:
        return value is not None and not self.marks.isdisjoint(key.pseudonyms_of_ever(mark, str(value)))


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
    rows = GoodRows.of(checked.rows)
    stored = door.let_in(rows)
    expired = kept_out.expired(checked.source, stored)
    past = set(expired)
    erased = [at for at in kept_out.erased(checked.source, rows, door.key) if at not in past]
    if expired or erased:
        gone = past.union(erased)
        left = [at for at in range(len(rows)) if at not in gone]
        rows, stored = rows.only(left), stored.only(left)
    bare = bare_keys(checked.source, checked.bare_numbers, rows, stored, door.key)
    return Arrival(
        path=path,
        check=replace(checked, rows=()),
        made_up=made_up,
        reading=reading,
        extract=extract_of(checked, door.key),
        rows=stored,
        # A row of a published table may be several figures, or be added into those of another.
        good=(checked.rows_good if checked.source.expand else len(rows)),
        expired=len(expired),
        erased=len(erased),
        bare=bare,
    )
