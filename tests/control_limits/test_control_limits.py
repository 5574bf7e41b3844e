"""What the methods make of a series rests on its shown, whole periods alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import methods
from dashboard.display.analysis import control_limits
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import Refused, Signal, wording
from tests.charts.samples import over_time


def quarters(*values: float | None) -> PublishedSeries:
    return over_time({wording.later("2019-Q1", at): value for at, value in enumerate(values)})


def test_limits_are_those_of_the_shown_figures() -> None:
    values = [12.0, 14, None, 15, 14, 13, 12, 15, 14, 13, 12]
    assert control_limits.xmr_chart(quarters(*values)).limits == methods.xmr(values).limits


def test_no_limits_stand_where_more_than_a_tenth_of_the_figures_are_hidden() -> None:
    """Hidden ones are small: the average of the others would be too high (finding 21)."""
    chart = control_limits.xmr_chart(quarters(12, 14, None, 15, 14, 13, 12, None, 14, 13, 12))
    assert (chart.limits, chart.signals) == ((), ((),) * 11)
    assert "hidden ones are small" in chart.without[0].reason


def test_a_period_cut_short_has_no_part_in_limits() -> None:
    series = quarters(12, 14, 13, 15, 1)
    cut = replace(series, points=(*series.points[:-1], replace(series.points[-1], cut=True)))
    assert control_limits.xmr_chart(cut).limits == methods.xmr([12, 14, 13, 15, None]).limits


@pytest.mark.parametrize(("day", "first"), [("2019-07-01", 2), ("2019-07-30", 2), ("2019-09-30", 3)])
def test_a_break_begins_a_segment_with_the_period_that_lies_mostly_after_it(day: str, first: int) -> None:
    found = control_limits.xmr_chart(quarters(5, 6, 5, 6, 5, 6), (day,))
    assert [limits.first for limits in found.limits] == [0, first]


def test_a_break_outside_the_series_changes_nothing() -> None:
    series = quarters(5, 6, 5, 6)
    assert control_limits.xmr_chart(series, ("2010-01-01", "2030-01-01")) == control_limits.xmr_chart(series)


def test_signals_are_told_as_stretches_with_their_side() -> None:
    values = [10.0, 14, 11, 13, 10, 16] * 3 + [14, 16, 19, 17, 20, 16, 18, 17][1:]
    signal_runs = control_limits.xmr_chart(quarters(*values)).signal_runs
    assert [(one.signal, one.first, one.last, one.upward) for one in signal_runs] == [
        (Signal.RUN, 17, 24, True)
    ]
    falling = control_limits.xmr_chart(quarters(*[float(20 - at) for at in range(8)])).signal_runs
    falling = tuple(one for one in falling if one.signal is Signal.TREND)
    assert (falling[-1].signal, falling[-1].first, falling[-1].last, falling[-1].upward) == (
        Signal.TREND, 0, 7, False
    )  # fmt: skip


def test_a_hidden_figure_parts_a_run() -> None:
    values: list[float | None] = [10, 14, 11, 13, 10, 14, 16, 19, 17, None, 16, 18, 17]
    assert Signal.RUN not in {one.signal for one in control_limits.xmr_chart(quarters(*values)).signal_runs}


def test_an_event_outside_the_series_or_figures_by_year_are_refused() -> None:
    assert isinstance(control_limits.interrupted(quarters(5, 6, 7), "2030-01-01"), Refused)
    assert isinstance(
        control_limits.interrupted(over_time({"2022": 5.0, "2023": 6.0}), "2023-01-01"), Refused
    )
    assert isinstance(control_limits.interrupted(over_time({}), "2023-01-01"), Refused)


def test_funnel_limits_are_in_percent() -> None:
    low, high = control_limits.funnel(0.80642448, [10.0], 0.95)
    # A published example: testdata_funnel_prop_outputs.csv of UKHSA's PHEindicatormethods.
    assert low == [pytest.approx(56.154344, abs=1e-5)]
    assert high == [100.0]
