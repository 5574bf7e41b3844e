"""One checked file through the door and into the store."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from dashboard import store
from dashboard.anonymise.k_anonymity import k_anonymity
from dashboard.anonymise.keys import Key
from dashboard.anonymise.places import Places
from dashboard.anonymise.treatments import Door
from dashboard.contract import Value
from dashboard.intake.figures import by_period, sentences
from dashboard.intake.plan import Arrival
from dashboard.intake.report import FileReport, Outcome
from dashboard.validation import Severity


@dataclass(frozen=True)
class Writer:
    """Writes the files of one run through ``con``; ``own_codes`` adds to the code lists."""

    con: duckdb.DuckDBPyConnection
    key: Key
    places: Places
    run: str
    own_codes: Path

    def write(self, arrival: Arrival, replaced: Sequence[store.HeldFile]) -> FileReport:
        """Store the good rows in place of those of the files ``replaced``, and say so.

        Raises NotFitToStore where a row that passed the checks may not be stored after all.
        """
        source = arrival.check.source
        door = Door(source, self.key, self.places, self.own_codes)
        origin: dict[str, Value] = {"file": arrival.file, "run": self.run}
        if source.expand:
            origin["published_on"] = arrival.check.published_on
        rows = [
            stored | origin | {"row": row.number}
            for row in arrival.check.rows
            for stored in door.let_in(row.number, row.values)
        ]
        for old in replaced:
            store.remove_file(self.con, old.file)
        columns = store.ORIGIN | store.stored_columns(source)
        store.add_rows(self.con, f"{source.table}_rows", columns, rows)
        self._quarantine(arrival)
        self._note(arrival)
        figures = by_period(rows) if source.expand else ()
        alike = k_anonymity(self.con, source, file=arrival.file)
        outcome = Outcome.REPLACED if replaced else Outcome.STORED
        said = (*_counted(arrival), *_replacing(arrival, replaced), *sentences(figures))
        if alike:
            said = (*said, alike.sentence)
        report = arrival.report(outcome, *said)
        return replace(report, rows_stored=len(arrival.check.rows), k_anonymity=alike, figures=figures)

    def _quarantine(self, arrival: Arrival) -> None:
        """Where and why rows were set aside; what stood in them is not kept."""
        rows: list[dict[str, Value]] = [
            {
                "file": arrival.file,
                "row": finding.row,
                "column": finding.column,
                "rule": finding.rule,
                "advice": finding.message,
                "run": self.run,
            }
            for finding in arrival.check.findings
            if finding.severity is Severity.ERROR
        ]
        store.add_rows(self.con, "quarantine", store.QUARANTINE, rows)

    def _note(self, arrival: Arrival) -> None:
        check = arrival.check
        held = store.HeldFile(
            file=arrival.file,
            extract=arrival.extract(self.key),
            source=check.source.name,
            run=self.run,
            made_up=arrival.made_up,
            rows_read=check.rows_read,
            rows_stored=len(check.rows),
            rows_set_aside=check.rows_set_aside,
            loaded=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
            reading=arrival.reading,
        )
        store.note_file(self.con, held)


def _counted(arrival: Arrival) -> tuple[str, ...]:
    check = arrival.check
    counted = (
        f"Read {check.rows_read:,} rows: {len(check.rows):,} stored, {check.rows_set_aside:,} set aside."
    )
    if not check.findings:
        return (counted,)
    rules = ", ".join(f"{rule.replace('_', ' ')} {count:,}" for rule, count in check.counts.items())
    return (
        counted,
        f"Findings: {rules}. 'dashboard check' with this file lists each with its row and column.",
    )


def _replacing(arrival: Arrival, replaced: Sequence[store.HeldFile]) -> tuple[str, ...]:
    if not replaced:
        return ()
    before = sum(old.rows_stored for old in replaced)
    if any(old.file == arrival.file for old in replaced):
        return (
            "The file is as it was, but is read otherwise now (its mapping, the code lists, the formats or "
            f"the date): its {before:,} rows of before were replaced.",
        )
    return (f"It replaces the {before:,} rows of an earlier version of this file.",)
