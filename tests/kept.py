"""What a package keeps between calls: every text that its modules, classes, closures and caches lead to."""

from __future__ import annotations

import datetime
import functools
import gc
import logging
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

_PLAIN = (int, float, complex, bool, type(None), types.CodeType, types.ModuleType, logging.Logger)
_CACHES = type(functools.lru_cache(lambda: None))


def texts_kept(package: str) -> Iterator[tuple[str, str]]:
    """Each text that outlives a call, and the name in a module of ``package`` that leads to it.

    What is looked at is what the names of its modules lead to, caches of functions with their arguments and
    results among it; other packages' modules, classes and functions are theirs to answer for.
    """
    waiting: list[tuple[str, Any]] = []
    for name, module in sorted(sys.modules.items()):
        if _within(name, package):
            waiting += [(f"{name}.{key}", held) for key, held in vars(module).items() if key[:2] != "__"]
    seen: set[int] = set()
    while waiting:
        where, held = waiting.pop()
        if id(held) in seen or isinstance(held, _PLAIN):
            continue
        seen.add(id(held))
        if isinstance(held, str):
            yield where, held
        elif isinstance(held, bytes | bytearray):
            yield where, bytes(held).decode("latin-1")
        elif isinstance(held, datetime.date):
            yield where, held.isoformat()
        else:
            waiting += [(where, part) for part in _parts(held, package)]


def _parts(held: Any, package: str) -> list[Any]:
    if isinstance(held, types.FunctionType):
        if not _within(held.__module__ or "", package):
            return []
        closed = [cell.cell_contents for cell in held.__closure__ or () if _filled(cell)]
        return [*closed, held.__defaults__, held.__kwdefaults__, vars(held)]
    if isinstance(held, type):
        return list(vars(held).values()) if _within(held.__module__, package) else []
    if isinstance(held, np.ndarray):
        return list(held.ravel()) if held.dtype == object else []
    if isinstance(held, pd.DataFrame):
        return [held[name].tolist() for name in held]
    if isinstance(held, pd.Series | pd.Index):
        return [held.tolist()]
    if isinstance(held, _CACHES) and not _within(held.__module__ or "", package):
        return []
    # Of a cache these are the arguments and the results of every call that it holds.
    return [part for part in gc.get_referents(held) if part is not type(held)]


def _filled(cell: types.CellType) -> bool:
    try:
        return cell.cell_contents is not cell
    except ValueError:
        return False


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
