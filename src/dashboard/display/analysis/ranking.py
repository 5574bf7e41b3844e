"""Whether groups of a figure differ by more than chance, so that they may be ranked, and reach a target."""

from __future__ import annotations

from collections.abc import Sequence

from scipy import special  # type: ignore[import-untyped]

from dashboard.display.analysis.point import Point
from dashboard.methods import heterogeneity, wording

_FIVE_PERCENT = 0.05


def differ(points: Sequence[Point], measure: str) -> bool | None:
    """Whether ``points``, groups of one figure, differ by more than their sizes explain (chi-square, 5 %).

    None where that is not judged: counts, which differ with the size of groups; figures without an interval,
    as of full lists; fewer than two groups.
    """
    if len(points) < 2 or any(point.low is None or point.high is None for point in points):
        return None
    if measure in ("percent", "rate"):
        parts = [(point.numerator or 0.0, point.denominator or 0.0) for point in points]
        if any(not size > 0 for _, size in parts):
            return None
        if measure == "percent" and any(wording.exceeds(*each) for each in parts):
            return None
        test = heterogeneity.of_shares if measure == "percent" else heterogeneity.of_rates
        return test(*zip(*parts, strict=True)).p_value < _FIVE_PERCENT
    errors = [_error(point) for point in points] if measure == "mean" else [0.0]
    if not all(error > 0 for error in errors):
        return None
    means = [point.value or 0.0 for point in points]
    return heterogeneity.of_means(means, errors).p_value < _FIVE_PERCENT


def _error(point: Point) -> float:
    """The standard error of a mean, from its Student interval."""
    n = point.denominator or 0.0
    if n < 2:
        return 0.0
    return ((point.high or 0.0) - (point.low or 0.0)) / 2 / float(special.stdtrit(n - 1, 0.975))


def reaches(
    point: Point, target: float, at_most: bool, stay: tuple[float, float] = (1.0, 1.0)
) -> bool | None:
    """Whether a figure reaches a target by its whole interval; None where the target lies inside of it.

    A figure without an interval is taken as it stands. ``at_most`` is set for a target not to be exceeded.
    ``stay`` is what a figure that counts leavers too is to be multiplied by, at least and at most.
    """
    value = point.value or 0.0
    ends = (value if limit is None else limit for limit in (point.low, point.high))
    low, high = (end * factor for end, factor in zip(ends, stay, strict=True))
    if at_most:
        return True if high <= target else False if low > target else None
    return True if low >= target else False if high < target else None
