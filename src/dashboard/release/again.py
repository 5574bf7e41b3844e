"""Restated figures put on tables: which a table shows, what was first counted beside them, their range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.publication import CELL_KEY, RESTATED, Status
from dashboard.reference.policies import Policy
from dashboard.release.applying import columns_of
from dashboard.release.cells import measures
from dashboard.release.closed import ClosedTable
from dashboard.release.deciding import Decided
from dashboard.release.vintages import named


def restated_cells(
    closed: ClosedTable,
    table: pd.DataFrame,
    decided: Decided,
    policy: Policy,
    dimensions: Sequence[str],
    made_on: Mapping[int, str],
) -> pd.DataFrame:
    """A row for each measure of each cell of ``table``, and each restatement that it is in, later ones last.

    ``made_on`` has the day of each restatement by its number. ``used`` marks the figure that is shown: the
    latest of which every part may be. A figure has all its parts from one restatement, or none.
    """
    restated, names = [], {part.name for part in closed.parts}
    used = np.zeros(len(table), dtype=bool)
    for number in sorted(made_on, reverse=True):
        again, inside = _as_restated(closed, table, decided, number)
        if inside.any():
            statuses = [again[f"{part.name}_status"] == Status.PUBLISHED.value for part in closed.parts]
            shown = np.all(statuses, axis=0)
            rows = measures(closed.header, closed.grain, again, policy, dimensions)
            chosen = inside & shown & ~used
            used |= chosen
            many = len(rows) // len(table)
            rows = rows.assign(used=np.tile(chosen, many), number=number, made=made_on[number])
            # What an open subject counts is always the newest: a base of it is neither revised nor first.
            unmoved = rows["measure"].isin({"numerator", "denominator", "rest"} - names).to_numpy()
            restated.append(rows[np.tile(inside, many) & ~unmoved])
    return pd.concat(restated[::-1], ignore_index=True) if restated else pd.DataFrame()


def shown_instead(
    cells: pd.DataFrame, again: pd.DataFrame, dimensions: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``cells`` with restated figures in the place of first ones where there are any, and ``restated``.

    Both are told there: whoever has one figure can ask for the other.
    """
    key = [*CELL_KEY, *dimensions]
    columns = [*key, *RESTATED]
    if again.empty:
        return cells, pd.DataFrame(columns=columns)
    first = cells[[*key, "value", "status"]].rename(columns={"value": "first", "status": "first_status"})
    beside = again.merge(first, "left", key)
    places = cells[key].merge(again[again["used"]], "left", key)
    use = places["used"].eq(True).to_numpy()
    shown = cells.copy()
    for name in ("value", "status", "low", "high"):
        shown.loc[use, name] = places.loc[use, name].to_numpy()
    return shown, beside[columns]


def _as_restated(
    closed: ClosedTable, table: pd.DataFrame, decided: Decided, number: int
) -> tuple[pd.DataFrame, np.ndarray[Any, np.dtype[np.bool_]]]:
    """``table`` as counted at a restatement with its decisions, and which of its rows lie in that."""
    columns: dict[str, Any] = {}
    inside = np.zeros(len(table), dtype=bool)
    for part in closed.parts:
        cells = [named(closed.name_of(part, cell), number) for cell in range(len(part.keys))]
        known = np.isin(part.cell_of, [n for n, name in enumerate(cells) if name in decided.cells])
        decisions = columns_of(part, [decided.cells.get(name) for name in cells])
        # What is not decided on is not restated: nothing is told of it.
        never = table[f"{part.name}_status"] == Status.NOT_APPLICABLE.value
        without = np.where(never, Status.NOT_APPLICABLE.value, Status.CONFIDENTIAL.value)
        status = f"{part.name}_status"
        decisions[status] = np.where(known, decisions[status], without)
        columns |= decisions
        inside |= known
    return table.assign(**columns), inside
