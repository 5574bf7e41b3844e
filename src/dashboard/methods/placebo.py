"""At how many other times an interrupted series would show a step too: how much one at an event is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.methods.interrupted import Refused, interrupted_series


@dataclass(frozen=True)
class Placebos:
    """Of ``tried`` times at which nothing is known to have happened, a step ``shows`` at so many."""

    shows: int
    tried: int


def placebos(counts: Sequence[float | None], event: int, *, apart: int = 12, **model: Any) -> Placebos:
    """The step of ``interrupted_series`` at every other position than ``event``, ``apart`` points from it or
    more: a step there would show at its neighbours too. ``model`` is that of the event."""
    elsewhere = [at for at in range(1, len(counts)) if abs(at - event) >= apart]
    steps = [interrupted_series(counts, at, **model) for at in elsewhere]
    fitted = [step for step in steps if not isinstance(step, Refused)]
    finite = [step for step in fitted if math.isfinite(step.low) and math.isfinite(step.high)]
    return Placebos(sum(not step.low <= 1 <= step.high for step in finite), len(finite))
