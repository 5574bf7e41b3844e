"""Check one extract: read it, recognise it, judge its columns, read its cells, judge its rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Iterable
from dataclasses import replace
from pathlib import Path

from dashboard import settings
from dashboard.files.coded_rows import CodedRows
from dashboard.intake import systems
from dashboard.intake.collector import collector_paused
from dashboard.intake.sources import sources
from dashboard.intake.validation.choosing import Choice, choose
from dashboard.intake.validation.completing import Completing, constant_agency, not_needed
from dashboard.intake.validation.content import Tell, silent
from dashboard.intake.validation.findings import Check, CheckedRow, ExtractRefused, Finding, Severity
from dashboard.intake.validation.good_rows import GoodRows
from dashboard.intake.validation.mapping import PartnerMapping, beside, whose
from dashboard.intake.validation.nearest import Nearest
from dashboard.intake.validation.preparing import prepared
from dashboard.intake.validation.reading import load, read
from dashboard.intake.validation.row_checks import Place, RowsChecked, check_rows
from dashboard.intake.validation.table import Table
from dashboard.reference import periods
from dashboard.reference.periods import Months
from dashboard.store.contract import Source

__all__ = ["Check", "CheckedRow", "ExtractRefused", "Finding", "Severity", "check"]

#: With fewer rows than this one slip would be a large share, so the share is not judged.
FEWEST_ROWS_FOR_SHARE = 10
#: Rows set aside for these rules alone are no sign of a bad file: a register lists coming sessions too.
NOT_BAD = frozenset({"date_in_future"})

NO_ROWS = "has headings but no rows below them"
EXPORT_AGAIN = (
    "Export it again with its rows. Where there was nothing to report, say whose return it is in the TOML "
    "beside it, under [extract]: agency and period, as 2024-05 or 2024-Q2; the period may stand in the "
    "file's name instead. Else leave the file out."
)

_MADE_UP = re.compile(r"(^|[^a-z])(demo|demonstration|made[-_ ]?up)([^a-z]|$)")


@collector_paused()
def check(
    path: Path,
    *,
    own_codes: Path | None = None,
    today: datetime.date | None = None,
    nil_allowed: bool = False,
    tell: Tell = silent,
) -> Check:
    """Check the extract ``path`` with the TOML beside it, if any; nothing is stored.

    ``own_codes`` is an installation's folder of additions to the code lists, ``today`` the last day that a
    date may have; ``tell`` is told in words how far it is. Raises ExtractRefused where the file cannot be
    read or is no extract; one with too many bad rows comes back with its findings, a refusal and no rows. One
    without rows is refused, unless its TOML and name say whose nil return it is, or the caller finds out
    (``nil_allowed``).
    """
    content = load(path, tell)
    mapping = beside(path)
    sheets = systems.sheets_of(path.name, content, mapping, lambda: read(path.name, content))
    choice = choose(path.name, sheets, mapping, not_needed(sources(), mapping), own_codes)
    source, records = sources()[choice.taken[0][1].source.name], choice.records
    today = today or datetime.date.today()
    return_of = whose(mapping, path.name, own_codes)
    if not records:
        return_of = _nil_return(path, mapping, choice, return_of, own_codes, today, nil_allowed)
    tell(f"{records:,} rows read, judging them")
    checked = _check_all(path.name, choice, mapping, own_codes, today)
    bad = _bad_rows(checked.findings)
    refusal = _refusal(path.name, records, bad, checked.findings)
    facts = mapping.extract
    return Check(
        file=path.name,
        digest=content.digest,
        source=source,
        extract_name=facts.name or name_of(path),
        made_up=_is_made_up(path, mapping),
        published_on=facts.published_on or (choice.taken[0][0].edition if source.expand else None),
        covers=facts.covers,
        agency=return_of[0],
        months=return_of[1],
        rows=() if refusal else checked.rows,
        findings=tuple(checked.findings),
        rows_read=records + choice.furniture,
        rows_set_aside=len(bad),
        rows_furniture=choice.furniture,
        read_as=choice.sentences,
        refusal=refusal,
        bare_numbers=checked.bare_numbers,
    )


def _nil_return(
    path: Path,
    mapping: PartnerMapping,
    choice: Choice,
    stated: tuple[str, Months | None],
    own_codes: Path | None,
    today: datetime.date,
    nil_allowed: bool,
) -> tuple[str, Months | None]:
    """Whose return a file without rows is, and of which months, as the TOML has ``stated``, else as its
    constants and its name say. Raises ExtractRefused where it may be none."""
    _, recognised = choice.taken[0]
    source, places = sources()[recognised.source.name], recognised.places
    agency = stated[0] or constant_agency(path.name, source, places, mapping, own_codes, today)
    months = stated[1] or periods.named_in(path.stem)
    _refuse_without_figures(path.name, source, sum(len(table.furniture) for table, _ in choice.taken))
    _refuse_without_rows(path.name, source, months, today, nil_allowed or bool(agency and months))
    return agency, months


def _refuse_without_figures(file: str, source: Source, apart: int) -> None:
    """Refuse a published table all of whose rows are about other things than what is counted here."""
    if source.expand and apart:
        raise ExtractRefused(
            file,
            f"None of the {apart:,} rows of {file} holds a figure that is counted here.",
            "Download the whole table: a part of it, or a table of what is inside another, adds nothing.",
        )


def _refuse_without_rows(
    file: str, source: Source, months: Months | None, today: datetime.date, nil_allowed: bool
) -> None:
    if not nil_allowed:
        raise ExtractRefused(file, f"{file} {NO_ROWS}.", EXPORT_AGAIN)
    if source.expand:
        raise ExtractRefused(file, f"{file} {NO_ROWS}.", "Export it again with its rows.")
    if months and periods.last_day(months[1]) >= today:
        early = f"{file} {NO_ROWS}, and {periods.in_words(months)} is not over yet."
        raise ExtractRefused(
            file, early, "A period is nil once it is over; correct it, or send the file then."
        )


def _check_all(
    file: str, choice: Choice, mapping: PartnerMapping, own_codes: Path | None, today: datetime.date
) -> RowsChecked:
    """The rows of every table that is taken; records are compared across sheets."""
    checked: list[RowsChecked] = []
    first_seen: dict[Hashable, Place] = {}
    for table, recognised in choice.taken:
        known = replace(recognised, source=sources()[recognised.source.name])
        ready = prepared(table, known.places, mapping)
        completing = Completing(file, known.source, known.places, mapping, own_codes, today)
        rows = check_rows(file, ready, known, mapping, own_codes, today, completing, first_seen)
        nearest = Nearest(known.source, known.places, own_codes)
        checked.append(replace(rows, findings=_with_nearest(ready, rows.findings, nearest)))
    if len(checked) == 1:
        return checked[0]
    return RowsChecked(
        GoodRows.joined([rows.rows for rows in checked]),
        [finding for rows in checked for finding in rows.findings],
        frozenset().union(*(rows.bare_numbers for rows in checked)),
    )


def _with_nearest(table: Table, findings: list[Finding], nearest: Nearest) -> list[Finding]:
    """``findings`` with the nearest word of ours where one is about a word that no list has."""
    rows = CodedRows.of(table.rows, "")
    return [
        nearest.added(finding, lambda: rows.cells_of(finding.row or 0))  # noqa: B023 - used at once
        for finding in findings
    ]


def _is_made_up(path: Path, mapping: PartnerMapping) -> bool:
    """Whether the file's records are made up: as its TOML says, else its name."""
    stated = mapping.extract.made_up
    return stated if stated is not None else bool(_MADE_UP.search(path.stem.casefold()))


def name_of(path: Path) -> str:
    """An extract's name where no TOML gives one: the file's, without case and a browser's "(1)"."""
    return re.sub(r" *\(\d+\)$", "", path.stem).strip().casefold()


def _bad_rows(findings: Iterable[Finding]) -> set[tuple[int, int | None]]:
    """The rows with an error, by sheet and number."""
    return {(finding.sheet, finding.row) for finding in findings if finding.severity is Severity.ERROR}


def _refusal(
    file: str, rows_read: int, bad: set[tuple[int, int | None]], findings: list[Finding]
) -> str | None:
    """Why the file as a whole is refused: no good row, or too large a share of bad ones."""
    if not rows_read:
        return None
    if len(bad) == rows_read:
        return f"{file} is refused: none of its {rows_read} rows can be used."
    at_fault = _bad_rows(finding for finding in findings if finding.rule not in NOT_BAD)
    share = len(at_fault) / rows_read
    if rows_read >= FEWEST_ROWS_FOR_SHARE and share > settings.BAD_ROW_SHARE:
        return (
            f"{file} is refused: {len(at_fault)} of its {rows_read} rows ({share:.0%}) have errors, more "
            f"than the {settings.BAD_ROW_SHARE:.0%} allowed."
        )
    return None
