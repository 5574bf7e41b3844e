"""Teams' attendance report: several tables in one file, UTF-16 with tabs (or UTF-8 with commas).

The summary names the meeting and when it began; the participants' table has a row for each person, in older
reports one for each join. The activities below it say nothing that we need. Organisers do not attend.
"""

from __future__ import annotations

import csv
import io
import re

from dashboard.files.text_file import Unreadable, decode
from dashboard.intake.systems._adapting import cell_of, merged, sure_of_order, title_and_day, with_column
from dashboard.intake.validation.content import Content
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Furniture, Table
from dashboard.reference.spelling import normalise

_BLOCK = re.compile(r"\d\. (?:Summary|Participants|In-Meeting Activities)|Meeting Summary", re.IGNORECASE)
#: Bytes in which the name of the first table stands, in whatever letters.
_FIRST = 200
#: Who holds the session. A presenter is whoever may share a screen: as Teams is set up, every colleague.
_HOLDERS = frozenset({"organizer", "organiser", "co-organizer", "co-organiser"})


def read(file: str, content: Content, mapping: PartnerMapping) -> Table | None:
    """The attendances in a report, under our headings; None where the file is none.

    Raises ExtractRefused where the report has no table of participants.
    """
    first = content.first(_FIRST).replace(b"\x00", b"").decode("latin-1")
    if not _BLOCK.search(first):
        return None
    try:
        text = decode(content.whole())
    except Unreadable:
        return None  # the reader of tables says what is wrong
    if not _BLOCK.match(text.lstrip()):
        return None
    first = next((line for line in text.splitlines()[1:] if line.strip()), "")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ","))
    summary, start = _summary(lines), _participants(lines)
    if start is None:
        raise ExtractRefused(
            file,
            f"{file} is a Teams report without a table of participants.",
            "Download the attendance report again, once the meeting has ended.",
        )
    table = _table(lines, start, mapping)
    course, day = title_and_day(summary.get("meeting title", ""))
    count = len(table.rows)
    began = day or summary.get("start time", "") or summary.get("meeting start time", "")
    if "session_date" not in mapping.renamed.constants:
        sure_of_order(file, "Teams", [began], mapping)
    added = {
        "course": course,
        "session_date": _day(began),
        "venue": "online",
        "delivery_format": "live_online",
        "status": "attended",
        "role": "",
    }
    for name, word in added.items():
        table = with_column(table, name, [word] * count, mapping)
    return merged(table, ("person_key",))


def _summary(lines: list[list[str]]) -> dict[str, str]:
    """What the first table says of the meeting, by normalised name."""
    summary: dict[str, str] = {}
    for cells in lines[1:]:
        if cells and _BLOCK.match(cells[0].strip()):
            break
        if len(cells) > 1:
            summary[normalise(cells[0])] = cells[1].strip()
    return summary


def _participants(lines: list[list[str]]) -> int | None:
    """The place of the line with the participants' headings."""
    for place, cells in enumerate(lines):
        names = {normalise(cell) for cell in cells}
        if {"name", "first join", "last leave"} <= names or {"full name", "join time", "leave time"} <= names:
            return place
    return None


def _table(lines: list[list[str]], start: int, mapping: PartnerMapping) -> Table:
    """Headings and rows of the participants: people by e-mail or sign-in name, and what the TOML names."""
    words = [normalise(cell) for cell in lines[start]]
    by_toml = {normalise(heading) for heading in (*mapping.renamed.columns.values(), *mapping.renamed.ignore)}
    email = next((p for p, heading in enumerate(words) if heading == "email"), None)
    sign_in = next((p for p, heading in enumerate(words) if heading.startswith("participant id")), None)
    role = next((p for p, heading in enumerate(words) if heading == "role"), None)
    person = email if email is not None else sign_in
    headings = tuple(
        "person_key" if place == person else lines[start][place] if heading in by_toml else ""
        for place, heading in enumerate(words)
    )
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    holders: dict[int, Furniture] = {}
    for number, cells in enumerate(lines[start + 1 :], start + 2):
        if not any(cell.strip() for cell in cells) or _BLOCK.fullmatch(cells[0].strip()):
            break
        if str(cell_of(cells, role)).strip().casefold() in _HOLDERS:
            holders[number] = Furniture.HOLDER
        key = cell_of(cells, person) or cell_of(cells, sign_in)
        kept = ["" if not heading else cell for heading, cell in zip(headings, cells, strict=False)]
        kept += cells[len(headings) :]  # too many cells: the checks say so
        if person is not None and person < len(kept):
            kept[person] = str(key)
        rows.append((number, tuple(kept)))
    return Table(headings, start + 1, tuple(rows), furniture=holders)


def _day(text: str) -> str:
    """The day of "10/6/26, 9:58:12 AM": the date and, where there is one, the time after one blank."""
    return text.split(",")[0].strip() if re.match(r"\d", text) else text
