"""What figures of small areas say once they are drawn towards what all have in common."""

from __future__ import annotations

from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.analysis.steadied import Steadied
from dashboard.display.narrative import phrases
from dashboard.methods import wording


def steady(areas: Steadied, name: str) -> str:
    """From where to where the figures run once drawn towards the common one, and as counted; or that no area
    differs from it by more than chance."""
    common = wording.measured(areas.common, areas.own.measure)
    opening = phrases.opening(areas.own.period)
    if not areas.differ:
        return phrases.sentence(
            f"{opening}{phrases.inside(name)}: areas shown differ no more than chance explains, so each is "
            f"drawn to the figure of all, {common}."
        )
    return phrases.sentence(
        f"{opening}{phrases.inside(name)} ran from {_ends(areas.drawn)} once drawn towards the figure of all "
        f"areas shown, {common}; as counted from {_ends(areas.own)}."
    )


def _ends(series: PublishedSeries) -> str:
    shown = [point for point in ranked(series) if point.value is not None]
    low, high = (
        f"{phrases.figure(end, series)} ({phrases.within_brackets(end.label)})"
        for end in (shown[-1], shown[0])
    )
    return f"{low} to {high}"
