"""Rounding against published percentages.

Attendance: Leicester, Leicestershire and Rutland inter-agency safeguarding training, 2016-17 quarter 1.
"""

from __future__ import annotations

import pytest

from dashboard import methods


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
