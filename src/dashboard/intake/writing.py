"""One file that was let through the door into the store."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import duckdb

from dashboard import store
from dashboard.intake.anonymise.k_anonymity import k_anonymity
from dashboard.intake.arrival import Arrival
from dashboard.intake.edition_figures import revised_in_words, revisions
from dashboard.intake.figures import by_period, sentences
from dashboard.intake.plan import Write
from dashboard.intake.report import FileReport, Outcome
from dashboard.intake.validation import Severity
from dashboard.intake.words import counted, replacing
from dashboard.store import versions
from dashboard.store.contract import Value

#: What is asked for where a published table says nowhere on which day it was published.
UNDATED = (
    "It does not say when it was published, so any dated edition counts before it. Write the day in the TOML "
    "beside it, under [extract]: published_on = 2024-03-07."
)


@dataclass(frozen=True)
class Writer:
    """Writes the files of one run through ``con``."""

    con: duckdb.DuckDBPyConnection
    run: str

    def write(self, write: Write) -> FileReport:
        """Store the rows of one file, and say so; what it replaces stays in the store and counts no more."""
        arrival, source = write.arrival, write.arrival.check.source
        origin: dict[str, Value] = {"file": arrival.file, "run": self.run}
        if source.expand:
            origin["published_on"] = arrival.check.published_on
        came = versions.first_came(self.con, arrival.file) if write.again else None
        if write.again:
            versions.remove_rows(self.con, arrival.file)
        columns = store.ORIGIN | store.stored_columns(source)
        if arrival.rows:
            store.add_columns(self.con, f"{source.table}_rows", columns, arrival.stored.with_origin(origin))
        self._quarantine(arrival)
        self._note(write)
        self._cover(arrival, came)
        versions.count_months(self.con, source, arrival.file)
        for claim in write.claims:
            versions.replace_months(self.con, claim.files, claim.replaced, claim.months)
            versions.forget_set_aside(self.con, claim.replaced)
        figures = by_period(arrival.rows) if source.expand else ()
        edition = arrival.check.published_on
        changed = revisions(self.con, arrival.file, edition) if source.expand else ()
        alike = k_anonymity(self.con, source, file=arrival.file)
        outcome = Outcome.REPLACED if write.claims or write.again else Outcome.STORED
        texts = (*counted(arrival), *replacing(write), *sentences(figures), *revised_in_words(changed))
        if source.expand and edition is None:
            texts = (*texts, UNDATED)
        if alike:
            texts = (*texts, alike.sentence)
        report = arrival.report(outcome, *texts)
        return replace(report, rows_stored=arrival.good, k_anonymity=alike, figures=figures, revised=changed)

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

    def _cover(self, arrival: Arrival, came: datetime.datetime | None) -> None:
        """Note of which agencies and months it is the return: as its TOML says, else as its rows are."""
        check = arrival.check
        store.cover_by_rows(self.con, check.source, arrival.file)
        versions.note_return(self.con, arrival.file, check.agency, check.months, check.nil)
        if came:
            versions.came_first(self.con, arrival.file, came)

    def _note(self, write: Write) -> None:
        arrival, check = write.arrival, write.arrival.check
        held = versions.HeldFile(
            file=arrival.file,
            extract=arrival.extract,
            source=check.source.name,
            run=self.run,
            made_up=arrival.made_up,
            rows_read=check.records_read,
            rows_stored=arrival.good,
            rows_set_aside=check.rows_set_aside,
            loaded=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
            reading=arrival.reading,
            covers=write.covers,
            agencies=(check.agency,) if check.nil else tuple(sorted(arrival.holding.agencies)),
            published_on=check.published_on,
        )
        versions.note_file(self.con, held)
