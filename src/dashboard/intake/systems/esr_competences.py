"""ESR's list of competences by person: one row for each competence that somebody holds.

A competence is called "NHS|CSTF|Fire Safety - 2 Years|" or "457|LOCAL|Title|": the course is its title
without the years for which it holds. The day is that on which it was awarded. Who typed it in is not the
learner.
"""

from __future__ import annotations

import re

from dashboard.intake.systems._adapting import System, changed, merged, place_of, with_column
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, as_text

_YEARS = re.compile(r"\s*-\s*(?:\d+ (?:years?|months?)|no (?:renewal|expiry)|no specified renewal)\s*$", re.I)
_WITHOUT_PERSON = "Export it with the employee number or work e-mail. Who last updated it is no learner."


def _finish(file: str, table: Table, mapping: PartnerMapping) -> Table:
    if place_of(table, "person_key") is None and "person_key" not in mapping.renamed.columns:
        raise ExtractRefused(file, f"{file} has no column that tells people apart.", _WITHOUT_PERSON)
    course = place_of(table, "course")
    if course is not None:
        table = changed(table, course, _title)
    for name, word in (("status", "attended"), ("venue", "online"), ("role", "")):
        table = with_column(table, name, [word] * len(table.rows), mapping)
    return merged(table, ("person_key", "course", "session_date"))


def _title(cell: Cell) -> Cell:
    """Fire Safety, of "NHS|CSTF|Fire Safety - 2 Years|"; any other words as they are."""
    parts = [part.strip() for part in as_text(cell).split("|") if part.strip()]
    return _YEARS.sub("", parts[-1]) if parts else cell


_AWARDED = {
    "date start": "session_date",
    "date last awarded": "session_date",
    "certification date": "session_date",
}
_PERSON = ("employee number", "employee no", "assignment number", "person number", "email", "email address")


def _system(competence: str, awarded: str) -> System:
    return System(
        title="ESR competences",
        marks=frozenset({competence, awarded, "expiry date"}),
        renamed={
            competence: "course",
            awarded: "session_date",
            "organisation": "agency",
            "vpd": "agency",
            **dict.fromkeys(_PERSON, "person_key"),
        },
        dropped=frozenset(
            {"expiry date", "last updated by", "title", "next review date", "description", "awarded by"}
            | {"compliance status", "competence match", "meets requirement", "full name", "employee name"}
            | {"position title", "staff group", "first name", "last name", *_AWARDED} - {awarded}
        ),
        finish=_finish,
    )


#: The heading of the competence and that of the day differ from report to report.
SYSTEMS = tuple(
    _system(competence, awarded)
    for competence in ("competency name", "competence name")
    for awarded in _AWARDED
)
