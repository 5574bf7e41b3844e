"""What is marked on a time line of a slide: the same events and breaks as on the pages."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import reference
from dashboard.charts import Mark
from dashboard.series import Series

#: Indicators whose series breaks, and the subject of the events that break it.
_BREAKING = {"exploitation_mix": "exploitation", "uk_positive_reasonable_grounds": "decisions"}


def of(kind: str, lines: Sequence[Series]) -> tuple[Mark, ...]:
    """What is marked on a slide of this kind: of several lines their breaks alone, of one its events too."""
    if kind in ("trend", "control"):
        return marks(lines[0])
    if kind == "compare":
        return tuple(dict.fromkeys(mark for one in lines for mark in marks(one) if mark.breaks))
    return ()


def marks(found: Series) -> tuple[Mark, ...]:
    """Events and breaks that bear on a series.

    Events stand on counts only: a share of answers does not jump because more people came.
    """
    subject = _BREAKING.get(found.indicator.id, "")
    theme = found.indicator.theme.split()[0].casefold() if found.measure == "count" else ""
    return tuple(
        Mark(str(event["starts"]), str(event["label"]), subject in applies)
        for event in reference.events().to_dict("records")
        if {subject, theme} & (applies := set(str(event["applies_to"]).split("|")))
    )
