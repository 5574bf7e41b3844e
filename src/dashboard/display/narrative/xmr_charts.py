"""What a control chart says: where the newest figure lies in what its figures usually do."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import control_limits, verdicts
from dashboard.display.analysis.control_limits import SignalRun, XmrChart
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import usual_range
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.display.narrative.changes import Break, hidden_since, latest
from dashboard.methods import TOO_FEW, Signal, wording
from dashboard.methods.judged import Place, Range

#: What one period is called, by its months.
_PERIODS = {1: "month", 3: "quarter", 12: "year"}


def signals(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """One sentence on the newest figure: where it lies in its usual range since the last of ``breaks``, and
    which signal of the control chart touches the last half year.

    The average and limits are those that the control chart draws, from published figures alone.
    """
    return countings.marked(_signals(series, breaks), series)


def _signals(series: PublishedSeries, breaks: Sequence[Break]) -> str:
    name = phrases.bracketed(series.name)
    if not series.shown:
        return f"{name}: {phrases.none(series)}."
    newest = latest(series)
    if newest is None or newest.lacks:
        if newest is None:
            return f"{name}: no full period to judge yet."
        unjudged = incompleteness.unjudged(newest)
        return f"{name}: {phrases.with_unit(newest, series)}; {newest.label} is {unjudged}."
    days = tuple(day for day, _ in breaks)
    chart = control_limits.xmr_chart(series, days)
    since = _since(chart, breaks)
    opening = (
        f"Since {wording.date(since[0])} ({phrases.within_brackets(wording.lower_first(since[1]))}), "
        if since
        else ""
    )
    lead = opening + (phrases.inside(series.name) if opening else name)
    later = hidden_since(series)
    hidden = f"; {later.label} is hidden" if later else ""
    stood = f"{lead} stood at {phrases.figure(newest, series)} in {newest.label}"
    usual = verdicts.of(series, breaks).usual
    if usual.place is Place.NONE:
        return f"{stood}; {usual.reason or TOO_FEW}{hidden}."
    recent = _recent(chart, newest, series)
    return f"{stood}, {usual_range(usual, series.measure)}{_trial(chart, usual)}{recent}{hidden}."


def _trial(chart: XmrChart, usual: Range) -> str:
    if not usual.trial:
        return ""
    shown = [
        point
        for point in chart.points
        if point.value is not None and not (point.cut or point.lacks) and _begins(point.code, usual.since)
    ]
    return f", a trial range, from {_periods(chart, len(shown))}"


def _begins(code: str, since: str) -> bool:
    return wording.span(code) >= wording.span(since)


def _recent(chart: XmrChart, newest: Point, series: PublishedSeries) -> str:
    """The signals that touch the last half year (a yearly figure's last year), and how many are older."""
    at = next(place for place, point in enumerate(chart.points) if point.code == newest.code)
    reach = max(1, 6 // _width(chart))
    runs = [run for run in chart.signal_runs if not (run.signal is Signal.OUTSIDE and run.last == at)]
    recent = [run for run in runs if at - reach < run.last <= at and not _small(chart, run)]
    clause = f"; it {_run_in_words(chart, recent[-1], series)}" if recent else ""
    earlier = len(runs) - len(recent[-1:])
    if earlier <= 0:
        return clause
    return f"{clause}; {earlier} other signal{' is' if earlier == 1 else 's are'} marked"


def _small(chart: XmrChart, run: SignalRun) -> bool:
    """Whether a run moved so little, or lies so near the average, that it is no news (``phrases.ALIKE``)."""
    first, last = chart.points[run.first], chart.points[run.last]
    if run.signal is Signal.TREND:
        return phrases.about_the_same(last, first)
    limits = next(each for each in chart.limits if each.first <= run.first <= each.last)
    return run.signal is Signal.RUN and all(
        phrases.near(point.value or 0.0, limits.mean) for point in chart.points[run.first : run.last + 1]
    )


def _since(chart: XmrChart, breaks: Sequence[Break]) -> Break | None:
    """The last break that lies inside the series."""
    if not chart.points:
        return None
    first, last = (wording.middle_day(chart.points[at].code) for at in (0, -1))
    inside = sorted(each for each in breaks if first < each[0] <= last)
    return inside[-1] if inside else None


def _run_in_words(chart: XmrChart, run: SignalRun, series: PublishedSeries) -> str:
    limits = next(each for each in chart.limits if each.first <= run.first <= each.last)
    side, word = ("above", "upper") if run.upward else ("below", "lower")
    limit = control_limits.limit_text(limits.upper if run.upward else limits.lower, series.measure)
    first, last = chart.points[run.first], chart.points[run.last]
    ends = phrases.stretch(first.label, last.label)
    if run.signal is Signal.OUTSIDE:
        return f"stood {side} it at {phrases.figure(last, series)} in {last.label}"
    if run.signal is Signal.RUN:
        average = control_limits.limit_text(limits.mean, series.measure)
        row = _periods(chart, run.last - run.first + 1)
        return f"stayed {side} the average of {average} for {row} in a row ({ends})"
    if run.signal is Signal.TREND:
        row = _periods(chart, run.last - run.first)
        return f"{'rose' if run.upward else 'fell'} {row} in a row ({ends})"
    among = range(run.first, run.last + 1)
    near = sum(Signal.NEAR_LIMIT in chart.signals[at] for at in among)
    return (
        f"came near the {word} limit of {limit} in {near} of {max(3, len(among))} {_period(chart)}s ({ends})"
    )


def _period(chart: XmrChart) -> str:
    return _PERIODS[_width(chart)]


def _width(chart: XmrChart) -> int:
    """Months of a period."""
    start, end = wording.span(chart.points[0].code)
    return end - start + 1


def _periods(chart: XmrChart, count: int) -> str:
    return f"{count} {_period(chart)}{'' if count == 1 else 's'}"
