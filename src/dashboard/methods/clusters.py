"""A slope with an interval that holds where figures of a group (a sector, say) are alike and groups are few.

Least squares with an effect of each group and of each period; errors that are robust to whatever figures of a
group have in common, corrected for few groups (CR2: Bell and McCaffrey, 2002, Survey Methodology 28), and
Student's limits on Satterthwaite's degrees of freedom (Imbens and Kolesár, 2016, Review of Economics and
Statistics 98; Pustejovsky and Tipton, 2018, Journal of Business and Economic Statistics 36).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods.inputs import Numbers
from dashboard.methods.interrupted import Refused

#: Fewer groups, or degrees of freedom, and the interval does not hold what it says: Pustejovsky and Tipton.
FEWEST_GROUPS, LEAST_FREEDOM = 6, 4.0
#: More of what doses vary in one group, and the errors are that group's, of which CR2 sees next to nothing.
MOST_IN_ONE = 0.5
#: Why it is refused.
FEW = f"Under {FEWEST_GROUPS} groups are shown in two periods or more."
ALIKE = "Doses differ by group and by period alone."
ONE = "Doses vary in too few of the groups."
_NOTHING = 1e-9


@dataclass(frozen=True)
class Slope:
    """How much the figure changes with a dose that is 1 larger, with 95 % limits.

    ``groups`` and ``points`` is how many it rests on, ``freedom`` the degrees of freedom.
    """

    slope: float
    low: float
    high: float
    groups: int
    points: int
    freedom: float


def slope_within(
    figures: Sequence[float], doses: Sequence[float], groups: Sequence[Hashable], times: Sequence[Hashable]
) -> Slope | Refused:
    """The slope of ``figures`` on ``doses``, each held to its group's own level and to that of its period.

    A group with one point says nothing and has no part. Refuses, with a reason, under 6 groups, where no
    dose varies, where one group has over half of what doses vary, and under 4 degrees of freedom.
    """
    several = [at for at, group in enumerate(groups) if list(groups).count(group) > 1]
    held = sorted({str(groups[at]) for at in several})
    if len(held) < FEWEST_GROUPS:
        return Refused(FEW)
    dose = np.array([doses[at] for at in several], dtype=float)
    design = np.column_stack([dose, _dummies([groups[at] for at in several])])
    periods = _dummies([times[at] for at in several])[:, 1:]
    design = np.column_stack([design, periods])
    if np.linalg.matrix_rank(design) == np.linalg.matrix_rank(design[:, 1:]):
        return Refused(ALIKE)
    figure = np.array([figures[at] for at in several], dtype=float)
    of = [groups[at] for at in several]
    own = (dose - design[:, 1:] @ (np.linalg.pinv(design[:, 1:]) @ dose)) ** 2
    most = max(float(own[[each == group for each in of]].sum()) for group in dict.fromkeys(of))
    slope, error, freedom = robust(figure, design, of)
    if most > MOST_IN_ONE * float(own.sum()) or freedom < LEAST_FREEDOM or not error > _NOTHING:
        return Refused(ONE)
    half = error * float(special.stdtrit(freedom, 0.975))
    return Slope(slope, slope - half, slope + half, len(held), len(several), freedom)


def robust(
    figures: Numbers, design: Numbers, groups: Sequence[Hashable], at: int = 0
) -> tuple[float, float, float]:
    """The coefficient of the column ``at``, its CR2 standard error and its degrees of freedom.

    With each point a group of its own the errors are HC2 (MacKinnon and White, 1985).
    """
    bread = np.linalg.pinv(design.T @ design)
    coefficients = bread @ design.T @ figures
    left = figures - design @ coefficients
    makes = np.eye(len(figures)) - design @ bread @ design.T
    variance, ways = 0.0, []
    for group in dict.fromkeys(groups):
        own = np.array([each == group for each in groups])
        weights = _inverse_root(makes[np.ix_(own, own)]) @ design[own] @ bread[:, at]
        variance += float(weights @ left[own]) ** 2
        ways.append(makes[:, own] @ weights)
    among = np.array(ways) @ np.array(ways).T
    freedom = float(np.trace(among)) ** 2 / float((among**2).sum()) if among.any() else 0.0
    return float(coefficients[at]), math.sqrt(variance), freedom


def _dummies(codes: Sequence[Hashable]) -> Numbers:
    known = list(dict.fromkeys(codes))
    return np.array([[float(code == each) for each in known] for code in codes])


def _inverse_root(matrix: Numbers) -> Numbers:
    """The inverse of the root of a symmetric matrix; 0 along the ways in which it is nothing."""
    values, vectors = np.linalg.eigh(matrix)
    roots = np.where(values > _NOTHING, 1 / np.sqrt(np.maximum(values, _NOTHING)), 0.0)
    return np.asarray((vectors * roots) @ vectors.T, dtype=np.float64)
