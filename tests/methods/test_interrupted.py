"""Interrupted series: Sicily's smoking ban, the polio series of Zeger, and series known exactly."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest

from dashboard import methods
from dashboard.methods import interrupted
from tests.published import series

MONTHS = 48
EVENT = 24


def sicily(harmonics: int = 0, **more: object) -> methods.Step:
    found = methods.interrupted_series(
        series.SICILY_EPISODES,
        series.SICILY_BAN,
        offset=series.SICILY_POPULATION,
        harmonics=harmonics,
        # As the paper has it.
        minimum=12,
        errors="independent",
        **more,  # type: ignore[arg-type]
    )
    assert isinstance(found, methods.Step)
    return found


def known(step: float = 0.5, length: int = MONTHS) -> list[float]:
    """Counts that follow the model exactly: a rise, a season and ``step`` times as many from the event."""
    return [
        math.exp(3 + 0.01 * t + 0.2 * math.cos(math.pi * t / 6) - 0.1 * math.sin(math.pi * t / 3))
        * (step if t >= EVENT else 1)
        for t in range(length)
    ]


def test_poisson_step_of_sicily_is_the_published_one() -> None:
    # Lopez Bernal, Cummins and Gasparrini (2017): rate ratio 0.894, 95 % 0.864 to 0.925.
    found = sicily(widen="never")
    assert (round(found.ratio, 4), round(found.low, 4), round(found.high, 4)) == (0.8944, 0.8647, 0.9251)
    assert round(found.dispersion, 4) == 3.5592
    assert found.quasi is False


def test_quasi_poisson_step_of_sicily_has_wider_limits() -> None:
    found = sicily()
    assert (round(found.low, 4), round(found.high, 4), found.quasi) == (0.8392, 0.9532, True)
    assert found.ratio == pytest.approx(sicily(widen="never").ratio)


def test_step_of_sicily_adjusted_for_season_is_the_published_one() -> None:
    # The same paper: 0.885, 95 % 0.839 to 0.933.
    found = sicily(harmonics=2)
    assert (round(found.ratio, 4), round(found.low, 4), round(found.high, 4)) == (0.8851, 0.8394, 0.9332)
    assert found.harmonics == 2


def test_fitted_and_counterfactual_part_at_the_event() -> None:
    found = sicily(harmonics=2)
    assert len(found.fitted) == len(found.counterfactual) == 59
    assert found.counterfactual[: series.SICILY_BAN] == (None,) * 36
    after = zip(found.fitted[36:], found.counterfactual[36:], strict=True)
    assert all(with_step == pytest.approx(without * found.ratio) for with_step, without in after if without)
    # A Poisson model with a constant and a step gets the total of each side right.
    assert sum(found.fitted[:36]) == pytest.approx(sum(series.SICILY_EPISODES[:36]))
    assert sum(found.fitted[36:]) == pytest.approx(sum(series.SICILY_EPISODES[36:]))


def test_harmonics_of_the_polio_series_are_the_published_ones() -> None:
    # The independence model of Zeger (1988) as the tests of R's glarma 1.4 print it; trend a
    # thousandth of (month - 73). Zeger's model has no step, so ours is left out of the design.
    counts = np.array(series.POLIO, dtype=float)
    design = interrupted._Model(counts, np.ones(168), 80, 12, 2).design()
    months = (np.arange(168) + 1 - 73) / 1000
    without = np.column_stack([design[:, 0], months, design[:, 3:]])
    fit = interrupted._fit(counts, without, np.ones(168))
    published = [
        0.206938270423236,
        -4.79866147644597,
        -0.148733251930304,
        -0.531876816689963,
        0.169099793073371,
        -0.432143521504692,
    ]
    assert fit.params == pytest.approx(published, abs=1e-7)


def test_a_series_that_follows_the_model_gives_its_step_back() -> None:
    found = methods.interrupted_series(known(), EVENT)
    assert isinstance(found, methods.Step)
    assert found.ratio == pytest.approx(0.5)
    assert found.fitted == pytest.approx(known())
    assert found.counterfactual[EVENT:] == pytest.approx(known(1.0)[EVENT:])
    assert found.dispersion == pytest.approx(0, abs=1e-9)


def test_hidden_points_keep_their_place_in_time() -> None:
    counts: list[float | None] = list(known())
    for hidden in (3, 11, 30):
        counts[hidden] = None
    found = methods.interrupted_series(counts, EVENT, minimum=12)
    assert isinstance(found, methods.Step)
    assert found.ratio == pytest.approx(0.5)
    assert found.fitted == pytest.approx(known())


def test_an_exposure_takes_its_part_out() -> None:
    exposure = [1 + t % 5 for t in range(MONTHS)]
    counts = [count * size for count, size in zip(known(), exposure, strict=True)]
    found = methods.interrupted_series(counts, EVENT, offset=exposure)
    assert isinstance(found, methods.Step)
    assert found.ratio == pytest.approx(0.5)
    assert "exposure as offset" in found.model


def test_without_trend_or_season_the_ratio_is_that_of_the_means() -> None:
    # By algebra: with both sides symmetrical in time, the trend is 0 and the step that of the means.
    side = [10, 12, 14, 16, 18, 20, 20, 18, 16, 14, 12, 10]
    found = methods.interrupted_series([*side, *(2 * count for count in side)], 12, harmonics=0)
    assert isinstance(found, methods.Step)
    assert found.ratio == pytest.approx(2)


def test_quarters_take_the_harmonics_they_can_tell_apart() -> None:
    counts = [20 + 5 * (t % 4) + t for t in range(56)]
    found = methods.interrupted_series(counts, 28, period=4, harmonics=6)
    assert isinstance(found, methods.Step)
    assert found.harmonics == 2


def test_dispersion_below_one_narrows_nothing_unless_asked() -> None:
    counts = [20.0 + t % 2 for t in range(30)]
    plain, scaled = (
        methods.interrupted_series(counts, 15, harmonics=0, widen=widen)
        for widen in ("when needed", "always")
    )
    assert isinstance(plain, methods.Step)
    assert isinstance(scaled, methods.Step)
    assert plain.dispersion < 1
    assert (plain.quasi, scaled.quasi) == (False, True)
    assert scaled.high - scaled.low < plain.high - plain.low


@pytest.mark.parametrize(
    ("length", "event", "side", "points"),
    [(60, 23, "before", 23), (60, 37, "after", 23), (40, 24, "after", 16)],
)
def test_under_twelve_points_on_a_side_for_each_pair_of_seasonal_terms_is_refused(
    length: int, event: int, side: str, points: int
) -> None:
    found = methods.interrupted_series(known(length=length), event)
    assert found == methods.Refused(
        f"No model was fitted: {points} points are shown {side} the event, "
        "and it takes at least 24 on each side."
    )


@pytest.mark.parametrize(("harmonics", "enough"), [(0, 12), (1, 12), (2, 24)])
def test_hidden_points_do_not_count_towards_the_least(harmonics: int, enough: int) -> None:
    counts: list[float | None] = list(known(length=2 * enough))
    counts = [*counts[:enough], None, *counts[enough + 1 :]]
    assert methods.interrupted_series(counts, enough, harmonics=harmonics) == methods.Refused(
        f"No model was fitted: {enough - 1} points are shown after the event, and it takes at least {enough} "
        "on each side."
    )


def test_counts_that_are_all_the_same_have_no_step() -> None:
    found = methods.interrupted_series([7] * 50, 25)
    assert isinstance(found, methods.Step)
    assert found.ratio == pytest.approx(1)
    assert found.low < 1 < found.high


def test_quarterly_referrals_of_the_county_are_refused() -> None:
    # Home Office, police first responders, 2022 quarter 2 to 2023 quarter 4.
    found = methods.interrupted_series([12, 14, 23, 15, 14, 19, 17], 3, period=4)
    assert isinstance(found, methods.Refused)


def test_a_side_without_events_and_points_that_cannot_tell_are_refused() -> None:
    assert methods.interrupted_series([0] * 24 + [4] * 24, 24) == methods.Refused(
        "No model was fitted: the points before the event have no events in them."
    )
    few = methods.interrupted_series([4, 5, 6, 7, 6, 5], 3, minimum=3)
    assert isinstance(few, methods.Refused)
    assert "cannot tell trend, season and step apart" in few.reason


@pytest.mark.parametrize(
    ("counts", "event", "more", "message"),
    [
        ([3.0] * 24, 0, {}, "outside the series"),
        ([3.0] * 24, 24, {}, "outside the series"),
        ([-1.0] * 24, 12, {}, "below 0"),
        ([3.0] * 24, 12, {"offset": [1.0] * 23}, "offset"),
        ([3.0] * 24, 12, {"offset": [0.0] * 24}, "offset"),
        ([3.0] * 24, 12, {"widen": "often"}, "widened"),
        ([3.0] * 24, 12, {"errors": "none"}, "errors"),
    ],
)
def test_what_is_no_series_of_counts_is_an_error(
    counts: list[float], event: int, more: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        methods.interrupted_series(counts, event, **more)  # type: ignore[arg-type]


def test_the_model_is_stated() -> None:
    assert sicily(harmonics=2).model == (
        "Quasi-Poisson regression on time and a step at the event, with 2 pairs of sine and cosine over "
        "12 points for the season, and the logarithm of the exposure as offset"
    )
    plain = methods.interrupted_series(known(), EVENT, harmonics=1, widen="never")
    assert isinstance(plain, methods.Step)
    assert plain.model.startswith("Poisson regression on time and a step at the event, with 1 pair of")


def test_what_takes_long_to_import_waits_until_it_is_needed() -> None:
    code = "import sys, dashboard.methods; sys.exit('statsmodels' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
