"""What can be said of the newest figure of a series: one verdict, that whoever speaks of the figure reads.

Four yardsticks, each with an answer or the reason why there is none:

* its usual range: the limits of its XmR chart since the last break (``xmr``, ``level``);
* a year earlier: the difference with its interval (Zou and Donner, 2008, Statistics in Medicine 27), widened
  by the dispersion (``dispersion``);
* what the figures before it led to expect (``expected``), and what is expected next;
* the trend over its last five years (``recent_trend``), of yearly figures alone.

Nothing but published figures goes in: a hidden figure has no part but that it is hidden, so a verdict tells
nothing that its reader could not work out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from dashboard.methods import wording
from dashboard.methods.dispersion import Dispersion, dispersion
from dashboard.methods.expected import Expected, Past, around_trend, expected, fitted
from dashboard.methods.intervals import Z95
from dashboard.methods.judged import Earlier, Place, Range, Trend, Unjudged, Verdict, Way
from dashboard.methods.level import fitting
from dashboard.methods.quasi import Kind
from dashboard.methods.recent_trend import POINTS, chi_square_for_trend
from dashboard.methods.series import Period, Series
from dashboard.methods.xmr import Limits, NoLimits, xmr

#: Moving ranges are about so many degrees of freedom each: Wheeler, Advanced Topics in SPC (1995), 4.2.
_FREEDOM = 0.62
#: The mean moving range of normal figures, in standard deviations.
_D2 = 1.128
_FIVE_PERCENT = 0.05


def judge(series: Series) -> Verdict:
    """The verdict on the newest figure of ``series`` whose period the data covers in full.

    In the unit of the figures. Of a series without such a figure nothing but why is in it.
    """
    at = series.newest
    if at is None:
        return Verdict("", Unjudged.NO_FULL_PERIOD)
    now = series.periods[at]
    if now.lacks:
        return Verdict(now.code, Unjudged.RETURN_MISSING)
    if now.value is not None and now.value < 0 and series.measure != "mean":
        return Verdict(now.code, Unjudged.BELOW_NOTHING)
    usual, p_usual = _usual(series, at)
    if series.in_full:
        earlier = replace(compared(series, at, dispersion(None)), low=math.nan, high=math.nan, differs=None)
        verdict = Verdict(now.code, Unjudged.NONE, usual, earlier, p_value=p_usual)
        return replace(verdict, reason=Unjudged.IN_FULL)
    past = series.before(at)
    fit = fitted(past) if past is not None else None
    spread = fit[1] if fit else dispersion(None)
    before = _expected(series, at, past)
    earlier = compared(series, at, spread)
    p_value = before.p_value if before else earlier.p_value
    return Verdict(
        now.code,
        Unjudged.NONE,
        usual,
        earlier,
        _range(before, now.value),
        _range(_next(series, at), None),
        _trend(series, at),
        p_value,
        spread.factor,
        spread.freedom,
    )


def _usual(series: Series, at: int) -> tuple[Range, float]:
    """The usual range and where the figure lies in it, and the p-value of lying so far off."""
    until = series.periods
    values = [period.value if period.whole else None for period in until]
    starts = [sum(wording.middle_day(period.code) < day for period in until) for day in series.breaks]
    chart = xmr(values, breaks=starts)
    chart = fitting(chart, values, [period.hidden for period in until])
    limits = next((each for each in chart.limits if each.first <= at <= each.last), None)
    value = values[at]
    if limits is None or value is None:
        refusals: list[NoLimits] = [each for each in chart.without if each.first <= at <= each.last]
        return Range(reason=refusals[0].reason if refusals else "", since=""), math.nan
    since = until[_first_shown(values, limits)].code
    place = Place.ABOVE if value > limits.upper else Place.BELOW if value < limits.lower else Place.WITHIN
    range_ = Range(limits.lower, limits.mean, limits.upper, place, since=since, trial=limits.trial)
    return range_, _p_usual(value, limits)


def _first_shown(values: Sequence[float | None], limits: Limits) -> int:
    return next(at for at in range(limits.first, limits.last + 1) if values[at] is not None)


def _p_usual(value: float, limits: Limits) -> float:
    """How seldom the newest of so many points lies so far from the average of the others."""
    if limits.trial:
        return math.nan
    n = limits.points
    others = (n * limits.mean - value) / (n - 1)
    errors = (value - others) / (limits.moving_range / _D2 * math.sqrt(1 + 1 / (n - 1)))
    return float(2 * special.stdtr(_FREEDOM * (n - 1), -abs(errors)))


def compared(series: Series, at: int, spread: Dispersion) -> Earlier:
    """The figure at the place ``at`` held to that of a year earlier, its interval widened by ``spread``."""
    now = series.periods[at]
    code = wording.year_before(now.code)
    then = next((period for period in series.periods if period.code == code), None)
    if then is not None and then.hidden:
        return Earlier(code, reason=Unjudged.HIDDEN)
    if then is None or then.value is None or now.value is None:
        return Earlier(code, reason=Unjudged.TOO_FEW)
    if then.cut:
        return Earlier(code, reason=Unjudged.PART_PERIOD)
    if then.lacks:
        return Earlier(code, reason=Unjudged.RETURN_MISSING)
    change = now.value - then.value
    if series.breaks_between(then.code, now.code):
        return Earlier(code, change, reason=Unjudged.BREAK)
    limits = [series.interval(period) for period in (now, then)]
    if limits[0] is None or limits[1] is None:
        return Earlier(code, change, reason=Unjudged.NO_INTERVAL)
    wider = math.sqrt(spread.factor) * spread.quantile() / Z95
    low = change - wider * math.hypot(now.value - limits[0][0], limits[1][1] - then.value)
    high = change + wider * math.hypot(limits[0][1] - now.value, then.value - limits[1][0])
    if not (math.isfinite(low) and math.isfinite(high)):
        return Earlier(code, change, reason=Unjudged.NO_INTERVAL)
    reach = low - change if change > 0 else high - change
    errors = spread.quantile() * change / reach if reach else math.inf * (change or 0.0)
    p_value = spread.p_value(errors) if change else 1.0
    return Earlier(code, change, low, high, not low <= 0 <= high, p_value)


def _expected(series: Series, at: int, past: Past | None) -> Expected | None:
    size = series.size(series.periods[at])
    came = series.events(series.periods[at])
    if past is None or size is None or came is None:
        return None
    came = came / size if series.kind is Kind.SHARE else came
    return series.in_unit(expected(past, series.place(at), size, came), size)


def _next(series: Series, at: int) -> Expected | None:
    past, size = series.before(at + 1), series.size(series.periods[at])
    if past is None or size is None:
        return None
    return series.in_unit(expected(past, series.place(at) + 1, size), size)


def _range(range_: Expected | None, value: float | None) -> Range:
    if range_ is None:
        return Range(reason=Unjudged.TOO_FEW)
    place = Place.NONE
    if value is not None:
        place = Place.ABOVE if value > range_.high else Place.BELOW if value < range_.low else Place.WITHIN
    return Range(range_.low, range_.middle, range_.high, place)


def _trend(series: Series, at: int) -> Trend:
    """The trend over five yearly points up to ``at``, with the dispersion around the trend of all years."""
    points: Sequence[Period] = series.periods[max(at - POINTS + 1, 0) : at + 1]
    if series.width != 12:
        return Trend(reason=Unjudged.NOT_YEARLY)
    if len(points) < POINTS:
        return Trend(reason=Unjudged.TOO_FEW)
    if any(point.hidden for point in points):
        return Trend(reason=Unjudged.HIDDEN)
    if any(point.lacks for point in points):
        return Trend(reason=Unjudged.RETURN_MISSING)
    if series.breaks_between(points[0].code, points[-1].code):
        return Trend(reason=Unjudged.BREAK)
    events, sizes = ([part(point) for point in points] for part in (series.events, series.size))
    if None in events or None in sizes or any(point.cut for point in points):
        return Trend(reason=Unjudged.TOO_FEW)
    chi_square, way = chi_square_for_trend(series.kind or Kind.COUNT, np.array(events), np.array(sizes))
    spread = around_trend(series.before(at + 1))
    p_value = spread.p_value(math.sqrt(chi_square / spread.factor))
    shows = p_value < _FIVE_PERCENT
    return Trend(points[0].code, Way.NONE if not shows else Way.RISING if way > 0 else Way.FALLING, p_value)
