"""Rows without names, in DuckDB: the one seam (door 1) through which rows are written and counted.

The database is loaded when it is asked for: the contract stands here too, and whoever only checks a file
needs no more of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from dashboard.store.writer import StoreBusy, StoreUnusable, only_writer, rewrite

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


def __getattr__(name: str) -> object:
    """What the package offers, from the module that has it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.tables"), name)
