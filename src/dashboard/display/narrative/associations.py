"""Two measures of the same groups together, which proves nothing about either."""

from __future__ import annotations

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import UNKNOWN, PublishedSeries, ranked
from dashboard.display.narrative import countings, incompleteness, phrases

NOT_PROOF = "They are shown together; that is not proof"


def association(x: PublishedSeries, y: PublishedSeries, groups: str = "sectors") -> str:
    """Where each measure is highest among the groups that show both, and that this is not proof."""
    both = {point.code for point in x.shown} & {point.code for point in y.shown} - set(UNKNOWN)
    if not both:
        names = f"{phrases.bracketed(x.name)} and {phrases.inside(y.name)}"
        return f"{names}: no group has both figures shown."
    tops = [_top(series, both) for series in (x, y)]
    where = [
        f"{phrases.inside(series.name)} {_stood(series, top)}"
        for series, top in zip((x, y), tops, strict=True)
    ]
    sentence = (
        phrases.sentence(
            f"{phrases.opening(x.period)}among {len(both)} {groups} shown, {where[0]}, and {where[1]}. "
        )
        + f"{NOT_PROOF}.{incompleteness.beside(x, y)}"
    )
    return countings.marked(sentence, *(p for line in (x, y) for p in line.shown if p.code in both))


def _top(series: PublishedSeries, codes: set[str]) -> Point:
    return next(point for point in ranked(series) if point.code in codes)


def _stood(series: PublishedSeries, top: Point) -> str:
    return f"stood highest for {phrases.followed(top.label, phrases.figure(top, series))}"
