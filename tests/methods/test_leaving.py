"""How many of those counted are still there."""

from __future__ import annotations

import pytest

from dashboard.methods.leaving import USUAL, still_there


def test_three_years_of_leavers_are_the_mean_of_many_small_steps() -> None:
    for leaving in (0.01, 0.08, *USUAL, 0.5):
        steps = 20_000
        slow = sum((1 - leaving) ** (3 * (at + 0.5) / steps) for at in range(steps)) / steps
        assert still_there(leaving, 36) == pytest.approx(slow, abs=1e-6)


def test_the_demonstrations_turnover_makes_48_of_54_percent() -> None:
    """Finding 17."""
    assert round(54 * still_there(0.08, 36)) == 48


def test_without_leavers_all_are_there_and_more_leave_in_a_longer_time() -> None:
    assert still_there(0.0, 36) == 1.0
    assert still_there(0.1, 60) < still_there(0.1, 36) < still_there(0.05, 36) < 1
    for leaving, months in ((-0.1, 36), (1.0, 36), (0.1, 0)):
        with pytest.raises(ValueError, match="leaves"):
            still_there(leaving, months)
