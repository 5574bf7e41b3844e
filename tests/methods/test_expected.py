"""The range in which a figure is expected: the model against another fit of it, and what it covers."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from dashboard.methods.dispersion import USUAL, WORTH, dispersion
from dashboard.methods.expected import Past, back_test, expected, fitted
from dashboard.methods.inputs import Numbers
from dashboard.methods.quasi import Kind, course

RNG = np.random.default_rng(20)
QUARTERS = np.arange(30.0)


def past(events: Numbers, kind: Kind = Kind.COUNT, year: int = 4, sizes: float = 1.0) -> Past:
    return Past(kind, events, np.full(len(events), sizes), np.arange(len(events), dtype=float), year)


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.SHARE])
def test_the_course_is_that_of_an_independent_fit(kind: Kind) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsmodels.genmod.families import Binomial, Poisson
        from statsmodels.genmod.generalized_linear_model import GLM
    turn = np.pi * QUARTERS / 2
    design = np.column_stack([np.ones(30), QUARTERS, np.cos(turn), np.sin(turn)])
    size = RNG.integers(40, 90, 30).astype(float)
    if kind is Kind.COUNT:
        seen = RNG.poisson(0.4 * size).astype(float)
        other = GLM(seen, design, family=Poisson(), offset=np.log(size)).fit()
    else:
        seen = RNG.binomial(size.astype(int), 0.3).astype(float)
        other = GLM(np.column_stack([seen, size - seen]), design, family=Binomial()).fit()
    own = course(kind, seen, size, design)
    assert own is not None
    assert own.coefficients == pytest.approx(other.params, abs=1e-8)
    assert own.covariance == pytest.approx(other.cov_params(), abs=1e-8)
    assert own.chi_square == pytest.approx(other.pearson_chi2)


def test_the_dispersion_is_between_the_usual_one_and_its_own_and_never_under_1() -> None:
    # Published: NRM referrals by Northamptonshire Police, 2022 Q2 to 2023 Q4 (Home Office).
    own = course(Kind.COUNT, np.array([12.0, 14, 23, 15, 14, 19, 17]), np.ones(7), np.ones((7, 1)))
    assert own is not None
    assert dispersion(own).factor == pytest.approx((WORTH * USUAL + own.chi_square) / (WORTH + 6))
    assert dispersion(None).factor == pytest.approx(USUAL)
    level = course(Kind.COUNT, np.full(60, 20.0), np.ones(60), np.ones((60, 1)))
    assert dispersion(level).factor == 1.0


def test_a_trend_is_kept_where_it_shows_and_a_season_from_three_years_on() -> None:
    growing = fitted(past(np.array([81.0, 90, 98, 101, 117, 129]), year=1))
    assert growing is not None
    assert growing[2] == (True, False)
    level = fitted(past(np.array([20.0, 22] * 6)))
    assert level is not None
    assert level[2] == (False, True)
    assert fitted(past(np.array([20.0, 22, 21]))) is None
    assert expected(past(np.array([20.0, 22, 21])), 3, 1) is None


@pytest.mark.parametrize("factor", [1.0, 2.0, 3.0])
def test_one_figure_in_twenty_lies_outside_whatever_the_dispersion(factor: float) -> None:
    rng = np.random.default_rng(8)
    outside, tried = 0, 300
    for _ in range(tried):
        drawn = (
            rng.poisson(30, 30) if factor == 1 else rng.negative_binomial(30 / (factor - 1), 1 / factor, 30)
        ).astype(float)
        range_ = expected(past(drawn[:-1]), 29, 1, drawn[-1])
        assert range_ is not None
        outside += not range_.low <= drawn[-1] <= range_.high
        assert (range_.p_value < 0.05) == (not range_.low <= drawn[-1] <= range_.high)
    assert 0.01 * tried <= outside <= 0.1 * tried


@pytest.mark.parametrize(("kind", "size"), [(Kind.COUNT, 1.0), (Kind.SHARE, 300.0), (Kind.MEAN, 0.1)])
def test_a_large_shift_lies_outside_and_an_unchanged_figure_inside(kind: Kind, size: float) -> None:
    level, shifted = {Kind.COUNT: (120, 180), Kind.SHARE: (0.5, 0.7), Kind.MEAN: (1.2, 1.7)}[kind]
    events = np.array([level * (size if kind is Kind.SHARE else 1)] * 7, dtype=float)
    events += np.array([1, -1, 1, -1, 1, -1, 0]) * (0.05 if kind is Kind.MEAN else 5)
    same = expected(past(events, kind, 1, size), 7, size, level)
    off = expected(past(events, kind, 1, size), 7, size, shifted)
    assert same is not None
    assert off is not None
    assert same.low < level < same.high < shifted
    assert off.p_value < 0.01 < 0.5 < same.p_value


def test_a_back_test_looks_at_nothing_that_came_later() -> None:
    events = RNG.poisson(25, 20).astype(float)
    altered = np.array([*events[:15], *(events[15:] * 9)])
    assert list(back_test(past(events), 8))[:7] == list(back_test(past(altered), 8))[:7]
    assert not any(back_test(past(altered), 15)[:1])
