"""A table that somebody wants to publish, as the disclosure rules see it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Table:
    """One published table: its full cross of codes, and who is behind each cell.

    ``keys`` has one row for every cell (time, area and the dimensions). ``records`` has one row for
    every record counted in a cell: the same key columns and ``part`` (count, numerator,
    denominator), ``unit`` (whose record), ``contributor`` (referring body), ``incident``, and
    ``month`` as a whole number of months since year 0.
    ``left_out`` are the records of the indicator that the table does not show because their code is
    not among its declared ones, with the time that they fall in. ``shown`` are the parts that a
    reader sees (the denominator of a rate is a population, not a count of ours).
    """

    indicator: str
    grain: str
    time_level: str
    geography: str
    dimensions: tuple[str, ...]
    keys: pd.DataFrame
    records: pd.DataFrame
    left_out: pd.DataFrame
    shown: frozenset[str]

    @property
    def name(self) -> str:
        """How a message names the table."""
        return f"{self.indicator} by {self.grain}"

    @property
    def key(self) -> list[str]:
        """The columns that tell the cells apart."""
        return ["time", "area", *self.dimensions]
