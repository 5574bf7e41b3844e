"""Whether sectors that train more report more in the year after, from published yearly figures alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from dashboard.display.analysis import published_series
from dashboard.display.analysis.published_series import UNKNOWN
from dashboard.methods import Refused, wording
from dashboard.methods.clusters import Slope, slope_within
from dashboard.publication import ALL, Publication
from dashboard.publication.memo import per_release

DOSE, REPORTS, BY = "people_trained", "intelligence_submissions", "sector"


class Pair(NamedTuple):
    """A sector's reports in ``year`` and the people it trained in the year before."""

    sector: str
    year: str
    trained: float
    reports: float


@per_release(size=4)
def pairs(release: Publication) -> tuple[Pair, ...]:
    """Every sector and year of which both figures are shown, whole and above 0: no logarithm is of 0."""
    if not {DOSE, REPORTS} <= set(release.indicators):
        return ()
    return tuple(_pairs(release))


def _pairs(release: Publication) -> Iterator[Pair]:
    years = {"time_level": "year"}
    codes = published_series.codes(release, REPORTS, BY, **years, **{BY: ...})
    for sector in (code for code in codes if code not in (ALL, *UNKNOWN)):
        trained, reports = (
            {
                point.code: point.value
                for point in published_series.read(release, indicator, "time", **years, **{BY: sector}).shown
                if point.value and point.value > 0 and not (point.cut or point.lacks)
            }
            for indicator in (DOSE, REPORTS)
        )
        for year, reported in reports.items():
            before = trained.get(wording.year_before(year))
            if before:
                yield Pair(sector, year, before, reported)


def slope(held: tuple[Pair, ...]) -> Slope | Refused:
    """How the logarithm of reports goes with that of people trained, within sectors and years."""
    return slope_within(
        [math.log(pair.reports) for pair in held],
        [math.log(pair.trained) for pair in held],
        [pair.sector for pair in held],
        [pair.year for pair in held],
    )
