"""Check one extract: read it, recognise it, parse its cells, judge its rows."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from dashboard import settings
from dashboard.intake.sources import sources
from dashboard.intake.validation.choosing import Choice, choose
from dashboard.intake.validation.faults import Faulty, beside_faults, stray
from dashboard.intake.validation.findings import Check, CheckedRow, ExtractRefused, Finding, Severity
from dashboard.intake.validation.mapping import PartnerMapping, beside, whose
from dashboard.intake.validation.parsing import RowParser
from dashboard.intake.validation.reading import load, read
from dashboard.intake.validation.recognising import Recognised
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.table import Table, blank, letter, ordinal
from dashboard.store.contract import Source, Value

__all__ = ["Check", "CheckedRow", "ExtractRefused", "Finding", "Severity", "check"]

#: With fewer rows than this one slip would be a large share, so the share is not judged.
FEWEST_ROWS_FOR_SHARE = 10
#: Rows set aside for these rules alone are no sign of a bad file: a register lists coming sessions too.
NOT_BAD = frozenset({"date_in_future"})

NO_ROWS = "has headings but no rows below them"
EXPORT_AGAIN = (
    "Export it again with its rows. Where there was nothing to report, say whose return it is in the TOML "
    "beside it, under [extract]: agency and period, as 2024-05 or 2024-Q2. Else leave the file out."
)

#: A row by the place of its sheet (0 where there is one) and its number.
Place = tuple[int, int]

_MADE_UP = re.compile(r"(^|[^a-z])(demo|demonstration|made[-_ ]?up)([^a-z]|$)")


def check(
    path: Path,
    *,
    own_codes: Path | None = None,
    today: datetime.date | None = None,
    nil_allowed: bool = False,
) -> Check:
    """Check the extract ``path`` with the TOML beside it, if any; nothing is stored.

    ``own_codes`` is an installation's folder of additions to the code lists; ``today`` the last day
    that a date may have (today's date). Raises ExtractRefused where the file cannot be read or is not
    an extract; a file with too many bad rows comes back with its findings, a refusal and no rows. A file
    without rows is refused too, unless its TOML says whose nil return it is or the caller finds out
    (``nil_allowed``).
    """
    data = load(path)
    mapping = beside(path)
    choice = choose(path.name, read(path.name, data), mapping, sources(), own_codes)
    agency, months = whose(mapping, path.name, own_codes)
    records = sum(len(table.rows) for table, _ in choice.taken)
    source = choice.taken[0][1].source
    if not records:
        _refuse_without_rows(path.name, source, nil_allowed or bool(agency and months))
    rows, findings = _judge_all(choice, mapping, own_codes, today or datetime.date.today())
    bad = {(one.sheet, one.row) for one in findings if one.severity is Severity.ERROR}
    furniture = sum(len(table.furniture) for table, _ in choice.taken)
    refusal = _refusal(path.name, records, bad, findings)
    facts = mapping.extract
    return Check(
        file=path.name,
        digest=hashlib.sha256(data).hexdigest(),
        source=source,
        extract_name=facts.name or name_of(path),
        made_up=facts.made_up if facts.made_up is not None else bool(_MADE_UP.search(path.stem.casefold())),
        published_on=facts.published_on,
        covers=facts.covers,
        agency=agency,
        months=months,
        rows=() if refusal else tuple(rows),
        findings=tuple(findings),
        rows_read=records + furniture,
        rows_set_aside=len(bad),
        rows_furniture=furniture,
        read_as=choice.said,
        refusal=refusal,
    )


def _refuse_without_rows(file: str, source: Source, nil_allowed: bool) -> None:
    if not nil_allowed:
        raise ExtractRefused(file, f"{file} {NO_ROWS}.", EXPORT_AGAIN)
    if source.expand:
        raise ExtractRefused(file, f"{file} {NO_ROWS}.", "Export it again with its rows.")


def name_of(path: Path) -> str:
    """An extract's name where no TOML gives one: the file's, without case and a browser's "(1)"."""
    return re.sub(r" *\(\d+\)$", "", path.stem).strip().casefold()


def _judge_all(
    choice: Choice, mapping: PartnerMapping, own_codes: Path | None, today: datetime.date
) -> tuple[list[CheckedRow], list[Finding]]:
    """The good rows of all tables, and every finding; records are compared across sheets."""
    rows: list[CheckedRow] = []
    findings: list[Finding] = []
    first_seen: dict[tuple[Value, ...], Place] = {}
    for table, known in choice.taken:
        parser = RowParser(known.source, known.places, mapping, own_codes, today)
        good, said = _judge(table, known, parser, first_seen)
        rows += good
        findings += said
    return rows, findings


def _judge(
    table: Table, found: Recognised, parser: RowParser, first_seen: dict[tuple[Value, ...], Place]
) -> tuple[list[CheckedRow], list[Finding]]:
    """The good rows, and every finding in the order of rows."""
    rows: list[CheckedRow] = []
    findings: list[Finding] = []
    width = len(table.headings)
    faulty = Faulty(table, found)
    for number, cells in table.rows:
        beyond = [place for place, cell in enumerate(cells[width:], width + 1) if not blank(cell)]
        if beyond or number in table.far:
            message = MESSAGES["too_many_cells"](found.source.columns[0], [])
            where = letter(beyond[0]) if beyond else table.far[number]
            findings.append(
                Finding(number, None, "too_many_cells", Severity.ERROR, message, where, table.sheet)
            )
            continue
        values, said = parser.parse(number, cells)
        if number in table.stray:
            said.append(stray(number))
        faults = faulty.of(number, cells)
        if faults:
            values, said = None, [*faults, *beside_faults(said, faults)]
        if values is not None:
            broken = _broken_rules(found, number, values) or _duplicate(
                found.source, (table.sheet, number), values, first_seen
            )
            said += broken
            if not broken:
                rows.append(CheckedRow(number, values, table.sheet))
        findings += [replace(one, sheet=table.sheet) for one in said] if table.sheet else said
    return rows, findings


def _broken_rules(found: Recognised, number: int, values: dict[str, Value]) -> list[Finding]:
    return [
        Finding(
            number,
            heading(rule.column),
            rule.name,
            Severity.ERROR,
            rule.advice,
            letter(found.places[rule.column] + 1) if rule.column in found.places else "",
        )
        for rule in found.source.rules
        if rule.broken(values)
    ]


def _duplicate(
    source: Source, place: Place, values: dict[str, Value], first_seen: dict[tuple[Value, ...], Place]
) -> list[Finding]:
    """A finding where an earlier row has the same record key: the later row is set aside."""
    key = tuple(_same(values[name]) for name in source.record_key)
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
    """A value for comparing keys: text without regard to case and spaces, as pseudonyms are made."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    return value


def _refusal(
    file: str, rows_read: int, bad: set[tuple[int, int | None]], findings: list[Finding]
) -> str | None:
    """Why the file as a whole is refused: no good row, or too large a share of bad ones."""
    if not rows_read:
        return None
    if len(bad) == rows_read:
        return f"{file} is refused: none of its {rows_read} rows can be used."
    at_fault = {
        (one.sheet, one.row) for one in findings if one.severity is Severity.ERROR and one.rule not in NOT_BAD
    }
    share = len(at_fault) / rows_read
    if rows_read >= FEWEST_ROWS_FOR_SHARE and share > settings.BAD_ROW_SHARE:
        return (
            f"{file} is refused: {len(at_fault)} of its {rows_read} rows ({share:.0%}) have errors, more "
            f"than the {settings.BAD_ROW_SHARE:.0%} allowed."
        )
    return None
