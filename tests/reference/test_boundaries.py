"""The outlines: where they should be, as large as they should be, and nothing between them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard import reference, settings
from tests.reference.outline_arithmetic import centroid, inside, overlap, rings, signed_area

#: ONS: area in square kilometres, and centroid, of the district outlines (2020, generalised).
FACTS = {
    "E07000150": (80.27, -0.69592, 52.49909),
    "E07000151": (665.64, -1.04805, 52.31605),
    "E07000152": (509.77, -0.52343, 52.4577),
    "E07000153": (233.52, -0.7655, 52.42618),
    "E07000154": (80.74, -0.88692, 52.24125),
    "E07000155": (634.05, -1.04265, 52.12263),
    "E07000156": (163.1, -0.71236, 52.28781),
}
FINER = settings.PROJECT.parent / "shared" / "data" / "geo"


def outlines(layer: str) -> dict[str, dict[str, Any]]:
    return {one["properties"]["code"]: one["geometry"] for one in reference.boundaries(layer).features}


def test_every_area_of_the_list_has_an_outline() -> None:
    areas = reference.areas()
    for layer, level in (("districts", "district"), ("unitaries", "unitary")):
        assert set(outlines(layer)) == set(areas.loc[areas["level"] == level, "code"])


@pytest.mark.parametrize("code", sorted(FACTS))
def test_area_and_centre_are_those_that_ons_gives(code: str) -> None:
    area, lon, lat = FACTS[code]
    (ring,) = rings(outlines("districts")[code])
    assert signed_area(ring) == pytest.approx(area, rel=0.02)
    assert centroid(ring) == (pytest.approx(lon, abs=0.01), pytest.approx(lat, abs=0.006))


@pytest.mark.parametrize("layer", ["districts", "unitaries", "neighbours"])
def test_rings_are_closed_and_keep_the_right_hand_rule(layer: str) -> None:
    for one in reference.boundaries(layer).features:
        parts = [one["geometry"]["coordinates"]]
        if one["geometry"]["type"] == "MultiPolygon":
            parts = one["geometry"]["coordinates"]
        for outer, *holes in parts:
            assert outer[0] == outer[-1] and len(outer) >= 4
            assert signed_area(outer) > 0
            assert all(signed_area(hole) < 0 for hole in holes)


def test_districts_neither_overlap_nor_leave_gaps() -> None:
    """Each edge inside the county is walked once each way; what is left over bounds the unitaries."""
    edges = Counter(edge for ring in _rings_of("districts") for edge in _edges(ring))
    assert max(edges.values()) == 1
    outer = {edge for edge in edges if edge[::-1] not in edges}
    unitary = {edge for ring in _rings_of("unitaries") for edge in _edges(ring)}
    county = {edge for edge in unitary if edge[::-1] not in unitary}
    assert outer == county
    together = sum(signed_area(ring) for ring in _rings_of("districts"))
    assert together == pytest.approx(sum(signed_area(ring) for ring in _rings_of("unitaries")), rel=1e-9)


def test_districts_lie_in_their_own_unitary() -> None:
    unitaries = outlines("unitaries")
    for one in reference.boundaries("districts").features:
        lon, lat = one["properties"]["label"]
        for code, outline in unitaries.items():
            assert bool(inside(outline, lon, lat)) == (code == one["properties"]["parent"])


def test_labels_and_towns_lie_in_their_own_area() -> None:
    districts = outlines("districts")
    for layer in ("districts", "unitaries"):
        for one in reference.boundaries(layer).features:
            lon, lat = one["properties"]["label"]
            assert inside(one["geometry"], lon, lat)
    for town in reference.boundaries("towns").features:
        lon, lat = town["geometry"]["coordinates"]
        found = [code for code, outline in districts.items() if inside(outline, lon, lat)]
        assert found == [code for code in [town["properties"]["district"]] if code]


@pytest.mark.parametrize("layer", reference.LAYERS)
def test_the_acknowledgement_travels_in_the_file(layer: str) -> None:
    said = reference.boundaries(layer).attribution
    assert "National Statistics and Ordnance Survey data © Crown copyright" in said
    assert "GeoNames CC BY 4.0" in said


@pytest.mark.skipif(not FINER.exists(), reason="the finer ONS outlines are not part of the project")
@pytest.mark.parametrize(
    ("layer", "file", "key"),
    [
        ("districts", "northants_districts_2020.geojson", "LAD20CD"),
        ("unitaries", "northants_unitaries_2021.geojson", "LAD21CD"),
    ],
)
def test_overlap_with_finer_outlines(layer: str, file: str, key: str) -> None:
    finer = json.loads((FINER / file).read_text(encoding="utf-8"))["features"]
    ours = outlines(layer)
    shares = {one["properties"][key]: overlap(ours[one["properties"][key]], one["geometry"]) for one in finer}
    assert set(shares) == set(ours)
    assert min(shares.values()) >= 0.97, shares


@pytest.mark.skipif(not FINER.exists(), reason="the finer ONS outlines are not part of the project")
def test_the_facts_above_are_the_published_ones() -> None:
    with Path(FINER / "northants_district_facts.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            published = (row["area_km2_bgc"], row["centroid_lon"], row["centroid_lat"])
            assert FACTS[row["LAD20CD"]] == tuple(map(float, published))


def _rings_of(layer: str) -> list[list[list[float]]]:
    return [ring for outline in outlines(layer).values() for ring in rings(outline)]


def _edges(ring: list[list[float]]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    return [(tuple(a), tuple(b)) for a, b in pairwise(ring)]
