"""Cells as the checks expect them, where the TOML says how a partner writes: months first, blank as above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, as_text, blank
from dashboard.store.contract import Kind, Source

MONTH_FIRST = "month first"
_TWO_NUMBERS = re.compile(r"^(\d{1,2})([/.\- ])(\d{1,2})\2(?=\d\d)", re.ASCII)


def prepared(table: Table, places: Mapping[str, int], source: Source, mapping: PartnerMapping) -> Table:
    """``table`` with dates put day first, and blanks repeated from above, where the TOML says so."""
    dates = [
        places[column.name]
        for column in source.columns
        if column.kind is Kind.DATE and column.name in places and mapping.renamed.date_order == MONTH_FIRST
    ]
    above = [places[name] for name in mapping.renamed.blank_as_above if name in places]
    if not dates and not above:
        return table
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    last: dict[int, Cell] = {}
    for number, cells in table.rows:
        changed = list(cells)
        for place in above:
            _repeat(changed, place, last)
        for place in dates:
            if place < len(changed):
                changed[place] = day_first(changed[place])
        rows.append((number, tuple(changed)))
    return replace(table, rows=tuple(rows))


def _repeat(cells: list[Cell], place: int, last: dict[int, Cell]) -> None:
    """Put the last cell of the column that was filled into a blank one."""
    cells.extend([""] * (place + 1 - len(cells)) if place in last else [])
    if place >= len(cells):
        return
    if blank(cells[place]):
        cells[place] = last.get(place, "")
    else:
        last[place] = cells[place]


def day_first(cell: Cell) -> Cell:
    """A date written with its month first, as text, with its day first; anything else as it is.

    A month beyond 12 then stands where the month belongs, so that such a cell is told as no date.
    """
    return _TWO_NUMBERS.sub(r"\3\2\1\2", as_text(cell), count=1) if isinstance(cell, str) else cell
