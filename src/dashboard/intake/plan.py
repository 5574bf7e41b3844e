"""What a run is to do with each file, decided before anything is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.anonymise.keys import Key
from dashboard.intake.report import FileReport, Outcome
from dashboard.store import HeldFile
from dashboard.validation import Check

#: Registers that other extracts lean on go in first, published figures last.
_ORDER = ("partnership_register", "workforce", "meeting_attendance", "training_register")


@dataclass(frozen=True)
class Arrival:
    """A file that was read and checked. ``reading`` is what it was read with, as a hash."""

    path: Path
    check: Check
    made_up: bool
    reading: str

    @property
    def file(self) -> str:
        """The name the store knows the file by: the start of its bytes' hash."""
        return self.check.digest[:12]

    @property
    def personal(self) -> bool:
        """Whether its rows are about people or agencies' work, not figures others have published."""
        return self.check.source.expand is None

    def extract(self, key: Key) -> str:
        """What a corrected file shares with the one it replaces, as a pseudonym."""
        return key.pseudonym("extract", self.check.source.name, self.check.extract_name)

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
            findings=self.check.counts,
        )


@dataclass
class Plan:
    """Files to write with those they replace, demonstration files to remove, and what is settled."""

    writes: list[tuple[Arrival, tuple[HeldFile, ...]]] = field(default_factory=list)
    demonstration: list[HeldFile] = field(default_factory=list)
    settled: dict[Path, FileReport] = field(default_factory=dict)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the analyst has to know of the run as a whole."""
        if not self.demonstration:
            return ()
        count = len(self.demonstration)
        files = "1 file" if count == 1 else f"{count} files"
        return (f"Real data has arrived: the demonstration rows of {files} were removed.",)


def plan(
    arrivals: Iterable[Arrival], held: Sequence[HeldFile], key: Key, published: Mapping[str, bool]
) -> Plan:
    """What to do with ``arrivals`` given the files ``held``.

    ``published`` says of each source by name whether its figures are published ones.
    """
    ordered = sorted(arrivals, key=_place)
    arriving = any(a.personal and not a.made_up and not a.check.refusal for a in ordered)
    real = arriving or any(not one.made_up and not published.get(one.source, False) for one in held)
    made = Plan(demonstration=[one for one in held if one.made_up] if arriving else [])
    staying = [one for one in held if one not in made.demonstration]
    seen: dict[str, str] = {}
    for arrival in ordered:
        report = _settled(arrival, staying, key, real, seen)
        if report:
            made.settled[arrival.path] = report
            continue
        extract = seen[arrival.file] = arrival.extract(key)
        replaced = tuple(one for one in staying if arrival.file == one.file or extract == one.extract)
        made.writes.append((arrival, replaced))
    return made


def _settled(
    arrival: Arrival, held: Sequence[HeldFile], key: Key, real: bool, seen: Mapping[str, str]
) -> FileReport | None:
    """The report on a file that is not to be written, or None."""
    extract = arrival.extract(key)
    if arrival.check.refusal:
        stays = any(one.extract == extract for one in held)
        words = ["What was taken in from an earlier version of this file stays."] if stays else []
        return arrival.report(Outcome.REFUSED, arrival.check.refusal, *words)
    if arrival.made_up and real:
        return arrival.report(
            Outcome.REFUSED,
            "This is a demonstration file, and the installation holds real data.",
            "Take it in to another installation: name its folder with --data.",
        )
    if arrival.file in seen or any(_same(arrival, one) for one in held):
        return arrival.report(Outcome.UNCHANGED, "This file has been taken in already; nothing was done.")
    if extract in seen.values():
        return arrival.report(
            Outcome.REFUSED,
            "Another file of this run has the same name and would be replaced by this one.",
            "Give each agency's extract a name of its own: rename the file, or set name under [extract] "
            "in the TOML beside it.",
        )
    return None


def _same(arrival: Arrival, held: HeldFile) -> bool:
    """Whether taking the file in again would give the rows that are there.

    Bytes alone do not tell: a mapping or code list may have changed since, or a session that was
    to come may have been held.
    """
    return (
        arrival.file == held.file
        and arrival.made_up == held.made_up
        and arrival.reading == held.reading
        and arrival.check.rows_set_aside == held.rows_set_aside
    )


def _place(arrival: Arrival) -> tuple[int, datetime.date]:
    name = arrival.check.source.name
    last = len(_ORDER) + (not arrival.personal)
    return (_ORDER.index(name) if name in _ORDER else last, arrival.check.published_on or datetime.date.min)
