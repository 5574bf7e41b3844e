"""What the verdict on a figure says beside the figure: one sentence for each yardstick, none for two."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import control_limits, verdicts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative.xmr_charts import usual_range
from dashboard.methods import wording
from dashboard.methods.judged import Place, Range, Unjudged, Way

IN_FULL = "Planned and counted in full, so chance has no part in it."


def usual(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """Where the newest figure lies in its usual range, or why it has none; empty where that goes unsaid."""
    verdict = verdicts.of(series, breaks)
    range_ = verdict.usual
    if verdict.reason not in (Unjudged.NONE, Unjudged.IN_FULL):
        return ""
    if range_.place is not Place.NONE and not range_.trial:
        text = usual_range(range_, series.measure)
        return f"{text[:1].upper()}{text[1:]}."
    if verdict.reason is Unjudged.NONE:
        return ""
    return IN_FULL if range_.trial else f"No usual range can be given: {range_.reason}."


def expected(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """That the newest figure lies outside of what its past led to expect; empty where it does not."""
    range_ = verdicts.of(series, breaks).expected
    if range_.place not in (Place.ABOVE, Place.BELOW):
        return ""
    return f"{range_.place.capitalize()} what its past led to expect ({ends(range_, series.measure)})."


def trend(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """ "Rising over the five years from 2021."; empty where no trend shows or none is judged."""
    shows = verdicts.of(series, breaks).trend
    if shows.way not in (Way.RISING, Way.FALLING):
        return ""
    return f"{shows.way.capitalize()} over the five years from {wording.period(shows.first)}."


def ends(range_: Range, measure: str) -> str:
    """A range of figures in words: whole numbers for counts, which come in no parts."""
    if measure == "count":
        return f"{wording.number(range_.low)} to {wording.number(range_.high)}"
    return " to ".join(control_limits.limit_text(end, measure) for end in (range_.low, range_.high))
