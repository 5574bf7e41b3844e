"""Findings on a row before its values are looked at: cells that the file marks, and stray quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation.findings import Finding, Severity
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.table import Table, letter

STRAY = "stray_quotation_mark"


def with_marked(findings: Sequence[Finding], table: Table, known: Recognised) -> list[Finding]:
    """``findings`` with those of cells that the file marks as faulty, of which nothing else is said, and of
    rows that a stray quotation mark would have made one."""
    if not table.faults and not table.stray:
        return list(findings)
    names = {place + 1: name for name, place in known.places.items()}
    rows = set(CodedRows.of(table.rows, "").numbers)
    marked = [
        _marked(row, column, names[column], rule, known)
        for (row, column), rule in sorted(table.faults.items())
        if column in names and row in rows
    ]
    faulty = {(finding.row, finding.letter) for finding in marked}
    others = [finding for finding in findings if (finding.row, finding.letter) not in faulty]
    return [*others, *marked, *(stray(number) for number in sorted(table.stray & rows))]


def _marked(row: int, column: int, name: str, rule: str, known: Recognised) -> Finding:
    message = MESSAGES[rule](known.source.column(name), [])
    return Finding(row, heading(name), rule, Severity.ERROR, message, letter(column))


def stray(number: int) -> Finding:
    """A row that a stray quotation mark would have made one with others."""
    message = (
        "a quotation mark stands alone, and without care whole rows would be read as one cell. The rows were "
        "read one by one; look at this one, and remove the mark."
    )
    return Finding(number, None, STRAY, Severity.WARNING, message)
