"""Outlines of areas and places of towns, one GeoJSON file a layer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.reference.places import file_of
from dashboard.reference.reading import ReferenceRefused, named, stamp
from dashboard.reference.tables import areas

LAYERS = ("districts", "unitaries", "neighbours", "towns")
#: The properties that every feature of a layer has.
_PROPERTIES = {
    "districts": {"code", "name", "label"},
    "unitaries": {"code", "name", "label"},
    "neighbours": {"name"},
    "towns": {"name", "district"},
}
#: The level of the areas that a layer outlines, each once.
_LEVEL = {"districts": "district", "unitaries": "unitary"}


@dataclass(frozen=True)
class Layer:
    """One layer of the map.

    ``features`` are GeoJSON features in longitude and latitude (WGS84). Districts and unitaries have
    properties code, name, parent and label (the point where a label fits best); neighbours have name;
    towns have name and district (empty outside the county).
    """

    layer: str
    features: tuple[dict[str, Any], ...]
    attribution: str

    @property
    def geojson(self) -> str:
        """The features as one line of GeoJSON."""
        whole = {"type": "FeatureCollection", "features": self.features}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def boundaries(layer: str, own: Path | None = None) -> Layer:
    """One of the LAYERS; read it, do not change it. KeyError for any other name.

    ``own`` is an installation's folder of facts. Raises ReferenceRefused, naming the file, where it is not
    as it must be.
    """
    if layer not in LAYERS:
        raise KeyError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    path = file_of(f"geography/{layer}.geojson", own)
    outlines = _read(path, layer, stamp(path))
    if layer in _LEVEL:
        table = areas(own)
        listed = set(table.loc[table["level"] == _LEVEL[layer], "code"])
        drawn = [feature["properties"]["code"] for feature in outlines.features]
        if sorted(drawn) != sorted(listed):
            raise ReferenceRefused(
                f"{named(path)} must outline each {_LEVEL[layer]} of areas.csv once: "
                f"{', '.join(sorted(listed))}."
            )
    return outlines


@lru_cache(maxsize=2 * len(LAYERS))
def _read(path: Path, layer: str, _stamp: tuple[int, int]) -> Layer:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        features = tuple(read["features"])
        attribution = str(read["attribution"])
        complete = all(
            _PROPERTIES[layer] <= set(feature["properties"]) and feature["geometry"]["coordinates"]
            for feature in features
        )
    except (ValueError, KeyError, TypeError, OSError) as broken:
        raise ReferenceRefused(f"{named(path)} is no GeoJSON with features and attribution.") from broken
    if not features or not complete:
        raise ReferenceRefused(
            f"{named(path)}: every feature must have a geometry and the properties "
            f"{', '.join(sorted(_PROPERTIES[layer]))}."
        )
    return Layer(layer, features, attribution)
