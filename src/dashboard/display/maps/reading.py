"""From a series over areas to what a map shows, what is left for the table, and what it says in words."""

from __future__ import annotations

from dataclasses import replace

from dashboard import reference
from dashboard.display.analysis.series import Point, Series
from dashboard.display.maps.areas import OUTLINES, AreaValue
from dashboard.methods import round_half_up, wording
from dashboard.publication import Status

_WHY = {
    Status.CONFIDENTIAL: "Hidden so that nobody can be recognised",
    Status.NOT_AVAILABLE: "Not available",
    Status.NOT_APPLICABLE: "Nothing to measure here",
}


def codes_on_map(level: str) -> tuple[str, ...]:
    """The areas that a map of ``level`` (district or unitary) draws. KeyError for another level."""
    return tuple(one["properties"]["code"] for one in reference.boundaries(OUTLINES[level]).features)


def on_map(series: Series, level: str) -> Series:
    """The part of ``series`` that the map draws."""
    drawn = codes_on_map(level)
    return replace(series, points=tuple(point for point in series.points if point.code in drawn))


def elsewhere(series: Series, level: str) -> tuple[Point, ...]:
    """What the map cannot draw, so that the parts add up: online, outside the county, not recorded.

    Places with nothing in them are left out; hidden ones stay. A record that names only the council
    says so, because the same name elsewhere means the whole council area.
    """
    drawn = codes_on_map(level)
    unitaries = codes_on_map("unitary")
    left = [point for point in series.points if point.code not in drawn]
    left = [point for point in left if point.value != 0 and point.status is not Status.NOT_APPLICABLE]
    return tuple(
        replace(point, label=f"{point.label}, district not known") if point.code in unitaries else point
        for point in left
    )


def area_values(series: Series, level: str) -> list[AreaValue]:
    """The areas of the map, coloured and labelled by their figures as the page prints them.

    Two areas that both read 50% share a colour, whatever lies behind the rounding.
    """
    return [
        AreaValue(
            code=point.code,
            value=_printed(point.value, series.measure),
            shown=said(point, series.measure),
            detail=_detail(point, series.measure),
        )
        for point in on_map(series, level).points
    ]


def said(point: Point, measure: str) -> str:
    """82%, or [c]."""
    return f"[{point.status.value}]" if point.value is None else wording.measured(point.value, measure)


def interval(point: Point, measure: str) -> str:
    """78% to 85%: the 95% interval of a figure; empty where there is none."""
    if point.value is None or point.low is None or point.high is None:
        return ""
    return f"{wording.measured(point.low, measure)} to {wording.measured(point.high, measure)}"


def bar_leads(series: Series, level: str) -> bool:
    """Whether too few areas have a figure (3 of 7, 1 of 2) for a map to be read as a pattern."""
    return 2 * len(on_map(series, level).shown) <= len(codes_on_map(level))


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
        told = [f"95% interval {limits}" if limits else "", point.revision(measure)]
        return "; ".join(part for part in told if part)
    return f"{_WHY[point.status]}; {point.fits} fit what is published" if point.fits else _WHY[point.status]
