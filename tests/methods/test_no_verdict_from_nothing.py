"""Every public method, given anything: a finite answer that holds its own figure, or a stated refusal.

What comes in are the numbers that a release can hold and those that break arithmetic: negative counts
(a correction of recorded crime), NaN, infinity, nothing to be a share of, answers that are all alike.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import methods
from dashboard.methods import Refused

AWKWARD = st.sampled_from([-1.0, -0.5, math.nan, math.inf, -math.inf])
COUNTS = st.one_of(st.integers(0, 40), st.integers(0, 10**9)).map(float)
ANY_COUNT = st.one_of(COUNTS, COUNTS, COUNTS, AWKWARD)
CONFIDENCE = st.sampled_from([0.5, 0.95, 0.998, 0.9999999])
ANY_POINT = st.one_of(COUNTS, st.floats(-1e9, 1e9), st.none(), st.just(math.nan))
QUICK = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def lawful(*numbers: float) -> bool:
    """Whether each is a count: finite and not negative."""
    return all(math.isfinite(number) and number >= 0 for number in numbers)


def holds(low: Any, figure: float, high: Any) -> None:
    """The figure lies within its finite limits, as worked out and as rounded to be printed."""
    low, high = float(low), float(high)
    assert low <= figure <= high < math.inf
    for places in (0, 1, 2):
        printed = [methods.round_half_up(one, places) for one in (low, figure, high)]
        assert printed == sorted(printed)


@QUICK
@given(ANY_COUNT, CONFIDENCE)
def test_a_count_lies_within_its_interval_or_is_refused(events: float, confidence: float) -> None:
    if not lawful(events):
        with pytest.raises(ValueError, match="events"):
            methods.count_interval(events, confidence)
        return
    low, high = methods.count_interval(events, confidence)
    assert low >= 0
    assert high > low
    holds(low, events, high)


@QUICK
@given(ANY_COUNT, ANY_COUNT, st.sampled_from([1.0, 1000.0, 100_000.0]), CONFIDENCE)
def test_a_rate_lies_within_its_interval_or_is_refused(
    events: float, people: float, per: float, confidence: float
) -> None:
    if not lawful(events, people):
        for rate in (methods.rate_interval, methods.crude_rate):
            with pytest.raises(ValueError, match=r"below 0|missing or infinite"):
                rate(events, people, per, confidence)
        return
    low, high = methods.rate_interval(events, people, per, confidence)
    told = methods.crude_rate(events, people, per, confidence)
    if people == 0:
        assert np.isnan([low, high]).all()
        assert (told.value, told.low, told.high) == (None, None, None)
        assert told.reason
        return
    holds(low, events * per / people, high)
    assert told.value is not None
    holds(told.low, told.value, told.high)


@QUICK
@given(ANY_COUNT, ANY_COUNT, CONFIDENCE)
def test_a_share_lies_within_its_interval_or_has_none(x: float, n: float, confidence: float) -> None:
    if not lawful(x, n):
        with pytest.raises(ValueError, match=r"below 0|missing or infinite"):
            methods.wilson(x, n, confidence)
        return
    low, high = methods.wilson(x, n, confidence)
    if n == 0 or x > n:
        assert np.isnan([low, high]).all()
        return
    assert 0 <= low < high <= 1
    holds(low, x / n, high)
    holds(100 * low, 100 * x / n, 100 * high)


@pytest.mark.parametrize("trials", range(1, 60))
def test_every_small_share_lies_within_its_interval(trials: int) -> None:
    successes = np.arange(trials + 1)
    low, high = methods.wilson(successes, [trials] * len(successes))
    assert (low <= successes / trials).all()
    assert (successes / trials <= high).all()
    assert np.isnan(methods.wilson(trials + 1, trials)).all()


@QUICK
@given(st.one_of(st.floats(-1e6, 1e6), AWKWARD), st.one_of(st.floats(0, 1e6), AWKWARD), ANY_COUNT)
def test_a_mean_lies_within_its_interval_or_has_none(mean: float, spread: float, n: float) -> None:
    unknown = math.isnan(mean) or math.isnan(spread)
    if not lawful(n) or spread < 0 or math.inf in (abs(mean), spread) or (n >= 2 and unknown):
        with pytest.raises(ValueError, match="observations"):
            methods.mean_interval(mean, spread, n)
        return
    low, high = methods.mean_interval(mean, spread, n)
    if n < 2 or spread == 0 or np.isnan(low):
        assert np.isnan([low, high]).all()
        assert n < 2 or spread / math.sqrt(n) <= 1e-12 * abs(mean)
        return
    assert low < high
    holds(low, mean, high)


@QUICK
@given(st.lists(st.tuples(ANY_POINT, ANY_POINT), max_size=6), st.sampled_from([0.95, 0.998]))
def test_a_change_lies_within_its_interval_or_is_refused(
    answers: list[tuple[float | None, float | None]], confidence: float
) -> None:
    before, after = [one for one, _ in answers], [two for _, two in answers]
    try:
        found = methods.paired_change(before, after, confidence)
    except ValueError as refusal:
        assert "pairs of answers" in str(refusal)
        return
    assert found.low < found.high
    holds(found.low, found.mean, found.high)
    assert 0 <= found.improved <= 1


@pytest.mark.parametrize("gain", [0.0, 1.0, 0.1])
def test_a_change_that_is_the_same_for_all_has_no_interval(gain: float) -> None:
    before = [1.0, 2.0, 3.0, 0.3]
    with pytest.raises(ValueError, match="differ"):
        methods.paired_change(before, [answer + gain for answer in before])
    with pytest.raises(ValueError, match="infinite"):
        methods.paired_change([1.0, math.inf], [2.0, 3.0])


GROUPS = st.lists(st.tuples(*[st.one_of(st.integers(0, 30).map(float), AWKWARD)] * 3), min_size=1, max_size=4)


@QUICK
@given(GROUPS)
def test_a_standardised_rate_lies_within_its_interval_or_says_why(
    groups: list[tuple[float, float, float]],
) -> None:
    events, people, standard = (list(column) for column in zip(*groups, strict=True))
    if not lawful(*events, *people, *standard) or sum(standard) == 0:
        with pytest.raises(ValueError, match=r"below 0|missing or infinite|nobody in any"):
            methods.directly_standardised_rate(events, people, standard, 1000)
        return
    found = methods.directly_standardised_rate(events, people, standard, 1000)
    if found.value is None:
        assert found.reason.endswith(".")
        assert (found.low, found.high) == (None, None)
        return
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.high
    holds(found.low, found.value, found.high)


def test_events_where_the_standard_has_nobody_have_no_standardised_rate() -> None:
    found = methods.directly_standardised_rate([12, 0], [100, 100], [0, 50], 1000)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.reason == "The standard has nobody in the age groups of the events."


@QUICK
@given(st.floats(0, 1), ANY_COUNT, CONFIDENCE)
def test_funnel_limits_hold_their_baseline_or_are_none(
    baseline: float, size: float, confidence: float
) -> None:
    if not lawful(size):
        for funnel in (
            lambda: methods.funnel_proportion(baseline, size),
            lambda: methods.funnel_counts(size),
        ):
            with pytest.raises(ValueError, match=r"trials|expected"):
                funnel()
        with pytest.raises(ValueError, match="observed"):
            methods.funnel_ratio(size)
        return
    on_lower, on_upper = methods.funnel_ratio(size, confidence)
    holds(on_upper, size, on_lower)
    share, expected = (
        methods.funnel_proportion(baseline, size, confidence),
        methods.funnel_counts(size, confidence),
    )
    if size == 0:
        assert np.isnan([*share, *expected]).all()
        return
    holds(share[0], baseline, share[1])
    holds(expected[0], size, expected[1])


@QUICK
@given(st.lists(ANY_POINT, max_size=30), st.integers(1, 3))
def test_an_autocorrelation_is_one_or_no_number_and_then_no_verdict(
    values: list[float | None], lag: int
) -> None:
    found = methods.autocorrelation(values, lag)
    if math.isnan(found):
        assert not methods.autocorrelated(values, lag)
    else:
        assert -1.000001 <= found <= 1.000001
    with pytest.raises(ValueError, match="infinite"):
        methods.autocorrelation([*values, math.inf], lag)


@settings(QUICK, max_examples=40)
@given(
    st.lists(st.integers(0, 3).map(float), min_size=24, max_size=30),
    st.sampled_from(["when needed", "always", "never"]),
    st.integers(0, 2),
)
def test_a_step_has_finite_limits_about_it_or_is_refused(
    counts: list[float], widen: str, harmonics: int
) -> None:
    found = methods.interrupted_series(counts, 12, widen=widen, harmonics=harmonics)
    if isinstance(found, Refused):
        assert found.reason.startswith("No model was fitted: ")
        return
    assert 0 < found.low < found.high
    holds(found.low, found.ratio, found.high)
    assert np.isfinite(found.fitted).all()


@pytest.mark.parametrize("level", [1.0, 20.0, 1e6])
def test_a_series_that_never_changes_has_no_step(level: float) -> None:
    found = methods.interrupted_series([level] * 30, 15, harmonics=0)
    assert isinstance(found, methods.Step)
    assert found.low < 1 < found.high
    exact = methods.interrupted_series([level] * 30, 15, harmonics=0, widen="always")
    assert isinstance(exact, Refused)
    assert "no width" in exact.reason


@pytest.mark.parametrize("offset", [math.inf, math.nan, 0.0, -1.0])
def test_an_exposure_that_is_none_is_refused(offset: float) -> None:
    with pytest.raises(ValueError, match="offset"):
        methods.interrupted_series([5.0] * 30, 15, offset=[1.0] * 29 + [offset])


def test_a_step_between_events_that_never_meet_is_refused() -> None:
    """One event long before, one long after: no estimate of season and trend exists."""
    counts = [0.0] * 24
    counts[0] = counts[23] = 1.0
    assert isinstance(methods.interrupted_series(counts, 12), Refused)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_figure_is_not_rounded(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        methods.round_half_up(value)
    with pytest.raises(ValueError, match="finite"):
        methods.percentage(value, 10)
    with pytest.raises(ValueError, match="finite"):
        methods.percentage(1, value)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, math.nan, -0.95])
def test_a_confidence_outside_its_scale_is_refused(confidence: float) -> None:
    for method in (
        lambda: methods.count_interval(3, confidence),
        lambda: methods.wilson(3, 10, confidence),
        lambda: methods.mean_interval(3, 1, 10, confidence),
        lambda: methods.funnel_proportion(0.5, 10, confidence),
        lambda: methods.funnel_ratio(3, confidence),
        lambda: methods.funnel_counts(3, confidence),
        lambda: methods.autocorrelated([1.0, 2.0], confidence=confidence),
    ):
        with pytest.raises(ValueError, match="confidence"):
            method()
