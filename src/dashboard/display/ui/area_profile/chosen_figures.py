"""Which figures an area's profile has: all that a release publishes for the area and for the county alike.

Read off the keys of cells, never off a figure: what is hidden counts like what is shown. So an indicator
whose header asks for a table by area stands on the profile without a change here.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.display.ui.compare.views import Codes
from dashboard.publication import ALL, COUNTY, MEASURES, Indicator, Publication
from dashboard.publication.areas import Area, areas
from dashboard.publication.memo import per_release

LEVELS = ("unitary", "district")
#: The steps of time in which a figure is followed, the first that both the area and the county have.
_STEPS = ("quarter", "year", "financial_year", "month")


@dataclass(frozen=True)
class Figure:
    """One line of a profile: an indicator, its step of time, and the codes that its table is confined to."""

    indicator: str
    time_level: str
    codes: Codes = ()


@per_release(size=1)
def profiled(release: Publication) -> tuple[Area, ...]:
    """The areas that have a profile: councils, then districts, with any figure of their own."""
    held = release.frame("SELECT DISTINCT area FROM cells WHERE geography_level IN ('unitary', 'district')")
    known = set(held["area"])
    ordered = sorted(areas(release), key=lambda area: LEVELS.index(area.level) if area.level in LEVELS else 9)
    return tuple(area for area in ordered if area.level in LEVELS and area.code in known)


@dataclass(frozen=True)
class _Key:
    """Where an indicator has cells, whatever the period: its level and area, step of time, and codes."""

    level: str
    area: str
    time_level: str
    codes: Codes

    @property
    def split(self) -> tuple[str, ...]:
        """The dimensions that it is split by."""
        return tuple(name for name, _ in self.codes)


@per_release(size=1)
def _keys(release: Publication) -> dict[str, list[_Key]]:
    """The keys of every indicator, asked once: without periods they are a tenth of the cells."""
    dimensions = ", ".join(f'"{name}"' for name in release.dimensions)
    rows = release.frame(
        f"SELECT DISTINCT indicator, measure, geography_level, area, time_level, {dimensions} FROM cells "
        "WHERE geography_level IN ('county', 'unitary', 'district')"
    )
    held: dict[str, list[_Key]] = {}
    for indicator, measure, level, area, step, *codes in rows.itertuples(index=False, name=None):
        if measure == MEASURES.get(release.indicators[indicator].kind, "count"):
            split = (
                (name, code) for name, code in zip(release.dimensions, codes, strict=True) if code != ALL
            )
            held.setdefault(indicator, []).append(_Key(level, area, step, tuple(split)))
    return held


@per_release(size=16)
def figures(release: Publication, area: str) -> tuple[Figure, ...]:
    """The figures of one area, or of the county those that any area has, in the order of the catalogue."""
    levels = {each.code: each.level for each in profiled(release)}
    every = levels if area == COUNTY else {area: levels[area]}
    held = _keys(release)
    each = (_figure(name, held.get(name, []), every) for name in release.indicators)
    return tuple(figure for figure in each if figure is not None)


def _figure(indicator: str, held: list[_Key], places: dict[str, str]) -> Figure | None:
    here = [key for key in held if places.get(key.area) == key.level]
    for split in sorted({key.split for key in here}, key=lambda names: (len(names), names)):
        own = [key for key in here if key.split == split]
        codes = own[0].codes
        # A split into several codes is no one figure.
        if any(key.codes != codes for key in own):
            continue
        county = {key.time_level for key in held if key.level == "county" and key.codes == codes}
        shared = county & {key.time_level for key in own}
        step = next((level for level in _STEPS if level in shared), "")
        if step:
            return Figure(indicator, step, codes)
    return None


@per_release(size=16)
def elsewhere(release: Publication, area: str) -> dict[str, list[Indicator]]:
    """What has a figure but none for ``area``: by the page that shows it for the county, or, where another
    kind of area has it, by the level of that."""
    there = {figure.indicator for figure in figures(release, area)}
    other_levels = {level: _of_level(release, level) for level in LEVELS}
    by_place: dict[str, list[Indicator]] = {}
    for name, about in release.indicators.items():
        if name in there or not about.last_period:
            continue
        level = next((level for level in LEVELS if name in other_levels[level]), "")
        by_place.setdefault(level or about.page, []).append(about)
    by_place.pop("", None)
    return by_place


def _of_level(release: Publication, level: str) -> set[str]:
    """The indicators on the profiles of areas of one level."""
    codes = [area.code for area in profiled(release) if area.level == level]
    return {figure.indicator for code in codes[:1] for figure in figures(release, code)}
