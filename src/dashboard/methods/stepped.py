"""What changes as something is rolled out step by step over clusters (a stepped wedge): one ratio of counts.

The logarithm of the expected count has an effect of each cluster, of each period and of the share of a
period in which a cluster had been reached (Hussey and Hughes, 2007, Contemporary Clinical Trials 28, for
counts, with effects of clusters that are fixed: then nothing that tells clusters apart at the start has a
part in it). The errors hold whatever the counts of a cluster have in common, and are corrected for few
clusters (CR2 of the working model, ``clusters.robust``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods.clusters import LEAST_FREEDOM, robust
from dashboard.methods.inputs import Numbers
from dashboard.methods.interrupted import Refused
from dashboard.methods.quasi import Kind, course

#: Fewer clusters, periods, or periods in which one was reached first, and nothing is fitted.
FEWEST_CLUSTERS, FEWEST_PERIODS, FEWEST_STEPS = 8, 6, 3
#: More of all counts, or of what the answer rests on, in one cluster: then the answer is that cluster's.
MOST_IN_ONE = 1 / 3
#: Limits further apart, on the logarithm, say nothing: twenty times as many, or a twentieth.
WIDEST = 3.0
#: Why it is refused.
FEW_CLUSTERS = f"under {FEWEST_CLUSTERS} clusters"
FEW_PERIODS = f"under {FEWEST_PERIODS} periods"
FEW_STEPS = f"under {FEWEST_STEPS} steps"
ONE = "one cluster dominates"
UNSETTLED = "nothing can be fitted"


@dataclass(frozen=True)
class Step:
    """How many times as large counts are once a cluster was reached, with 95 % limits.

    ``freedom`` is the degrees of freedom of Student's limits on the logarithm.
    """

    ratio: float
    low: float
    high: float
    clusters: int
    periods: int
    freedom: float


def step(counts: Numbers, reached: Numbers) -> Step | Refused:
    """The ratio that ``counts`` (clusters by periods) change by where ``reached``, 0 to 1, is 1.

    Refuses, with a reason: too few clusters, periods or steps; over a third of all counts, or of the
    information about the ratio, from one cluster; under 4 degrees of freedom; counts that no course fits.
    """
    clusters, periods = counts.shape
    if clusters < FEWEST_CLUSTERS:
        return Refused(FEW_CLUSTERS)
    if periods < FEWEST_PERIODS:
        return Refused(FEW_PERIODS)
    begins = {int(np.argmax(row > 0)) for row in reached if row.any() and not row[0] > 0}
    if len(begins) < FEWEST_STEPS:
        return Refused(FEW_STEPS)
    if counts.sum(axis=1).max() > MOST_IN_ONE * counts.sum():
        return Refused(ONE)
    design = design_of(reached)
    fit = course(Kind.COUNT, counts.ravel(), np.ones(counts.size), design)
    if fit is None:
        return Refused(UNSETTLED)
    eta = design @ fit.coefficients
    root = np.exp(eta / 2)
    working = (eta + counts.ravel() / root**2 - 1) * root
    of = [cluster for cluster in range(clusters) for _ in range(periods)]
    if _largest(design * root[:, None], clusters) > MOST_IN_ONE:
        return Refused(ONE)
    change, error, freedom = robust(working, design * root[:, None], of)
    if freedom < LEAST_FREEDOM:
        return Refused(ONE)
    half = error * float(special.stdtrit(freedom, 0.975))
    if not half < WIDEST:
        return Refused(UNSETTLED)
    ratio, low, high = (math.exp(end) for end in (change, change - half, change + half))
    return Step(ratio, low, high, clusters, periods, freedom)


def design_of(reached: Numbers) -> Numbers:
    """A row for each cluster and period, the first cluster's first: whether it was reached, then the effects
    of clusters and, but for the first, of periods."""
    clusters, periods = reached.shape
    of_cluster = np.kron(np.eye(clusters), np.ones((periods, 1)))
    of_period = np.tile(np.eye(periods)[:, 1:], (clusters, 1))
    return np.column_stack([reached.ravel(), of_cluster, of_period])


def _largest(design: Numbers, clusters: int) -> float:
    """The largest share of one cluster in what tells of the first column beside all others."""
    others = design[:, 1:]
    own = design[:, 0] - others @ np.linalg.lstsq(others, design[:, 0], rcond=None)[0]
    by_cluster = (own**2).reshape(clusters, -1).sum(axis=1)
    return float(by_cluster.max() / by_cluster.sum())
