"""A roll-out in steps: the published variance of its design, exact counts, and how often it is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import Numbers, Refused, stepped
from dashboard.methods.stepped import Step, design_of, step

DRAWS = 80


def wedge(clusters: int, periods: int, waves: int) -> Numbers:
    """Clusters that are reached in waves of equal size: none in the first period, all in the last."""
    begins = 1 + np.arange(clusters) * waves // clusters * (periods - 1) // waves
    return np.array([[float(period >= begin) for period in range(periods)] for begin in begins])


def equation_8(reached: Numbers, between: float) -> float:
    """The variance of a change by Hussey and Hughes (2007), Contemporary Clinical Trials 28, 182-191: of
    means with a variance of 1, where that of clusters is ``between``."""
    clusters, periods = reached.shape
    u, w, v = reached.sum(), (reached.sum(axis=0) ** 2).sum(), (reached.sum(axis=1) ** 2).sum()
    under = clusters * u - w + (u**2 + clusters * periods * u - periods * w - clusters * v) * between
    return float(clusters * (1 + periods * between) / under)


def test_the_variance_is_that_of_hussey_and_hughes() -> None:
    """Their own example, 24 communities in 4 waves of 6 and 5 periods, and a longer one; where clusters may
    differ without limit, as effects of clusters that are fixed let them."""
    for reached in (wedge(24, 5, 4), wedge(24, 9, 4)):
        design = design_of(reached)
        assert np.linalg.pinv(design.T @ design)[0, 0] == pytest.approx(equation_8(reached, 1e9))
    assert equation_8(wedge(24, 5, 4), 1e9) == pytest.approx(1 / 9)
    # Where errors are no more than chance, those of the fit come out at it too.
    rng, reached = np.random.default_rng(3), wedge(24, 9, 4)
    fits = [step(rng.poisson(50.0, reached.shape).astype(float), reached) for _ in range(60)]
    errors = [
        np.log(fit.high / fit.low) / 2 / special.stdtrit(fit.freedom, 0.975)
        for fit in fits
        if isinstance(fit, Step)
    ]
    assert np.mean(errors) == pytest.approx(np.sqrt(equation_8(reached, 1e9) / 50), rel=0.08)


def test_an_exact_change_comes_back_exactly() -> None:
    """Counts that are nothing but cluster times period times the change, which no other term can make."""
    reached = wedge(12, 8, 6)
    level, season = np.linspace(5, 40, 12)[:, None], np.linspace(1, 3, 8)[None, :]
    fit = step(level * season * np.where(reached > 0, 1.4, 1.0), reached)
    assert isinstance(fit, Step) and fit.ratio == pytest.approx(1.4)
    assert (fit.clusters, fit.periods) == (12, 8) and 4 <= fit.freedom < 12
    assert fit.low == pytest.approx(1.4) and fit.high == pytest.approx(1.4)


def panel(rng: np.random.Generator, ratio: float) -> Step | Refused:
    """Counts that vary one and a half times more than chance and whose clusters wander, each its own way."""
    reached = wedge(20, 16, 8)
    wander = np.exp(rng.normal(0, 0.06, reached.shape).cumsum(axis=1))
    mean = rng.uniform(6, 25, (20, 1)) * rng.uniform(0.8, 1.2, (1, 16)) * wander
    mean = mean * np.where(reached > 0, ratio, 1.0)
    return step(rng.negative_binomial(mean / 0.5, 1 / 1.5).astype(float), reached)


@pytest.mark.parametrize("ratio", [1.0, 1.3])
def test_the_interval_holds_the_change_where_clusters_wander(ratio: float) -> None:
    rng = np.random.default_rng(8)
    fits = [fit for _ in range(DRAWS) if isinstance(fit := panel(rng, ratio), Step)]
    assert len(fits) == DRAWS
    missed = sum(not fit.low <= ratio <= fit.high for fit in fits)
    assert missed <= 0.09 * DRAWS
    assert np.median([fit.ratio for fit in fits]) == pytest.approx(ratio, rel=0.05)


def test_what_says_nothing_is_refused() -> None:
    reached = wedge(12, 8, 6)
    counts = np.full(reached.shape, 20.0) + np.arange(96).reshape(12, 8) % 5

    def reason(counts: Numbers, reached: Numbers) -> str:
        fit = step(counts, reached)
        return fit.reason if isinstance(fit, Refused) else ""

    assert reason(counts, reached) == ""
    assert reason(counts[:7], reached[:7]) == stepped.FEW_CLUSTERS
    assert reason(counts[:, :5], reached[:, :5]) == stepped.FEW_PERIODS
    assert reason(counts, wedge(12, 8, 2)) == stepped.FEW_STEPS
    # Who was reached before anything was counted is no step.
    assert reason(counts, np.ones(reached.shape)) == stepped.FEW_STEPS
    one = counts.copy()
    one[3] *= 40
    assert reason(one, reached) == stepped.ONE
    empty = counts.copy()
    empty[:, 4] = 0
    assert reason(empty, reached) == stepped.UNSETTLED
    assert reason(np.zeros(reached.shape), reached) == stepped.UNSETTLED


def test_one_cluster_that_tells_most_of_the_change_is_refused() -> None:
    """All but three are reached from the start, and of these one is counted a hundred times as often."""
    reached = np.ones((12, 8))
    for cluster, begin in ((0, 2), (1, 4), (2, 6)):
        reached[cluster, :begin] = 0
    counts = np.full(reached.shape, 20.0) + np.arange(96).reshape(12, 8) % 5
    counts[1:3] = 1 + np.arange(16).reshape(2, 8) % 2
    fit = step(counts, reached)
    assert isinstance(fit, Refused) and fit.reason == stepped.ONE
