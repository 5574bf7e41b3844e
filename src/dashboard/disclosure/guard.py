"""The guard that stands until the disclosure engine lands: nothing unsafe is written at all.

It holds the primary rule of every closed subject over all its tables together, and the differences
that plain subtraction gives: between nested time windows, between a table and what it leaves out,
and between our figures and those already public. It hides nothing: where anything would have to be
hidden, the build fails and names the table, never the counts. The engine replaces ``protect``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from dashboard.disclosure.outside import Known, too_close
from dashboard.disclosure.policies import Policy
from dashboard.disclosure.primary import failing
from dashboard.disclosure.table import Table
from dashboard.disclosure.windows import unsafe_windows


class GuardFailed(Exception):
    """A release would show what must stay hidden. ``failures`` is (table, rule, cells) each."""

    def __init__(self, subject: str, failures: Sequence[tuple[str, str, int]]) -> None:
        self.subject = subject
        self.failures = tuple(failures)
        lines = "; ".join(f"{table}: {cells} cell(s) {rule}" for table, rule, cells in failures)
        super().__init__(
            f"Nothing was written: tables about {subject} would show what must stay hidden. {lines}. "
            "Publish these tables at a coarser grain (fewer splits, longer periods) in the "
            "indicator's header, and run 'dashboard release' again."
        )


def protect(
    subject: str, tables: Sequence[Table], policy: Policy, span: tuple[int, int], known: Known
) -> list[pd.DataFrame]:
    """Decide every cell of one subject's tables together.

    ``span`` is the first and last month of the release, as whole months since year 0. Gives, for
    each table, its keys with a ``status`` column. Raises GuardFailed where any cell, or any
    difference that plain subtraction gives, would have to be hidden.
    """
    failures = [
        *_small_cells(tables, policy),
        *_remainders(tables, policy),
        *unsafe_windows(tables, policy, span),
        *too_close(tables, policy, known),
    ]
    if failures:
        raise GuardFailed(subject, failures)
    return [table.keys.assign(status="published") for table in tables]


def _small_cells(tables: Sequence[Table], policy: Policy) -> Iterable[tuple[str, str, int]]:
    for table in tables:
        for part, records in _parts(table):
            bad = int(failing(records, table.keys, table.key, policy).sum())
            if bad:
                yield table.name, f"too small or from too few sources ({part})", bad


def _parts(table: Table) -> Iterable[tuple[str, pd.DataFrame]]:
    """The records of each count that a cell shows or gives away."""
    for part in ("count", "numerator", "denominator"):
        chosen = table.records[table.records["part"] == part]
        if part in table.shown:
            yield part, chosen
    if {"numerator", "denominator"} <= table.shown:
        marked = [*table.key, "unit"]
        above = table.records.loc[table.records["part"] == "numerator", marked].drop_duplicates()
        base = table.records[table.records["part"] == "denominator"]
        both = base.merge(above, on=marked, how="left", indicator="found")
        yield "denominator less numerator", both[both["found"] == "left_only"]


def _remainders(tables: Sequence[Table], policy: Policy) -> Iterable[tuple[str, str, int]]:
    """What a total gives away about the codes that a split leaves out."""
    totals = {(t.indicator, t.time_level): t for t in tables if not t.dimensions and t.geography == "county"}
    for table in tables:
        total = totals.get((table.indicator, table.time_level))
        if total is None or table.left_out.empty:
            continue
        bad = int(failing(table.left_out, total.keys, ["time"], policy).sum())
        if bad:
            yield table.name, "given away by the total less the codes shown", bad
