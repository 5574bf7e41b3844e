"""Published cells in the order they are read in: what charts, tables and sentences are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import EllipsisType
from typing import Any

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.analysis.point import Point, points_of
from dashboard.methods import round_half_up, wording
from dashboard.methods.judged import Verdict
from dashboard.publication import ALL, COUNTY, MEASURES, Indicator, Publication, Status
from dashboard.publication.countings import is_restated, with_countings
from dashboard.publication.memo import per_release
from dashboard.publication.verdicts import split_of, verdicts

#: The columns of cells that a point is made of; of a restated one, all.
OF_A_POINT = ("measure", "value", "status", "low", "high")
#: Codes that stand for nothing known: always after the known ones.
UNKNOWN = ("not_recorded", "county_unspecified")

#: The area that a series is of, by its level, where nobody names one.
_WHOLE = {"county": COUNTY, "national": "uk"}

Split = str | EllipsisType


@dataclass(frozen=True)
class PublishedSeries:
    """Points of one indicator along ``over``: ``time``, ``area`` or the name of a dimension.

    ``period`` is the period of a series that does not run over time, else empty; ``lacks`` are the returns
    that it lacks. ``kept`` is the verdict that the release keeps on its newest figure; ask
    ``verdicts.of`` for it, which knows whether it is still of these points.
    """

    indicator: Indicator
    measure: str
    over: str
    name: str
    points: tuple[Point, ...]
    period: str = ""
    lacks: tuple[Lack, ...] = ()
    kept: Verdict | None = field(default=None, compare=False)

    @property
    def shown(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def hidden(self) -> tuple[Point, ...]:
        """The points that are confidential."""
        return tuple(point for point in self.points if point.hidden)

    def so_far(self, point: Point) -> bool:
        """Whether a figure is that of a part of its period and grows with it: no line joins it to others."""
        return point.cut and self.indicator.grows_with_period


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
    splits: dict[str, Any] = {**dimensions, **({} if over in ("time", "area") else {over: ...})}
    cells = publication.cells(
        indicator,
        time_level=time_level,
        time=time,
        geography_level=geography_level,
        area=area,
        columns=None if is_restated(publication, indicator) else (over, *OF_A_POINT),
        **splits,
    )
    first, last = extent(publication, about)
    points = points_of(with_countings(publication, indicator, cells), over, measure)
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
    where = (indicator, time_level, geography_level, area or _WHOLE.get(geography_level, COUNTY))
    kept = _verdict(publication, where, dimensions) if over == "time" else None
    return PublishedSeries(about, measure, over, name or about.title, tuple(points), period, lacking, kept)


def _verdict(
    publication: Publication, where: tuple[str, ...], dimensions: Mapping[str, Split]
) -> Verdict | None:
    """The verdict that the release keeps on a series; None where it keeps none."""
    split = split_of({name: str(code) for name, code in dimensions.items()})
    return verdicts(publication).get((*where, split))


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
    known = set(publication.cells(indicator, columns=[column], **chosen)[column])
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


def rounded(series: PublishedSeries) -> str:
    """ "Rounded, the shares add to 98%", of shares of a whole as they are printed; empty where they add to
    100%."""
    values = [point.value or 0.0 for point in series.shown]
    if series.measure != "percent" or series.hidden or abs(sum(values) - 100) > 0.01:
        return ""
    added = sum(round_half_up(value, wording.PLACES["percent"]) for value in values)
    return "" if added == 100 else f"Rounded, the shares add to {wording.number(added)}%"


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
