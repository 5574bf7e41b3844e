"""The four signals, by the cases in the tests of NHSRplotthedots and at their edges."""

from __future__ import annotations

import pytest

from dashboard import methods
from dashboard.methods import Signal, signals


@pytest.mark.parametrize(
    ("points", "positions"),
    [
        ([1, 2, 3, 4, 5, 6], set()),
        ([1, 2, 3, 3, 4, 5, 6], set()),
        ([1, 2, 3, 4, 5, 6, 7], set(range(7))),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], set(range(1, 8))),
        ([7, 6, 5, 4, 3, 2, 1], set(range(7))),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], set(range(1, 8))),
        ([1, 2, 3, None, 4, 5, 6, 7, 8], set()),
        ([1, 2, 3, 4, 5, 6, None], set()),
    ],
)
def test_trend_is_seven_points_that_each_go_the_same_way(
    points: list[float | None], positions: set[int]
) -> None:
    # ptd_seven_point_trend: the point 2 before the fall from 7 rises, so it takes no part.
    assert signals.trend(points) == positions


@pytest.mark.parametrize(
    ("points", "positions"),
    [
        ([1] * 6, set()),
        ([1] * 6 + [-1], set()),
        ([1] * 8 + [-1], set(range(8))),
        ([-1] * 8 + [1], set(range(8))),
        ([-1] + [1] * 8 + [-1], set(range(1, 9))),
        ([1] * 3 + [0] + [1] * 6, set()),
        ([1] * 4 + [None] + [1] * 6, set()),
    ],
)
def test_run_is_seven_points_on_one_side_of_the_mean(points: list[float | None], positions: set[int]) -> None:
    # ptd_seven_point_one_side_mean and ptd_part_of_seven_trend; a point on the mean is on no side.
    assert signals.run(points, 0) == positions


@pytest.mark.parametrize(
    ("points", "positions"),
    [
        ([2.5, 1, 2.5], {0, 2}),
        ([1, 2.5, 2.5], {1, 2}),
        ([2.5, 2.5, 1], {0, 1}),
        ([2.5, 1, 1, 2.5], set()),
        ([2.5, 1, 1, 2.5, 2.5], {3, 4}),
        ([2.5, -1, 2.5], set()),
        ([2.5, 0, 2.5], set()),
        ([2.5, -2.5, 2.5], set()),
        ([-2.5, -1, -2.5], {0, 2}),
        ([2.5, 3.5, 1], set()),
        ([2.5, 3.5, 2.5], {0, 2}),
        ([2, 1, 2.5], set()),
        ([2.5, None, 2.5], set()),
        ([2.5, 2.5], set()),
    ],
)
def test_near_limit_is_two_of_three_with_all_on_one_side(
    points: list[float | None], positions: set[int]
) -> None:
    # ptd_two_in_three and ptd_part_of_two_in_three: limits at -3 and 3, so beyond 2 is near.
    assert signals.near_limit(points, -3, 0, 3) == positions


def test_outside_is_beyond_a_limit_and_not_on_it() -> None:
    assert signals.outside([3, -3, 3.01, -3.01, None, 0], -3, 3) == {2, 3}


def test_a_point_may_carry_several_signals() -> None:
    values = [10.0, 11.0] * 10 + [12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 40.0]
    last = methods.xmr(values).signals[-1]
    assert set(last) >= {Signal.OUTSIDE, Signal.TREND}


def test_chance_alone_seldom_signals() -> None:
    values = [10.0, 12.0, 9.0, 11.0, 10.0, 8.0, 12.0, 11.0, 9.0, 10.0, 11.0, 10.0, 9.0, 12.0]
    assert set(methods.xmr(values).signals) == {()}
