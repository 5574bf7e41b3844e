"""A year that is not over: what it has so far beside the same months a year earlier, never a whole year.

Added up from published months, or quarters where months are not. Counts of events add up. Different people do
not, who may come in several months: those are added only where the months of the year before add up to its
own published figure, and so do those so far; then nobody came twice. Nothing is added up where one of the
months is hidden or lacks a return, or across a break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.methods import wording
from dashboard.methods.dispersion import dispersion
from dashboard.methods.expected import fitted
from dashboard.methods.judged import SoFar, Twelve, Unjudged
from dashboard.methods.series import Period, Series
from dashboard.methods.verdict import compared

_NEAR = 1e-6


def so_far(years: Series, finer: Sequence[Series], adds: bool) -> tuple[SoFar, Twelve]:
    """What the part of a year after the newest whole one of ``years`` comes to, and the last twelve months.

    ``finer`` are the months and the quarters of the same figure: those that come first are taken where they
    serve. ``adds`` says that figures of months add up to that of a year whatever they are.
    """
    parts = [_part(years, series, adds) for series in finer if series.periods]
    served = [part for part in parts if part.period and part.reason is Unjudged.NONE]
    twelve = [each for series in finer if series.periods and adds for each in _twelve(years, series)]
    last = years.periods[-1] if years.periods else None
    if served or not (
        last and last.cut and last.value is not None and years.newest != len(years.periods) - 1
    ):
        best = served or [part for part in parts if part.period]
        return (best or [SoFar()])[0], (twelve or [Twelve()])[0]
    reasons = [part for part in parts if part.period == last.code]
    unknown = Unjudged.NO_SAME_MONTHS if years.measure == "count" else Unjudged.WHOLE_YEARS
    return (reasons or [SoFar(last.code, reason=unknown)])[0], (twelve or [Twelve()])[0]


def _part(years: Series, finer: Series, adds: bool) -> SoFar:
    """Of months or quarters alone; without a period where the last of them ends a year, or is of one that
    is judged as a whole."""
    last = _last(finer)
    year = _year_of(years, last) if last else ""
    begins, ends = wording.span(year) if year else (0, 0)
    newest = years.periods[years.newest].code if years.newest is not None else ""
    if not year or wording.span(last)[1] == ends or (newest and wording.span(newest) >= (begins, ends)):
        return SoFar()
    many = (wording.span(last)[1] - begins + 1) // finer.width
    until = wording.later(_month(last), finer.width - 1)
    sums = _sums(years, finer, last, many)
    part = SoFar(year, until, counting=_marks(finer, last, many))
    before = wording.year_before(year)
    now, then = (next((p for p in sums if p.code == code), Period(code, None)) for code in (year, before))
    reason = _why_not(years, finer, now, then, adds or many == 1)
    if reason is not Unjudged.NONE or now.value is None or then.value is None:
        return replace(part, reason=reason)
    part = replace(part, value=now.value, before=then.value, change=now.value - then.value)
    series = replace(years, periods=tuple(sums))
    if years.in_full:
        return part
    past = series.before(len(sums) - 1)
    fit = fitted(past) if past is not None else None
    held = compared(series, len(sums) - 1, fit[1] if fit else dispersion(None))
    return replace(part, low=held.low, high=held.high, differs=held.differs)


def _last(finer: Series) -> str:
    """The last month or quarter that the data covers in full, shown or not."""
    whole = [period.code for period in finer.periods if not period.cut]
    return whole[-1] if whole else ""


def _year_of(years: Series, code: str) -> str:
    """The year, of the kind of ``years``, in which a month or quarter lies."""
    first = years.periods[0].code
    return wording.later(first, (wording.span(code)[0] - wording.span(first)[0]) // 12)


def _month(code: str) -> str:
    """The first month of a period."""
    return wording.first_day(code)[:7]


def _codes(last: str, many: int) -> list[str]:
    return [wording.later(last, -back) for back in reversed(range(many))]


def _sums(years: Series, finer: Series, last: str, many: int) -> list[Period]:
    """The same months of each year up to the one so far, under the code of the year."""
    first = wording.span(finer.periods[0].code)[0]
    sums, code = list[Period](), last
    while wording.span(_codes(code, many)[0])[0] >= first:
        sums.append(_sum(_year_of(years, code), finer, _codes(code, many)))
        code = wording.year_before(code)
    return sums[::-1]


def _sum(code: str, finer: Series, codes: Sequence[str]) -> Period:
    """One figure of several; without a value, and why, where one of them has none that it can be made of."""
    known = {period.code: period for period in finer.periods}
    parts = [known.get(each, Period(each, None)) for each in codes]
    hidden, lacks = any(part.hidden for part in parts), any(part.lacks for part in parts)
    values = [part.value for part in parts if part.value is not None and part.value >= 0 and not part.cut]
    whole = len(values) == len(parts) and not lacks
    return Period(code, sum(values) if whole else None, hidden=hidden, lacks=lacks)


def _marks(finer: Series, last: str, many: int) -> str:
    """Which countings the months so far and those of a year earlier are of, each once."""
    codes = {*_codes(last, many), *_codes(wording.year_before(last), many)}
    there = dict.fromkeys(p.counting for p in finer.periods if p.code in codes and p.counting)
    return " ".join(f"[{mark}]" for mark in there)


def _why_not(years: Series, finer: Series, now: Period, then: Period, adds: bool) -> Unjudged:
    """Why the two sums cannot stand, or be held to each other."""
    own = {period.code: period for period in years.periods}
    if now.hidden or then.hidden or (now.code in own and own[now.code].hidden):
        return Unjudged.HIDDEN
    if now.lacks or then.lacks:
        return Unjudged.RETURN_MISSING
    if now.value is None or then.value is None:
        return Unjudged.NO_SAME_MONTHS
    first, last = wording.first_day(then.code), wording.last_day(_last(finer)).isoformat()
    if any(first < day <= last for day in years.breaks):
        return Unjudged.BREAK
    reaches = finer.periods[-1].code == _last(finer)
    if now.code in own and reaches and not _adds_up(own[now.code], now.value):
        return Unjudged.NOT_ADDED if adds else Unjudged.PEOPLE
    if adds:
        return Unjudged.NONE
    ends = [period.code for period in finer.periods if _year_of(years, period.code) == then.code]
    whole = _sum(then.code, finer, ends)
    proved = len(ends) * finer.width == 12 and then.code in own and now.code in own and reaches
    return Unjudged.NONE if proved and _adds_up(own[then.code], whole.value) else Unjudged.PEOPLE


def _adds_up(year: Period, parts: float | None) -> bool:
    return year.value is not None and parts is not None and abs(year.value - parts) < _NEAR


def _twelve(years: Series, finer: Series) -> list[Twelve]:
    """The last twelve months and the twelve before; nothing at the end of a year, which says it itself."""
    last, many = _last(finer), 12 // finer.width
    if not last or wording.span(last)[1] == wording.span(_year_of(years, last))[1]:
        return []
    until = wording.later(_month(last), finer.width - 1)
    codes = _codes(last, 2 * many)
    first, end = wording.first_day(codes[0]), wording.last_day(last).isoformat()
    now, then = _sum("", finer, codes[many:]).value, _sum("", finer, codes[:many]).value
    if now is None or then is None or any(first < day <= end for day in years.breaks):
        return []
    return [Twelve(until, now, then, _marks(finer, last, many))]
