"""The test for trend over five years, against published examples and what it must never do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from dashboard.methods.quasi import Kind
from dashboard.methods.recent_trend import chi_square_for_trend


@pytest.mark.parametrize(
    ("cases", "of", "chi_square", "way", "p_value"),
    [
        # Fleiss (1981), Statistical Methods for Rates and Proportions, p. 139: smokers among patients; R's
        # documentation of prop.trend.test prints these figures.
        ([83, 90, 129, 70], [86, 93, 136, 82], 8.2249, -1, 0.004132),
        # Altman (1991), Practical Statistics for Medical Research, p. 230: sections by size of shoe; printed
        # by Dalgaard (2008), Introductory Statistics with R, 8.3.
        ([5, 7, 6, 7, 8, 10], [22, 35, 42, 48, 54, 150], 8.0237, -1, 0.004617),
    ],
)
def test_shares_agree_with_published_examples(
    cases: list[float], of: list[float], chi_square: float, way: int, p_value: float
) -> None:
    seen, direction = chi_square_for_trend(Kind.SHARE, cases, of)
    assert (round(seen, 4), direction) == (chi_square, way)
    assert float(stats.chi2.sf(seen, 1)) == pytest.approx(p_value, rel=1e-3)


def test_counts_are_rates_of_one_exposure_and_scale_with_it() -> None:
    counts = [90, 98, 101, 117, 129]
    assert chi_square_for_trend(Kind.COUNT, counts, [1] * 5)[0] == pytest.approx(97**2 / 1070)
    assert chi_square_for_trend(Kind.COUNT, counts, [7e5] * 5)[0] == pytest.approx(97**2 / 1070)
    rising_residents = chi_square_for_trend(Kind.COUNT, counts, [90.0, 98, 101, 117, 129])
    assert rising_residents[0] == pytest.approx(0, abs=1e-20)


def test_means_are_weighted_by_their_standard_errors() -> None:
    means, errors = [1.0, 1.1, 1.2, 1.3, 1.4], [0.1] * 5
    assert chi_square_for_trend(Kind.MEAN, means, errors) == (
        pytest.approx((0.1 / (0.1 / math.sqrt(10))) ** 2),
        1,
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_turned_around_it_falls_and_what_does_not_vary_has_no_trend(kind: Kind) -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        size = rng.integers(40, 90, 5).astype(float)
        seen = rng.integers(1, 40, 5).astype(float)
        forward, way = chi_square_for_trend(kind, seen, size)
        back, other = chi_square_for_trend(kind, seen[::-1], size[::-1])
        assert (back, other) == (pytest.approx(forward), -way)
    assert chi_square_for_trend(kind, [0.0] * 5, [10.0] * 5) == (0.0, 0)


@pytest.mark.parametrize("seen", [[1, 2], [1, 2, -1], [1, 2, math.nan], [[1, 2, 3]]])
def test_what_is_no_series_is_refused(seen: list[float]) -> None:
    with pytest.raises(ValueError, match=r"trend|cannot|must"):
        chi_square_for_trend(Kind.COUNT, seen, np.ones(np.shape(seen)))
