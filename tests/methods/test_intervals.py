"""Statistical methods against published worked examples, never against their own output.

Byar, exact Poisson and Wilson: UKHSA PHEindicatormethods, testdata_Byars_Wilson.xlsx and
testdata_Rate.xlsx. t interval: Student (1908), additional hours of sleep, as in R's sleep.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from dashboard import methods


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        (65, 50.163187710459454, 82.84913854593984),
        (1045, 982.5932018073325, 1110.33121298565),
        (20, 12.211428834875937, 30.889880369197066),
        (1, 0.025317807984289897, 5.571643390938898),
        (5, 1.62348639011842, 11.668332079322669),
        (0, 0.0, 3.6888794541139354),
    ],
)
def test_interval_of_a_count_is_the_published_one(events: int, low: float, high: float) -> None:
    found = methods.count_interval(events)
    assert found[0] == pytest.approx(low, rel=1e-9)
    assert found[1] == pytest.approx(high, rel=1e-9)


def test_wider_interval_of_a_count_is_the_published_one() -> None:
    low, high = methods.count_interval([65, 10], confidence=0.998)
    assert low == pytest.approx([42.8802614714802, 2.916318374695686], rel=1e-9)
    assert high == pytest.approx([94.00029084431802, 24.193724927880535], rel=1e-9)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (65, 100, 0.5525444329688797, 0.7363575175690247),
        (5, 100, 0.02154367915436798, 0.11175047),
        (1045, 5000, 0.19795549880013297, 0.22049130373189027),
    ],
)
def test_wilson_interval_is_the_published_one(successes: int, trials: int, low: float, high: float) -> None:
    found = methods.wilson(successes, trials)
    assert found[0] == pytest.approx(low, rel=1e-6)
    assert found[1] == pytest.approx(high, rel=1e-6)


def test_wilson_of_nothing_and_of_more_than_the_whole_is_no_number() -> None:
    low, high = methods.wilson([0, 12, 6, 5], [0, 10, 5, 5])
    assert np.isnan([low[:3], high[:3]]).all()
    assert 0 < low[3] < high[3] == 1


def test_rate_of_northamptonshire_2023_is_the_published_one() -> None:
    low, high = methods.rate_interval(65, 757_181, 100_000)
    assert low == pytest.approx(6.625, abs=5e-4)
    assert high == pytest.approx(10.942, abs=5e-4)


def test_t_interval_is_students_own() -> None:
    hours = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    low, high = methods.mean_interval(hours.mean(), hours.std(ddof=1), len(hours))
    assert low == pytest.approx(-0.5297804, abs=1e-6)
    assert high == pytest.approx(2.0297804, abs=1e-6)


def test_t_interval_of_one_answer_is_no_number() -> None:
    low, high = methods.mean_interval(3.0, 0.0, 1)
    assert np.isnan(low)
    assert np.isnan(high)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_is_newcombes(successes: int, trials: int, low: float, high: float) -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    found = methods.wilson(successes, trials)
    assert [round(float(limit), 4) for limit in found] == [low, high]


def test_interval_of_welsh_nickel_workers_is_the_exact_one_within_byars_error() -> None:
    # R's poisson.test(137, 24.19893): lung cancer deaths of Breslow and Day (1987), exact interval.
    # The technical guide of Public Health England says that Byar's is within 0.2 % of it from 10 on.
    low, high = methods.rate_interval(137, 24.19893, 1)
    assert low == pytest.approx(4.753125, rel=2e-3)
    assert high == pytest.approx(6.692709, rel=2e-3)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(2, 0.242209467, 7.224687515), (3, 0.618671905, 8.767273828), (9, 4.11537405, 17.08479966)],
)
def test_interval_of_few_events_is_exact(events: int, low: float, high: float) -> None:
    # PHEindicatormethods, testdata_funnel_ratio_outputs.csv; bisection there ends at 1e-6.
    found = methods.count_interval(events)
    assert found[0] == pytest.approx(low, rel=1e-6)
    assert found[1] == pytest.approx(high, rel=1e-6)


def test_byars_interval_stays_within_the_error_stated_for_it() -> None:
    events = np.arange(10, 2000)
    found = methods.count_interval(events)
    exact = special.chdtri(2 * events, 0.975) / 2, special.chdtri(2 * (events + 1), 0.025) / 2
    assert np.abs(found[0] / exact[0] - 1).max() < 2e-3
    assert np.abs(found[1] / exact[1] - 1).max() < 2e-3


def test_t_interval_of_the_nist_handbook() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2, data set ZARR13.
    # The mean is printed to six places as well, so the last of them may differ by one.
    low, high = methods.mean_interval(9.261460, 0.02278881, 195)
    assert low == pytest.approx(9.258242, abs=1e-6)
    assert high == pytest.approx(9.264679, abs=1e-6)


def test_strict_wilson_refuses_more_than_the_whole() -> None:
    with pytest.raises(ValueError, match="more successes than trials"):
        methods.wilson([3, 12], [4, 10], strict=True)
    assert methods.wilson(10, 10, strict=True)[1] == 1
