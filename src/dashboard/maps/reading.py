"""From a series over areas to what a map shows, what is left for the table, and what it says in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import reference, wording
from dashboard.maps.areas import OUTLINES, AreaValue
from dashboard.publication import Status
from dashboard.series import Point, Series, ranked

COUNTY_NAME = "Northamptonshire"
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
    """The areas of the map with their figures written as the page writes them."""
    return [
        AreaValue(
            code=point.code,
            value=point.value,
            shown=said(point, series.measure),
            detail=_detail(point, series.measure),
        )
        for point in on_map(series, level).points
    ]


def said(point: Point, measure: str) -> str:
    """82%, or [c]."""
    return f"[{point.status.value}]" if point.value is None else wording.measured(point.value, measure)


def interval(point: Point, measure: str) -> str:
    """78% to 85%: the 95% interval of a figure or the range of a hidden one; empty where there is none."""
    if point.low is None or point.high is None:
        return ""
    return f"{wording.measured(point.low, measure)} to {wording.measured(point.high, measure)}"


def bar_leads(series: Series, level: str) -> bool:
    """Whether too few areas have a figure (3 of 7, 1 of 2) for a map to be read as a pattern."""
    return 2 * len(on_map(series, level).shown) <= len(codes_on_map(level))


def headline(series: Series, level: str, area: str, county: Point | None) -> str:
    """One sentence: the chosen area and its place among the others, or the highest and the lowest."""
    order = [point for point in ranked(on_map(series, level)) if point.value is not None]
    unit = series.indicator.unit
    if area == reference.COUNTY:
        return _extremes(order, series, unit)
    point = next((one for one in series.points if one.code == area), None)
    if point is None or point.value is None:
        why = _WHY[point.status] if point else _WHY[Status.NOT_AVAILABLE]
        name = point.label if point else reference.area_names()[area]
        return f"{name}: {wording.lower_first(why)}"
    text = f"{point.label}: {said(point, series.measure)}{_of(series, unit)}"
    if len(order) > 1:
        text += f", {_place(order, point)} of {len(order)} areas"
    if county is not None and county.value is not None and series.measure != "count":
        text += f"; the county as a whole: {said(county, series.measure)}"
    return text


def _extremes(order: Sequence[Point], series: Series, unit: str) -> str:
    if not order:
        return "No area has a figure that can be shown"
    top, last = order[0], order[-1]
    first = f"{top.label} is highest with {said(top, series.measure)}{_of(series, unit)}"
    if len(order) == 1:
        return (
            f"Only {top.label} has a figure that can be shown: {said(top, series.measure)}{_of(series, unit)}"
        )
    if top.value == last.value:
        return f"All areas with a figure have {said(top, series.measure)}{_of(series, unit)}"
    return f"{first}; {last.label} is lowest with {said(last, series.measure)}"


def _of(series: Series, unit: str) -> str:
    """The unit after the figure; a percentage carries its own sign."""
    return "" if series.measure == "percent" else f" {unit}"


def _place(order: Sequence[Point], point: Point) -> str:
    """``highest``, ``2nd highest``, with equals sharing a place."""
    above = sum((other.value or 0.0) > (point.value or 0.0) for other in order)
    same = sum(other.value == point.value for other in order)
    names = {0: "highest", 1: "2nd highest", 2: "3rd highest"}
    if above == len(order) - 1:
        return "lowest"
    return ("joint " if same > 1 else "") + names.get(above, f"{above + 1}th highest")


def _detail(point: Point, measure: str) -> str:
    limits = interval(point, measure)
    if point.value is not None:
        return f"95% interval {limits}" if limits else ""
    return f"{_WHY[point.status]}; somewhere from {limits}" if limits else _WHY[point.status]
