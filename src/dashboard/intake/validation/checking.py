"""Check one extract: read it, recognise it, judge its columns, read its cells, judge its rows."""

from __future__ import annotations

import datetime
import hashlib
import re
from pathlib import Path

from dashboard import settings
from dashboard.intake.collector import collector_paused
from dashboard.intake.sources import sources
from dashboard.intake.validation.findings import Check, CheckedRow, ExtractRefused, Finding, Severity
from dashboard.intake.validation.mapping import beside, whose
from dashboard.intake.validation.reading import load, read
from dashboard.intake.validation.recognising import recognise
from dashboard.intake.validation.row_checks import check_rows

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


@collector_paused()
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
    table = read(path.name, data, mapping.extract.sheet)
    agency, months = whose(mapping, path.name, own_codes)
    if not (table.rows or nil_allowed or (agency and months)):
        raise ExtractRefused(path.name, f"{path.name} {NO_ROWS}.", EXPORT_AGAIN)
    found = recognise(path.name, table, mapping, sources(), own_codes)
    if found.source.expand and not table.rows:
        raise ExtractRefused(path.name, f"{path.name} {NO_ROWS}.", "Export it again with its rows.")
    checked = check_rows(path.name, table, found, mapping, own_codes, today or datetime.date.today())
    findings = checked.findings
    bad = {one.row for one in findings if one.severity is Severity.ERROR}
    refusal = _refusal(path.name, len(table.rows), bad, findings)
    facts = mapping.extract
    return Check(
        file=path.name,
        digest=hashlib.sha256(data).hexdigest(),
        source=found.source,
        extract_name=facts.name or name_of(path),
        made_up=facts.made_up if facts.made_up is not None else bool(_MADE_UP.search(path.stem.casefold())),
        published_on=facts.published_on,
        covers=facts.covers,
        agency=agency,
        months=months,
        rows=() if refusal else checked.rows,
        findings=tuple(findings),
        rows_read=len(table.rows),
        rows_set_aside=len(bad),
        refusal=refusal,
        bare_numbers=checked.bare_numbers,
    )


def name_of(path: Path) -> str:
    """An extract's name where no TOML gives one: the file's, without case and a browser's "(1)"."""
    return re.sub(r" *\(\d+\)$", "", path.stem).strip().casefold()


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
