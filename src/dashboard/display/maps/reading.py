"""From a series over areas to what a map shows, what is left for the table, and what it says in words."""

from __future__ import annotations

from dataclasses import replace

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps.areas import AreaValue
from dashboard.methods import round_half_up, wording
from dashboard.publication import Status
from dashboard.publication.outlines import Atlas

_WHY = {
    Status.CONFIDENTIAL: "Hidden so that nobody can be recognised",
    Status.NOT_AVAILABLE: "Not available",
    Status.NOT_APPLICABLE: "Nothing to measure here",
}


def on_map(atlas: Atlas, series: PublishedSeries, level: str) -> PublishedSeries:
    """The part of ``series`` that the map draws."""
    drawn = atlas.codes(level)
    return replace(series, points=tuple(point for point in series.points if point.code in drawn))


def elsewhere(atlas: Atlas, series: PublishedSeries, level: str) -> tuple[Point, ...]:
    """What the map cannot draw, so that the parts add up: online, outside the county, not recorded.

    Places with nothing in them are left out; hidden ones stay. A record that names only the council
    says so, because the same name elsewhere means the whole council area.
    """
    drawn = atlas.codes(level)
    unitaries = atlas.codes("unitary")
    left = [point for point in series.points if point.code not in drawn]
    left = [point for point in left if point.value != 0 and point.status is not Status.NOT_APPLICABLE]
    return tuple(
        replace(point, label=f"{point.label}, district not known") if point.code in unitaries else point
        for point in left
    )


def area_values(atlas: Atlas, series: PublishedSeries, level: str) -> list[AreaValue]:
    """The areas of the map, coloured and labelled by their figures as the page prints them.

    Two areas that both read 50% share a colour, whatever lies behind the rounding.
    """
    return [
        AreaValue(
            code=point.code,
            value=_printed(point.value, series.measure),
            shown=point.figure(series.measure),
            detail=_detail(point, series.measure),
        )
        for point in on_map(atlas, series, level).points
    ]


def interval(point: Point, measure: str) -> str:
    """78% to 85%: the 95% interval of a figure; empty where there is none."""
    if point.value is None or point.low is None or point.high is None:
        return ""
    return f"{wording.measured(point.low, measure)} to {wording.measured(point.high, measure)}"


def bar_leads(atlas: Atlas, series: PublishedSeries, level: str) -> bool:
    """Whether too few areas have a figure (3 of 7, 1 of 2) for a map to be read as a pattern."""
    return 2 * len(on_map(atlas, series, level).shown) <= len(atlas.codes(level))


def why_hidden(point: Point | None) -> str:
    """Why an area has no figure; empty where it has one."""
    if point is None:
        return _WHY[Status.NOT_AVAILABLE]
    return "" if point.value is not None else _WHY[point.status]


def _printed(value: float | None, measure: str) -> float | None:
    return None if value is None else round_half_up(value, wording.PLACES.get(measure, 0))


def _detail(point: Point, measure: str) -> str:
    limits = interval(point, measure)
    if point.value is not None:
        details = [f"95% interval {limits}" if limits else "", point.revision(measure)]
        return "; ".join(part for part in details if part)
    why = _WHY[point.status]
    return f"{why}; {point.feasible} fit what is published" if point.feasible else why
