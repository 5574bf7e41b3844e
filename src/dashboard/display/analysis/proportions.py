"""Shares worked out from two published counts, and counts for the base of a published rate.

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


def per_base(
    counts: PublishedSeries, rate: PublishedSeries, per: int, name: str, unit: str
) -> PublishedSeries:
    """``counts`` for every ``per`` of the bases of a published ``rate``, code by code, without an interval.

    So that two figures of one group stand on the same base. A rate that is hidden has an open base; one
    without a base has no figure.
    """
    about = replace(counts.indicator, kind="rate", unit=unit)
    counted = {point.code: point for point in counts.points}
    points = tuple(_per_base(counted.get(point.code), _base_of(point), per) for point in rate.points)
    return PublishedSeries(about, "rate", rate.over, name, points, rate.period, lacks((counts, rate)))


def _base_of(rate: Point) -> Point:
    as_ = rate.denominator_as
    return Point(rate.code, rate.label, rate.denominator, rate.status, counting=as_.counting, first=as_.first)


def _per_base(count: Point | None, base: Point, per: int) -> Point:
    if count is None or count.value is None:
        return Point(base.code, base.label, None, count.status if count else Status.NOT_AVAILABLE)

    def work(counted: float, of: float) -> float | None:
        return per * counted / of if of else None

    value = work(count.value, base.value or 0.0)
    if value is None:
        return Point(base.code, base.label, None, Status.NOT_APPLICABLE)
    marks = carried.marks(work, count, base)
    return Point(base.code, base.label, value, Status.PUBLISHED, **marks)
