"""Exports of training systems, turned into the headings and words of our formats.

One module a system. Each knows its export by headings that together no other file has, and leaves everything
else to the checks: what it cannot know (date, venue, course, tier) is in the title or a constant of the TOML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from dashboard.intake.published import with_tables
from dashboard.intake.systems import (
    esr_competences,
    esr_compliance,
    eventbrite,
    microsoft_bookings,
    microsoft_forms,
    moodle,
    teams,
    zoom,
)
from dashboard.intake.systems._adapting import OrderUnsure
from dashboard.intake.validation.content import Content
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Table, as_text

__all__ = ["OrderUnsure", "sheets_of"]

_BY_HEADINGS = (
    eventbrite.SYSTEM,
    *moodle.SYSTEMS,
    zoom.SYSTEM,
    zoom.BY_PERSON,
    esr_compliance.SYSTEM,
    microsoft_bookings.SYSTEM,
    esr_competences.SYSTEM,
)
#: So many rows may stand above an export's headings: what the meeting was, or which report this is.
FIRST_ROWS = 8


def sheets_of(
    file: str, content: Content, mapping: PartnerMapping, read: Callable[[], Iterable[Sheet]]
) -> Iterator[Sheet]:
    """The sheets in ``content``, under our headings where a system made them; ``read`` reads any other file.

    Raises ExtractRefused.
    """
    report = teams.read(file, content, mapping)
    if report is not None:
        yield _adapted(Sheet("", 0, ()), report)
        return
    for sheet in with_tables(file, read(), mapping):
        yield next((_adapted(sheet, table) for table in _exported(file, sheet, mapping)), sheet)


def _exported(file: str, sheet: Sheet, mapping: PartnerMapping) -> Iterator[Table]:
    """A sheet under our headings, where one of its first rows has those of a system."""
    rows = () if sheet.hidden else sheet.rows[:FIRST_ROWS]
    for place, (number, cells) in enumerate(rows):
        headings = tuple(as_text(cell) for cell in cells)
        for system in _BY_HEADINGS:
            if system.fits(headings):
                yield system.adapted(file, _table(sheet, place, number, headings), mapping)
        if not place and microsoft_forms.fits(headings):
            yield microsoft_forms.adapted(_table(sheet, place, number, headings), mapping)


def _table(sheet: Sheet, place: int, number: int, headings: tuple[str, ...]) -> Table:
    return Table(headings, number, sheet.rows[place + 1 :], above=sheet.rows[:place])


def _adapted(sheet: Sheet, table: Table) -> Sheet:
    """``sheet`` with the rows of ``table``; what is known of single cells and rows stays."""
    rows = [(table.heading_row, table.headings), *table.rows]
    return replace(sheet, rows=rows, apart=table.furniture)
