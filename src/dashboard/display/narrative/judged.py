"""What the verdict on a figure says beside the figure: one sentence for each yardstick, none for two."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import verdict_words, verdicts
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods.judged import Unjudged


def usual(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """Where the newest figure lies in its usual range, or why it has none; empty where that goes unsaid."""
    return verdict_words.usual(verdicts.of(series, breaks), series.measure)


def expected(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """That the newest figure lies outside of what its past led to expect; empty where it does not."""
    return verdict_words.expected(verdicts.of(series, breaks), series.measure)


def trend(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """ "Rising over the five years from 2021."; empty where no trend shows or none is judged."""
    return verdict_words.trend(verdicts.of(series, breaks))


def so_far(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """A year that is not over beside the same months of the one before; empty where it cannot be."""
    part = verdicts.of(series, breaks).so_far
    return f"{verdict_words.part_year(part, series.measure)}." if part.period and not part.reason else ""


def no_same_months(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """Why a year that is not over has no comparison at all, of a figure that never has one: different people,
    rates; empty of all others, and where there is one."""
    verdict = verdicts.of(series, breaks)
    never = verdict.so_far.reason in (Unjudged.PEOPLE, Unjudged.WHOLE_YEARS)
    return verdict_words.so_far(verdict, series.measure) if never else ""


def part_years(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """Beneath a picture whose headline has ``so_far``: the last twelve months, or why neither can be said."""
    verdict = verdicts.of(series, breaks)
    why = verdict_words.so_far(verdict, series.measure) if verdict.so_far.reason else ""
    return " ".join(text for text in (why, verdict_words.twelve(verdict, series.measure)) if text)


def judged(series: PublishedSeries, breaks: Sequence[tuple[str, str]] = ()) -> str:
    """All that is said of the newest figure, with its name and period; empty where it has no verdict."""
    verdict = verdicts.of(series, breaks)
    texts = verdict_words.sentences(verdict, series.measure) if verdict.period else ()
    newest = next((point.label for point in series.points if point.code == verdict.period), "")
    return f"{series.name}, {newest}: {' '.join(texts)}" if texts else ""
