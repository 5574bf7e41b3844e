"""What the display works out from published counts carries their marks: revised, or as first counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.display.analysis.point import Point
from dashboard.publication import Counting

#: What a figure that was never restated says of its counting.
NEVER: dict[str, Any] = {"counting": None, "first": None, "again_low": None, "again_high": None}


def marks(work: Callable[..., float | None], *counts: Point) -> dict[str, Any]:
    """What a point says of its counting that ``work`` makes of the values of ``counts``, for ``replace``.

    It is revised where what was restated among them is, and the first figure is worked out from the first
    counts. Where one of them stands as first counted, so does the whole: it is in part of then. What the
    revised figure may be is told of a single count alone, which ``work`` must not turn around.
    """
    countings = {count.counting for count in counts}
    if Counting.FIRST in countings:
        limits = (counts[0].again_low, counts[0].again_high) if len(counts) == 1 else (None, None)
        low, high = (None if limit is None else work(limit) for limit in limits)
        return NEVER | {"counting": Counting.FIRST, "again_low": low, "again_high": high}
    if Counting.RESTATED not in countings:
        return dict(NEVER)
    firsts = [count.first if count.counting else count.value for count in counts]
    first = None if None in firsts else work(*firsts)
    return NEVER | {"counting": Counting.RESTATED, "first": first}
