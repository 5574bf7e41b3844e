"""A check, or a refusal, in words: as text, CSV, HTML and plain data. None of them holds a value.

Whoever made the extract reads these: where to look, what to do, and what happens next.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Protocol

from dashboard.files.formulas import neutral
from dashboard.intake.validation.findings import Check, ExtractRefused
from dashboard.intake.validation.report_page import html, html_of_all
from dashboard.intake.validation.summary import NamedOutcome, state, summary
from dashboard.intake.validation.wording import REFUSED, effect, facts, groups, next_step, title

__all__ = ["as_csv", "as_dict", "csv_of_all", "dict_of_all", "html", "html_of_all", "text", "text_of_all"]

_CSV_HEADINGS = ["file", "row", "column", "letter", "rule", "effect", "what to do"]


class Writer(Protocol):
    """What the csv module writes with."""

    def writerow(self, row: Iterable[str], /) -> object:
        """Write one line."""


def text(outcome: Check | ExtractRefused, name: str = "") -> str:
    """The report for reading in a terminal or an e-mail; ``name`` stands in place of the file's own."""
    lines = [title(outcome, name), "", *facts(outcome), ""]
    grouped = groups(outcome.findings)
    if grouped:
        lines += ["What to put right", *(f"  {group.sentence}" for group in grouped), ""]
    if isinstance(outcome, Check) and outcome.counts:
        lines += ["How often", *(f"  {rule}: {count}" for rule, count in outcome.counts.items()), ""]
    lines += ["What happens next", f"  {next_step(outcome)}"]
    return "\n".join(lines) + "\n"


def text_of_all(files: Sequence[NamedOutcome]) -> str:
    """The report of many files: what they come to together, then each of them."""
    together = summary(files)
    lines = [together.title, "", *together.sentences, "", "What to do first"]
    lines += [f"  {number}. {step}" for number, step in enumerate(together.steps, 1)]
    if together.kinds:
        lines += ["", "What is wrong most often"]
        lines += [
            f"  {kind.title}: {kind.count:,} in {len(kind.files):,} of the files, {kind.effect}"
            for kind in together.listed_kinds
        ]
    lines += ["", "The files"]
    lines += [f"  {file.name}: {state(file.outcome)}" for file in files]
    parts = [f"{'-' * 72}\n{text(file.outcome, file.name)}" for file in files]
    return "\n".join(["\n".join(lines) + "\n", *parts])


def as_csv(outcome: Check | ExtractRefused) -> str:
    """Every finding of a file in a line of its own; cells are made harmless for spreadsheets."""
    return csv_of_all([NamedOutcome(outcome.file, outcome)])


def csv_of_all(files: Sequence[NamedOutcome]) -> str:
    """Every finding of every file in a line of its own; cells are made harmless for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CSV_HEADINGS)
    for file in files:
        _write_lines(writer, file.name, file.outcome)
    return out.getvalue()


def _write_lines(writer: Writer, name: str, outcome: Check | ExtractRefused) -> None:
    refusal = outcome.refusal if isinstance(outcome, Check) else str(outcome)
    if refusal:
        writer.writerow(map(neutral, [name, "", "", "", "file_refused", REFUSED, refusal]))
    for finding in outcome.findings:
        does = effect(outcome, finding.severity, finding.row is not None)
        row = "" if finding.row is None else str(finding.row)
        row = f"{finding.sheet}:{row}" if row and finding.sheet else row
        cells = [name, row, finding.column or "", finding.letter, finding.rule, does, finding.message]
        writer.writerow(map(neutral, cells))


def dict_of_all(files: Sequence[NamedOutcome]) -> dict[str, object]:
    """The report as data for JSON: what all files come to, then each of them."""
    together = summary(files)
    return {
        "summary": {
            "files": len(files),
            "rows": asdict(together.rows),
            "kinds": [asdict(kind) for kind in together.kinds],
            "first": together.steps,
        },
        "files": [as_dict(file.outcome) | {"file": file.name} for file in files],
    }


def as_dict(outcome: Check | ExtractRefused) -> dict[str, object]:
    """The report as data for JSON."""
    listed = [
        {
            "row": finding.row,
            "column": finding.column,
            "letter": finding.letter,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": finding.message,
        }
        | ({"sheet": finding.sheet} if finding.sheet else {})
        for finding in outcome.findings
    ]
    if isinstance(outcome, ExtractRefused):
        row = {"refusal": outcome.sentence, "advice": outcome.advice}
        return {"file": outcome.file, **row, "findings": listed}
    return {
        "file": outcome.file,
        "sha256": outcome.digest,
        "source": outcome.source.name,
        "extract": outcome.extract_name,
        "made_up": outcome.made_up,
        "published_on": outcome.published_on.isoformat() if outcome.published_on else None,
        "rows_read": outcome.rows_read,
        "rows_good": outcome.rows_good,
        "rows_set_aside": outcome.rows_set_aside,
        "rows_furniture": outcome.rows_furniture,
        "read_as": list(outcome.read_as),
        "refusal": outcome.refusal,
        "counts": outcome.counts,
        "findings": listed,
        "next": next_step(outcome),
    }
