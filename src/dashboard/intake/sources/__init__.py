"""Extract formats, one module each, found by being there.

A module in this package that defines ``SOURCE`` is a format; nothing else lists it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from dashboard.store.contract import Source


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Every format by name, in order of name.

    Raises AttributeError naming the module that defines no ``SOURCE``.
    """
    by_name: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        source = importlib.import_module(f"{__name__}.{module.name}").SOURCE
        by_name[source.name] = source
    return by_name
