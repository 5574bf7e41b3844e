"""What a control chart says: which stretch of a series chance alone does not explain."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.control_limits import SignalRun, XmrChart
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.display.narrative.changes import Break, hidden_since, latest
from dashboard.methods import TOO_FEW, Limits, Signal, wording

#: What one period is called, by its months.
_PERIODS = {1: "month", 3: "quarter", 12: "year"}


def signals(series: PublishedSeries, breaks: Sequence[Break] = ()) -> str:
    """One sentence on the segment since the last of ``breaks``: its latest signal, or that there is none.

    The average and limits are those that the control chart draws, from published figures alone.
    """
    return countings.marked(_signals(series, breaks), series)


def _signals(series: PublishedSeries, breaks: Sequence[Break]) -> str:
    name = phrases.bracketed(series.name)
    if not series.shown:
        return f"{name}: {phrases.none(series)}."
    chart = control_limits.xmr_chart(series, tuple(day for day, _ in breaks))
    since = _since(chart, breaks)
    begun = sum(wording.middle_day(point.code) < since[0] for point in chart.points) if since else 0
    limits = next((each for each in chart.limits if each.first == begun), None)
    opening = f"Since {wording.date(since[0])} ({wording.lower_first(since[1])}), " if since else ""
    if limits is None:
        lead = opening + (phrases.inside(series.name) if opening else name)
        reason = next((refusal.reason for refusal in chart.without if refusal.first == begun), TOO_FEW)
        unjudged = incompleteness.unjudged(latest(series))
        return f"{lead}: {reason}{f'; the newest figure is {unjudged}' if unjudged else ''}."
    signal_runs = [stretch for stretch in chart.signal_runs if stretch.first >= begun]
    sentence = _said(chart, signal_runs[-1], limits, series) if signal_runs else _usual(chart, limits, series)
    more = _more(len(chart.signal_runs) - bool(signal_runs))
    later = hidden_since(series)
    hidden = f"; {later.label} is hidden" if later else ""
    newest = latest(series)
    unjudged = incompleteness.unjudged(newest)
    hidden += f"; {newest.label} is {unjudged}" if newest and unjudged else ""
    trial = f" (trial limits, from {_periods(chart, limits.points)})" if limits.trial else ""
    return f"{opening}{phrases.inside(series.name) if opening else name} {sentence}{trial}{more}{hidden}."


def _since(chart: XmrChart, breaks: Sequence[Break]) -> Break | None:
    """The last break that lies inside the series."""
    if not chart.points:
        return None
    first, last = (wording.middle_day(chart.points[at].code) for at in (0, -1))
    inside = sorted(each for each in breaks if first < each[0] <= last)
    return inside[-1] if inside else None


def _said(chart: XmrChart, stretch: SignalRun, limits: Limits, series: PublishedSeries) -> str:
    side, word = ("above", "upper") if stretch.upward else ("below", "lower")
    limit = control_limits.limit_text(limits.upper if stretch.upward else limits.lower, series.measure)
    first, last = chart.points[stretch.first], chart.points[stretch.last]
    if stretch.signal is Signal.OUTSIDE:
        beyond = "more" if stretch.upward else "less"
        return (
            f"stood at {phrases.figure(last, series)} in {last.label}, {side} the {word} limit of {limit}, "
            f"{beyond} than chance alone would bring"
        )
    ends = phrases.stretch(first.label, last.label)
    if stretch.signal is Signal.RUN:
        average = control_limits.limit_text(limits.mean, series.measure)
        row = _periods(chart, stretch.last - stretch.first + 1)
        return (
            f"stayed {side} the average of {average} for {row} in a row ({ends}), "
            "more than chance alone would bring"
        )
    if stretch.signal is Signal.TREND:
        row = _periods(chart, stretch.last - stretch.first)
        return (
            f"{'rose' if stretch.upward else 'fell'} {row} in a row, from {phrases.figure(first, series)} in "
            f"{first.label} to {phrases.figure(last, series)} in {last.label}, "
            "more than chance alone would bring"
        )
    among = range(stretch.first, stretch.last + 1)
    near = sum(Signal.NEAR_LIMIT in chart.signals[at] for at in among)
    return (
        f"came near the {word} limit of {limit} in {near} of {max(3, len(among))} {_period(chart)}s "
        f"({ends}), more than chance alone would bring"
    )


def _usual(chart: XmrChart, limits: Limits, series: PublishedSeries) -> str:
    average = control_limits.limit_text(limits.mean, series.measure)
    each = f" a {_period(chart)}" if series.measure == "count" else ""
    ends = phrases.stretch(chart.points[limits.first].label, chart.points[limits.last].label)
    return f"varied around an average of {average}{each} ({ends}), no more than chance alone would bring"


def _more(others: int) -> str:
    if others <= 0:
        return ""
    return f"; {others} other signal{' is' if others == 1 else 's are'} marked"


def _period(chart: XmrChart) -> str:
    start, end = wording.span(chart.points[0].code)
    return _PERIODS[end - start + 1]


def _periods(chart: XmrChart, count: int) -> str:
    return f"{count} {_period(chart)}{'' if count == 1 else 's'}"
