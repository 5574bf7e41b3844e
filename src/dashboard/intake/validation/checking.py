"""Check one extract: read it, recognise it, parse its cells, judge its rows."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from pathlib import Path

from dashboard import settings
from dashboard.intake.sources import sources
from dashboard.intake.systems import table_of
from dashboard.intake.validation.completing import Completing, not_needed
from dashboard.intake.validation.findings import Check, CheckedRow, ExtractRefused, Finding, Severity
from dashboard.intake.validation.mapping import beside, whose
from dashboard.intake.validation.nearest import Nearest
from dashboard.intake.validation.parsing import RowParser
from dashboard.intake.validation.preparing import prepared
from dashboard.intake.validation.reading import load, read
from dashboard.intake.validation.recognising import Recognised, recognise
from dashboard.intake.validation.rules import MESSAGES, heading
from dashboard.intake.validation.table import Table, blank, letter
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
    table = table_of(path.name, data, mapping, lambda: read(path.name, data, mapping.extract.sheet))
    facts, (agency, months) = mapping.extract, whose(mapping, path.name, own_codes)
    if not (table.rows or nil_allowed or (agency and months)):
        raise ExtractRefused(path.name, f"{path.name} {NO_ROWS}.", EXPORT_AGAIN)
    found = recognise(path.name, table, mapping, not_needed(sources(), mapping), own_codes)
    source = sources()[found.source.name]
    last_day = today or datetime.date.today()
    completing = Completing(path.name, source, found.places, mapping, own_codes, last_day)
    table = prepared(table, found.places, source, mapping)
    if source.expand and not table.rows:
        raise ExtractRefused(path.name, f"{path.name} {NO_ROWS}.", "Export it again with its rows.")
    parser = RowParser(source, found.places, mapping, own_codes, last_day)
    rows, findings, bad = _judge_all(table, found, parser, completing)
    findings = _with_nearest(table, findings, Nearest(source, found.places, own_codes))
    rows_read = len(dict(table.rows))
    refusal = _refusal(path.name, rows_read, bad, findings)
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
        rows_read=rows_read,
        rows_set_aside=len(bad),
        refusal=refusal,
    )


def name_of(path: Path) -> str:
    """An extract's name where no TOML gives one: the file's, without case and a browser's "(1)"."""
    return re.sub(r" *\(\d+\)$", "", path.stem).strip().casefold()


def _judge_all(
    table: Table, found: Recognised, parser: RowParser, completing: Completing
) -> tuple[list[CheckedRow], list[Finding], set[int | None]]:
    """The good rows, every finding, and the numbers of the rows that are set aside.

    A response of a form may be two rows of ours: it goes on whole or not at all.
    """
    rows, findings = _judge(table, found, parser, completing)
    bad = {one.row for one in findings if one.severity is Severity.ERROR}
    return [row for row in rows if row.number not in bad], findings, bad


def _judge(
    table: Table, found: Recognised, parser: RowParser, completing: Completing
) -> tuple[list[CheckedRow], list[Finding]]:
    """The good rows, and every finding in the order of rows."""
    rows: list[CheckedRow] = []
    findings: list[Finding] = []
    first_seen: dict[tuple[Value, ...], int] = {}
    width = len(table.headings)
    for number, cells in table.rows:
        beyond = [place for place, cell in enumerate(cells[width:], width + 1) if not blank(cell)]
        if beyond or number in table.far:
            message = MESSAGES["too_many_cells"](found.source.columns[0], [])
            where = letter(beyond[0]) if beyond else table.far[number]
            findings.append(Finding(number, None, "too_many_cells", Severity.ERROR, message, where))
            continue
        values, said = parser.parse(number, cells)
        if values is not None:
            completing.complete(values)
            broken = _broken_rules(found, number, values) or _duplicate(
                found.source, number, values, first_seen
            )
            said += broken
            if not broken:
                rows.append(CheckedRow(number, values))
        findings += said
    return rows, findings


def _with_nearest(table: Table, findings: list[Finding], nearest: Nearest) -> list[Finding]:
    cells = dict(table.rows)
    return [nearest.added(one, cells[one.row]) if one.row is not None else one for one in findings]


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
    source: Source, number: int, values: dict[str, Value], first_seen: dict[tuple[Value, ...], int]
) -> list[Finding]:
    """A finding where an earlier row has the same record key: the later row is set aside."""
    key = tuple(_same(values[name]) for name in source.record_key)
    earlier = first_seen.setdefault(key, number)
    if earlier == number:
        return []
    columns = ", ".join(heading(name) for name in source.record_key)
    message = (
        f"the same record as row {earlier} ({columns} are equal). Remove one of the two, or correct them."
    )
    return [Finding(number, None, "duplicate_row", Severity.ERROR, message)]


def _same(value: Value) -> Value:
    """A value for comparing keys: text without regard to case and spaces, as pseudonyms are made."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    return value


def _refusal(file: str, rows_read: int, bad: set[int | None], findings: list[Finding]) -> str | None:
    """Why the file as a whole is refused: no good row, or too large a share of bad ones."""
    if not rows_read:
        return None
    if len(bad) == rows_read:
        return f"{file} is refused: none of its {rows_read} rows can be used."
    at_fault = {one.row for one in findings if one.severity is Severity.ERROR and one.rule not in NOT_BAD}
    share = len(at_fault) / rows_read
    if rows_read >= FEWEST_ROWS_FOR_SHARE and share > settings.BAD_ROW_SHARE:
        return (
            f"{file} is refused: {len(at_fault)} of its {rows_read} rows ({share:.0%}) have errors, more "
            f"than the {settings.BAD_ROW_SHARE:.0%} allowed."
        )
    return None
