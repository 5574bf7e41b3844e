"""The residents of areas, as a release carries them."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication
from dashboard.settings import ALL


@per_release(size=8)
def residents(release: Publication, year: int, age_band: str = ALL) -> Mapping[str, int]:
    """Residents by area code in one year; empty where the release has none of that year and age."""
    table = release.table("populations")
    rows = table[(table["year"] == year) & (table["age_band"] == age_band)]
    return {str(area): int(people) for area, people in zip(rows["area"], rows["people"], strict=True)}
