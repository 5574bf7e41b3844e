"""Cells that a spreadsheet may run, written out here so that no list of the code's own is trusted."""

from __future__ import annotations

_COMMAND = "cmd|' /C calc'!A0"
#: Full-width forms of = + - @, which some spreadsheets read like the plain ones.
_WIDE = (
    "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
#: What may stand first: the signs, white space that spreadsheets skip, and white space before a sign.
_FIRST = (*"=+-@\t\r\n\0", *_WIDE, " =", "  +", "\N{NO-BREAK SPACE}@")
FORMULAS = tuple(first + _COMMAND for first in _FIRST)


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula."""
    return cell[:1] in {*"\t\r\n\0"} - {""} or cell.lstrip()[:1] in {*"=+-@", *_WIDE}
