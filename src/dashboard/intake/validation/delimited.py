"""Read an extract that is a CSV file, or one of its cousins."""

from __future__ import annotations

from dashboard.files.delimited_text import Unreadable, decode, numbered
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.sheet import Sheet, filled_rows


def read(name: str, data: bytes) -> Sheet:
    """The table in a CSV file. Raises ExtractRefused where it is not one, or not a whole one."""
    try:
        text = decode(data)
        parsed = numbered(text)
    except Unreadable as wrong:
        raise ExtractRefused(name, f"{name} {wrong.what}.", wrong.advice) from None
    return Sheet(
        "", 0, filled_rows(parsed.rows), stray=parsed.stray, open_end=not text.endswith(("\n", "\r"))
    )
