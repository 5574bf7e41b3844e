"""What the figures of a series lead to expect of its next period, where that is not over yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.display.analysis import verdicts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from dashboard.methods.judged import Range


@dataclass(frozen=True)
class NextPeriod:
    """The range in which the figure of the period ``code`` is to be expected: its verdict's."""

    code: str
    range: Range


def next_period(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> NextPeriod | None:
    """None where nothing is expected, and where the period already has a cell that the data covers in full: a
    hidden figure is not told by what would have been expected of it."""
    verdict = verdicts.of(series, breaks)
    if not (verdict.period and math.isfinite(verdict.following.low)):
        return None
    code = wording.later(verdict.period, 1)
    if any(point.code == code and not point.cut for point in series.points):
        return None
    return NextPeriod(code, verdict.following)
