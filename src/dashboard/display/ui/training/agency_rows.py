"""Each agency's figures in the county or in one council's area: what a table of agencies is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.display.analysis import published_series
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries
from dashboard.methods import wording
from dashboard.publication import COUNTY, Publication, Status
from dashboard.publication.memo import per_release

#: The figures of the table and the step of time in which each is read.
COVERAGE, DUE, ABSENT, PEOPLE = "coverage", "due_refresher", "no_show_rate", "people_trained"
_STEPS = {COVERAGE: "quarter", DUE: "quarter", ABSENT: "year"}


@dataclass(frozen=True)
class Agency:
    """One agency; a figure that the release does not have of it is None, ``last`` is empty where nobody came.

    ``last`` is the newest quarter in which somebody of the agency came, as a code.
    """

    code: str
    name: str
    coverage: Point | None
    due: Point | None
    absent: Point | None
    last: str


@dataclass(frozen=True)
class Agencies:
    """The agencies of an area, and the period of each column in words; one that is not published has none.

    ``time`` is the quarter of the shares in date, as a code.
    """

    rows: tuple[Agency, ...]
    periods: Mapping[str, str]
    time: str


@per_release(size=8)
def read(release: Publication, area: str) -> Agencies:
    """The agencies that have staff, or anybody trained, in ``area`` (the county or a council)."""
    times = {name: _newest(release, name, area) for name in _STEPS}
    columns = {name: _series(release, name, area, time) for name, time in times.items() if time}
    last = _last_came(release, area)
    known = {name: {point.code: point for point in series.points} for name, series in columns.items()}
    codes = {code for points in known.values() for code in points} | set(last)
    rows = tuple(
        Agency(
            code,
            label,
            known.get(COVERAGE, {}).get(code),
            known.get(DUE, {}).get(code),
            known.get(ABSENT, {}).get(code),
            last.get(code, ""),
        )
        for code, label in release.codes("agency").items()
        if code in codes and code not in UNKNOWN
    )
    periods = {name: series.period for name, series in columns.items() if series.points}
    if last:
        periods[PEOPLE] = "by quarter"
    return Agencies(rows, periods, times[COVERAGE])


def _where(area: str) -> dict[str, str]:
    return {} if area == COUNTY else {"geography_level": "unitary", "area": area}


def _newest(release: Publication, indicator: str, area: str) -> str:
    """The last whole period in which agencies have the figure; empty where the release has none of them."""
    about = release.indicators.get(indicator)
    if about is None or "agency" not in release.dimensions:
        return ""
    times = published_series.periods(release, indicator, _STEPS[indicator], agency=..., **_where(area))
    full = wording.in_full(times, *published_series.extent(release, about))
    return full[-1] if full else ""


def _series(release: Publication, indicator: str, area: str, time: str) -> PublishedSeries:
    step = _STEPS[indicator]
    return published_series.read(release, indicator, "agency", time_level=step, time=time, **_where(area))


def _last_came(release: Publication, area: str) -> dict[str, str]:
    """The newest quarter in which anybody of an agency was trained, by the agency's code."""
    if PEOPLE not in release.indicators or "agency" not in release.dimensions:
        return {}
    cells = release.cells(
        PEOPLE, time_level="quarter", agency=..., columns=["agency", "time", "value"], **_where(area)
    )
    came = cells[(cells["status"] == Status.PUBLISHED.value) & (cells["value"] > 0)]
    return {str(code): str(time) for code, time in came.groupby("agency")["time"].max().items()}
