"""Columns and whole files judged by the tests: what they come to, and that nothing of them is quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.validation import Check, ExtractRefused, check, reports
from dashboard.intake.validation.columns.column_cells import ColumnCells, column_cells
from dashboard.intake.validation.columns.verdicts import Conventions, Judgement, Surroundings, Verdict
from dashboard.intake.validation.dates import Order
from dashboard.intake.validation.table import Cell
from dashboard.store.contract import Column, Kind, Treatment
from tests.validation.extracts import BOOKING, TODAY, bookings, cells, write_csv, write_xlsx

WHEN = Column("session_date", Kind.DATE, "", Treatment.MONTH)
PERSON = Column("person_key", Kind.TEXT, "", Treatment.PSEUDONYM)
AGE = Column("age", Kind.AGE, "", codes="age")


def column(of: Column, held: Sequence[Cell]) -> ColumnCells:
    """A column that holds ``held`` from row 2 on."""
    rows = CodedRows.of([(number, [cell]) for number, cell in enumerate(held, 2)], "")
    return column_cells(of, 0, rows, rows.numbers)


def judged(
    judgement: Judgement,
    of: Column,
    held: Sequence[Cell],
    beside: Mapping[Column, Sequence[Cell]] | None = None,
    date_order: Order | None = None,
    days_since: int = 0,
) -> Verdict | None:
    """What ``judgement`` says of a column, with other columns ``beside`` it that mean what they say."""
    columns = {of.name: column(of, held)}
    columns |= {other.name: column(other, there) for other, there in (beside or {}).items()}
    around = Surroundings(
        columns,
        (of.name, "session_date"),
        TODAY,
        Conventions(date_order, days_since),
        lambda name: list(columns[name].texts),
    )
    return judgement(columns[of.name], around)


def outcome(path: Path, **changed: Sequence[Any]) -> Check | ExtractRefused:
    """A register with a booking for each of the given cells checked; no report may quote one of them."""
    count = max(map(len, changed.values()))
    rows: list[dict[str, Any]] = [
        row | {name: held[number] for name, held in changed.items()}
        for number, row in enumerate(bookings(count))
    ]
    if path.suffix == ".xlsx":
        write_xlsx(path, {"Bookings": cells(rows)})
    else:
        write_csv(path, rows)
    result: Check | ExtractRefused
    try:
        result = check(path, today=TODAY)
    except ExtractRefused as refused:
        result = refused
    unusual = {str(cell) for held in changed.values() for cell in held if len(str(cell)) > 4}
    unusual -= {*BOOKING.values(), "session_date"}
    report = reports.text(result) + reports.as_csv(result)
    assert not [cell for cell in unusual if cell in report]
    return result


def rules(result: Check | ExtractRefused) -> list[str]:
    """The rules of the findings, in order."""
    return [finding.rule for finding in result.findings]
