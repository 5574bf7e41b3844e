"""Read an extract that is a CSV file."""

from __future__ import annotations

from dashboard.files.delimited_text import CUT_SHORT, Unreadable, decode, records
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.table import Table, blank, table


def read(name: str, data: bytes) -> Table:
    """The table in a CSV file. Raises ExtractRefused where it is not one, or not a whole one."""
    try:
        text = decode(data)
        rows = records(text)
    except Unreadable as wrong:
        raise ExtractRefused(name, f"{name} {wrong.what}.", wrong.advice) from None
    found = table(name, list(enumerate(rows, 1)))
    last = rows[-1]
    short = len(last) < len(found.headings) and not all(map(blank, last))
    if short and not text.endswith(("\n", "\r")):
        raise ExtractRefused(name, f"{name} is cut short: its last row ends too early.", CUT_SHORT)
    return found
