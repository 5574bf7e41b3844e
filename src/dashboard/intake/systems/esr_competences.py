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


#: The heading of the day differs from report to report; of several the first that says something holds.
_AWARDED = (
    "date last awarded", "date achieved", "achieved date", "date awarded", "award date", "certification date",
    "date start", "start date", "completion date", "date completed",
)  # fmt: skip
_PERSON = ("employee number", "employee no", "assignment number", "person number", "email", "email address")

SYSTEM = System(
    title="ESR competences",
    marks=frozenset({"expiry date"}),
    any_of=frozenset({"competency name", "competence name"}),
    renamed={
        "competency name": "course",
        "competence name": "course",
        **dict.fromkeys(_AWARDED, "session_date"),
        "organisation": "agency",
        "org l3": "agency",
        "org l2": "agency",
        "vpd": "agency",
        **dict.fromkeys(_PERSON, "person_key"),
    },
    dropped=frozenset(
        {"expiry date", "last updated by", "title", "next review date", "description", "awarded by", "org l4"}
        | {"compliance status", "competence match", "meets requirement", "full name", "employee name", "name"}
        | {"position title", "staff group", "first name", "last name", "proficiency", "proficiency level"}
    ),
    finish=_finish,
)
