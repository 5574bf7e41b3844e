"""What maps of a release are drawn from: its areas, and the outlines of each layer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dashboard.publication.areas import Area, areas
from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication

#: Which layer of outlines draws which geography level of a release.
OUTLINES = {"district": "districts", "unitary": "unitaries"}
#: What stands where a map cannot be drawn.
NO_OUTLINES = (
    "This release was made before releases carried the outlines of areas, so no map can be drawn of it. "
    "The figures stand in the bars and the table."
)


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
class Atlas:
    """All that maps of one release are drawn from; two of the same content are equal.

    ``layers`` has name, attribution and GeoJSON text of each layer. Read what it gives, do not change it.
    """

    areas: tuple[Area, ...]
    layers: tuple[tuple[str, str, str], ...]

    @property
    def drawable(self) -> bool:
        """Whether maps can be drawn: an earlier release has no outlines."""
        return bool(self.layers)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of areas by code."""
        return {area.code: area.name for area in self.areas}

    @cached_property
    def _read(self) -> dict[str, Boundaries]:
        return {
            layer: Boundaries(layer, tuple(json.loads(text)["features"]), attribution)
            for layer, attribution, text in self.layers
        }

    def boundaries(self, layer: str) -> Boundaries:
        """One layer: districts, unitaries, neighbours or towns. KeyError for any other name."""
        return self._read[layer]

    def of_level(self, level: str) -> Boundaries:
        """The outlines of a geography level (district or unitary). KeyError for another level."""
        return self.boundaries(OUTLINES[level])

    def codes(self, level: str) -> tuple[str, ...]:
        """The areas of a geography level (district or unitary), in order. KeyError for another level."""
        if level not in OUTLINES:
            raise KeyError(f"no map of level {level!r}; there are {', '.join(OUTLINES)}")
        return tuple(area.code for area in self.areas if area.level == level)


@per_release(size=1)
def atlas(release: Publication) -> Atlas:
    """What maps of ``release`` are drawn from; without layers where it is an earlier one."""
    rows = release.table("outlines").sort_values("layer").to_dict("records")
    layers = tuple((str(row["layer"]), str(row["attribution"]), str(row["geojson"])) for row in rows)
    return Atlas(areas(release), layers)
