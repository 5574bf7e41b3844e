"""Facts that no agency sends, from data/reference: areas, events, targets, code lists, policies.

Tables are loaded when they are asked for: whoever only checks a file needs code lists, and no pandas.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_WHERE = {
    "COUNTY": "dashboard.settings",
    "LAYERS": f"{__name__}.layers",
    "ReferenceRefused": f"{__name__}.reading",
    "boundaries": f"{__name__}.layers",
    "check_names": f"{__name__}.reading",
    "targets": f"{__name__}.aims",
}


def __getattr__(name: str) -> object:
    """What the package offers, from the module that has it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_WHERE.get(name, f"{__name__}.tables")), name)
