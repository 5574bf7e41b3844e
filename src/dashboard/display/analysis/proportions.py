"""Shares worked out from two published counts, and the two counts that a published rate is made of.

Only what is published has a part in it: a share has a figure where part and whole both have one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard import methods
from dashboard.display.analysis import carried
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, lacks
from dashboard.publication import Status


def of_whole(part: PublishedSeries, whole: PublishedSeries, name: str, unit: str) -> PublishedSeries:
    """``part`` as a percentage of ``whole`` for each code of ``whole``, with its 95 % interval (Wilson).

    Both run over the same codes. ``unit`` is that of the shares, such as "% of referrals". A whole of
    nothing has no share.
    """
    parts = {point.code: point for point in part.points}
    about = replace(whole.indicator, kind="share", unit=unit)
    points = tuple(share(parts.get(point.code), point) for point in whole.points if point.value != 0)
    return PublishedSeries(about, "percent", whole.over, name, points, whole.period, lacks((part, whole)))


def share(part: Point | None, whole: Point) -> Point:
    """One count as a percentage of another, or the status of the one that is not shown.

    A part above its whole is 100 % without an interval, as in a release; a count below 0 has no share.
    """
    if part is None or part.value is None or whole.value is None:
        lacking = whole if whole.value is None else part
        status = Status.NOT_AVAILABLE if lacking is None else lacking.status
        return Point(whole.code, whole.label, None, status, denominator=whole.value)
    numerator, denominator = part.value, whole.value
    if numerator < 0 or denominator <= 0:
        return Point(
            whole.code, whole.label, None, Status.NOT_APPLICABLE, numerator=numerator, denominator=denominator
        )
    limits = [
        None if np.isnan(limit) else 100 * float(limit) for limit in methods.wilson(numerator, denominator)
    ]
    return Point(
        whole.code, whole.label, _percent(numerator, denominator), Status.PUBLISHED,
        low=limits[0], high=limits[1], numerator=numerator, denominator=denominator,
        **carried.marks(_percent, part, whole),
    )  # fmt: skip


def _percent(numerator: float, denominator: float) -> float | None:
    """No share where nothing is the whole, as what was first counted may have been."""
    return min(100 * numerator / denominator, 100.0) if numerator >= 0 and denominator > 0 else None


def counts_of(
    rate: PublishedSeries, unit: str, denominator_unit: str, name: str, denominator_name: str
) -> tuple[PublishedSeries, PublishedSeries]:
    """Denominator and numerator of a published rate as two series of counts, called as given.

    A hidden rate keeps its status in both, so that it is told as hidden and not left out.
    """
    about = replace(rate.indicator, kind="count")
    figures = []
    for called, one_unit, of_denominator in ((denominator_name, denominator_unit, True), (name, unit, False)):
        points = tuple(_part_of(point, of_denominator) for point in rate.points)
        unit_of_one = replace(about, unit=one_unit)
        figures.append(
            PublishedSeries(unit_of_one, "count", rate.over, called, points, rate.period, rate.lacks)
        )
    return figures[0], figures[1]


def _part_of(rate: Point, of_denominator: bool) -> Point:
    """One of the two counts of a rate, with the marks that the release gives it."""
    value, as_ = (
        (rate.denominator, rate.denominator_as) if of_denominator else (rate.numerator, rate.numerator_as)
    )
    return Point(
        rate.code,
        rate.label,
        None if rate.value is None else value,
        rate.status,
        cut=rate.cut,
        lacks=rate.lacks,
        counting=as_.counting,
        first=as_.first,
    )
