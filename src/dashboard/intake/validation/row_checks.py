"""From a table whose format is known to its good rows and the findings of all others."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, repeat
from pathlib import Path

from dashboard.files.coded_rows import CodedRows
from dashboard.intake.anonymise.key_text import normalise
from dashboard.intake.validation.columns.column_cells import ColumnCells, column_cells
from dashboard.intake.validation.columns.judging import Judged, judge
from dashboard.intake.validation.completing import Completing
from dashboard.intake.validation.faults import with_marked
from dashboard.intake.validation.findings import Finding, Severity
from dashboard.intake.validation.good_rows import CodedColumn, GoodRows, Together
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.parsing import ColumnReader, Reading, readers
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.sheet import ERROR_IN_CELL, shows_error
from dashboard.intake.validation.table import Cell, Table, blank, letter, ordinal
from dashboard.intake.validation.totals import totals
from dashboard.store.contract import Facts, Source, Value

#: A row by the place of its sheet (0 where there is one) and its number.
Place = tuple[int, int]


@dataclass(frozen=True)
class RowsChecked:
    """The good rows, every finding in the order of rows, and which keys of theirs are figures alone."""

    rows: GoodRows = field(repr=False)
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
    numbers: Sequence[int] = rows.numbers
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

    judged = judge(file, source, cells, today, meaning, mapping.renamed.conventions, completing.prefixed)
    columns = {name: _read(column, known[name], judged[name]) for name, column in cells.items()}
    findings = with_marked([*findings, *_findings_in(columns, table)], table, recognised)
    coded = {name: _coded(columns.get(name), reader) for name, reader in known.items()}
    coded = completing.completed(coded)
    aside = {finding.row for finding in findings if finding.severity is Severity.ERROR}
    good, broken = _rows_that_hold(recognised, coded, numbers, aside, table.sheet, first_seen, own_codes)
    findings += broken
    findings.sort(key=lambda finding: finding.row or 0)
    if table.sheet:
        findings = [replace(finding, sheet=table.sheet) for finding in findings]
    if good is not None:
        coded = {name: column.only(good) for name, column in coded.items()}
        numbers = array("I", map(numbers.__getitem__, good))
    bare = frozenset(source.column(name).target for name, column in judged.items() if column.bare_numbers)
    return RowsChecked(GoodRows(numbers, coded, table.sheet), findings, bare)


def _rows_of_right_width(table: Table, source: Source) -> tuple[CodedRows[Cell], list[Finding]]:
    """The rows without those that have more cells than there are headings, which may be shifted."""
    width, rows = len(table.headings), CodedRows.of(table.rows, "")
    numbers = rows.numbers
    first: dict[int, int] = {}
    for position, cells in rows.longer():
        for place, cell in enumerate(cells, rows.width):
            if place >= width and not blank(cell):
                first.setdefault(position, place)
    for place in reversed(range(width, rows.width)):
        first |= dict.fromkeys(rows.positions(place, lambda cell: not blank(cell)), place)
    too_wide = {numbers[position]: letter(place + 1) for position, place in first.items()} | dict(table.far)
    if not too_wide:
        return rows, []
    message = MESSAGES["too_many_cells"](source.columns[0], [])
    findings = [
        Finding(number, None, "too_many_cells", Severity.ERROR, message, where)
        for number, where in too_wide.items()
    ]
    return rows.without(too_wide), findings


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
    reading = reader.read(judged.instead.get(place, cell))
    if place in judged.doubted and not reading.error:
        return replace(reading, warnings=(*reading.warnings, judged.doubted[place]))
    return reading


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
    own_codes: Path | None,
) -> tuple[Sequence[int] | None, list[Finding]]:
    """The positions of the rows that break no rule and are no earlier row's record again; None for all.

    A row that became two goes on whole or not at all.
    """
    findings = _broken_rules(recognised, columns, numbers, aside)
    findings += totals(recognised.source, columns, numbers, aside, own_codes)
    out = aside | {finding.row for finding in findings}
    keys = _record_keys(recognised.source, columns, len(numbers), across_sheets=bool(sheet))
    left: Sequence[int] = range(len(numbers))
    if out:
        left = [position for position in left if numbers[position] not in out]
    again: list[Finding] = []
    for position in left if sheet else _repeated(keys, left):
        place = sheet, numbers[position]
        again += _duplicate(recognised.source, place, keys[position], first_seen)
    findings += again
    if again:
        refused = {finding.row for finding in again}
        left = [position for position in left if numbers[position] not in refused]
    return None if len(left) == len(numbers) else left, findings


def _repeated(keys: Sequence[Hashable], positions: Sequence[int]) -> list[int]:
    """Those of ``positions`` that have a key in common with another."""
    once: set[Hashable] = set()
    more: set[Hashable] = set()
    for position in positions:
        (more if keys[position] in once else once).add(keys[position])
    return [position for position in positions if keys[position] in more] if more else []


def _broken_rules(
    recognised: Recognised,
    columns: Mapping[str, CodedColumn],
    numbers: Sequence[int],
    aside: Collection[int | None],
) -> list[Finding]:
    """The rules that rows not set ``aside`` yet break; each is asked once for rows that are alike."""
    findings: list[Finding] = []
    if aside and recognised.source.rules:
        left = [position for position, number in enumerate(numbers) if number not in aside]
        read = {name for rule in recognised.source.rules for name in rule.reads}
        columns = {name: columns[name].only(left) for name in read}
        numbers = [numbers[position] for position in left]
    for rule in recognised.source.rules:
        together = Together.of([columns[name] for name in rule.reads])
        broken = bytes(rule.broken(Facts(zip(rule.reads, values, strict=True))) for values in together.values)
        if 1 not in broken:
            continue
        where = letter(recognised.places[rule.column] + 1) if rule.column in recognised.places else ""
        codes = together.codes or repeat(0, len(numbers))
        findings += [
            Finding(number, heading(rule.column), rule.name, Severity.ERROR, rule.advice, where)
            for number, code in zip(numbers, codes, strict=True)
            if broken[code]
        ]
    return findings


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
