"""Whether groups differ at all, and how much institutions usually do, against published examples."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.methods import heterogeneity
from dashboard.methods.between import between

#: Colditz and others (1994), JAMA 271: tuberculosis and all, vaccinated and not, in 13 trials of BCG.
BCG = np.array(
    [
        (4, 123, 11, 139), (6, 306, 29, 303), (3, 231, 11, 220), (62, 13598, 248, 12867),
        (33, 5069, 47, 5808), (180, 1541, 372, 1451), (8, 2545, 10, 629), (505, 88391, 499, 88391),
        (29, 7499, 45, 7277), (17, 1716, 65, 1665), (186, 50634, 141, 27338),
        (5, 2498, 3, 2341), (27, 16913, 29, 17854),
    ],
    dtype=float,
)  # fmt: skip
#: Fleiss (1993), Statistical Methods in Medical Research 2: deaths and all, with aspirin and without.
FLEISS = np.array(
    [
        (49, 615, 67, 624), (44, 758, 64, 771), (102, 832, 126, 850), (32, 317, 38, 309), (85, 810, 52, 406),
        (246, 2267, 219, 2257), (1570, 8587, 1720, 8600),
    ],
    dtype=float,
)  # fmt: skip
Pair = tuple[np.ndarray, np.ndarray]


def log_ratios(trials: np.ndarray) -> Pair:
    a, n, c, m = trials.T
    return np.log(a / n / (c / m)), np.sqrt(1 / a - 1 / n + 1 / c - 1 / m)


def log_odds(trials: np.ndarray) -> Pair:
    a, n, c, m = trials.T
    return np.log(a * (m - c) / (c * (n - a))), np.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c))


def test_shares_of_five_lots_are_those_of_the_nist_handbook() -> None:
    """7.4.6: 12.131 with 4 degrees of freedom."""
    found = heterogeneity.of_shares([36, 46, 42, 63, 38], [300] * 5)
    assert (round(found.chi_square, 3), found.freedom) == (12.131, 4)
    assert found.p_value == pytest.approx(0.01641, abs=5e-6)


def test_rates_are_those_of_a_published_comparison() -> None:
    """statext.com, Tests for Poisson rates: 209 in 40 and 230 in 60 give 10.5881, p = 0.001138."""
    found = heterogeneity.of_rates([209, 230], [40, 60])
    assert (round(found.chi_square, 4), found.freedom) == (10.5881, 1)
    assert found.p_value == pytest.approx(0.001138, abs=5e-7)


@pytest.mark.parametrize(
    ("figures", "chi_square", "variance"),
    [
        # Viechtbauer (2010), Journal of Statistical Software 36(3): Q(12) = 152.2330, DL estimate 0.3088.
        (log_ratios(BCG), 152.2330, 0.3088),
        # van Houwelingen and others (2002), Statistics in Medicine 21, log odds: Q(12) = 163.1649.
        (log_odds(BCG), 163.1649, 0.3663),
        # The R package meta, Fleiss1993bin, log odds: Q(6) = 9.95, tau-squared 0.0096.
        (log_odds(FLEISS), 9.946, 0.0096),
    ],
)
def test_q_and_the_variance_between_are_the_published_ones(
    figures: Pair, chi_square: float, variance: float
) -> None:
    values, errors = figures
    assert heterogeneity.of_means(values, errors).chi_square == pytest.approx(chi_square, abs=6e-4)
    common = float((values / errors**2).sum() / (1 / errors**2).sum())
    found = between(values, common, errors, winsorised=0.0, fewest=2)
    assert found is not None
    assert found.ratio * len(values) == pytest.approx(chi_square, abs=6e-4)
    assert found.variance == pytest.approx(variance, abs=5e-5)


def test_who_stands_far_apart_does_not_widen_the_limits_that_find_it() -> None:
    """Spiegelhalter (2005): the ends are drawn in to the tenth from either end."""
    quiet = np.tile([-1.0, 0.5, 1.0, -0.5], 10)
    loud = np.append(quiet, [40.0])
    same = between(loud, 0.0, np.ones(41))
    assert same is not None and same.variance == 0.0 and same.ratio < 1
    unbounded = between(loud, 0.0, np.ones(41), winsorised=0.0)
    assert unbounded is not None and unbounded.variance > 30


def test_what_drawing_in_takes_from_normal_scores_can_be_given_back() -> None:
    """A winsorised tenth at each end leaves 0.68 of the variance: too narrow limits for who is like all."""
    scores = np.random.default_rng(1).normal(0, 2.0, 4000)
    plain, undone = (between(scores, 0.0, np.ones(4000), undone=undo) for undo in (False, True))
    assert plain is not None and undone is not None
    assert plain.ratio / undone.ratio == pytest.approx(0.679, abs=0.001)
    assert undone.variance == pytest.approx(3.0, abs=0.2)
    assert plain.variance < 2
    same = between(scores, 0.0, np.ones(4000), winsorised=0.0, undone=True)
    assert same == between(scores, 0.0, np.ones(4000), winsorised=0.0)


def test_few_institutions_tell_nothing_of_how_they_differ() -> None:
    assert between([1.0] * 9, 0.0, [1.0] * 9) is None
    assert between([1.0] * 10, 0.0, [1.0] * 10) is not None


def test_groups_of_chance_are_found_to_differ_in_one_of_twenty() -> None:
    dice = np.random.default_rng(14)
    sizes = np.array([14, 24, 30, 45, 60, 80, 120])
    tests = [heterogeneity.of_shares(dice.binomial(sizes, 0.5), sizes).p_value < 0.05 for _ in range(1000)]
    assert 0.03 < np.mean(tests) < 0.07


def test_no_events_and_nothing_but_events_are_alike() -> None:
    assert heterogeneity.of_shares([0, 0], [5, 9]).p_value == 1
    assert heterogeneity.of_shares([5, 9], [5, 9]).p_value == 1
    assert heterogeneity.of_rates([0, 0], [5, 9]).p_value == 1
    for wrong in (([6], [5]), ([1], [0]), ([-1], [5])):
        with pytest.raises(ValueError, match=r"events|size"):
            heterogeneity.of_shares(*wrong)
    with pytest.raises(ValueError, match="standard error"):
        heterogeneity.of_means([1.0, 2.0], [0.0, 1.0])
    with pytest.raises(ValueError, match="half"):
        between([1.0, 2.0], 0.0, [1.0, 1.0], winsorised=0.5)
