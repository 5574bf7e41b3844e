"""What a chart says, in words: the figures themselves for short series, the turning points of long ones."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, lacks
from dashboard.methods import wording

#: A longer series is told by its ends, its highest and its lowest; the table beneath has them all.
LONG = 36
#: Said of a figure of a part of its period, which grows with it.
SO_FAR = " so far"


def figure_text(point: Point, measure: str) -> str:
    """July 2019 456, or July 2019 [c]; a revised one July 2019 456 [r] first counted 440."""
    return f"{point.label} {point.printed(measure)}"


def over_time(lines: Sequence[PublishedSeries], marks: Sequence[str]) -> str:
    """The text alternative of a line chart."""
    parts = ["Line chart."]
    for series in lines:
        parts.append(f"{series.name}, {series.indicator.unit}: {_figures(series)}.")
        if series.hidden:
            parts.append("The line is broken where figures are confidential [c].")
    if marks:
        parts.append(f"Marked: {wording.listed(marks)}.")
    return " ".join([*parts, *_lacking(lines)])


def compared(points: Sequence[Point], series: PublishedSeries, kind: str = "Bar chart") -> str:
    """The text alternative of a chart that compares the points of one series."""
    period = f", {series.period}" if series.period else ""
    figures = "; ".join(figure_text(point, series.measure) for point in points)
    sentence = f"{kind}. {series.name}{period}, {series.indicator.unit}: {figures}."
    return " ".join([sentence, *_lacking([series])])


def lacking(lines: Sequence[PublishedSeries]) -> str:
    """What stands under a chart: what its crosses mean, and which returns are missing; empty for none."""
    lacking = lacks(lines)
    if any(point.lacks for line in lines for point in line.points):
        return f"{incomplete.MARK_IN_WORDS}; {incomplete.missing_data(lacking)}."
    return incomplete.sentence(lacking)


def _lacking(lines: Sequence[PublishedSeries]) -> list[str]:
    without = lacking(lines)
    return [without] if without else []


def _figures(series: PublishedSeries) -> str:
    shown = series.shown
    if not shown:
        return "no figure can be shown"
    if len(series.points) <= LONG:
        return "; ".join(_figure(point, series) for point in series.points)
    whole = [point for point in shown if not series.so_far(point)] or shown
    lowest = min(whole, key=lambda p: p.value or 0.0)
    highest = max(whole, key=lambda p: p.value or 0.0)
    return (
        f"from {_figure(shown[0], series)} to {_figure(shown[-1], series)}; "
        f"highest {_figure(highest, series)}; lowest {_figure(lowest, series)}; every figure is in the table"
    )


def _figure(point: Point, series: PublishedSeries) -> str:
    return figure_text(point, series.measure) + SO_FAR * (point.value is not None and series.so_far(point))
