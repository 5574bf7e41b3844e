"""A release as an outsider could be handed it (door 2), and its only reader."""

from __future__ import annotations

from dashboard.publication.release_file import (
    ALL,
    CELL_KEY,
    CELL_VALUE,
    CLOSED_IN,
    LATER,
    RESTATED,
    SCHEMA_VERSION,
    SHORTHAND,
    TABLES,
    Counting,
    Indicator,
    NoRelease,
    Publication,
    Received,
    Status,
    as_of,
)

__all__ = [
    "ALL",
    "CELL_KEY",
    "CELL_VALUE",
    "CLOSED_IN",
    "LATER",
    "RESTATED",
    "SCHEMA_VERSION",
    "SHORTHAND",
    "TABLES",
    "Counting",
    "Indicator",
    "NoRelease",
    "Publication",
    "Received",
    "Status",
    "as_of",
]
