"""What checking an extract comes to: findings, the rows that may go on, or a refusal.

Nothing here but the rows themselves ever holds a value from the extract: a cell may identify
someone, so a finding says where it is, which rule it breaks and what to do.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.reference.periods import Months
from dashboard.store.contract import Source, Value


class Severity(StrEnum):
    """What a finding does to its row."""

    ERROR = "error"  # the row is set aside
    WARNING = "warning"  # the row goes on


@dataclass(frozen=True)
class Finding:
    """One thing to put right: where it is, which rule it breaks, what to do.

    ``row`` is the number that a spreadsheet shows (None for the whole file), ``column`` the canonical
    heading in plain words, ``letter`` the column's letter in the file where it is known; ``sheet`` the place
    of its sheet where rows of several were taken together, else 0.
    """

    row: int | None
    column: str | None
    rule: str
    severity: Severity
    message: str
    letter: str = ""
    sheet: int = 0

    @property
    def row_words(self) -> str:
        """Row 14; Sheet 2, row 14; empty for the whole file."""
        if self.row is None:
            return ""
        return f"Sheet {self.sheet}, row {self.row}" if self.sheet else f"Row {self.row}"

    @property
    def place(self) -> str:
        """Row 14, column D (Session date)."""
        named = (
            f"{self.letter} ({self.column})" if self.letter and self.column else self.column or self.letter
        )
        parts = [self.row_words, f"column {named}" if named else ""]
        words = ", ".join(part for part in parts if part) or "whole file"
        return words[0].upper() + words[1:]

    @property
    def sentence(self) -> str:
        """Row 14, column D (Session date): not a date. Write it as 31/12/2024."""
        return f"{self.place}: {self.message}"


class ExtractRefused(Exception):
    """The whole file is refused before any row could be judged.

    ``sentence`` says what is wrong and ``advice`` what to do; neither holds a value of the file.
    """

    def __init__(self, file: str, sentence: str, advice: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(f"{sentence} {advice}")
        self.file = file
        self.sentence = sentence
        self.advice = advice
        self.findings = findings


@dataclass(frozen=True)
class CheckedRow:
    """One good row: its number in the file, and its parsed values by canonical column name.

    Every column of the source is there; one that the file lacks reads as blank. ``sheet`` is the place of the
    row's sheet where rows of several were taken together, else 0.
    """

    number: int
    #: Left out of repr, so that no log or traceback can show a person's row.
    values: Mapping[str, Value] = field(repr=False)
    sheet: int = 0


@dataclass(frozen=True)
class Check:
    """What became of one file.

    ``extract_name`` is what the versions of an extract share; ``covers`` says what a file covers that
    holds some of the records held and not others: ``all``, ``new months``, or nothing said. ``rows`` are
    the good rows in the file's order, none where ``refusal`` says why the whole file is refused. ``agency``
    and ``months`` are what the TOML says of whose return it is, and for which period. ``rows_read`` are all
    rows below the headings: good ones, those set aside and ``rows_furniture``, which hold no record; no row
    is in none of them. ``read_as`` says in words how the file was read, where there is something to say.
    ``bare_numbers`` are the store's columns of keys that are figures alone: perhaps another agency's too.
    """

    file: str
    digest: str
    source: Source
    extract_name: str
    made_up: bool
    published_on: datetime.date | None
    rows: Sequence[CheckedRow] = field(repr=False)
    findings: tuple[Finding, ...]
    rows_read: int
    rows_set_aside: int
    refusal: str | None = None
    covers: str = ""
    agency: str = ""
    months: Months | None = None
    bare_numbers: frozenset[str] = frozenset()
    rows_furniture: int = 0
    read_as: tuple[str, ...] = ()

    @property
    def records_read(self) -> int:
        """The rows that hold a record, good or not."""
        return self.rows_read - self.rows_furniture

    @property
    def rows_good(self) -> int:
        """The rows that are neither set aside nor furniture, also where the whole file is refused."""
        return self.records_read - self.rows_set_aside

    @property
    def nil(self) -> bool:
        """Whether the file has headings and no record: nothing was to report."""
        return not self.records_read

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each rule has, most first."""
        return dict(Counter(finding.rule for finding in self.findings).most_common())
