"""The one figure that rests on counts nobody may see: it tells nobody what a hidden count is.

The intruder has what is published (each quarter of the county, each year of each sector but two) and the
published change of a roll-out with its limits, and may suppose whatever counts of agencies fit them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from dashboard.methods import wording
from dashboard.methods.stepped import Step
from dashboard.release.stepping import fitted, rounded

Counts = NDArray[np.int64]
QUARTERS = wording.between("2021-Q1", "2024-Q4")
AGENCIES = [f"agency_{number:02d}" for number in range(16)]
PLANNED = {agency: wording.span(f"{2021 + (at + 4) // 6}-07")[0] for at, agency in enumerate(AGENCIES)}
SECTOR, YEAR = np.arange(16) // 4, np.array([int(quarter[:4]) for quarter in QUARTERS])
#: The hidden count, of sector 3 in 2022, and the one hidden with it, of sector 2.
HIDDEN, BESIDE, WHEN = 3, 2, 2022
TRUE, TRIES = 3, 60


@pytest.fixture(scope="module")
def truth() -> Counts:
    """Sixteen agencies; of those of the last sector nearly nobody sent anything in 2022."""
    counts = np.random.default_rng(11).poisson(9.0, (16, len(QUARTERS)))
    held = np.ix_(SECTOR == HIDDEN, YEAR == WHEN)
    counts[held] = 0
    counts[12, 4], counts[14, 6] = 2, 1
    assert counts[held].sum() == TRUE
    return counts


def answer(counts: Counts) -> dict[str, object]:
    return rounded(exact(counts))


def exact(counts: Counts) -> Step:
    fit = fitted(pd.DataFrame(counts, index=AGENCIES, columns=QUARTERS), PLANNED, QUARTERS)
    assert isinstance(fit, Step)
    return fit


def published(counts: Counts) -> tuple[object, ...]:
    """Each quarter of the county, and each year of each sector that is shown."""
    years = {
        (sector, year): int(counts[np.ix_(sector == SECTOR, year == YEAR)].sum())
        for sector in range(4) for year in sorted(set(YEAR.tolist()))
        if (sector, year) not in ((HIDDEN, WHEN), (BESIDE, WHEN))
    }  # fmt: skip
    return tuple(counts.sum(axis=0).tolist()), tuple(years.items())


def supposed(truth: Counts, count: int, dice: np.random.Generator) -> Counts:
    """Other counts of agencies that fit what is published beside the change, so many in the hidden cell."""
    world = truth.copy()
    world[np.ix_(SECTOR == HIDDEN, YEAR == WHEN)] = 0
    inside = np.flatnonzero(YEAR == WHEN)
    for _ in range(count):
        world[dice.choice(np.flatnonzero(SECTOR == HIDDEN)), dice.choice(inside)] += 1
    for quarter in inside:
        # What the county has in a quarter stands: sector 2, hidden too, takes up the difference.
        at = dice.choice(np.flatnonzero(SECTOR == BESIDE))
        world[at, quarter] += truth[:, quarter].sum() - world[:, quarter].sum()
    return world


def test_whatever_the_hidden_count_is_the_published_change_can_be_the_same(truth: Counts) -> None:
    dice, known = np.random.default_rng(2), answer(truth)
    assert known["reason"] == ""
    for count in range(5):
        worlds = (supposed(truth, count, dice) for _ in range(TRIES))
        fits = (world for world in worlds if world.min() >= 0 and answer(world) == known)
        world = next(fits, None)
        assert world is not None, f"a hidden count of {count} is ruled out"
        assert published(world) == published(truth)
        assert world[np.ix_(SECTOR == HIDDEN, YEAR == WHEN)].sum() == count


def test_unrounded_it_would_tell_who_knows_all_else_and_rounded_it_does_not(truth: Counts) -> None:
    """Every count of an agency and quarter in the hidden cell, as somebody sees it who knows all others: at
    the edge of a step one value of five may be ruled out, and as a rule none is."""
    known, ratio, ruled_out = answer(truth), exact(truth).ratio, 0
    for agency in np.flatnonzero(SECTOR == HIDDEN):
        for quarter in np.flatnonzero(YEAR == WHEN):
            fits, near = [], []
            for count in range(5):
                world = truth.copy()
                world[agency, quarter] = count
                fits += [count] if answer(world) == known else []
                near += [count] if abs(exact(world).ratio - ratio) < 1e-9 else []
            assert near == [truth[agency, quarter]]
            assert len(fits) >= 4
            ruled_out += 5 - len(fits)
    assert ruled_out <= 8
