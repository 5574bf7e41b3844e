"""How wide the columns and how high the rows of a workbook are, so that no words are cut off."""

from __future__ import annotations

import textwrap

from dashboard.display.meeting.spreadsheet.content import Book, Sheet
from dashboard.display.meeting.tables.cells import Cell, Figure

#: The width of the cover in letters, and the narrowest and widest column of a table.
COVER = 85
_NARROW, _WIDE = 12, 60
#: Points of a line of 12 point letters, and of the larger ones of titles.
_LINE, _TITLE, _SUBTITLE = 16, 24, 20


def widths(sheet: Sheet) -> tuple[int, ...]:
    """The width of each column in letters."""
    if len(sheet.head) == 2 and not any(sheet.figures):
        return (34, 90) if sheet.label == "Definitions" else (16, 90)
    sizes = []
    for at, head in enumerate(sheet.head):
        longest = max(len(printed(row[at])) for row in sheet.rows)
        word = max(map(len, head.split()))
        sizes.append(min(max(longest * 6 // 5 + 2, word + 5, _NARROW), _WIDE))
    return tuple(sizes)


def heights(sheet: Sheet) -> tuple[int, ...]:
    """The height of each row in points, from the title to the last row of the table."""
    wide = widths(sheet)
    rows = [tuple(printed(cell) for cell in row) for row in sheet.rows]
    above = (_TITLE, *(_SUBTITLE for _ in sheet.subtitles), *(_LINE for _ in sheet.above))
    # Bold letters are wider than plain ones.
    heading = max(_lines(head, width - 2) for head, width in zip(sheet.head, wide, strict=True))
    table = [max(_lines(text, width) for text, width in zip(row, wide, strict=True)) for row in rows]
    return (*above, heading * _LINE, *(lines * _LINE for lines in table))


def cover(book: Book) -> tuple[int, ...]:
    """The height of each row of the cover in points."""
    title = max(1, _lines(book.title, COVER * 3 // 4)) * _TITLE
    intro, about = ([_lines(text, COVER) * _LINE for text in texts] for texts in (book.intro, book.about))
    return (title, _SUBTITLE, *intro, _SUBTITLE, *about)


def printed(cell: Cell) -> str:
    """A cell as it is read."""
    return cell.printed if isinstance(cell, Figure) else cell


def _lines(text: str, width: int) -> int:
    # Capitals and wide letters take more room than the figures that a width is told in.
    return max(1, len(textwrap.wrap(text, max(4, int(width * 0.9)))))
