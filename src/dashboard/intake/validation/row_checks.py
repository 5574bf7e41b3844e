"""From a table whose format is known to its good rows and the findings of all others."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from dashboard.intake.anonymise.key_text import normalise
from dashboard.intake.validation.columns.column_cells import ColumnCells, column_cells
from dashboard.intake.validation.columns.judging import Judged, judge
from dashboard.intake.validation.completing import Completing
from dashboard.intake.validation.faults import with_marked
from dashboard.intake.validation.findings import CheckedRow, Finding, Severity
from dashboard.intake.validation.good_rows import CodedColumn, GoodRows
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.parsing import ColumnReader, Reading, readers
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.sheet import ERROR_IN_CELL, shows_error
from dashboard.intake.validation.table import Cell, Table, blank, letter, ordinal
from dashboard.store.contract import Source, Value

#: A row by the place of its sheet (0 where there is one) and its number.
Place = tuple[int, int]


@dataclass(frozen=True)
class RowsChecked:
    """The good rows, every finding in the order of rows, and which keys of theirs are figures alone."""

    rows: Sequence[CheckedRow] = field(repr=False)
    findings: list[Finding]
    bare_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _ReadColumn:
    """One column of the file with what each of its distinct cells is read as."""

    cells: ColumnCells
    reader: ColumnReader
    readings: list[Reading] = field(repr=False)

    def findings(self, severity: Severity, places: Sequence[tuple[int, ...]] = ()) -> list[Finding]:
        """The findings of its rows that set them aside, or that let them go on.

        ``places`` say for each row of an unfolded table where its cells stand in the sheet.
        """
        rules = {
            place: (reading.error,) if severity is Severity.ERROR else reading.warnings
            for place, reading in enumerate(self.readings)
            if (reading.error if severity is Severity.ERROR else reading.warnings)
        }
        if not rules:
            return []
        name, where = heading(self.reader.column.name), letter(self.cells.place + 1)
        messages = {rule: self.reader.message(rule) for broken in rules.values() for rule in broken}
        findings = [
            Finding(
                number, name, rule, severity, messages[rule], _letter(places, at, self.cells.place, where)
            )
            for at, (number, code) in enumerate(zip(self.cells.numbers, self.cells.codes, strict=True))
            for rule in rules.get(code, ())
        ]
        return list(dict.fromkeys(findings)) if places else findings


def _letter(places: Sequence[tuple[int, ...]], at: int, place: int, otherwise: str) -> str:
    """The letter of a cell in its sheet, which of an unfolded table differs from row to row."""
    return letter(places[at][place] + 1) if places else otherwise


def check_rows(
    file: str,
    table: Table,
    recognised: Recognised,
    mapping: PartnerMapping,
    own_codes: Path | None,
    today: datetime.date,
    completing: Completing | None = None,
    first_seen: dict[Hashable, Place] | None = None,
) -> RowsChecked:
    """The rows of ``table``, each column judged as a whole and each distinct cell read once.

    ``completing`` gives what the file does not say; ``first_seen`` has the records of sheets before this
    one, and gets this one's. Raises ExtractRefused where a column cannot be used.
    """
    source = recognised.source
    completing = completing or Completing(file, source, recognised.places, mapping, own_codes, today)
    first_seen = {} if first_seen is None else first_seen
    rows, findings = _rows_of_right_width(table, source)
    numbers = array("I", (number for number, _ in rows))
    known = readers(source, mapping, own_codes, today)
    cells = {
        column.name: column_cells(column, recognised.places[column.name], rows, numbers)
        for column in source.columns
        if column.name in recognised.places
    }
    plainly = {}

    def meaning(name: str) -> list[Value]:
        if name not in plainly:
            plainly[name] = [known[name].read(cell).value for cell in cells[name].cells]
        return plainly[name]

    judged = judge(file, source, cells, today, meaning, mapping.renamed.date_order, completing.prefixed)
    columns = {name: _read(column, known[name], judged[name]) for name, column in cells.items()}
    findings = with_marked([*findings, *_findings_in(columns, table)], table, recognised)
    coded = {name: _coded(columns.get(name), reader) for name, reader in known.items()}
    coded = completing.completed(coded)
    aside = {finding.row for finding in findings if finding.severity is Severity.ERROR}
    good, broken = _rows_that_hold(recognised, coded, numbers, aside, table.sheet, first_seen)
    findings += broken
    findings.sort(key=lambda finding: finding.row or 0)
    if table.sheet:
        findings = [replace(finding, sheet=table.sheet) for finding in findings]
    if len(good) < len(numbers):
        coded = {name: column.only(good) for name, column in coded.items()}
        numbers = array("I", map(numbers.__getitem__, good))
    bare = frozenset(source.column(name).target for name, column in judged.items() if column.bare_numbers)
    return RowsChecked(GoodRows(numbers, coded, table.sheet), findings, bare)


def _rows_of_right_width(
    table: Table, source: Source
) -> tuple[Sequence[tuple[int, Sequence[Cell]]], list[Finding]]:
    """The rows without those that have more cells than there are headings, which may be shifted."""
    width = len(table.headings)
    too_wide: dict[int, str] = dict(table.far)
    for number, cells in table.rows:
        if len(cells) > width and number not in table.far:
            beyond = next(
                (place for place, cell in enumerate(cells[width:], width + 1) if not blank(cell)), 0
            )
            if beyond:
                too_wide[number] = letter(beyond)
    if not too_wide:
        return table.rows, []
    message = MESSAGES["too_many_cells"](source.columns[0], [])
    findings = [
        Finding(number, None, "too_many_cells", Severity.ERROR, message, where)
        for number, where in too_wide.items()
    ]
    return [row for row in table.rows if row[0] not in too_wide], findings


def _findings_in(columns: Mapping[str, _ReadColumn], table: Table) -> list[Finding]:
    """The findings of all columns, warnings first, then of totals that differ from their parts."""
    findings: list[Finding] = []
    for severity in (Severity.WARNING, Severity.ERROR):
        for column in columns.values():
            findings += column.findings(severity, table.places)
    return findings + [_differing(number) for number in sorted(table.differing)]


def _differing(number: int) -> Finding:
    message = "a total in this row is not the sum of its parts in the table. Compare it with the original."
    return Finding(number, None, "total_differs", Severity.WARNING, message)


def _read(column: ColumnCells, reader: ColumnReader, judged: Judged) -> _ReadColumn:
    return _ReadColumn(
        column, reader, [_reading(place, cell, reader, judged) for place, cell in enumerate(column.cells)]
    )


def _reading(place: int, cell: Cell, reader: ColumnReader, judged: Judged) -> Reading:
    if shows_error(cell):
        return Reading(error=ERROR_IN_CELL)
    if place in judged.unknown:
        return reader.read_nothing(judged.unknown[place])
    return reader.read(judged.instead.get(place, cell))


def _coded(column: _ReadColumn | None, reader: ColumnReader) -> CodedColumn:
    if column is None:
        return CodedColumn([reader.if_missing], None)
    return CodedColumn([reading.value for reading in column.readings], column.cells.codes)


def _rows_that_hold(
    recognised: Recognised,
    columns: Mapping[str, CodedColumn],
    numbers: Sequence[int],
    aside: set[int | None],
    sheet: int,
    first_seen: dict[Hashable, Place],
) -> tuple[array[int], list[Finding]]:
    """The positions of the rows that break no rule and are no earlier row's record again.

    A row that became two goes on whole or not at all.
    """
    source = recognised.source
    names = list(columns)
    keys = _record_keys(source, columns, len(numbers), across_sheets=bool(sheet))
    good: list[int] = []
    findings: list[Finding] = []
    rows = zip(numbers, keys, *columns.values(), strict=False)
    for position, (number, key, *values) in enumerate(rows):
        if number in aside:
            continue
        broken = source.rules and _broken_rules(recognised, number, dict(zip(names, values, strict=True)))
        broken = broken or _duplicate(source, (sheet, number), key, first_seen)
        if broken:
            findings += broken
        else:
            good.append(position)
    refused = {finding.row for finding in findings}
    return array("I", (position for position in good if numbers[position] not in refused)), findings


def _broken_rules(recognised: Recognised, number: int, values: dict[str, Value]) -> list[Finding]:
    return [
        Finding(
            number,
            heading(rule.column),
            rule.name,
            Severity.ERROR,
            rule.advice,
            letter(recognised.places[rule.column] + 1) if rule.column in recognised.places else "",
        )
        for rule in recognised.source.rules
        if rule.broken(values)
    ]


def _record_keys(
    source: Source, columns: Mapping[str, CodedColumn], count: int, *, across_sheets: bool
) -> Sequence[Hashable]:
    """A key for each row that is the same for rows with the same record key, written in any way.

    Of one table it is a number, which takes little room; across tables the parts themselves.
    """
    if across_sheets:
        parts = (islice(iter(columns[name]), count) for name in source.record_key)
        return [tuple(map(_same, key)) for key in zip(*parts, strict=True)]
    keys = [0] * count
    for name in source.record_key:
        column = columns[name]
        if column.codes is None:
            continue
        classes: dict[Value, int] = {}
        same = [classes.setdefault(_same(value), len(classes)) for value in column.values]
        size = max(1, len(classes))
        keys = [key * size + same[code] for key, code in zip(keys, column.codes, strict=True)]
    return keys


def _duplicate(
    source: Source, place: Place, key: Hashable, first_seen: dict[Hashable, Place]
) -> list[Finding]:
    """A finding where an earlier row has the same record key: the later row is set aside."""
    earlier = first_seen.setdefault(key, place)
    if earlier == place:
        return []
    sheet, number = place
    other = f" of the {ordinal(earlier[0])} sheet" if earlier[0] != sheet else ""
    columns = ", ".join(heading(name) for name in source.record_key)
    message = (
        f"the same record as row {earlier[1]}{other} ({columns} are equal). Remove one of the two, or "
        "correct them."
    )
    return [Finding(number, None, "duplicate_row", Severity.ERROR, message)]


def _same(value: Value) -> Value:
    """A value for comparing keys: text in the form of which pseudonyms are made."""
    return normalise(value) if isinstance(value, str) else value
