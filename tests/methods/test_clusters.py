"""A slope with few groups: published figures, and how often nothing is called something."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.methods import Refused
from dashboard.methods.clusters import ALIKE, FEW, ONE, Slope, robust, slope_within

GROUPS, YEARS, DRAWS = 9, 5, 300


def test_errors_of_single_points_are_those_that_the_authors_check_against_stata() -> None:
    """kolesarm/Robust-Small-Sample-Standard-Errors (dfadjust), tests/testthat/test_clustervar.R: HC2."""
    y = np.concatenate([np.cos(np.arange(10)), np.tan(np.arange(1, 11))])
    x = np.concatenate([np.sin(np.arange(1, 11)), np.sin(np.arange(2, 12))])
    design = np.column_stack([np.ones(20), x])
    told = [robust(y, design, range(20), at) for at in (0, 1)]
    assert [each[0] for each in told] == pytest.approx([-0.4456202905, 0.3241183110], abs=1e-9)
    assert [each[1] for each in told] == pytest.approx([0.4227339762, 0.4421048122], abs=1e-9)


def test_degrees_of_freedom_are_those_of_three_treated_among_thirty() -> None:
    """Imbens and Kolesár (2016), the Behrens-Fisher problem with N1 = 3 and N0 = 27: 2.5 by their formula."""
    treated = np.array([1.0] * 3 + [0.0] * 27)
    design = np.column_stack([treated, np.ones(30)])
    freedom = robust(np.sin(np.arange(30.0)), design, range(30))[2]
    few, many = 3, 27
    formula = 30**2 * (few - 1) * (many - 1) / (few**2 * (few - 1) + many**2 * (many - 1))
    assert freedom == pytest.approx(formula) and round(freedom, 1) == 2.5


def test_groups_of_one_dose_each_are_held_to_each_other_by_their_means() -> None:
    """As many points as a group may have, it is one: Welch's error of the means of groups."""
    values = np.array([3.0, 4, 5, 6, 9, 7, 1, 2, 3, 8, 8, 9])
    groups = [at // 2 for at in range(12)]
    treated = np.array([float(group < 3) for group in groups])
    slope, error, freedom = robust(values, np.column_stack([treated, np.ones(12)]), groups)
    means = values.reshape(6, 2).mean(axis=1)
    assert slope == pytest.approx(means[:3].mean() - means[3:].mean())
    assert error == pytest.approx(np.sqrt(means[:3].var(ddof=1) / 3 + means[3:].var(ddof=1) / 3))
    assert freedom == pytest.approx(4)


def panel(rng: np.random.Generator, slope: float) -> Slope | Refused:
    """Logarithms of counts whose groups differ, grow and stray from year to year, each its own way."""
    dose = rng.normal(size=(GROUPS, 1)) + rng.normal(0, 0.5, (GROUPS, YEARS)).cumsum(axis=1)
    strays = rng.normal(0, 0.3, (GROUPS, YEARS)).cumsum(axis=1) * rng.uniform(0.3, 2, (GROUPS, 1))
    figure = 3 + slope * dose + rng.normal(size=(GROUPS, 1)) + rng.normal(size=YEARS) + strays
    groups, times = np.indices((GROUPS, YEARS))
    return slope_within(figure.ravel(), dose.ravel(), groups.ravel().tolist(), times.ravel().tolist())


def test_where_nothing_follows_few_are_called_something_and_the_interval_holds_the_slope() -> None:
    """Both wander, which least squares without groups takes for a slope twice as often."""
    rng = np.random.default_rng(5)
    for slope in (0.0, 0.4):
        fits = [fit for _ in range(DRAWS) if isinstance(fit := panel(rng, slope), Slope)]
        assert len(fits) > 0.6 * DRAWS
        missed = sum(not fit.low <= slope <= fit.high for fit in fits)
        assert missed <= 0.08 * len(fits)


def test_what_says_nothing_is_refused() -> None:
    few = slope_within([1.0, 2] * 5, [1.0, 3] * 5, [at // 2 for at in range(10)], [0, 1] * 5)
    assert isinstance(few, Refused) and few.reason == FEW
    same = slope_within([1.0, 2, 4] * 8, [1.0, 3, 5] * 8, [at // 3 for at in range(24)], [0, 1, 2] * 8)
    assert isinstance(same, Refused) and same.reason == ALIKE
    one = [0.0] * 24
    one[1] = 1.0
    alone = slope_within(np.sin(np.arange(24.0)).tolist(), one, [at // 3 for at in range(24)], [0, 1, 2] * 8)
    assert isinstance(alone, Refused) and alone.reason == ONE
