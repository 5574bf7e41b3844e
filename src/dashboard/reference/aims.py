"""Targets: what an indicator is to reach, from which day, and who decided it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.reference.reading import ReferenceRefused, is_day, read_table, rows_of
from dashboard.reference.tables import area_names
from dashboard.settings import ALL

_FILE = "targets.csv"
_COLUMNS = ("indicator", "area", "target", "from", "until", "owner", "source", "made_up")


def targets(made_up: bool = False, own: Path | None = None) -> pd.DataFrame:
    """Targets by indicator, area, day: indicator, area, value, since, until, owner, source, made_up (bool).

    ``value`` is in the indicator's own unit; days are ISO text, empty for an open end. ``area`` is a code, or
    ``all`` for the county and each of its parts. Made-up targets are given for made-up figures only
    (``made_up``). Raises ReferenceRefused, naming file and row, where the file is not as it must be.
    """
    names = set(area_names(own))
    checked: list[dict[str, Any]] = []
    for place, row in rows_of(read_table(_FILE, _COLUMNS, (), own), _FILE, own):
        target = _target(row, place, names)
        for other in checked:
            if _overlap(target, other):
                raise ReferenceRefused(f"{place}: {target['indicator']} has two targets on one day.")
        checked.append(target)
    kept = [target for target in checked if made_up or not target["made_up"]]
    kept.sort(key=lambda target: (target["indicator"], target["area"], target["since"]))
    columns = ["indicator", "area", "value", "since", "until", "owner", "source", "made_up"]
    return pd.DataFrame(kept, columns=columns)


def _overlap(aim: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two targets are of one indicator and area, and a day lies in both."""
    if any(aim[key] != other[key] for key in ("indicator", "area")):
        return False
    return bool(aim["since"] <= (other["until"] or "9") and other["since"] <= (aim["until"] or "9"))


def _target(row: Mapping[str, str], place: str, areas: set[str]) -> dict[str, Any]:
    """One row, checked; ReferenceRefused that begins with ``place``."""
    for column in ("indicator", "owner", "source"):
        if not row[column].strip():
            raise ReferenceRefused(f"{place}: {column} is empty.")
    if row["area"] not in {ALL, *areas}:
        raise ReferenceRefused(f"{place}: area must be all or a code of areas.csv, not {row['area']!r}.")
    for column in ("from", "until"):
        if not is_day(row[column]) and (column == "from" or row[column]):
            raise ReferenceRefused(f"{place}: {column} must be a day like 2024-04-01, not {row[column]!r}.")
    if row["until"] and row["until"] < row["from"]:
        raise ReferenceRefused(f"{place}: until lies before from.")
    if row["made_up"] not in ("yes", "no"):
        raise ReferenceRefused(f"{place}: made_up must be yes or no, not {row['made_up']!r}.")
    try:
        value = float(row["target"])
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        raise ReferenceRefused(f"{place}: target must be a number from 0, not {row['target']!r}.")
    return {
        "indicator": row["indicator"],
        "area": row["area"],
        "value": value,
        "since": row["from"],
        "until": row["until"],
        "owner": row["owner"],
        "source": row["source"],
        "made_up": row["made_up"] == "yes",
    }
