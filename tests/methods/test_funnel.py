"""Funnel limits against UKHSA's PHEindicatormethods, testdata_funnel_prop_outputs and _ratio_outputs."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard import methods

BASELINE = 0.80642448


@pytest.mark.parametrize(
    ("trials", "low", "high", "lower", "upper"),
    [
        (2, 25.885383, 100, 0, 100),
        (18, 62.390093, 98.894803, 51.864359, 100),
        (41, 68.548635, 92.73626, 61.574398, 99.710497),
        (395, 76.74611, 84.538786, 74.499177, 86.785719),
        (9998, 79.867989, 81.416907, 79.421375, 81.863521),
        (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
    ],
)
def test_limits_of_a_share_are_the_published_ones(
    trials: int, low: float, high: float, lower: float, upper: float
) -> None:
    near = methods.funnel_proportion(BASELINE, trials)
    far = methods.funnel_proportion(BASELINE, trials, 0.998)
    assert [100 * float(limit) for limit in (*near, *far)] == pytest.approx(
        [low, high, lower, upper], abs=2e-6
    )


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (2, (7.224687515, 0.242209467, 11.22886836, 0.04540199)),
        (25, (36.90492768, 16.17868501, 44.63607076, 12.33695202)),
        (100, (121.6268111, 81.36400699, 134.9243187, 71.92139974)),
        (716, (770.4222128, 664.5083011, 802.60414, 636.1521174)),
    ],
)
def test_limits_of_a_ratio_are_the_published_ones(observed: int, expected: tuple[float, ...]) -> None:
    # The published ones come from a bisection that ends at about 1e-6 of the value.
    found = [*methods.funnel_ratio(observed), *methods.funnel_ratio(observed, 0.998)]
    assert [float(value) for value in found] == pytest.approx(list(expected), rel=1e-5)


def test_expected_counts_of_the_ratio_are_the_exact_poisson_limits() -> None:
    # Garwood (1936), Biometrika 28: 10 events, 4.80 to 18.39.
    on_lower, on_upper = methods.funnel_ratio(10)
    assert (round(float(on_upper), 2), round(float(on_lower), 2)) == (4.80, 18.39)


def test_limits_of_a_count_undo_those_of_the_ratio() -> None:
    observed = np.array([1.0, 7.0, 65.0, 1000.0])
    for confidence in (0.95, 0.998):
        on_lower, on_upper = methods.funnel_ratio(observed, confidence)
        assert methods.funnel_counts(on_lower, confidence)[0] == pytest.approx(observed, rel=1e-8)
        assert methods.funnel_counts(on_upper, confidence)[1] == pytest.approx(observed, rel=1e-8)


def test_few_expected_events_cut_the_lower_limit_at_nothing() -> None:
    low, high = methods.funnel_counts([0.5, 0.0])
    assert low[0] == 0
    assert high[0] > 1
    assert np.isnan([low[1], high[1]]).all()
    assert methods.funnel_ratio(0)[1] == 0


def test_limits_of_a_share_without_a_base_are_no_number() -> None:
    low, high = methods.funnel_proportion(0.5, [0, 4])
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1], high[1]) == pytest.approx((0.5 - 0.48999, 0.5 + 0.48999), abs=1e-5)


@pytest.mark.parametrize("baseline", [-0.1, 1.1, 80.6, float("nan")])
def test_a_baseline_outside_the_scale_is_refused(baseline: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        methods.funnel_proportion(baseline, 10)


def test_a_variance_between_institutions_widens_the_limits_by_itself() -> None:
    """Spiegelhalter (2005): added to the variance of chance, so that a large one is no more certain."""
    low, high = methods.funnel_proportion(0.5, [25, 1e9], between=0.01)
    z = methods.Z95
    assert high == pytest.approx([0.5 + z * np.sqrt(0.25 / 25 + 0.01), 0.5 + z * 0.1])
    assert low == pytest.approx(1 - high)
    with pytest.raises(ValueError, match="variance"):
        methods.funnel_proportion(0.5, [25], between=-0.1)
