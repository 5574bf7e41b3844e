"""Open facts that ship with the project: areas, populations, published figures, events, outlines.

None of it is about a person. data/reference/SOURCES.md names each file's source and licence. Every
function gives a copy, so a caller cannot change what the next one reads.
"""

from __future__ import annotations

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
    "events": ("code", "starts", "ends", "label", "about", "applies_to", "source"),
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


def events() -> pd.DataFrame:
    """What to mark on a time line: code, starts, ends, label, about, applies_to (a|b), source."""
    return _table("events").copy()


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
