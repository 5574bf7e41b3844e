"""Series made by hand, for tests of verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.methods import wording
from dashboard.methods.intervals import wilson
from dashboard.methods.series import Period, Series


def counts(values: Sequence[float | None], first: str = "2019-Q1", **more: Any) -> Series:
    """Counts from the period ``first`` on; None is hidden."""
    codes = [wording.later(first, at) for at in range(len(values))]
    periods = (Period(code, value, hidden=value is None) for code, value in zip(codes, values, strict=True))
    return Series(tuple(periods), "count", **more)


def shares(parts: Sequence[float], whole: float, first: str = "2019") -> Series:
    """Shares of ``whole`` in percent, with Wilson intervals."""
    periods = []
    for at, part in enumerate(parts):
        low, high = (100 * float(limit) for limit in wilson(part, whole))
        periods.append(Period(wording.later(first, at), 100 * part / whole, low, high, part, whole))
    return Series(tuple(periods), "percent")
