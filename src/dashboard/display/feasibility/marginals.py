"""Published counts as marginals of one table by month, area and code, with bounds on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.display.analysis.point import value_of
from dashboard.methods import wording
from dashboard.publication import ALL, COUNTY, Publication, Status
from dashboard.publication.areas import districts_of
from dashboard.publication.memo import per_release

#: The geographies of the county: districts make up councils, and all make up the county.
LOCAL = ("county", "district", "unitary")
#: Kinds whose counts of parts add up to the count of the whole.
ADDITIVE = ("count", "sum", "median")

Codes = frozenset[str]


@dataclass(frozen=True)
class Marginal:
    """One marginal count: the records in ``months`` (counted from year 0) and in each of ``sides``.

    The first side is the area, the others the dimensions of the release; ``low`` and ``high`` are
    the same where the count is published, high None where nothing limits it.
    """

    months: frozenset[int]
    sides: tuple[Codes, ...]
    low: float
    high: float | None


@dataclass(frozen=True, eq=False)
class Marginals:
    """All that a release says about one set of records, and the codes that make up each side.

    Looked up in caches by what it is, not by what it holds: comparing thousands of marginals takes longer.

    ``totalled`` says for each side whether its codes may be added: only where a release adds them.
    """

    known: tuple[Marginal, ...]
    months: frozenset[int]
    sides: tuple[Codes, ...]
    totalled: tuple[bool, ...]


class NotAdditive(Exception):
    """The counts cannot be added up, so no interval follows from them. The message says why."""


@per_release(size=64)
def read(release: Publication, indicator: str, measure: str, level: str) -> Marginals:
    """The marginals of a count, from every table of the release that counts the same records.

    ``level`` is one of the county's geographies, which are read together, or another, read alone.
    Raises NotAdditive for distinct people, for figures that are no whole counts, and for parts of
    which the release publishes no count.
    """
    about = release.indicators[indicator]
    if measure == "count" and about.kind not in ADDITIVE:
        raise NotAdditive(f"{about.title}: a person can be in several parts, so parts do not add up")
    cells = _cells(release, indicator, measure, LOCAL if level in LOCAL else (level,))
    if cells.empty:
        raise NotAdditive(f"{about.title}: no count of it is published")
    values = cells["value"].dropna()
    if (values < 0).any() or (values % 1 != 0).any():
        raise NotAdditive(f"{about.title}: its figures are not counts")
    months = _all_months(release, cells)
    areas = _areas(release, cells)
    listed = [set(cells[name]) - {ALL} for name in release.dimensions]
    sides = (frozenset(areas), *(frozenset(codes or {ALL}) for codes in listed))
    totals = (
        level in LOCAL and (cells["geography_level"] == "county").any(),
        *((cells[name] == ALL).any() for name in release.dimensions),
    )
    known = tuple(_marginals(release, cells, months, sides))
    return Marginals(known, months, sides, tuple(bool(total) for total in totals))


def area_side(release: Publication, level: str, area: str, every: Codes) -> Codes:
    """The finest areas that an area of a level is made of. Raises NotAdditive where nobody knows them."""
    if level == "county":
        return every
    if level == "unitary":
        return frozenset({area, *_districts_of(release, area)}) & every
    return frozenset({area})


def months_of(period: str, every: frozenset[int]) -> frozenset[int]:
    """The months of a period, counted from year 0; those of ``every`` for ``all``."""
    if period == ALL:
        return every
    first, last = wording.span(period)
    return frozenset(range(first, last + 1))


def _cells(release: Publication, indicator: str, measure: str, levels: tuple[str, ...]) -> pd.DataFrame:
    """The cells of every indicator and measure that counts the same records."""
    same = _same_records(release, indicator, measure)
    which = " OR ".join("(indicator = ? AND measure = ?)" for _ in same)
    places = ", ".join("?" for _ in levels)
    return release.frame(
        f"SELECT * FROM {release.first_figures} WHERE ({which}) AND geography_level IN ({places})",
        [name for pair in same for name in pair] + list(levels),
    )


def _same_records(release: Publication, indicator: str, measure: str) -> list[tuple[str, str]]:
    """The indicator's own count first; a release may say which others count the same records."""
    own = [(indicator, measure)]
    families = release.families()
    mine = families[(families["indicator"] == indicator) & (families["measure"] == measure)]
    if mine.empty or measure == "denominator":
        return own
    family, chosen = mine.iloc[0]["family"], mine.iloc[0]["filter"]
    # The base of a share is the same whole beside every code, so its rows are no parts.
    others = families[
        (families["family"] == family)
        & (families["filter"].fillna("") == (chosen or ""))
        & (families["measure"] != "denominator")
    ]
    keys = list(zip(others["indicator"].astype(str), others["measure"].astype(str), strict=True))
    return own + [pair for pair in keys if pair not in own]


def _all_months(release: Publication, cells: pd.DataFrame) -> frozenset[int]:
    spans = [wording.span(str(time)) for time in set(cells["time"]) - {ALL}]
    spans += [
        wording.span(release.facts[name]) for name in ("first_month", "last_month") if name in release.facts
    ]
    if not spans:
        return frozenset({0})
    return frozenset(range(min(first for first, _ in spans), max(last for _, last in spans) + 1))


def _areas(release: Publication, cells: pd.DataFrame) -> set[str]:
    """The finest areas that the cells tell apart."""
    areas: set[str] = set()
    for level, area in cells[["geography_level", "area"]].drop_duplicates().itertuples(index=False):
        areas |= {area, *_districts_of(release, area)} if level == "unitary" else {area}
    smaller = areas - {COUNTY}
    return smaller or areas


def _districts_of(release: Publication, unitary: str) -> tuple[str, ...]:
    districts = districts_of(release, unitary)
    if districts is None:
        raise NotAdditive(
            "this release was made before releases carried which districts make up a council, so its parts "
            "cannot be added up"
        )
    return districts


def _marginals(
    release: Publication, cells: pd.DataFrame, months: frozenset[int], sides: tuple[Codes, ...]
) -> Iterator[Marginal]:
    for row in cells.to_dict("records"):
        limits = _limits(row)
        if limits is None:
            continue
        area = area_side(release, str(row["geography_level"]), str(row["area"]), sides[0])
        codes = (
            every if row[name] == ALL else frozenset({str(row[name])})
            for name, every in zip(release.dimensions, sides[1:], strict=True)
        )
        yield Marginal(months_of(str(row["time"]), months), (area, *codes), *limits)


def _limits(row: Mapping[Any, Any]) -> tuple[float, float | None] | None:
    """What a release says of a count; None where it says nothing."""
    if row["status"] == Status.PUBLISHED:
        return float(row["value"]), float(row["value"])
    if row["status"] == Status.NOT_APPLICABLE:
        return 0.0, 0.0  # a combination that cannot occur
    low, high = value_of(row["low"]), value_of(row["high"])
    if row["status"] == Status.CONFIDENTIAL and (low, high) != (None, None):
        return low or 0.0, high
    return None
