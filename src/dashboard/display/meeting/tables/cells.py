"""The cells of a slide's table as a spreadsheet holds them: numbers as numbers, everything else as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.display.exports import Table
from dashboard.display.exports.table import FEASIBLE, LACKS, REVISION
from dashboard.publication import SHORTHAND, Status

_NUMBER = re.compile(r"(\N{MINUS SIGN}?)(\d{1,3}(?:,\d{3})*|\d+)((?:\.\d+)?)(%?)")
_MARK = re.compile(r"\[[a-z]\]")
#: Columns of words, whatever stands in them: a year is no figure.
_WORDS = ("Period", "Figure", "Unit", FEASIBLE, LACKS, REVISION)
_MEANINGS = {f"[{status.value}]": text for status, text in SHORTHAND.items()}
_NOTHING = f"[{Status.NOT_APPLICABLE.value}]"


@dataclass(frozen=True)
class Figure:
    """A number as it is printed: ``value`` with ``places`` decimals; 83% is 0.83, ``percent``."""

    value: float
    places: int
    percent: bool
    printed: str


Cell = str | Figure


def columns(table: Table) -> tuple[bool, ...]:
    """Whether each column holds figures: the first names the row and never does."""
    held = zip(*table.rows, strict=True) if table.rows else [()] * len(table.head)
    return tuple(
        at > 0 and head not in _WORDS and all(_MARK.fullmatch(cell) or _figure(cell) for cell in column)
        for at, (head, column) in enumerate(zip(table.head, held, strict=True))
    )


def cells(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """The rows, with figures as numbers; a cell with nothing in it is not applicable, ``[z]``."""
    figures = columns(table)
    return tuple(
        tuple((_figure(cell) or cell) if held else cell for cell, held in zip(row, figures, strict=True))
        for row in filled(table).rows
    )


def filled(table: Table) -> Table:
    """The table without empty cells, which nobody can read: what is not applicable is marked so."""
    return Table(
        table.caption, table.head, tuple(tuple(cell or _NOTHING for cell in row) for row in table.rows)
    )


def marks(table: Table) -> tuple[str, ...]:
    """What the marks in square brackets stand for, of those in the filled table."""
    there = {match.group() for row in filled(table).rows for cell in row if (match := _MARK.match(cell))}
    return tuple(text for mark, text in _MEANINGS.items() if mark in there)


def shorthand() -> tuple[tuple[str, str], ...]:
    """Every mark and what it stands for."""
    return tuple((mark, text.removeprefix(f"{mark} ")) for mark, text in _MEANINGS.items())


def _figure(cell: str) -> Figure | None:
    match = _NUMBER.fullmatch(cell)
    if not match:
        return None
    sign, whole, part, percent = match.groups()
    value = float(f"{'-' if sign else ''}{whole.replace(',', '')}{part}")
    places = max(len(part) - 1, 0)
    return Figure(round(value / 100, places + 2) if percent else value, places, bool(percent), cell)
