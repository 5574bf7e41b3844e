"""People of one incident come together: more than chance is held to how they have come so far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.methods.dispersion import USUAL_OF_SHARES, dispersion
from dashboard.methods.intervals import wilson
from dashboard.methods.quasi import Course, Kind
from dashboard.methods.series import Period, Series
from dashboard.methods.verdict import judge
from tests.methods.series import shares

DRAWS = 120
#: Seven shares around a level.
COURSE = Course(Kind.SHARE, np.zeros(1), np.zeros((1, 1)), 0.0, 6)


def share_of(parts: list[float], wholes: list[float]) -> Series:
    limits = [wilson(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    periods = tuple(
        Period(f"{2016 + at}", 100 * part / whole, 100 * float(low), 100 * float(high), part, whole)
        for at, (part, whole, (low, high)) in enumerate(zip(parts, wholes, limits, strict=True))
    )
    return Series(periods, "percent")


def test_one_raid_is_not_told_as_a_fall() -> None:
    """Finding 1: 68 of 117 to 56 of 129, of whom 12 came from one raid; without it the interval holds 0."""
    earlier = [61.0, 57.0, 70.0, 63.0, 74.0, 58.0, 66.0, 60.0, 68.0, 56.0]
    wholes = [110.0, 119.0, 114.0, 122.0, 118.0, 121.0, 112.0, 116.0, 117.0, 129.0]
    verdict = judge(share_of(earlier, wholes))
    assert verdict.earlier.differs is False
    assert verdict.earlier.low < 0 < verdict.earlier.high
    # Referrals of independent people would be called a fall (Newcombe's interval).
    ends = [[float(limit) for limit in wilson(part, of)] for part, of in ((56, 129), (68, 117))]
    apart = 56 / 129 - 68 / 117
    assert apart + np.hypot(ends[0][1] - 56 / 129, 68 / 117 - ends[1][0]) < 0


@pytest.mark.parametrize("largest", [1, 3, 12])
def test_shares_of_people_who_come_together_are_seldom_false_alarms(largest: int) -> None:
    """An incident brings up to ``largest`` people, all of one kind; nothing changes over ten years.

    Raids of a dozen among them, where the variance is eight times that of chance; docs/methods.md has more.
    """
    rng = np.random.default_rng(largest)
    false = 0
    for _ in range(DRAWS):
        parts = []
        for _ in range(10):
            sizes = rng.integers(1, largest + 1, size=300)
            sizes = sizes[np.cumsum(sizes) <= 120]
            parts.append(float((sizes * (rng.random(len(sizes)) < 0.5)).sum()))
        false += judge(shares(parts, 120)).earlier.differs is True
    assert false <= 0.1 * DRAWS


def test_what_is_usual_of_shares_stands_until_figures_are_at_odds_with_it() -> None:
    """Its weight goes on falling as they vary more, and never rises again."""
    freedoms = [dispersion(replace(COURSE, chi_square=6 * each)).freedom for each in (0.2, 1.2, 2, 4, 8)]
    assert freedoms[:2] == [17, 17]
    assert freedoms == sorted(freedoms, reverse=True)
    factors = [dispersion(replace(COURSE, chi_square=6 * each)).factor for each in (0.2, 1.2, 2, 4, 8)]
    assert factors[0] == 1 and factors[1] == pytest.approx(USUAL_OF_SHARES)
    assert factors == sorted(factors) and factors[-1] > 7.5
