"""The residents of areas, as a release carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.publication.memo import per_release
from dashboard.publication.release_file import Publication
from dashboard.settings import ALL

#: Of a census the residents are those of its day; of every other source, those of the middle of the year.
_CENSUS = "Census"


@dataclass(frozen=True)
class Residents:
    """Residents by area code and year, and what each year's are called ("mid-2020", "Census 2021").

    ``ages`` says of what age they are, empty for all ages.
    """

    people: Mapping[str, Mapping[int, int]]
    bases: Mapping[int, str]
    ages: str = ""

    def base(self, area: str, year: int) -> int | None:
        """The year whose residents stand for ``year``: itself, else the newest before it, else the first."""
        known = sorted(self.people.get(area, ()))
        if not known:
            return None
        return max((other for other in known if other <= year), default=known[0])

    def called(self, years: set[int]) -> str:
        """What the residents of ``years`` are called: "residents of the area aged 0 to 17, mid-2020"."""
        ages = f" {self.ages}" if self.ages else ""
        return f"residents of the area{ages}, {' and '.join(self.bases[year] for year in sorted(years))}"


#: What a figure may be shown as a rate of: the age band of its residents, and what they are called.
AGE_BANDS = {"residents": (ALL, ""), "children": ("0-17", "aged 0 to 17")}


@per_release(size=8)
def residents(release: Publication, rate_of: str) -> Residents:
    """The residents that a figure is a rate of, all where it does not say; empty where there are none."""
    band, ages = AGE_BANDS[rate_of or "residents"]
    table = release.table("populations")
    rows = table[table["age_band"] == band][["area", "year", "people", "source"]].to_dict("records")
    people: dict[str, dict[int, int]] = {}
    bases: dict[int, str] = {}
    for row in rows:
        year = int(row["year"])
        people.setdefault(str(row["area"]), {})[year] = int(row["people"])
        bases[year] = f"{'Census ' if _CENSUS in str(row['source']) else 'mid-'}{year}"
    return Residents(people, bases, ages)
