"""A release as an outsider could be handed it (door 2), and its only reader."""

from __future__ import annotations

from dashboard.publication.indicator import Indicator, as_of, edition, editions
from dashboard.publication.release_file import CLOSED_IN, NoRelease, Publication
from dashboard.publication.shape import (
    CELL_KEY,
    CELL_VALUE,
    FACTS,
    FIGURE_PAGES,
    LATER,
    MEASURES,
    RESTATED,
    SCHEMA_VERSION,
    TABLES,
)
from dashboard.publication.statuses import SHORTHAND, Counting, Received, Status
from dashboard.settings import ALL, COUNTY

__all__ = [
    "ALL",
    "CELL_KEY",
    "CELL_VALUE",
    "CLOSED_IN",
    "COUNTY",
    "FACTS",
    "FIGURE_PAGES",
    "LATER",
    "MEASURES",
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
    "edition",
    "editions",
]
