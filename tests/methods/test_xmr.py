"""XmR limits and segments; the published series are in tests/published and in the worked examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import methods
from dashboard.methods import Signal
from tests.published import series

STEADY = [10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0]


def test_limits_of_the_nist_handbook() -> None:
    # Mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041; these with 3 / 1.128 where
    # Making Data Count writes 2.66, so the limits agree to the third figure after the point.
    found = methods.xmr(series.FLOW).limits[0]
    assert found.mean == pytest.approx(50.81, abs=5e-7)
    assert found.moving_range == pytest.approx(1.8778, abs=5e-5)
    assert (found.lower, found.upper) == pytest.approx((45.8159, 55.8041), abs=1e-3)


def test_limits_of_the_tyres() -> None:
    # _LCLI_ 23.8571, _MEAN_ 24.0083, _UCLI_ 24.1596, _R_ 0.056897; the same remark.
    found = methods.xmr(series.TYRES).limits[0]
    assert found.moving_range == pytest.approx(0.056897, abs=5e-7)
    assert found.mean == pytest.approx(24.0083, abs=5e-5)
    assert (found.lower, found.upper) == pytest.approx((23.8571, 24.1596), abs=1.5e-4)
    assert (found.points, found.trial) == (30, False)


def test_limits_on_fewer_than_twelve_points_are_trial_limits() -> None:
    assert methods.xmr(STEADY[:11]).limits[0].trial
    assert not methods.xmr(STEADY).limits[0].trial
    hidden = methods.xmr([None, *STEADY[:11]]).limits[0]
    assert (hidden.points, hidden.trial) == (11, True)


def test_screening_leaves_a_moving_range_out_once_and_keeps_its_point_in_the_mean() -> None:
    values = [1.0, 2.0] * 8 + [11.0]
    screened, whole = methods.xmr(values).limits[0], methods.xmr(values, screen=False).limits[0]
    assert whole.moving_range == pytest.approx(24 / 16)
    assert screened.moving_range == pytest.approx(1.0)
    assert screened.mean == whole.mean == pytest.approx(35 / 17)


def test_screening_begins_above_3_267_mean_moving_ranges() -> None:
    # Nine moving ranges of 1 and a last one: 4.2 is 3.18 times their mean, 4.5 is 3.33 times theirs.
    usual = [0.0, 1.0] * 5
    assert methods.xmr([*usual, 5.2]).limits[0].moving_range == pytest.approx(1.32)
    assert methods.xmr([*usual, 5.5]).limits[0].moving_range == pytest.approx(1.0)


@pytest.mark.parametrize("values", [[4.0] * 12, [0.3, 0.1 + 0.2] * 6, [4.0, 4.0, None, 9.0, 9.0]])
def test_where_no_point_differs_from_its_neighbours_there_are_no_limits(values: list[float | None]) -> None:
    found = methods.xmr(values)
    assert found.limits == ()
    assert set(found.signals) == {()}
    assert [(one.first, one.last) for one in found.without] == [(0, len(values) - 1)]
    assert "do not differ" in found.without[0].reason


def test_where_screening_would_leave_nothing_but_zeros_it_leaves_all() -> None:
    # One moving range of 1 among 17: 1 is 17 times their mean, and the others are 0.
    found = methods.xmr([5.0] * 17 + [6.0])
    assert found.limits[0].moving_range == pytest.approx(1 / 17)
    assert found.limits == methods.xmr([5.0] * 17 + [6.0], screen=False).limits
    assert [at for at, names in enumerate(found.signals) if Signal.OUTSIDE in names] == [17]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.floats(-1e6, 1e6),
    st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1e-17, None]), min_size=2, max_size=30),
    st.booleans(),
    st.booleans(),
)
def test_no_point_of_a_nearly_constant_series_is_judged_by_limits_of_no_width(
    level: float, differences: list[float | None], screen: bool, bridge: bool
) -> None:
    values = [None if each is None else level + each for each in differences]
    found = methods.xmr(values, breaks=[len(values) // 2], screen=screen, bridge=bridge)
    for limits in found.limits:
        assert limits.moving_range > 0
        assert limits.lower < limits.mean < limits.upper
    judged = {at for limits in found.limits for at in range(limits.first, limits.last + 1)}
    assert {at for at, names in enumerate(found.signals) if names} <= judged
    segments = sorted([(one.first, one.last) for one in (*found.limits, *found.without)])
    assert segments == [(0, len(values) // 2 - 1), (len(values) // 2, len(values) - 1)]


def test_a_break_begins_a_segment_with_limits_of_its_own() -> None:
    later = [value + 50 for value in STEADY]
    found = methods.xmr(STEADY + later, breaks=[12])
    first, second = found.limits
    assert (first.first, first.last, second.first, second.last) == (0, 11, 12, 23)
    assert second.mean == pytest.approx(first.mean + 50)
    assert second.moving_range == pytest.approx(first.moving_range)
    assert set(found.signals) == {()}
    unbroken = methods.xmr(STEADY + later)
    assert len(unbroken.limits) == 1
    assert all(Signal.RUN in names for names in unbroken.signals)


def test_breaks_outside_the_series_begin_nothing() -> None:
    assert methods.xmr(STEADY, breaks=[-3, 0, 12, 40]) == methods.xmr(STEADY)


def test_no_moving_range_reaches_across_a_hidden_point() -> None:
    # 10 to 13 is the only change that the gap hides.
    found = methods.xmr([10.0, 11.0, 10.0, None, 13.0, 12.0, 13.0]).limits[0]
    assert found.moving_range == pytest.approx(1.0)
    assert found.mean == pytest.approx(69 / 6)
    bridged = methods.xmr([10.0, 11.0, 10.0, None, 13.0, 12.0, 13.0], bridge=True).limits[0]
    assert bridged.moving_range == pytest.approx(7 / 5)
    assert (bridged.first, bridged.last) == (0, 6)


def test_bridged_signals_stand_at_their_own_points() -> None:
    rising: list[float | None] = [1.0, 2.0, 3.0, None, 4.0, 5.0, 6.0, 7.0]
    assert not any(Signal.TREND in names for names in methods.xmr(rising).signals)
    found = methods.xmr(rising, bridge=True).signals
    assert [Signal.TREND in names for names in found] == [True, True, True, False, True, True, True, True]


@pytest.mark.parametrize(
    "values", [[], [5.0], [None, 5.0, None], [5.0, None, 6.0, None, 7.0], [float("nan"), 3.0]]
)
def test_without_two_neighbours_there_are_no_limits(values: list[float | None]) -> None:
    found = methods.xmr(values)
    assert found.limits == ()
    assert found.signals == ((),) * len(values)
    assert [one.reason for one in found.without] == [methods.TOO_FEW] * bool(values)


def test_what_a_hidden_point_would_have_been_cannot_be_told() -> None:
    nan = float("nan")
    assert methods.xmr([*STEADY, None, *STEADY]) == methods.xmr([*STEADY, nan, *STEADY])
