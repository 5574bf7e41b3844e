"""The first page seldom brings forward what is nothing, and finds what is large: measured in small.

``python -m tests.ui.false_alarms`` measures 1,000 releases of each kind; docs/methods.md has its figures.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.ui.false_alarms import WORLDS, World, any_way, half_more, measured, release, shifted

#: So few that a few processor seconds do; a page that tested each figure at 5 % would have alarms in 8 of 20.
FEW = 20


@pytest.mark.parametrize("world", [WORLDS[0], WORLDS[3], WORLDS[4]], ids=lambda world: world.name)
def test_where_nothing_changes_few_releases_bring_a_figure_forward(world: World) -> None:
    shares = dict(measured(world, FEW, seed=4, shifts={}))
    assert shares["releases that bring any figure forward"] <= 0.15
    assert shares["sentences of a year earlier that say more than chance"] <= 0.1


def test_half_more_of_a_large_count_is_brought_forward() -> None:
    draw = np.random.default_rng(2)
    lines = [release(WORLDS[1], draw) for _ in range(10)]
    assert sum(1 in any_way(shifted(each, 1, half_more)) for each in lines) >= 8


def test_the_worlds_vary_as_they_say() -> None:
    draw = np.random.default_rng(7)
    for world in WORLDS[:4]:
        drawn = world.counts(draw, np.full(4000, 100.0))
        assert drawn.var() / drawn.mean() == pytest.approx(world.dispersion, rel=0.1)
        shares = np.array([world.share(draw, 0.4, 200) for _ in range(2000)])
        assert shares.var() / (200 * 0.4 * 0.6) == pytest.approx(world.dispersion, rel=0.15)
    clustered = WORLDS[4].counts(draw, np.full(4000, 100.0))
    assert 1.8 < clustered.var() / clustered.mean() < 3
