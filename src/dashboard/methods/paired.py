"""Change between two answers of the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.methods import inputs
from dashboard.methods.intervals import mean_interval


@dataclass(frozen=True)
class PairedChange:
    """Mean of after less before, its limits, the pairs it rests on, and the share (0 to 1) that rose."""

    mean: float
    low: float
    high: float
    pairs: int
    improved: float


def paired_change(
    before: Sequence[float | None], after: Sequence[float | None], confidence: float = 0.95
) -> PairedChange:
    """The change of the people of whom both answers are known, in the unit of the answers.

    ``before`` and ``after`` hold a person's answers at the same position; ``None`` is no answer.
    Student's t interval of the mean difference: Student (1908), Biometrika 6. Raises ValueError for
    differing lengths, for an infinite answer, and for fewer than two pairs or pairs that all changed
    alike, which say nothing about how answers vary.
    """
    if len(before) != len(after):
        raise ValueError("before and after need an entry each for every person")
    first, two = (np.array(inputs.series(given), dtype=float) for given in (before, after))
    known = (two - first)[~np.isnan(two - first)]
    if len(known) < 2:
        raise ValueError("a change with an interval needs two pairs of answers")
    mean, spread = float(known.mean()), float(known.std(ddof=1))
    if not inputs.varies(spread, np.nanmax(np.abs([first, two]))):
        raise ValueError("a change with an interval needs pairs of answers that differ in it")
    low, high = mean_interval(mean, spread, len(known), confidence)
    return PairedChange(mean, float(low), float(high), len(known), float((known > 0).mean()))
