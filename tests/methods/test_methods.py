"""Statistical methods against published worked examples, never against their own output.

Byar, exact Poisson and Wilson: UKHSA PHEindicatormethods, testdata_Byars_Wilson.xlsx and
testdata_Rate.xlsx. Attendance: Leicester, Leicestershire and Rutland inter-agency safeguarding
training, 2016-17 quarter 1. t interval: Student (1908), additional hours of sleep, as in R's sleep.
"""

from __future__ import annotations

import numpy as np
import pytest

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


def test_wilson_of_nothing_is_no_number_and_above_one_stays_within_the_scale() -> None:
    low, high = methods.wilson([0, 12], [0, 10])
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert 0 <= low[1] <= high[1] <= 1


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
    ("attended", "capacity", "published"),
    [(8, 23, 35), (231, 280, 83), (8, 15, 53), (12, 20, 60), (31, 40, 78), (14, 15, 93), (304, 393, 77)],
)
def test_published_attendance_rates_round_half_up(attended: int, capacity: int, published: int) -> None:
    assert methods.percentage(attended, capacity) == published


def test_half_goes_up_where_python_goes_to_the_even_number() -> None:
    assert methods.round_half_up(82.5) == 83
    assert round(82.5) == 82
    assert methods.round_half_up(0.285, 2) == 0.29
    assert methods.round_half_up(-0.5) == -1


def test_percentage_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        methods.percentage(1, 0)
