"""Rounding as published figures are rounded: halves away from zero."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: float, places: int = 0) -> float:
    """``value`` rounded with halves away from zero, as published percentages are.

    231 of 280 is 82.5 %, published as 83 %; Python's own ``round`` gives 82. The number is taken
    as the shortest decimal that names it, so 0.285 rounds to 0.29 as a reader expects. Raises
    ValueError for NaN and for what is infinite: there is no figure to print.
    """
    if not math.isfinite(value):
        raise ValueError("only a finite number can be rounded to print")
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percentage(numerator: float, denominator: float, places: int = 0) -> float:
    """``numerator`` of ``denominator`` as a percentage rounded half up, without binary noise.

    Raises ZeroDivisionError where the denominator is 0, and ValueError where either is not finite.
    """
    if not (math.isfinite(numerator) and math.isfinite(denominator)):
        raise ValueError("a percentage is made of two finite numbers")
    if denominator == 0:
        raise ZeroDivisionError("a percentage of nothing")
    exact = Decimal(repr(float(numerator))) * 100 / Decimal(repr(float(denominator)))
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
