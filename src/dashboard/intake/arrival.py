"""A file that was read, checked and let through the door, before it is decided what it replaces."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dashboard.intake.anonymise.keys import Key
from dashboard.intake.comparing import Holding, by_body_and_period
from dashboard.intake.report import FileReport, Outcome
from dashboard.intake.shared_keys import BareKeys
from dashboard.intake.validation import Check
from dashboard.store.contract import Value


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
    def holding(self) -> Holding:
        """Its records as they are compared with what is held."""
        source = self.check.source
        keys = {str(row["record_key"]): _month(row.get("month")) for row in self.rows}
        if not self.personal:
            keys = by_body_and_period(keys)
        named = {str(row[source.agency]) for row in self.rows} if source.agency else set()
        return Holding(
            file=self.file,
            extract=self.extract,
            published=not self.personal,
            snapshot=source.snapshot,
            keys=keys,
            agencies=frozenset(named),
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


def _month(value: Value) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None
