"""The figures of a chart as a table: the same numbers, confidential rows last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, ranked, rounded
from dashboard.methods import wording

#: What the rows of a series are called, by what it runs along.
HEADINGS = {
    "time": "Period",
    "area": "Area",
    "exploitation_group": "Type of exploitation",
    "exploitation_type": "Type of exploitation",
    "age": "Age when exploited",
    "tier": "Training tier",
    "field": "What is recorded",
    "responder": "First responder",
    "audit_point": "Point of the checklist",
    "held_as": "Delivery format",
    "session_length": "Length of the session",
    "order_type": "Order or disruption",
}
#: The heading of what anybody could work out about the hidden figures.
FEASIBLE = "Hidden: what fits the published figures"
#: The heading of the returns that a period lacks.
LACKS = "Data missing"
#: The heading of which counting a figure is of, where its period was restated.
REVISION = "Revised, or as first counted"
_MEASURES = {"percent": "Percentage", "mean": "Mean", "rate": "Rate", "median": "Median"}


@dataclass(frozen=True)
class Table:
    """A table as it is read: one heading for each column, the first column naming the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def shorthand(self) -> tuple[str, ...]:
        """The codes in square brackets that the table uses."""
        cells = (cell for row in self.rows for cell in row if cell.startswith("["))
        return tuple(sorted({cell.partition("]")[0] + "]" for cell in cells}))


def table(lines: Sequence[PublishedSeries], caption: str) -> Table:
    """The table of one series with all its measures, or of several along the same rows."""
    return _single(lines[0], caption) if len(lines) == 1 else _several(lines, caption)


def worked_out(lines: Sequence[PublishedSeries], caption: str) -> Table:
    """The table of several series, with what anybody could work out in the place of each hidden figure."""
    return _several(lines, caption, ranges=True)


def _several(lines: Sequence[PublishedSeries], caption: str, ranges: bool = False) -> Table:
    codes = list(dict.fromkeys(point.code for line in lines for point in line.points))
    labels = {point.code: point.label for line in lines for point in line.points}
    columns = [(_heading(lines[0]), [labels[code] for code in codes])]
    for line in lines:
        known = {point.code: point for point in line.points}
        columns.append((line.name, [_cell(known.get(code), line, ranges) for code in codes]))
        revised = [known[code].revision(line.measure) if code in known else "" for code in codes]
        if any(revised):
            columns.append((f"{line.name}: {REVISION.lower()}", revised))
    lacking = [
        [lack for line in lines for point in line.points if point.code == code for lack in point.lacks]
        for code in codes
    ]
    if any(lacking):
        columns.append((LACKS, [incomplete.words(lacks) for lacks in lacking]))
    head, cells = zip(*columns, strict=True)
    return Table(caption, head, tuple(zip(*cells, strict=True)))


def _single(series: PublishedSeries, caption: str) -> Table:
    points = list(series.points) if series.over == "time" else ranked(series)
    parts = any(point.numerator is not None for point in points)
    interval = any(point.low is not None for point in series.shown)
    ranges = any(point.feasible for point in points)
    revised = any(point.revision(series.measure) for point in points)
    head = [_heading(series), _MEASURES.get(series.measure, series.indicator.unit.capitalize())]
    if parts:
        head += ["Counted", "Out of"] if series.measure != "mean" else ["Sum", "Answers"]
    if interval:
        head += ["95% interval, low", "95% interval, high"]
    if ranges:
        head += [FEASIBLE]
    lacking = any(point.lacks for point in points)
    if lacking:
        head += [LACKS]
    if revised:
        head += [REVISION]
    rows = []
    for point in points:
        row = [point.label, _cell(point, series)]
        if parts:
            row += [_number(point.numerator, point), _number(point.denominator, point)]
        if interval:
            row += [_limit(point, value, series.measure) for value in (point.low, point.high)]
        if ranges:
            row += [point.feasible]
        if lacking:
            row += [incomplete.words(point.lacks)]
        if revised:
            row += [point.revision(series.measure)]
        rows.append(tuple(row))
    note = f". {rounded(series)}" if series.indicator.mix and rounded(series) else ""
    return Table(f"{caption}{_over_whole(series)}{note}", tuple(head), tuple(rows))


def _over_whole(series: PublishedSeries) -> str:
    """Said after a caption where more are counted than a share's whole holds."""
    if series.measure != "percent" or not any(
        wording.exceeds(p.numerator, p.denominator) for p in series.shown
    ):
        return ""
    headcount = ": the headcount is out of date" if series.indicator.policy == "workforce" else ""
    return f". Where Counted is more than Out of, 100% stands without an interval{headcount}"


def _heading(series: PublishedSeries) -> str:
    return HEADINGS.get(series.over, series.over.replace("_", " ").capitalize())


def _cell(point: Point | None, series: PublishedSeries, ranges: bool = False) -> str:
    if point is None:
        return "[x]"
    if ranges and point.feasible:
        return f"[c] {point.feasible}"
    return point.figure(series.measure)


def _number(value: float | None, point: Point) -> str:
    return f"[{point.status.value}]" if value is None else wording.number(value)


def _limit(point: Point, value: float | None, measure: str) -> str:
    if point.value is None:
        return f"[{point.status.value}]"
    if value is None:
        return "[z]"
    return wording.measured(value, measure)
