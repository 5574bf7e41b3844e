"""A file that was read, checked and let through the door, before it is decided what it replaces."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dashboard.files.column_codes import Coded
from dashboard.intake.anonymise.keys import Key
from dashboard.intake.comparing import Holding
from dashboard.intake.report import FileReport, Outcome
from dashboard.intake.shared_keys import BareKeys
from dashboard.intake.stored_rows import StoredRows
from dashboard.intake.validation import Check
from dashboard.store.contract import Value
from dashboard.store.versions import Month

#: A published figure's key begins with series, body and period.
_WHOLE_OF_AN_EDITION = 3


@dataclass(frozen=True)
class Arrival:
    """One file. ``check`` has no rows any more: ``rows`` are what the door made of them.

    ``reading`` is what the file was read with, as a hash; ``good`` how many of its rows are in ``rows``;
    ``expired`` how many were left out because their months are past the retention, and ``erased`` because
    the person was erased. ``bare`` are its keys that are figures alone.
    """

    path: Path
    check: Check
    made_up: bool
    reading: str
    extract: str
    rows: Sequence[Mapping[str, Value]] = field(default=(), repr=False)
    good: int = 0
    expired: int = 0
    erased: int = 0
    bare: BareKeys = field(default_factory=BareKeys, repr=False)

    @property
    def file(self) -> str:
        """The name the store knows the file by: the start of its bytes' hash."""
        return self.check.digest[:12]

    @property
    def personal(self) -> bool:
        """Whether its rows are about people or agencies' work, not figures others have published."""
        return self.check.source.expand is None

    @cached_property
    def stored(self) -> StoredRows:
        """Its rows column by column."""
        return self.rows if isinstance(self.rows, StoredRows) else StoredRows.of(self.rows)

    @cached_property
    def holding(self) -> Holding:
        """Its records as they are compared with what is held."""
        source, rows = self.check.source, self.stored
        return Holding(
            file=self.file,
            extract=self.extract,
            published=not self.personal,
            snapshot=source.snapshot,
            records=_by_month(rows) if self.personal else _by_body_and_period(rows),
            agencies=frozenset(map(str, _values(rows, source.agency))) if source.agency else frozenset(),
            edition=self.check.published_on,
            covers=self.check.covers,
        )

    def report(self, outcome: Outcome, *sentences: str) -> FileReport:
        """What became of it, where nothing was stored."""
        return FileReport(
            name=self.path.name,
            outcome=outcome,
            sentences=sentences,
            file=self.file,
            source=self.check.source.name,
            source_title=self.check.source.title,
            made_up=self.made_up,
            rows_read=self.check.rows_read,
            rows_set_aside=self.check.rows_set_aside,
            rows_furniture=self.check.rows_furniture,
            findings=self.check.counts,
        )


def extract_of(check: Check, key: Key) -> str:
    """What versions of an extract share: its name, as a pseudonym since files are named after people too."""
    return key.pseudonym("extract", check.source.name, check.extract_name)


def _by_month(rows: StoredRows) -> dict[Month, int]:
    """How many rows are of each month."""
    months = rows.columns.get("month")
    if not isinstance(months, Coded):
        return {None: len(rows)} if rows else {}
    counted: dict[Month, int] = {}
    for code, count in Counter(months.codes).items():
        value = months.cells[code]
        month = value if isinstance(value, datetime.date) else None
        counted[month] = counted.get(month, 0) + count
    return counted


def _by_body_and_period(rows: StoredRows) -> dict[Month, int]:
    """How many series, bodies and periods the figures are of, as an edition gives all of one or none."""
    keys = {"|".join(str(key).split("|")[:_WHOLE_OF_AN_EDITION]) for key in _values(rows, "record_key")}
    return {None: len(keys)} if keys else {}


def _values(rows: StoredRows, name: str) -> Iterable[Value]:
    column = rows.columns.get(name)
    return column.cells if isinstance(column, Coded) else (column or ())
