"""What a control chart says: which stretch of a series chance alone does not explain."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import fitted
from dashboard.display.analysis.fitted import Process, Stretch
from dashboard.display.analysis.series import Series
from dashboard.display.narrative import countings, incompleteness, phrases
from dashboard.display.narrative.changes import Break, hidden_since, latest
from dashboard.methods import TOO_FEW, Limits, Signal, wording

#: What one period is called, by its months.
_PERIODS = {1: "month", 3: "quarter", 12: "year"}


def signals(series: Series, breaks: Sequence[Break] = ()) -> str:
    """One sentence on the segment since the last of ``breaks``: its latest signal, or that there is none.

    The average and limits are those that the control chart draws, from published figures alone.
    """
    return countings.marked(_signals(series, breaks), series)


def _signals(series: Series, breaks: Sequence[Break]) -> str:
    name = phrases.bracketed(series.name)
    if not series.shown:
        return f"{name}: {phrases.none(series)}."
    found = fitted.process(series, tuple(day for day, _ in breaks))
    since = _since(found, breaks)
    begun = sum(wording.middle_day(point.code) < since[0] for point in found.points) if since else 0
    limits = next((one for one in found.limits if one.first == begun), None)
    opening = f"Since {wording.date(since[0])} ({wording.lower_first(since[1])}), " if since else ""
    if limits is None:
        lead = opening + (phrases.inside(series.name) if opening else name)
        reason = next((one.reason for one in found.without if one.first == begun), TOO_FEW)
        unjudged = incompleteness.unjudged(latest(series))
        return f"{lead}: {reason}{f'; the newest figure is {unjudged}' if unjudged else ''}."
    told = [stretch for stretch in found.stretches if stretch.first >= begun]
    said = _said(found, told[-1], limits, series) if told else _usual(found, limits, series)
    more = _more(len(found.stretches) - bool(told))
    later = hidden_since(series)
    hidden = f"; {later.label} is hidden" if later else ""
    newest = latest(series)
    unjudged = incompleteness.unjudged(newest)
    hidden += f"; {newest.label} is {unjudged}" if newest and unjudged else ""
    trial = f" (trial limits, from {_periods(found, limits.points)})" if limits.trial else ""
    return f"{opening}{phrases.inside(series.name) if opening else name} {said}{trial}{more}{hidden}."


def _since(found: Process, breaks: Sequence[Break]) -> Break | None:
    """The last break that lies inside the series."""
    if not found.points:
        return None
    first, last = (wording.middle_day(found.points[at].code) for at in (0, -1))
    inside = sorted(each for each in breaks if first < each[0] <= last)
    return inside[-1] if inside else None


def _said(found: Process, stretch: Stretch, limits: Limits, series: Series) -> str:
    side, word = ("above", "upper") if stretch.upward else ("below", "lower")
    limit = fitted.told(limits.upper if stretch.upward else limits.lower, series.measure)
    first, last = found.points[stretch.first], found.points[stretch.last]
    if stretch.signal is Signal.OUTSIDE:
        beyond = "more" if stretch.upward else "less"
        return (
            f"stood at {phrases.figure(last, series)} in {last.label}, {side} the {word} limit of {limit}, "
            f"{beyond} than chance alone would bring"
        )
    ends = phrases.stretch(first.label, last.label)
    if stretch.signal is Signal.RUN:
        average = fitted.told(limits.mean, series.measure)
        row = _periods(found, stretch.last - stretch.first + 1)
        return (
            f"stayed {side} the average of {average} for {row} in a row ({ends}), "
            "more than chance alone would bring"
        )
    if stretch.signal is Signal.TREND:
        row = _periods(found, stretch.last - stretch.first)
        return (
            f"{'rose' if stretch.upward else 'fell'} {row} in a row, from {phrases.figure(first, series)} in "
            f"{first.label} to {phrases.figure(last, series)} in {last.label}, "
            "more than chance alone would bring"
        )
    among = range(stretch.first, stretch.last + 1)
    near = sum(Signal.NEAR_LIMIT in found.signals[at] for at in among)
    return (
        f"came near the {word} limit of {limit} in {near} of {max(3, len(among))} {_period(found)}s "
        f"({ends}), more than chance alone would bring"
    )


def _usual(found: Process, limits: Limits, series: Series) -> str:
    average = fitted.told(limits.mean, series.measure)
    each = f" a {_period(found)}" if series.measure == "count" else ""
    ends = phrases.stretch(found.points[limits.first].label, found.points[limits.last].label)
    return f"varied around an average of {average}{each} ({ends}), no more than chance alone would bring"


def _more(others: int) -> str:
    if others <= 0:
        return ""
    return f"; {others} other signal{' is' if others == 1 else 's are'} marked"


def _period(found: Process) -> str:
    start, end = wording.span(found.points[0].code)
    return _PERIODS[end - start + 1]


def _periods(found: Process, count: int) -> str:
    return f"{count} {_period(found)}{'' if count == 1 else 's'}"
