"""A verdict as a row of a release, and back: each part's name stands before its columns."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from operator import attrgetter
from typing import Any, cast, get_type_hints

import pandas as pd

from dashboard.methods.judged import Verdict

#: The columns that name a series; ``split`` has the codes that it is confined to.
KEY = ("indicator", "time_level", "geography_level", "area", "split")
#: Figures are kept to so many digits: the last ones of a fit are not the same on every machine.
_DIGITS = 6
#: What most fields hold, and the table holds just so.
_AS_THEY_ARE = (str, bool, type(None))


def shape() -> str:
    """The columns of the table in a release, in SQL."""
    kinds = {str: "VARCHAR", float: "DOUBLE", bool: "BOOLEAN"}
    keys = [f"{name} VARCHAR" for name in KEY]
    return ", ".join([*keys, *(f"{name} {kinds[kind]}" for name, kind in columns().items())])


def columns() -> dict[str, type]:
    """The columns of a verdict and what they hold: the parts with their name before each."""
    named: dict[str, type] = {}
    for name, kind in _kinds(Verdict).items():
        if is_dataclass(kind):
            named |= {f"{name}_{own}": _plain(own_kind) for own, own_kind in _kinds(cast(type, kind)).items()}
        else:
            named[name] = _plain(kind)
    return named


@functools.cache
def _kinds(kind: type) -> dict[str, Any]:
    """What the fields of a class hold, by name: to read its annotations takes longer than to build one."""
    return get_type_hints(kind)


def _plain(kind: Any) -> type:
    if kind in (str, float, bool):
        return kind  # type: ignore[no-any-return]
    return bool if kind == (bool | None) else str


def flat(verdict: Verdict) -> dict[str, Any]:
    """A verdict as a row of the table: None for what there is none of."""
    names, values = _reader()
    return {
        name: value if type(value) in _AS_THEY_ARE else _kept(value)
        for name, value in zip(names, values(verdict), strict=True)
    }


@functools.cache
def _reader() -> tuple[tuple[str, ...], Callable[[Verdict], tuple[Any, ...]]]:
    """The columns of a verdict, and what reads them: thousands are read, all with the same fields."""
    paths = [
        f"{name}.{own}" if own else name
        for name, kind in _kinds(Verdict).items()
        for own in (_kinds(cast(type, kind)) if is_dataclass(kind) else ("",))
    ]
    return tuple(columns()), attrgetter(*paths)


def _kept(value: Any) -> Any:
    if isinstance(value, float | int):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return str(value)


def verdict_of(row: Mapping[Any, Any]) -> Verdict:
    """The verdict in a row of the table; what a later version would say more of is left out."""
    verdict: Verdict = _built(Verdict, row, "")
    return verdict


def _built(kind: Any, row: Mapping[Any, Any], before: str) -> Any:
    given: dict[str, Any] = {}
    for name, held in _kinds(kind).items():
        if is_dataclass(held):
            given[name] = _built(held, row, f"{name}_")
            continue
        value = row.get(f"{before}{name}")
        if pd.isna(value):
            continue
        given[name] = bool(value) if held == (bool | None) else held(value)
    return kind(**given)
