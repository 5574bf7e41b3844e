"""The cells of a release by the table that they are of, as plain lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.publication import ALL

#: What the cells of one part of one table have in common: measure, time and geography level, and whether it
#: is split by each of the release's dimensions.
Shape = tuple[str, str, str, tuple[bool, ...]]


@dataclass(frozen=True, eq=False)
class ByTable:
    """Cells by their columns, and which rows are of each indicator and shape of table."""

    columns: Mapping[str, Sequence[Any]]
    dimensions: Sequence[str]
    rows: Mapping[tuple[str, Shape], Sequence[int]]

    def shape(self, measure: str, time_level: str, place: str, split: Collection[str]) -> Shape:
        """The shape of a table that is split by the dimensions in ``split``."""
        return measure, time_level, place, tuple(name in split for name in self.dimensions)

    def cells(self, indicator: str, shape: Shape, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of each row of one table, in the order of the rows."""
        held = [self.columns[name] for name in columns]
        for row in self.rows.get((indicator, shape), ()):
            yield tuple(column[row] for column in held)


def by_table(cells: pd.DataFrame, dimensions: Sequence[str]) -> ByTable:
    """Plain lists: a table has few cells, and there are many tables."""
    columns = {str(name): cells[name].tolist() for name in cells.columns}
    split = [[code != ALL for code in columns[name]] for name in dimensions]
    levels = (columns[name] for name in ("indicator", "measure", "time_level", "geography_level"))
    rows: dict[tuple[str, Shape], list[int]] = {}
    for row, (indicator, measure, time, place, *flags) in enumerate(zip(*levels, *split, strict=True)):
        rows.setdefault((indicator, (measure, time, place, tuple(flags))), []).append(row)
    return ByTable(columns, dimensions, rows)
