"""Autocorrelation: Box and Jenkins' series F as NIST prints it, and R's lh."""

from __future__ import annotations

import math

import pytest

from dashboard import methods
from tests.published import series


def test_autocorrelation_of_series_f_is_the_published_one() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 6.4.4.9.
    found = [methods.autocorrelation(series.YIELDS, lag) for lag in range(1, 6)]
    published = [-0.389878319, 0.304394082, -0.165554717, 0.070719321, -0.097039288]
    assert found == pytest.approx(published, abs=5e-10)


def test_autocorrelation_of_the_hormone_is_the_published_one() -> None:
    # R, acf(lh): 0.576 0.182 -0.145 -0.175 -0.150.
    found = [methods.autocorrelation(series.LUTEINISING, lag) for lag in range(1, 6)]
    assert found == pytest.approx([0.576, 0.182, -0.145, -0.175, -0.150], abs=5e-4)


def test_only_what_chance_does_not_bring_is_called_autocorrelated() -> None:
    # The bounds are 1.96 / sqrt(70) = 0.234 and 1.96 / sqrt(48) = 0.283.
    assert [methods.autocorrelated(series.YIELDS, lag) for lag in (1, 2, 3)] == [True, True, False]
    assert [methods.autocorrelated(series.LUTEINISING, lag) for lag in (1, 2, 3)] == [True, False, False]
    assert not methods.autocorrelated(series.YIELDS, 1, confidence=0.9999)


def test_a_hidden_point_takes_no_part() -> None:
    # Mean 0; products 1 x -1 and -1 x 1 over 4; nothing across the gap.
    assert methods.autocorrelation([1.0, -1.0, None, -1.0, 1.0]) == pytest.approx(-0.5)
    assert methods.autocorrelation([1.0, -1.0, float("nan"), -1.0, 1.0]) == pytest.approx(-0.5)


@pytest.mark.parametrize("values", [[], [None], [0.1] * 9, [None, 3.0, 3.0], [0.0, 0.0]])
def test_a_series_that_does_not_vary_has_none(values: list[float | None]) -> None:
    assert math.isnan(methods.autocorrelation(values))
    assert not methods.autocorrelated(values)


def test_small_values_vary_too() -> None:
    assert methods.autocorrelation([1e-15, -1e-15] * 10) == pytest.approx(-0.95)


def test_a_lag_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        methods.autocorrelation([1.0, 2.0], 0)
