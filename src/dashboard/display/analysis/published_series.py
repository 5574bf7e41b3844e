"""Published cells in the order they are read in: what charts, tables and sentences are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import EllipsisType
from typing import Any, NamedTuple

import pandas as pd

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.methods import wording
from dashboard.publication import ALL, Counting, Indicator, Publication, Status
from dashboard.publication.countings import with_countings
from dashboard.publication.memo import per_release

#: The measure that stands for an indicator of each kind.
MEASURES = {
    "share": "percent",
    "share_of_sum": "percent",
    "mean": "mean",
    "rate": "rate",
    "median": "median",
}
#: Codes that stand for nothing known: always after the known ones.
UNKNOWN = ("not_recorded", "county_unspecified")

Split = str | EllipsisType


class As(NamedTuple):
    """Which counting a figure is of, where its period was restated, and what it was first counted as."""

    counting: Counting | None = None
    first: float | None = None


#: Of a figure whose period was never restated.
ONLY = As()


@dataclass(frozen=True)
class Point:
    """One published cell: a value, or None and the status that says why there is none.

    ``numerator`` and ``denominator`` are those of a share, mean or rate. ``low`` and ``high`` are the
    interval of a value, or the whole numbers that a hidden count must lie between (those of
    its hidden numerator are ``numerator_low`` and ``numerator_high``); None is no limit. ``cut`` is set where
    the data begins or ends inside the period, and ``lacks`` are returns that a period of a series over
    time lacks.

    Where the period was restated, ``counting`` says which counting the value is of: ``first`` is what stood
    there before it was revised (``numerator_as`` and ``denominator_as`` say so of its parts), ``again_low``
    and ``again_high`` what the revised figure may be where the first one stands.
    """

    code: str
    label: str
    value: float | None
    status: Status
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    numerator_low: float | None = None
    numerator_high: float | None = None
    cut: bool = False
    lacks: tuple[Lack, ...] = ()
    counting: Counting | None = None
    first: float | None = None
    again_low: float | None = None
    again_high: float | None = None
    numerator_as: As = ONLY
    denominator_as: As = ONLY

    @property
    def hidden(self) -> bool:
        """Whether the figure is confidential."""
        return self.status is Status.CONFIDENTIAL

    @property
    def feasible(self) -> str:
        """What anybody could work out about a hidden figure: "between 3 and 11"; else empty.

        A hidden share is told by its parts: "at most 9 of 65".
        """
        if not self.hidden:
            return ""
        if (self.low, self.high) != (None, None):
            return wording.within(self.low, self.high)
        if (self.numerator_low, self.numerator_high) == (None, None):
            return ""
        of = "" if self.denominator is None else f" of {wording.number(self.denominator)}"
        return wording.within(self.numerator_low, self.numerator_high) + of

    @property
    def mark(self) -> str:
        """Which counting a shown figure is of, "[r]" or "[f]"; empty where its period has only one."""
        return "" if self.counting is None or self.value is None else f"[{self.counting.value}]"

    def revision(self, measure: str) -> str:
        """What a table says of the two countings of a figure: "[r] first counted 170"; empty for only one."""
        mark = self.mark
        if not mark:
            return ""
        if self.counting is Counting.FIRST:
            known = (self.again_low, self.again_high) != (None, None)
            places = wording.PLACES.get(measure, 0)
            return (
                f"{mark} revised: {wording.within(self.again_low, self.again_high, places)}"
                if known
                else mark
            )
        before = "hidden" if self.first is None else wording.measured(self.first, measure)
        return f"{mark} first counted {before}"

    def printed(self, measure: str) -> str:
        """The figure and which counting it is of, "170 [r] first counted 165", or [c]."""
        if self.value is None:
            return f"[{self.status.value}]"
        return f"{wording.measured(self.value, measure)} {self.revision(measure)}".rstrip()


@dataclass(frozen=True)
class PublishedSeries:
    """Points of one indicator along ``over``: ``time``, ``area`` or the name of a dimension.

    ``period`` is the period of a series that does not run over time, else empty; ``lacks`` are the returns
    that it lacks.
    """

    indicator: Indicator
    measure: str
    over: str
    name: str
    points: tuple[Point, ...]
    period: str = ""
    lacks: tuple[Lack, ...] = ()

    @property
    def shown(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def hidden(self) -> tuple[Point, ...]:
        """The points that are confidential."""
        return tuple(point for point in self.points if point.hidden)


@per_release(size=2048)
def read(
    publication: Publication,
    /,
    indicator: str,
    over: str,
    *,
    time_level: str,
    time: str | None = None,
    geography_level: str = "county",
    area: str | None = None,
    name: str = "",
    **dimensions: Split,
) -> PublishedSeries:
    """The series of ``indicator`` over time, area or a dimension; empty where nothing is published.

    Over time, periods between the first and the last that a release leaves out become points
    without a value, so that a line breaks there. Along anything else, rows to which the figure does
    not apply (a share of nothing) are left out.
    """
    about = publication.indicators[indicator]
    measure = MEASURES.get(about.kind, "count")
    splits: dict[str, Any] = dict(dimensions)
    if over not in ("time", "area"):
        splits[over] = ...
    cells = publication.cells(
        indicator, time_level=time_level, time=time, geography_level=geography_level, area=area, **splits
    )
    first, last = extent(publication, about)
    points = _points(with_countings(publication, indicator, cells), over, measure)
    if over == "time":
        points = [
            _timed(point, first, last, incomplete.lacks(publication, indicator, point.code))
            for point in _without_gaps(points)
        ]
    else:
        labels = publication.codes(over)
        figures = [point for point in points if point.status is not Status.NOT_APPLICABLE]
        points = _in_order(
            [_named(point, _label(point.code, labels, geography_level)) for point in figures], labels
        )
    period = "" if over == "time" or not time else wording.period(time, first, last)
    lacking = incomplete.lacks(publication, indicator, time) if time and over != "time" else ()
    return PublishedSeries(about, measure, over, name or about.title, tuple(points), period, lacking)


def lacks(lines: Iterable[PublishedSeries]) -> tuple[Lack, ...]:
    """The returns that figures of any of ``lines`` lack, each once."""
    lines = list(lines)
    of_lines = [lack for line in lines for lack in line.lacks]
    return tuple(
        dict.fromkeys([*of_lines, *(lack for line in lines for point in line.points for lack in point.lacks)])
    )


def extent(publication: Publication, about: Indicator) -> tuple[str, str]:
    """First and last month of the data behind an indicator; figures of others have their own."""
    if about.policy == "comparators":
        return about.first_period or "", about.last_period or ""
    return publication.facts.get("first_month", ""), publication.facts.get("last_month", "")


@per_release(size=2048)
def periods(publication: Publication, /, indicator: str, time_level: str, **chosen: Any) -> tuple[str, ...]:
    """The periods in which ``indicator`` has cells, in order."""
    level = chosen.get("geography_level", "county")
    if set(chosen) <= {"geography_level"} and level is not None:
        return _whole_times(publication).get((indicator, time_level, level), ())
    return publication.times(indicator, time_level, **chosen)


@per_release(size=1)
def _whole_times(publication: Publication, /) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """One question for all indicators: a page asks it of dozens."""
    return publication.whole_times()


@per_release(size=256)
def codes(publication: Publication, /, indicator: str, column: str, **chosen: Any) -> dict[str, str]:
    """Labels by code, in the release's order, of what ``indicator`` has cells for in ``column``."""
    known = set(publication.cells(indicator, **chosen)[column])
    return {code: label for code, label in publication.codes(column).items() if code in known}


def marks(points: Iterable[Point]) -> tuple[str, ...]:
    """The codes in square brackets that ``points`` are told with, each once: why there is no figure, and
    which counting a figure is of."""
    states = [point.status if point.value is None else point.counting for point in points]
    return tuple(dict.fromkeys(f"[{mark.value}]" for mark in states if mark is not None))


def ranked(series: PublishedSeries) -> list[Point]:
    """Largest first; then what is not recorded; then the cells that have no value, hidden ones last."""
    known = [p for p in series.shown if p.code not in UNKNOWN]
    unknown = [p for p in series.shown if p.code in UNKNOWN]
    without = sorted((p for p in series.points if p.value is None), key=lambda p: p.hidden)
    return [*sorted(known, key=lambda p: -(p.value or 0.0)), *unknown, *without]


def _points(cells: pd.DataFrame, over: str, measure: str) -> list[Point]:
    figures: dict[str, dict[str, Any]] = {}
    for row in cells.to_dict("records"):
        figures.setdefault(str(row[over]), {})[str(row["measure"])] = row
    return [_point(code, rows, measure) for code, rows in figures.items() if measure in rows]


def _point(code: str, rows: Mapping[str, Mapping[str, Any]], measure: str) -> Point:
    main = rows[measure]
    numerator, denominator = rows.get("numerator", {}), rows.get("denominator", {})
    secret = numerator.get("status") == Status.CONFIDENTIAL
    return Point(
        code=code,
        label=code,
        value=_value(main["value"]),
        status=Status(main["status"]),
        low=_value(main["low"]),
        high=_value(main["high"]),
        numerator=_value(numerator.get("value")),
        denominator=_value(denominator.get("value")),
        numerator_low=_value(numerator.get("low")) if secret else None,
        numerator_high=_value(numerator.get("high")) if secret else None,
        numerator_as=_as(numerator),
        denominator_as=_as(denominator),
        **_revision(main),
    )


def _as(row: Mapping[str, Any]) -> As:
    counting = row.get("counting")
    if counting is None or pd.isna(counting):
        return ONLY
    return As(Counting(counting), _value(row["first"]))


def _revision(row: Mapping[str, Any]) -> dict[str, Any]:
    counting, first = _as(row)
    limits = ("again_low", "again_high") if counting is Counting.FIRST else ()
    return {"counting": counting, "first": first} | {name: _value(row[name]) for name in limits}


def _value(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _label(code: str, labels: Mapping[str, str], geography_level: str) -> str:
    label = labels.get(code, code)
    # Among districts, a council's whole area stands for records whose district nobody knows.
    unknown = geography_level == "district" and code.startswith("E06") and "," not in label
    return f"{label}, district not known" if unknown else label


def _named(point: Point, label: str) -> Point:
    return Point(**{**point.__dict__, "label": label})


def _timed(point: Point, first: str, last: str, lacking: tuple[Lack, ...]) -> Point:
    cut, label = wording.is_cut(point.code, first, last), wording.period(point.code, first, last)
    return replace(point, label=label, cut=cut, lacks=lacking)


def _without_gaps(points: list[Point]) -> list[Point]:
    if len(points) < 2 or points[0].code == ALL:
        return points
    known = {point.code: point for point in points}
    ordered = sorted(known, key=wording.span)
    return [
        known.get(time, Point(time, time, None, Status.NOT_AVAILABLE))
        for time in wording.between(ordered[0], ordered[-1])
    ]


def _in_order(points: Iterable[Point], labels: Mapping[str, str]) -> list[Point]:
    places = {code: place for place, code in enumerate(labels)}
    return sorted(points, key=lambda point: places.get(point.code, len(places)))
