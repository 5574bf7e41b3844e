"""Cells as the checks expect them, where the TOML says that a partner leaves blank what repeats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.intake.validation.columns.repeating import refers_above
from dashboard.intake.validation.mapping import PartnerMapping
from dashboard.intake.validation.table import Cell, Table, blank


def prepared(table: Table, places: Mapping[str, int], mapping: PartnerMapping) -> Table:
    """``table`` with blanks repeated from above, where the TOML says so."""
    above = [places[name] for name in mapping.renamed.blank_as_above if name in places]
    if not above:
        return table
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    last: dict[int, Cell] = {}
    for number, cells in table.rows:
        changed = list(cells)
        for place in above:
            _repeat(changed, place, last)
        rows.append((number, tuple(changed)))
    return replace(table, rows=tuple(rows))


def _repeat(cells: list[Cell], place: int, last: dict[int, Cell]) -> None:
    """Put the last cell of the column that was filled into a blank one."""
    cells.extend([""] * (place + 1 - len(cells)) if place in last else [])
    if place >= len(cells):
        return
    if blank(cells[place]) or refers_above(cells[place]):
        cells[place] = last.get(place, "")
    else:
        last[place] = cells[place]
