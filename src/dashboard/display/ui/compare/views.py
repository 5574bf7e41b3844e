"""What can be compared: read off the published tables and the code lists, never off a figure.

The keys of cells are looked at without their values and statuses, so nothing here can tell whether a
cell is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.display.exports.table import HEADINGS
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, MEASURES, Publication
from dashboard.publication.memo import per_release

#: Two areas of one level (old and new boundaries are never beside each other), or two periods of one length.
AREAS = {"district": "Two districts", "unitary": "Two unitary councils", "force": "Two police forces"}
PERIODS = {
    "year": "Two years",
    "financial_year": "Two financial years",
    "quarter": "Two quarters",
    "month": "Two months",
}
#: What the codes of areas of a level begin with: other places (online, not recorded) are no areas.
_CODES = {"district": "E07", "unitary": "E06"}
_KEYS = ("time_level", "time", "geography_level", "area")
_FIRST_LEVELS = (*PERIODS, ALL)

#: Dimensions that split a figure, and a code of each.
Split = tuple[str, ...]
Codes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """``first`` and ``other``: areas of the level ``kind`` in the period ``fixed``, or periods of the length
    ``kind`` in the area ``fixed``; ``codes`` confine the figure to parts of published splits."""

    indicator: str
    kind: str
    codes: Codes
    fixed: str
    first: str
    other: str

    @property
    def over_areas(self) -> bool:
        """Whether two areas are compared, rather than two periods."""
        return self.kind in AREAS


@per_release(size=128)
def keys(release: Publication, indicator: str) -> pd.DataFrame:
    """The key of every cell of an indicator, with ``split``: the dimensions it is split by."""
    measure = MEASURES.get(release.indicators[indicator].kind, "count")
    columns = ", ".join(f'"{name}"' for name in (*_KEYS, *release.dimensions))
    held = release.frame(
        f"SELECT {columns} FROM cells WHERE indicator = ? AND measure = ?", [indicator, measure]
    )
    real = [
        area.startswith(_CODES.get(level, ""))
        for level, area in zip(held["geography_level"], held["area"], strict=True)
    ]
    held = held[pd.Series(real, index=held.index, dtype=bool)]
    rows = held[list(release.dimensions)].itertuples(index=False, name=None)
    split_of_row = [
        tuple(name for name, code in zip(release.dimensions, row, strict=True) if code != ALL) for row in rows
    ]
    return held.assign(split=pd.Series(split_of_row, index=held.index, dtype="object"))


def kinds(release: Publication, indicator: str) -> dict[str, str]:
    """What two things of an indicator can be compared: labels by level or length."""
    return {kind: (AREAS | PERIODS)[kind] for kind in _kinds(release).get(indicator, ())}


@per_release(size=8)
def _kinds(release: Publication) -> dict[str, tuple[str, ...]]:
    """The kinds of every indicator: counted over the keys of all cells in one go, for it comes first."""
    rows = release.frame(
        """SELECT indicator, geography_level, time_level, count(DISTINCT area) AS areas,
            count(DISTINCT time) AS times FROM cells
        WHERE CASE geography_level WHEN 'district' THEN area LIKE 'E07%'
            WHEN 'unitary' THEN area LIKE 'E06%' ELSE true END GROUP BY ALL"""
    )
    known: dict[str, set[str]] = {}
    for name, level, length, places, periods in rows.itertuples(index=False, name=None):
        several = {level} if places > 1 else set()
        several |= {length} if periods > 1 else set()
        known.setdefault(str(name), set()).update(several)
    return {name: tuple(kind for kind in AREAS | PERIODS if kind in held) for name, held in known.items()}


@per_release(size=8)
def figures(release: Publication) -> dict[str, str]:
    """Titles of the indicators that can be compared, by id."""
    return {name: about.title for name, about in release.indicators.items() if kinds(release, name)}


def splits(release: Publication, indicator: str, kind: str) -> dict[str, Split]:
    """The published splits of a kind, by a name of their own; the whole first."""
    names = set(_of_kind(keys(release, indicator), kind)["split"])
    return {"-".join(split) or ALL: split for split in sorted(names, key=lambda split: (len(split), split))}


def split_label(split: Split) -> str:
    """All together; Sector; Route and type of exploitation."""
    if not split:
        return "All together"
    headings = [HEADINGS.get(name, name.replace("_", " ")) for name in split]
    text = wording.listed([wording.lower_first(heading) for heading in headings])
    return text[:1].upper() + text[1:]


def codes(
    release: Publication, indicator: str, kind: str, split: Split, chosen: Codes, name: str
) -> dict[str, str]:
    """Labels by code of one dimension of a split, where the others are as ``chosen``."""
    known = set(_confined(release, indicator, kind, split, chosen)[name])
    return {code: label for code, label in release.codes(name).items() if code in known}


def areas(
    release: Publication, indicator: str, kind: str, split: Split, chosen: Codes, time: str = ""
) -> dict[str, str]:
    """Names by code of the areas that hold the figure (in one period, where ``time`` is given)."""
    held = _confined(release, indicator, kind, split, chosen)
    known = set(held.loc[held["time"] == time, "area"] if time else held["area"])
    areas_listed = {code: label for code, label in release.codes("area").items() if code in known}
    return {COUNTY: areas_listed.pop(COUNTY), **areas_listed} if COUNTY in areas_listed else areas_listed


def times(
    release: Publication, indicator: str, kind: str, split: Split, chosen: Codes, area: str = ""
) -> list[str]:
    """The periods that hold the figure (in one area, where ``area`` is given), years first, newest first."""
    held = _confined(release, indicator, kind, split, chosen)
    held = held[held["area"] == area] if area else held
    known = held[["time_level", "time"]].drop_duplicates().itertuples(index=False, name=None)
    by_level: dict[str, list[str]] = {}
    for level, time in known:
        by_level.setdefault(level, []).append(time)
    return [
        time
        for level in (*_FIRST_LEVELS, *by_level)
        for time in sorted(by_level.pop(level, ()), reverse=True)
    ]


def level_of(release: Publication, indicator: str, area: str) -> str:
    """The geography level at which an area is published."""
    held = keys(release, indicator)
    return str(held.loc[held["area"] == area, "geography_level"].iloc[0])


def time_level_of(release: Publication, indicator: str, time: str) -> str:
    """The time level at which a period is published."""
    held = keys(release, indicator)
    return str(held.loc[held["time"] == time, "time_level"].iloc[0])


def _confined(release: Publication, indicator: str, kind: str, split: Split, chosen: Codes) -> pd.DataFrame:
    held = _of_kind(keys(release, indicator), kind)
    held = held[
        pd.Series([held_split == split for held_split in held["split"]], index=held.index, dtype=bool)
    ]
    for name, code in chosen:
        held = held[held[name] == code]
    return held


def _of_kind(held: pd.DataFrame, kind: str) -> pd.DataFrame:
    return held[held["geography_level" if kind in AREAS else "time_level"] == kind]
