"""Findings on a row before its values are looked at: cells with errors, and stray quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.intake.validation.findings import Finding, Severity
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.sheet import ERROR_IN_CELL, shows_error
from dashboard.intake.validation.table import Cell, Table, letter

STRAY = "stray_quotation_mark"


class Faulty:
    """The faulty cells of a table's known columns, whether the file marks them or shows them as text."""

    def __init__(self, table: Table, known: Recognised) -> None:
        self._names = {place + 1: name for name, place in known.places.items()}
        self._columns = {column.name: column for column in known.source.columns}
        self._marked: dict[int, dict[int, str]] = {}
        for (row, column), rule in table.faults.items():
            if column in self._names:
                self._marked.setdefault(row, {})[column] = rule

    def of(self, number: int, cells: Sequence[Cell]) -> list[Finding]:
        """What is wrong with cells of the row ``number``."""
        rules = {
            column: ERROR_IN_CELL
            for column, cell in enumerate(cells, 1)
            if isinstance(cell, str) and cell[:1] in "#Ee" and shows_error(cell) and column in self._names
        }
        rules |= self._marked.get(number, {})
        return [self._finding(number, column, rule) for column, rule in sorted(rules.items())]

    def _finding(self, number: int, column: int, rule: str) -> Finding:
        name = self._names[column]
        message = MESSAGES[rule](self._columns[name], [])
        return Finding(number, heading(name), rule, Severity.ERROR, message, letter(column))


def beside_faults(said: Sequence[Finding], faults: Sequence[Finding]) -> list[Finding]:
    """What else there is to say of a row: nothing more of a cell that is faulty."""
    faulty = {one.letter for one in faults}
    return [one for one in said if one.letter not in faulty]


def stray(number: int) -> Finding:
    """A row that a stray quotation mark would have made one with others."""
    message = (
        "a quotation mark stands alone, and without care whole rows would be read as one cell. The rows were "
        "read one by one; look at this one, and remove the mark."
    )
    return Finding(number, None, STRAY, Severity.WARNING, message)
