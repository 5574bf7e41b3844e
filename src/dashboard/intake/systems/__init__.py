"""Exports of training systems, turned into the headings and words of our formats.

One module a system. Each knows its export by headings that together no other file has, and leaves everything
else to the checks: what it cannot know (date, venue, course, tier) is in the title or a constant of the TOML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
from dashboard.intake.validation.content import Content
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.sheet import Sheet
from dashboard.intake.validation.table import Table, as_text

_BY_HEADINGS = (
    eventbrite.SYSTEM,
    moodle.SYSTEM,
    zoom.SYSTEM,
    esr_compliance.SYSTEM,
    microsoft_bookings.SYSTEM,
    *esr_competences.SYSTEMS,
)


def sheets_of(
    file: str, content: Content, mapping: PartnerMapping, read: Callable[[], Iterable[Sheet]]
) -> Iterator[Sheet]:
    """The sheets in ``content``, under our headings where a system made them; ``read`` reads any other file.

    Raises ExtractRefused.
    """
    report = teams.read(file, content, mapping)
    if report is not None:
        yield _sheet(report, "", 0)
        return
    for sheet in with_tables(file, read(), mapping):
        table = _first_row_as_headings(sheet)
        system = next((each for each in _BY_HEADINGS if table and each.fits(table.headings)), None)
        if table and system:
            yield _sheet(system.adapted(file, table, mapping), sheet.name, sheet.place)
        elif table and microsoft_forms.fits(table.headings):
            yield _sheet(microsoft_forms.adapted(table, mapping), sheet.name, sheet.place)
        else:
            yield sheet


def _first_row_as_headings(sheet: Sheet) -> Table | None:
    """What an export is: its headings in the first row, records below."""
    if not sheet.rows or sheet.hidden:
        return None
    number, first = sheet.rows[0]
    return Table(tuple(as_text(cell) for cell in first), number, sheet.rows[1:])


def _sheet(table: Table, name: str, place: int) -> Sheet:
    return Sheet(name, place, [(table.heading_row, table.headings), *table.rows])
