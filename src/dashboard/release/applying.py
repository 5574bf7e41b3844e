"""Decisions put on tables: which figures a table shows, what it costs, and what goes on the register."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.publication import Status
from dashboard.release.by_table import ByTable
from dashboard.release.closed import ClosedTable, Part
from dashboard.release.deciding import Decided
from dashboard.release.dimensions import window
from dashboard.release.errors import ReleaseError
from dashboard.release.family import Decision
from dashboard.release.indicators import Grain, Header
from dashboard.release.register import Entry, definition_of
from dashboard.release.vintages import named
from dashboard.release.workspace import Workspace

Column = NDArray[Any]


def apply(closed: ClosedTable, table: pd.DataFrame, decided: Decided) -> pd.DataFrame:
    """``table`` with ``<part>_status``, ``<part>_low`` and ``<part>_high`` for each part of ours.

    A cell that no record could ever be in is not applicable. Raises ReleaseError where the engine's
    count of a cell is not the table's.
    """
    columns: dict[str, Any] = {}
    for part in closed.parts:
        decisions = [decided.cells.get(closed.name_of(part, cell)) for cell in range(len(part.keys))]
        columns_of_part = columns_of(part, decisions)
        apart = np.flatnonzero(columns_of_part[part.name] != table[part.name].to_numpy())
        if len(apart):
            raise ReleaseError(_otherwise(closed, part, sorted({*part.cell_of[apart].tolist()})))
        columns |= columns_of_part
    return table.assign(**columns)


def _otherwise(closed: ClosedTable, part: Part, cells: Sequence[int]) -> str:
    """Which cells of a table are not what the engine protects. Their names hold codes of our lists alone."""
    return (
        f"{closed.header.path.name}: the table {closed.grain.name!r} ({part.name}) counts otherwise than its "
        f"family in families.toml adds up in {len(cells)} of {len(part.keys)} cells, first in "
        f"{part.key_of(cells[0]).replace('|', ', ')}. Nothing was written. Its SELECT may give a record "
        "twice, or depend on a column without a code list: name it under [columns] in families.toml, "
        "or leave the table out of the indicator's file."
    )


def columns_of(part: Part, decisions: Sequence[Decision | None]) -> dict[str, Column]:
    """What is decided of a part, by cell, as columns of its table: ``<part>`` with the count, and
    ``<part>_status``, ``<part>_low`` and ``<part>_high``."""
    status = [
        (
            Status.NOT_APPLICABLE
            if decision is None
            else Status.PUBLISHED
            if decision.shown
            else Status.CONFIDENTIAL
        ).value
        for decision in decisions
    ]
    nan = float("nan")
    hidden = [decision if decision and not decision.shown else None for decision in decisions]
    low = [decision.low if decision else nan for decision in hidden]
    high = [decision.high if decision and np.isfinite(decision.high) else nan for decision in hidden]
    value = [decision.value if decision else 0 for decision in decisions]
    columns = {"": np.asarray(value, dtype=float), "_status": np.asarray(status), "_low": low, "_high": high}
    return {f"{part.name}{what}": np.asarray(held)[part.cell_of] for what, held in columns.items()}


def cost(
    header: Header, grain: Grain, closed: ClosedTable | None, table: pd.DataFrame, decided: Decided
) -> dict[str, object]:
    """What hiding costs one table.

    ``people`` are those in all cells, ``hidden_people`` those in hidden ones, ``primary`` the cells hidden
    for their own sake, and ``hidden_alone`` the people in these, whom the primary rules alone would hide.
    All four are for the analyst alone and never published; None where the table is not closed.
    """
    row: dict[str, object] = {"indicator": header.id, "grain": grain.name, "cells": len(table)}
    if closed is None or not closed.parts:
        hidden = int(table["hidden"].sum()) if "hidden" in table.columns else 0
        return (
            row | {"hidden": hidden} | dict.fromkeys(("people", "hidden_people", "primary", "hidden_alone"))
        )
    part = closed.parts[0]
    decisions = [decided.cells.get(closed.name_of(part, cell)) for cell in range(len(part.keys))]
    cells = [decision for decision in decisions if decision]
    unseen = [decision for decision in cells if not decision.shown]
    return row | {
        "hidden": len(unseen),
        "people": sum(decision.value for decision in cells),
        "hidden_people": sum(decision.value for decision in unseen),
        "primary": sum(decision.primary for decision in unseen),
        "hidden_alone": sum(decision.value for decision in unseen if decision.primary),
    }


def shown_share(cells: ByTable, header: Header, grain: Grain) -> float | None:
    """The share (0-1) of the people of a table's published totals who are in its published cells.

    ``cells`` are the indicator's cells as published, and nothing else is used. The total of a table is
    that of the same indicator and period with the fewest splits; periods whose total is not
    published do not count. None where there is no such total.
    """
    fewer = [
        other
        for other in header.grains
        if other.time_level == grain.time_level
        and other.geography_level == "county"
        and set(other.dimensions) <= set(grain.dimensions)
    ]
    if not fewer:
        return None
    whole = min(fewer, key=lambda other: len(other.dimensions))
    key = ("time", *whole.dimensions)
    totals = {codes: value for codes, value in _counts(cells, header, whole, key) if not math.isnan(value)}
    shares = dict.fromkeys(totals, 0.0)
    inside = set()
    for codes, value in _counts(cells, header, grain, key):
        if codes in totals:
            inside.add(codes)
            shares[codes] += 0.0 if math.isnan(value) else value
    denominator = sum(totals[codes] for codes in inside)
    return round(sum(shares.values()) / denominator, 3) if denominator else None


def _counts(
    cells: ByTable, header: Header, grain: Grain, key: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], float]]:
    """The codes in the columns ``key``, and the value, of each count of a table: NaN where hidden."""
    shape = cells.shape("count", grain.time_level, grain.geography_level, grain.dimensions)
    for value, *codes in cells.cells(header.id, shape, ["value", *key]):
        yield tuple(codes), float(value)


def entries_of(
    tables: Sequence[ClosedTable],
    decided: Decided,
    release: str,
    space: Workspace,
    restatements: Sequence[int] = (),
) -> Iterator[Entry]:
    """Every published count, as the register keeps it: as first counted, and as restated."""
    for table in tables:
        definition = definition_of(table.header).sha256
        for part in table.parts:
            times = part.keys["time"].tolist()
            spans = {time: window(table.grain.time_level, time, space.span) for time in set(times)}
            for cell, time in enumerate(times):
                name, span = table.name_of(part, cell), spans[time]
                for number in (0, *restatements):
                    decision = decided.cells.get(named(name, number))
                    if decision and decision.shown:
                        what = table.grain.text, part.name, part.key_of(cell), *span
                        yield Entry(release, definition, *what, decision.value, number)
