"""Facts that no agency sends, from data/reference: areas, events, targets, code lists, policies."""

from __future__ import annotations

from dashboard.reference.tables import (
    COUNTY,
    LAYERS,
    UNITARIES_FROM,
    Target,
    area_names,
    areas,
    boundaries,
    comparators,
    events,
    population,
    populations,
    target_on,
    targets,
)

__all__ = [
    "COUNTY",
    "LAYERS",
    "UNITARIES_FROM",
    "Target",
    "area_names",
    "areas",
    "boundaries",
    "comparators",
    "events",
    "population",
    "populations",
    "target_on",
    "targets",
]
