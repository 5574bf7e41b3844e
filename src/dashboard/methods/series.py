"""A published series as a verdict takes it: its periods, what its figures are, and where it breaks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dashboard.methods import wording
from dashboard.methods.expected import Expected, Past
from dashboard.methods.intervals import Z95, count_interval
from dashboard.methods.quasi import Kind

_KINDS = {"count": Kind.COUNT, "rate": Kind.COUNT, "percent": Kind.SHARE, "mean": Kind.MEAN}


@dataclass(frozen=True)
class Period:
    """One published figure over time; None where it is hidden or missing.

    ``cut`` says that the data covers the period in part, ``lacks`` that a return is missing in it, and
    ``counting`` is the mark of a restated figure.
    """

    code: str
    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    hidden: bool = False
    cut: bool = False
    lacks: bool = False
    counting: str = ""

    @property
    def whole(self) -> bool:
        """Whether the figure can be held to others."""
        return not (self.cut or self.lacks or self.value is None)


@dataclass(frozen=True)
class Series:
    """Periods of one length in order, without gaps, and the ``measure`` of their figures.

    ``breaks`` are days (ISO text) at which figures become of another kind. ``in_full`` says that chance has
    no part in the figures: they are planned, and all of them are counted.
    """

    periods: tuple[Period, ...]
    measure: str
    breaks: tuple[str, ...] = ()
    in_full: bool = False

    @property
    def kind(self) -> Kind | None:
        """What the figures are; None for a median, of which chance is not told."""
        return _KINDS.get(self.measure)

    @cached_property
    def newest(self) -> int | None:
        """The place of the last figure whose period the data covers in full."""
        shown = [at for at, p in enumerate(self.periods) if p.value is not None and not p.cut]
        return shown[-1] if shown else None

    @cached_property
    def width(self) -> int:
        """Months of a period; 0 without any."""
        if not self.periods:
            return 0
        start, end = wording.span(self.periods[0].code)
        return end - start + 1

    @cached_property
    def per(self) -> float:
        """For a rate, how many of the denominator it is given for."""
        known = (p for p in self.periods if p.value and p.numerator and p.denominator)
        return next((p.value * p.denominator / p.numerator for p in known), math.nan)  # type: ignore[operator]

    def place(self, at: int) -> float:
        """The place of a period in time, in periods from the first."""
        return float(at)

    def breaks_between(self, first: str, last: str) -> bool:
        """Whether a break lies between two periods, each taken at its middle."""
        ends = wording.middle_day(first), wording.middle_day(last)
        return any(ends[0] < day <= ends[1] for day in self.breaks)

    def events(self, period: Period) -> float | None:
        """A period's events as ``quasi.course`` takes them; None where they are not shown."""
        if not period.whole:
            return None
        given = period.numerator if self.measure in ("percent", "rate") else period.value
        return None if given is None or (given < 0 and self.measure != "mean") else given

    def size(self, period: Period) -> float | None:
        """A period's size as ``quasi.course`` takes it; None where it has none."""
        if self.measure == "count":
            return 1.0
        if self.measure == "mean":
            limits = self.interval(period)
            return (limits[1] - limits[0]) / 2 / Z95 if limits and limits[1] > limits[0] else None
        size = period.denominator
        if size is None or not size > 0 or (self.measure == "percent" and (period.numerator or 0) > size):
            return None
        size = size / self.per if self.measure == "rate" else size
        return size if math.isfinite(size) and size > 0 else None

    def before(self, at: int) -> Past | None:
        """The whole figures before the place ``at``, since the last break; None for a median."""
        if self.kind is None or not self.periods:
            return None
        last = self.periods[min(at, len(self.periods) - 1)].code
        begun = max((day for day in self.breaks if day <= wording.middle_day(last)), default="")
        rows = [
            (events, size, self.place(place))
            for place, period in enumerate(self.periods[:at])
            if wording.middle_day(period.code) >= begun
            and (events := self.events(period)) is not None
            and (size := self.size(period)) is not None
        ]
        columns = np.array(rows, dtype=float).reshape(-1, 3).T
        return Past(self.kind, columns[0], columns[1], columns[2], 12 // (self.width or 12))

    def interval(self, period: Period) -> tuple[float, float] | None:
        """95 % limits of a figure: those published, of a count its own; None where it has none."""
        if period.value is None:
            return None
        if self.measure == "count":
            if not 0 <= period.value < math.inf:
                return None
            low, high = count_interval(period.value)
            return float(low), float(high)
        return None if period.low is None or period.high is None else (period.low, period.high)

    def in_unit(self, range_: Expected | None, size: float) -> Expected | None:
        """A range in the unit of the figures: percent, and rates rather than counts."""
        if range_ is None:
            return None
        factor = {"percent": 100.0, "rate": 1 / size}.get(self.measure, 1.0)
        ends = {name: getattr(range_, name) * factor for name in ("low", "middle", "high")}
        return replace(range_, **ends)


def series_of(periods: Sequence[Period], measure: str, breaks: Sequence[str], in_full: bool) -> Series:
    """A series of ``periods``, which stand in order without gaps."""
    return Series(tuple(periods), measure, tuple(sorted(breaks)), in_full)
