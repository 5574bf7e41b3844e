"""What is marked on a time line of a slide: the same events and breaks as on the pages."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.series import Series
from dashboard.display.charts import Mark, bearing


def of(kind: str, lines: Sequence[Series], made_up: bool) -> tuple[Mark, ...]:
    """What is marked on a slide of this kind: of several lines their breaks alone, of one its events too."""
    if kind == "trend":
        return bearing(lines[0], made_up)
    if kind == "compare":
        return tuple(dict.fromkeys(mark for one in lines for mark in bearing(one, made_up) if mark.breaks))
    return ()
