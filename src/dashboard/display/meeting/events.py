"""What is marked on a time line of a slide: the same events and breaks as on the pages."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts import Mark, applicable_events
from dashboard.publication import Publication
from dashboard.publication.events import events


def of_one(line: PublishedSeries, release: Publication) -> tuple[Mark, ...]:
    """What bears on one line."""
    return applicable_events(line, events(release))


def of(kind: str, lines: Sequence[PublishedSeries], release: Publication) -> tuple[Mark, ...]:
    """What is marked on a slide of this kind: of several lines their breaks alone, of one its events too."""
    if kind == "trend":
        return of_one(lines[0], release)
    if kind == "compare":
        known = events(release)
        return tuple(
            dict.fromkeys(
                mark for series in lines for mark in applicable_events(series, known) if mark.breaks
            )
        )
    return ()
