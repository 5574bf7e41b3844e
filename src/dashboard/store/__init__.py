"""Rows without names, in DuckDB: the one seam (door 1) through which rows are written and counted.

The database is loaded when it is asked for: the contract stands here too, and whoever only checks a file
needs no more of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.store.coded_columns import StoredColumn, add_columns
    from dashboard.store.creating import bring_up_to_date, create_tables, open_up_to_date
    from dashboard.store.layout import COMPARATORS, FILES, ORIGIN, QUARANTINE, SCHEMA, stored_columns
    from dashboard.store.tables import (
        add_rows,
        attach,
        cover_by_rows,
        open_for_reading,
        read_fact,
        settle,
        write_fact,
    )
    from dashboard.store.writer import StoreBusy, StoreUnusable, only_writer, rewrite

#: The modules that have what the package offers, those first that need no database.
_MODULES = ("layout", "writer", "tables", "coded_columns", "creating")

__all__ = [
    "COMPARATORS",
    "FILES",
    "ORIGIN",
    "QUARANTINE",
    "SCHEMA",
    "StoreBusy",
    "StoreUnusable",
    "StoredColumn",
    "add_columns",
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
    modules = (importlib.import_module(f"{__name__}.{module}") for module in _MODULES)
    return next(getattr(module, name) for module in modules if hasattr(module, name))
