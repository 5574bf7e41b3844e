"""Published counts by area for each 100,000 residents: worked out from published figures alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.display.analysis import carried, control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries

PER = 100_000
PER_RESIDENTS = "per 100,000 residents"
#: Residents are those of this year: the last published for the old districts.
YEAR = 2020
#: Said beside the indicator's own caveat.
CAVEAT = (
    "Worked out from the published counts and the residents of mid-2020. Where exploitation is found "
    "need not be where those exploited live."
)


def per_residents(
    series: PublishedSeries, residents: Mapping[str, int], area: str | None = None
) -> PublishedSeries:
    """``series`` of counts as rates with 95% intervals; places without a population are left out.

    ``residents`` are those of YEAR by area. ``area`` is the area of a series that does not run over areas. A
    hidden count stays hidden, and keeps its range, and a revised one its mark, with the first rate beside it.
    """
    about = series.indicator
    indicator = replace(
        about,
        kind="rate",
        denominator="residents of the area, mid-2020",
        unit=f"{about.unit} {PER_RESIDENTS}",
        caveat=f"{CAVEAT} {about.caveat}",
    )
    points = [_rate(point, residents.get(area or point.code)) for point in series.points]
    name = f"{series.name}, {PER_RESIDENTS}"
    return replace(
        series,
        indicator=indicator,
        measure="rate",
        name=name,
        points=tuple(point for point in points if point),
    )


def _rate(point: Point, people: int | None) -> Point | None:
    if people is None:
        return None
    marks = carried.marks(lambda count: count * PER / people, point)
    if point.value is None:
        return replace(
            point,
            denominator=people,
            low=None,
            high=None,
            numerator_low=point.low,
            numerator_high=point.high,
            **marks,
        )
    limits = control_limits.count_limits(point.value)
    low, high = (None, None) if limits is None else (limit * PER / people for limit in limits)
    value = point.value * PER / people
    return replace(point, value=value, numerator=point.value, denominator=people, low=low, high=high, **marks)
