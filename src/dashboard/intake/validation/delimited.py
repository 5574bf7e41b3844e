"""Read an extract that is a CSV file, or one of its cousins."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.files.delimited_text import numbered
from dashboard.files.text_file import Unreadable, encoding_of, lines_of
from dashboard.intake.validation.content import Content
from dashboard.intake.validation.findings import ExtractRefused
from dashboard.intake.validation.sheet import Sheet, filled_rows


def read(name: str, content: Content) -> Sheet:
    """The table in a CSV file. Raises ExtractRefused where it is not one, or not a whole one."""
    try:
        encoding = encoding_of(content.opens)

        def lines() -> Iterator[str]:
            return lines_of(content.watched, encoding)

        parsed = numbered(lines)
    except Unreadable as wrong:
        raise ExtractRefused(name, f"{name} {wrong.what}.", wrong.advice) from None
    return Sheet("", 0, filled_rows(parsed.rows), stray=parsed.stray, open_end=parsed.open_end)
