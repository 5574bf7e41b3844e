"""Rows without names, in DuckDB: the one seam (door 1) through which rows are written and counted."""

from __future__ import annotations

from dashboard.store.swap import StoreBusy, StoreUnusable, only_writer, rewrite
from dashboard.store.tables import (
    COMPARATORS,
    FILES,
    ORIGIN,
    QUARANTINE,
    SCHEMA,
    add_rows,
    attach,
    bring_up_to_date,
    cover_by_rows,
    create_tables,
    open_for_reading,
    open_up_to_date,
    read_fact,
    settle,
    stored_columns,
    write_fact,
)

__all__ = [
    "COMPARATORS",
    "FILES",
    "ORIGIN",
    "QUARANTINE",
    "SCHEMA",
    "StoreBusy",
    "StoreUnusable",
    "add_rows",
    "attach",
    "bring_up_to_date",
    "cover_by_rows",
    "create_tables",
    "only_writer",
    "open_for_reading",
    "open_up_to_date",
    "read_fact",
    "rewrite",
    "settle",
    "stored_columns",
    "write_fact",
]
