"""Where the venues of a release are: the town and the district of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication


@dataclass(frozen=True)
class Place:
    """Where a venue is: its town, the town's longitude and latitude (WGS84), and its old district."""

    town: str
    at: tuple[float, float]
    district: str


@per_release(size=1)
def places(release: Publication) -> Mapping[str, Place]:
    """The place of each venue by code; those of no known town (online, other) are left out."""
    return {
        str(row["venue"]): Place(
            str(row["town"]), (float(row["longitude"]), float(row["latitude"])), str(row["district"])
        )
        for row in release.table("places").to_dict("records")
    }
