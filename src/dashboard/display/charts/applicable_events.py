"""Which events and breaks bear on a series over time: the same on a page, a slide and in a file."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.charts.event_annotations import Mark
from dashboard.publication.events import Event


def applicable_events(
    series: PublishedSeries, events: Sequence[Event], subjects: tuple[str, ...] = ()
) -> tuple[Mark, ...]:
    """Events and breaks that bear on a series, of the release's ``events`` by what they apply to.

    ``subjects`` are what else the figures are about: types of exploitation, decisions. An event that is
    made up is never marked on what others have published.
    """
    breaking = {*subjects, *filter(None, series.indicator.breaks.split("|"))}
    theme = series.indicator.theme.split()[0].casefold()
    invented = series.indicator.policy != "comparators"
    return tuple(
        Mark(event.starts, event.label, bool(breaking & applies))
        for event in events
        if {*breaking, theme} & (applies := set(event.applies_to)) and (invented or not event.made_up)
    )
