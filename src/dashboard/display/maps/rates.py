"""Published counts by area for each 100,000 residents: worked out from published figures alone."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.display.analysis import carried, control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.publication.populations import Residents

PER = 100_000
PER_RESIDENTS = "per 100,000 residents"
#: Said beside the indicator's own caveat.
CAVEAT = (
    "Worked out from the published counts and the {base}. Where exploitation is found need not be where "
    "those exploited live."
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def per(residents: Residents) -> str:
    """What a rate is called: "per 100,000 residents aged 0 to 17"."""
    return f"{PER_RESIDENTS} {residents.ages}".rstrip()


def per_residents(series: PublishedSeries, residents: Residents, area: str | None = None) -> PublishedSeries:
    """``series`` of counts as rates with 95% intervals; places without a population are left out.

    Each point is divided by the residents of its own year, or of the newest year before it for which there
    are any. ``area`` is the area of a series that does not run over areas. A hidden count stays hidden, and
    keeps its range, and a revised one its mark, with the first rate beside it.
    """
    about = series.indicator
    bases = {
        point.code: (area or point.code, residents.base(area or point.code, year))
        for point in series.points
        if (year := _year(series, point)) is not None
    }
    used = {base for _, base in bases.values() if base is not None}
    called = residents.called(used) if used else "residents of the area"
    indicator = replace(
        about,
        kind="rate",
        denominator=called,
        unit=f"{about.unit} {per(residents)}",
        caveat=f"{CAVEAT.format(base=called)} {about.caveat}",
    )
    points = [
        _rate(point, residents.people[place][base])
        for point in series.points
        for place, base in [bases.get(point.code, ("", None))]
        if base is not None
    ]
    name = f"{series.name}, {per(residents)}"
    # The release's verdict is on the counts.
    return replace(series, indicator=indicator, measure="rate", name=name, points=tuple(points), kept=None)


def _year(series: PublishedSeries, point: Point) -> int | None:
    """The calendar year that a point is of, the last of several."""
    years = _YEAR.findall(series.period or point.code)
    return int(years[-1]) if years else None


def _rate(point: Point, people: int) -> Point:
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
