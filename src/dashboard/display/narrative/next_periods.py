"""What the past of a series led to expect of its newest figure, and leads to expect of the next."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import verdict_words, verdicts
from dashboard.display.analysis.next_period import next_period
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative.changes import Break
from dashboard.methods import wording
from dashboard.methods.judged import Place


def foreseen(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """``expectation``, and the bar that the picture has of the next period; empty where it has none."""
    text = expectation(series, breaks)
    return f"{text[:-1]}, the bar after the last figure." if text else ""


def expectation(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """ "To be expected from its own past: 22 to 47 in July to September 2026; next, 24 to 49 in October to
    December 2026 (95%)."; empty where nothing is expected of the next period.
    """
    following = next_period(series, breaks)
    if following is None:
        return ""
    verdict = verdicts.of(series, breaks)
    then = f"{verdict_words.ends(following.range, series.measure)} in {wording.period(following.code)}"
    now = ""
    if verdict.expected.place is not Place.NONE:
        ends = verdict_words.ends(verdict.expected, series.measure)
        now = f"{ends} in {wording.period(verdict.period)}; next, "
    return f"To be expected from its own past: {now}{then} (95%)."
