"""What the methods make of a series of published cells: process limits, signals, a step, funnel limits.

Hidden and missing figures have no part in any of it, nor has a period that the data covers only in part or
that lacks a return.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import methods
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import Limits, NoLimits, Placebos, Refused, Signal, Step, wording
from dashboard.methods.level import fitting
from dashboard.publication import ALL
from dashboard.publication.memo import shared

#: Periods in a year by how many months one has, and the pairs of seasonal terms that so many can carry.
_SEASONS = {1: (12, 2), 3: (4, 1)}
#: No model of quarters is shown: a county's counts of 12 to 23 cannot tell a step from season and trend.
_QUARTERS = Refused(
    "No model was fitted: figures by quarter are too few to tell a step from season and trend. "
    "It takes months."
)
#: Which signal a point shows where it has several.
ORDER = (Signal.OUTSIDE, Signal.RUN, Signal.TREND, Signal.NEAR_LIMIT)


@dataclass(frozen=True)
class SignalRun:
    """Points of one segment that make up one signal: positions, both included.

    ``upward`` is set where they lie above the average, or rise.
    """

    signal: Signal
    first: int
    last: int
    upward: bool


@dataclass(frozen=True)
class XmrChart:
    """A series over time with the limits of each segment, or why not, and the signals of each point."""

    points: tuple[Point, ...]
    limits: tuple[Limits, ...]
    signals: tuple[tuple[Signal, ...], ...]
    without: tuple[NoLimits, ...] = ()

    @property
    def signal_runs(self) -> tuple[SignalRun, ...]:
        """The signals as runs of points, in order of their last point."""
        signal_runs = [
            each for limits in self.limits for signal in ORDER for each in self._of(limits, signal)
        ]
        return tuple(sorted(signal_runs, key=lambda each: (each.last, -ORDER.index(each.signal))))

    def _of(self, limits: Limits, signal: Signal) -> Iterator[SignalRun]:
        # Between the two points near a limit, one may lie elsewhere.
        apart = 2 if signal is Signal.NEAR_LIMIT else 1
        open_: SignalRun | None = None
        for at in range(limits.first, limits.last + 1):
            if signal not in self.signals[at]:
                continue
            upward = self._upward(limits, signal, at)
            if open_ and at - open_.last <= apart and open_.upward == upward and signal is not Signal.OUTSIDE:
                open_ = SignalRun(signal, open_.first, at, upward)
                continue
            if open_:
                yield open_
            open_ = SignalRun(signal, at, at, upward)
        if open_:
            yield open_

    def _upward(self, limits: Limits, signal: Signal, at: int) -> bool:
        here = self.points[at].value or 0.0
        if signal is not Signal.TREND:
            return here > limits.mean
        before, after = at - 1, at + 1
        if at > limits.first and signal in self.signals[before]:
            return here > (self.points[before].value or 0.0)
        return after <= limits.last and (self.points[after].value or 0.0) > here


def limit_text(value: float, measure: str) -> str:
    """An average or limit in words: one decimal place for a count, else as the measure is written."""
    return wording.number(value, 1) if measure == "count" else wording.measured(value, measure)


@shared(size=512)
def xmr_chart(series: PublishedSeries, breaks: tuple[str, ...] = ()) -> XmrChart:
    """Process limits of a series over time, begun anew at each day of ``breaks`` (ISO text)."""
    points = _timed(series)
    starts = sorted({_after(points, day) for day in breaks} - {0, len(points)})
    values = [_whole(point) for point in points]
    chart = fitting(methods.xmr(values, breaks=starts), values, [point.hidden for point in points])
    return XmrChart(points, chart.limits, chart.signals, chart.without)


@shared(size=512)
def interrupted(series: PublishedSeries, day: str) -> Step | Refused:
    """The step of a series over time at ``day`` (ISO text), or why it cannot be told."""
    asked = _interruption(series, day)
    if isinstance(asked, Refused):
        return asked
    values, event, (period, harmonics) = asked
    step = methods.interrupted_series(values, event, period=period, harmonics=harmonics)
    return _QUARTERS if period < 12 and isinstance(step, Step) else step


@shared(size=64)
def placebos(series: PublishedSeries, day: str) -> Placebos:
    """At how many other times of a series over time a step shows too, by the model of the step at ``day``."""
    asked = _interruption(series, day)
    if isinstance(asked, Refused):
        return Placebos(0, 0)
    values, event, (period, harmonics) = asked
    return methods.placebos(values, event, period=period, harmonics=harmonics)


def _interruption(
    series: PublishedSeries, day: str
) -> tuple[list[float | None], int, tuple[int, int]] | Refused:
    """The figures of a series, the position of an event among them and its seasonal terms, or a refusal."""
    points = _timed(series)
    if not points:
        return Refused("No figure can be shown.")
    start, end = wording.span(points[0].code)
    seasons = _SEASONS.get(end - start + 1)
    if seasons is None:
        return Refused("Figures by year are too few to tell a step from what went before.")
    event = _after(points, day)
    if not 0 < event < len(points):
        return Refused("The event lies outside the periods shown.")
    return [_whole(point) for point in points], event, seasons


def count_limits(value: float | None) -> tuple[float, float] | None:
    """95 % limits of a count; None where there is no figure, or one below 0, which a correction can bring."""
    if value is None or not 0 <= value < math.inf:
        return None
    low, high = methods.count_interval(value)
    return float(low), float(high)


def beyond(value: float, low: float | None, high: float | None) -> bool | None:
    """Whether ``value`` lies outside its limits; None, not judged, where one is not there or not finite."""
    if low is None or high is None or not all(map(math.isfinite, (value, low, high))):
        return None
    return not low <= value <= high


def funnel(
    baseline: float, denominators: Sequence[float], confidence: float, between: float = 0.0
) -> tuple[list[float], list[float]] | None:
    """Lower and upper funnel limits in percent around ``baseline`` (0 to 1) for each of ``denominators``.

    ``between`` is the variance of shares (0 to 1) beyond chance. None where the baseline is no share: no
    funnel can be drawn around it.
    """
    if not 0 <= baseline <= 1:
        return None
    low, high = methods.funnel_proportion(baseline, denominators, confidence, between)
    return [100 * float(each) for each in low], [100 * float(each) for each in high]


def usual_variance(shares: Sequence[Point], baseline: float) -> float:
    """The variance of shares (0 to 1) around ``baseline`` beyond chance, from the shares themselves.

    0 where chance explains how they differ, where they are too few to tell, and around what is no share
    between 0 and 1.
    """
    based = [(point.value or 0.0, point.denominator or 0.0) for point in shares if point.value is not None]
    known = [(value / 100, size) for value, size in based if size > 0]
    if not (known and 0 < baseline < 1):
        return 0.0
    errors = [math.sqrt(baseline * (1 - baseline) / size) for _, size in known]
    usual = methods.between([value for value, _ in known], baseline, errors, undone=True)
    return usual.variance if usual else 0.0


def _timed(series: PublishedSeries) -> tuple[Point, ...]:
    return tuple(point for point in series.points if point.code != ALL)


def _whole(point: Point) -> float | None:
    return None if point.cut or point.lacks else point.value


def _after(points: Sequence[Point], day: str) -> int:
    """The position of the first period of which more than half lies after ``day``."""
    return sum(wording.middle_day(point.code) < day for point in points)
