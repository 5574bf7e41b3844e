"""Open facts that ship with the project: areas, populations, published figures, events, targets, outlines.

None of it is about a person. data/reference/SOURCES.md names each file's source and licence. Every
function gives a copy, so a caller cannot change what the next one reads.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import settings

COUNTY = "E23000022"
#: The day from which the unitaries stand in place of the districts.
UNITARIES_FROM = "2021-04-01"
LAYERS = ("districts", "unitaries", "neighbours", "towns")

_COLUMNS = {
    "areas": ("code", "name", "level", "parent", "valid_from", "valid_to", "colour"),
    "populations": ("area", "year", "age_band", "people", "source"),
    "comparators": (
        "series", "reporter", "period", "exploitation_type", "age", "gender", "location", "decision",
        "value", "source", "published_on",
    ),
    "events": ("code", "starts", "ends", "label", "about", "applies_to", "source", "made_up"),
    "targets": ("indicator", "area", "target", "from", "until", "owner", "source", "made_up"),
}  # fmt: skip
_WHOLE_NUMBERS = {"year", "people", "value"}


@dataclass(frozen=True)
class Boundaries:
    """One layer of the map.

    ``features`` are GeoJSON features in longitude and latitude (WGS84). Districts and unitaries have
    properties code, name, parent and label (the point where a label fits best); neighbours have name;
    towns have name and district (empty outside the county).
    """

    layer: str
    features: tuple[dict[str, Any], ...]
    attribution: str


@dataclass(frozen=True)
class Target:
    """What an indicator is to reach, in its own unit, from one day until another (ISO text; "" is open).

    ``area`` is a code, or ``all`` for the county and each of its parts.
    """

    indicator: str
    area: str
    value: float
    since: str
    until: str
    owner: str
    source: str
    made_up: bool


def areas() -> pd.DataFrame:
    """Areas by code: code, name, level (county, unitary, district), parent, valid_from, valid_to, colour.

    Dates are ISO text; an open end or no parent is empty text.
    """
    return _table("areas").copy()


def populations() -> pd.DataFrame:
    """Residents: area, year, age_band (all, 0-17, 18+), people, source."""
    return _table("populations").copy()


def comparators() -> pd.DataFrame:
    """Single figures that others have published, in the store's shape plus source and published_on."""
    return _table("comparators").copy()


def events(made_up: bool = False) -> pd.DataFrame:
    """What to mark on a time line: code, starts, ends, label, about, applies_to (a|b), source, made_up.

    Made-up events are given for made-up figures only (``made_up``). ValueError, naming file and row, where
    an event does not say which it is.
    """
    table = _table("events")
    for number, told in enumerate(table["made_up"], start=2):
        if told not in ("yes", "no"):
            raise ValueError(f"events.csv, row {number}: made_up must be yes or no, not {told!r}.")
    return table[(table["made_up"] == "no") | made_up].reset_index(drop=True)


def targets(indicator: str, made_up: bool, area: str = COUNTY) -> tuple[Target, ...]:
    """The targets of one indicator in one area, earliest first; where it has none of its own, those for all.

    Made-up targets are given for made-up figures only (``made_up``). ValueError, naming file and row,
    where the file is not as it must be.
    """
    known = [one for one in _targets() if one.indicator == indicator and (made_up or not one.made_up)]
    own = [one for one in known if one.area == area]
    return tuple(own or [one for one in known if one.area == "all"])


def target_on(day: str, indicator: str, made_up: bool, area: str = COUNTY) -> Target | None:
    """The target in force on ``day`` (ISO text); None where there is none."""
    for one in targets(indicator, made_up, area):
        if one.since <= day and (not one.until or day <= one.until):
            return one
    return None


def population(area: str, year: int = 2020, age_band: str = "all") -> int:
    """Residents of one area. KeyError, naming what was asked, where it is not known."""
    table = _table("populations")
    found = table[(table["area"] == area) & (table["year"] == year) & (table["age_band"] == age_band)]
    if found.empty:
        raise KeyError(f"no population of {area} in {year} aged {age_band}")
    return int(found["people"].iloc[0])


def area_names() -> dict[str, str]:
    """Names by code: the county, its unitaries, its districts."""
    table = _table("areas")
    return dict(zip(table["code"], table["name"], strict=True))


@lru_cache(maxsize=len(LAYERS))
def boundaries(layer: str) -> Boundaries:
    """One of the LAYERS; read it, do not change it. KeyError for any other name."""
    if layer not in LAYERS:
        raise KeyError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    path = settings.REFERENCE / "geography" / f"{layer}.geojson"
    read = json.loads(path.read_text(encoding="utf-8"))
    return Boundaries(layer, tuple(read["features"]), read["attribution"])


@lru_cache(maxsize=len(_COLUMNS))
def _table(name: str) -> pd.DataFrame:
    path = settings.REFERENCE / f"{name}.csv"
    wanted = _COLUMNS[name]
    read = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if tuple(read.columns) != wanted:
        raise ValueError(f"{path.name} must have the columns {', '.join(wanted)}, in this order.")
    return read.astype({column: "int64" for column in wanted if column in _WHOLE_NUMBERS})


@lru_cache(maxsize=1)
def _targets() -> tuple[Target, ...]:
    found: list[Target] = []
    for number, row in enumerate(_table("targets").to_dict("records"), start=2):
        where = f"targets.csv, row {number}"
        target = _target({str(name): str(text) for name, text in row.items()}, where)
        for other in found:
            same = (other.indicator, other.area) == (target.indicator, target.area)
            if same and other.since <= (target.until or "9") and target.since <= (other.until or "9"):
                raise ValueError(f"{where}: {target.indicator} has two targets on one day.")
        found.append(target)
    return tuple(sorted(found, key=lambda one: (one.indicator, one.area, one.since)))


def _target(row: dict[str, str], where: str) -> Target:
    """One row, checked; ValueError that begins with ``where``."""
    for column in ("indicator", "owner", "source"):
        if not row[column].strip():
            raise ValueError(f"{where}: {column} is empty.")
    if row["area"] != "all" and row["area"] not in area_names():
        raise ValueError(f"{where}: area must be all or a code of areas.csv, not {row['area']!r}.")
    for column in ("from", "until"):
        if not _is_day(row[column]) and (column == "from" or row[column]):
            raise ValueError(f"{where}: {column} must be a day like 2024-04-01, not {row[column]!r}.")
    if row["until"] and row["until"] < row["from"]:
        raise ValueError(f"{where}: until lies before from.")
    if row["made_up"] not in ("yes", "no"):
        raise ValueError(f"{where}: made_up must be yes or no, not {row['made_up']!r}.")
    try:
        value = float(row["target"])
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        raise ValueError(f"{where}: target must be a number from 0, not {row['target']!r}.")
    return Target(
        row["indicator"], row["area"], value, row["from"], row["until"], row["owner"], row["source"],
        row["made_up"] == "yes",
    )  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
