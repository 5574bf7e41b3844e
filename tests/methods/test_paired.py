"""Paired change: Student's sleep and Darwin's maize, with the intervals R prints for them."""

from __future__ import annotations

import pytest

from dashboard import methods
from tests.published import series


def test_change_of_students_patients() -> None:
    # R, t.test(extra ~ group, paired): mean 1.58, 0.7001142 to 2.4598858.
    found = methods.paired_change(series.EXTRA_SLEEP_FIRST, series.EXTRA_SLEEP_SECOND)
    assert found.mean == pytest.approx(1.58)
    assert (found.low, found.high) == pytest.approx((0.7001142, 2.4598858), abs=5e-8)
    assert (found.pairs, found.improved) == (10, 0.9)


def test_change_of_darwins_maize() -> None:
    # R on HistData's ZeaMays: mean 2.616667, 0.0038992 to 5.229434; Fisher has t = 2.148.
    found = methods.paired_change(series.MAIZE_SELF_FERTILISED, series.MAIZE_CROSSED)
    assert found.mean == pytest.approx(2.616667, abs=5e-7)
    assert (found.low, found.high) == pytest.approx((0.0038992, 5.229434), abs=5e-7)
    assert (found.pairs, found.improved) == (15, pytest.approx(13 / 15))


def test_only_people_with_both_answers_count() -> None:
    whole = methods.paired_change([2.0, 3.0, 1.0], [4.0, 3.0, 5.0])
    found = methods.paired_change([2.0, None, 3.0, 5.0, 1.0], [4.0, 5.0, 3.0, None, 5.0])
    assert found == whole
    assert (found.mean, found.pairs, found.improved) == (2, 3, pytest.approx(2 / 3))


def test_one_pair_and_unequal_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="two pairs"):
        methods.paired_change([1.0, None], [2.0, 3.0])
    with pytest.raises(ValueError, match="every person"):
        methods.paired_change([1.0, 2.0], [2.0])
