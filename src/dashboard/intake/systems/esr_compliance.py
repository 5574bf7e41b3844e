"""ESR's compliance by staff group, as sent to a board: staff who need a competence, and who have it.

It names nobody, so it is no register; what it holds of ours is how many staff of an agency the training is
meant for. The day of the return and the district of the work base are constants of the TOML.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.intake.systems._adapting import System, cell_of, set_apart
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Furniture, Table, as_text
from dashboard.reference.spelling import normalise

_COMPETENCE = "competence name"


def _finish(file: str, table: Table, _: PartnerMapping) -> Table:
    """Staff groups of an agency summed, for the one competence that the file is about."""
    competence = next((p for p, words in enumerate(table.headings) if normalise(words) == _COMPETENCE), None)
    if len({as_text(cell_of(cells, competence)).casefold() for _, cells in table.rows}) > 1:
        raise ExtractRefused(
            file,
            f"{file} holds several competences, and who needs one of them may need another as well.",
            "Send the rows of the one competence that the training is for.",
        )
    headings = tuple("" if place == competence else words for place, words in enumerate(table.headings))
    agency, staff = (
        headings.index(name) if name in headings else None for name in ("agency", "eligible_staff")
    )
    rows: dict[int, list[Cell]] = {}
    first: dict[str, int] = {}
    joined: dict[int, Furniture] = {}
    for number, cells in table.rows:
        rows[number] = ["" if place == competence else cell for place, cell in enumerate(cells)]
        key = as_text(cell_of(cells, agency)).casefold()
        if staff is None or staff >= len(cells):
            continue
        if key in first:
            total = rows[first[key]]
            total[staff] = _sum(total[staff], cells[staff])
            joined[number] = Furniture.JOINED
        first.setdefault(key, number)
    kept = tuple((number, tuple(cells)) for number, cells in rows.items())
    return set_apart(replace(table, headings=headings, rows=kept), joined)


def _sum(cell: Cell, other: Cell) -> Cell:
    """The sum of two whole numbers; what is none is left to the checks, which name its row."""
    texts = as_text(cell).replace(",", ""), as_text(other).replace(",", "")
    return str(sum(map(int, texts))) if all(text.isdecimal() for text in texts) else "not a sum"


SYSTEM = System(
    title="ESR compliance",
    marks=frozenset({"staff group", _COMPETENCE, "required", "achieved"}),
    renamed={"org l3": "agency", "org l2": "agency", "organisation": "agency", "required": "eligible_staff"},
    dropped=frozenset({"staff group", "assignment count", "achieved", "compliance", "org l4", "org l5"}),
    finish=_finish,
)
