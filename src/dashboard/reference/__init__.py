"""Facts that no agency sends, from data/reference: areas, events, targets, code lists, policies."""

from __future__ import annotations

from dashboard.reference.aims import targets
from dashboard.reference.layers import LAYERS, boundaries
from dashboard.reference.reading import ReferenceRefused, check_names
from dashboard.reference.tables import area_names, areas, comparators, events, populations
from dashboard.settings import COUNTY

__all__ = [
    "COUNTY",
    "LAYERS",
    "ReferenceRefused",
    "area_names",
    "areas",
    "boundaries",
    "check_names",
    "comparators",
    "events",
    "populations",
    "targets",
]
