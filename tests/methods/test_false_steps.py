"""How often a step is told where nothing changed, and at how many other times one would be told too."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard import methods
from tests.published import series


def months(rng: np.random.Generator, length: int, alike: float, step: float = 1.0) -> list[float | None]:
    """Counts of about 60 a month with a season, of which each month is like the one before."""
    strayed, strays = 0.0, []
    for _ in range(length):
        strayed = alike * strayed + rng.normal() * 0.12 * math.sqrt(1 - alike**2)
        strays.append(strayed)
    time = np.arange(length)
    course = 60 * np.exp(np.array(strays) + 0.15 * np.cos(2 * math.pi * time / 12))
    counts: list[float | None] = rng.poisson(course * np.where(time >= length // 2, step, 1.0)).tolist()
    return counts


def shows(counts: list[float | None], **how: str) -> bool:
    step = methods.interrupted_series(counts, len(counts) // 2, **how)  # type: ignore[arg-type]
    assert isinstance(step, methods.Step)
    return not step.low <= 1 <= step.high


@pytest.mark.parametrize(("length", "alike"), [(60, 0.0), (48, 0.5)])
def test_few_steps_are_told_where_nothing_changed(length: int, alike: float) -> None:
    """Finding 20: 14 in 100 with limits of independent points."""
    rng = np.random.default_rng(100)
    drawn = [months(rng, length, alike) for _ in range(100)]
    false = sum(shows(counts) for counts in drawn)
    assert false <= 0.1 * len(drawn)
    if alike:
        assert sum(shows(counts, errors="independent") for counts in drawn) > 0.1 * len(drawn) > false


def test_a_step_of_half_as_many_again_is_still_found() -> None:
    rng = np.random.default_rng(12)
    found = sum(shows(months(rng, 60, 0.4, step=1.5)) for _ in range(40))
    assert found >= 0.8 * 40


def test_neighbours_that_are_alike_widen_the_limits() -> None:
    rng = np.random.default_rng(13)
    near, apart = (methods.interrupted_series(months(rng, 60, alike), 30) for alike in (0.8, 0.0))
    assert isinstance(near, methods.Step) and isinstance(apart, methods.Step)
    assert near.alike > apart.alike >= 1


def test_the_limits_of_sicily_stand_for_its_months_too() -> None:
    """Its residuals are not alike (Lopez Bernal et al., 2017), so little is added to the published ones."""
    found = methods.interrupted_series(
        series.SICILY_EPISODES, series.SICILY_BAN, offset=series.SICILY_POPULATION, minimum=12
    )
    assert isinstance(found, methods.Step)
    assert found.low < 0.8394 and 0.9332 < found.high < 1
    assert math.log(found.high / found.low) < 1.5 * math.log(0.9332 / 0.8394)


def test_a_step_is_tried_at_other_months_and_not_near_the_event() -> None:
    level = [20.0 + at % 2 for at in range(72)]
    assert methods.placebos(level, 36) == methods.Placebos(0, 2)
    assert methods.placebos(level[:60], 30) == methods.Placebos(0, 0)
    # A series that strays shows steps where nothing happened.
    rng = np.random.default_rng(4)
    found = methods.placebos(months(rng, 96, 0.95), 30)
    assert found.tried > 20 and found.shows > 0
