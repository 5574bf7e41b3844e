"""What the methods take, checked in one place: no method answers a question that was not one.

A limit worked out from a number that is none would compare as neither above nor below anything, and so
be read as a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


def counts(given: ArrayLike, name: str) -> Numbers:
    """``given`` as numbers from 0. Raises ValueError where one is negative, infinite or no number."""
    numbers = np.asarray(given, dtype=float)
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name} must be numbers, and one is missing or infinite")
    if (numbers < 0).any():
        raise ValueError(f"{name} cannot be below 0")
    return numbers


def series(given: Sequence[float | None]) -> list[float | None]:
    """``given`` with None for a point that is hidden or missing (None or NaN), in order.

    Raises ValueError where a point is infinite.
    """
    points = [None if value is None or np.isnan(value) else float(value) for value in given]
    if any(np.isinf(value) for value in points if value is not None):
        raise ValueError("a point of a series cannot be infinite")
    return points


def level(confidence: float) -> float:
    """``confidence``, which lies between 0 and 1, both excluded. Raises ValueError for another."""
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1: 0.95 for 95 %")
    return confidence


def scale(per: float) -> float:
    """``per``, the number of people that a rate is given for. Raises ValueError unless above 0."""
    if not (np.isfinite(per) and per > 0):
        raise ValueError("a rate is given for a number of people above 0")
    return per


def varies(spread: ArrayLike, size: ArrayLike) -> NDArray[np.bool_]:
    """Whether ``spread`` is more than the rounding noise of values as large as ``size``, one by one."""
    return np.asarray(spread, dtype=float) > 1e-12 * np.asarray(size, dtype=float)
