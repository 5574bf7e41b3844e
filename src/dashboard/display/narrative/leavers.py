"""What a figure that still counts those who have left would be without them, as the register names none."""

from __future__ import annotations

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import phrases
from dashboard.display.narrative.changes import latest
from dashboard.methods import wording
from dashboard.methods.leaving import USUAL, still_there


def factors(series: PublishedSeries) -> tuple[float, float]:
    """What the figures of a series are to be multiplied by, at least and at most, to leave leavers out."""
    months = series.indicator.leavers_for
    if not months:
        return 1.0, 1.0
    return still_there(max(USUAL), months), still_there(min(USUAL), months)


def leavers(series: PublishedSeries) -> str:
    """ "People who have left still count: if 7% to 16% of staff leave in a year, the figure for July 2026 is
    43% to 49% without them."; empty where no leavers are counted and without a newest figure over time."""
    now = latest(series) if series.over == "time" else None
    if not series.indicator.leavers_for or now is None or now.value is None:
        return ""
    if phrases.over_whole(now, series):
        return ""
    least, most = (wording.measured(now.value * factor, series.measure) for factor in factors(series))
    rates = " to ".join(wording.measured(100 * rate, "percent") for rate in USUAL)
    return (
        f"People who have left still count: if {rates} of staff leave in a year, the figure for "
        f"{now.label} is {least} to {most} without them."
    )
