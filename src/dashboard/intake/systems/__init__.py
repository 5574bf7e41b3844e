"""Exports of training systems, turned into the headings and words of our formats.

One module a system. Each knows its export by headings that together no other file has, and leaves everything
else to the checks: what it cannot know (date, venue, course, tier) is in the title or a constant of the TOML.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.intake.systems import esr_compliance, eventbrite, microsoft_forms, moodle, teams, zoom
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Table

_BY_HEADINGS = (eventbrite.SYSTEM, moodle.SYSTEM, zoom.SYSTEM, esr_compliance.SYSTEM)


def table_of(file: str, data: bytes, mapping: PartnerMapping, read: Callable[[], Table]) -> Table:
    """The table in ``data``, under our headings where a system made it; ``read`` reads any other file.

    Raises ExtractRefused.
    """
    report = teams.read(file, data, mapping)
    if report is not None:
        return report
    table = read()
    for system in _BY_HEADINGS:
        if system.fits(table.headings):
            return system.adapted(file, table, mapping)
    return microsoft_forms.adapted(table, mapping) if microsoft_forms.fits(table.headings) else table
