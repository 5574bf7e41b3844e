"""Which events and breaks bear on a series over time: the same on a page, a slide and in a file."""

from __future__ import annotations

from dashboard import reference
from dashboard.display.analysis.series import Series
from dashboard.display.charts.marking import Mark

#: What the events must apply to at which the series of an indicator breaks.
BREAKING = {
    "exploitation_mix": ("exploitation",),
    "positive_reasonable_grounds": ("decisions",),
    "positive_conclusive_grounds": ("decisions",),
    "uk_positive_reasonable_grounds": ("decisions",),
    "uk_positive_conclusive_grounds": ("decisions",),
}


def bearing(found: Series, made_up: bool = False, subjects: tuple[str, ...] = ()) -> tuple[Mark, ...]:
    """Events and breaks that bear on a series, from the list of events by what they apply to.

    ``subjects`` are what else the figures are about: types of exploitation, decisions. An event that is
    made up is marked on made-up records only (``made_up``), never on what others have published.
    """
    breaking = {*subjects, *BREAKING.get(found.indicator.id, ())}
    theme = found.indicator.theme.split()[0].casefold()
    invented = made_up and found.indicator.policy != "comparators"
    return tuple(
        Mark(str(event["starts"]), str(event["label"]), bool(breaking & applies))
        for event in reference.events(invented).to_dict("records")
        if {*breaking, theme} & (applies := set(str(event["applies_to"]).split("|")))
    )
