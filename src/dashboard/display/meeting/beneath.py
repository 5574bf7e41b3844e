"""The table beneath a slide: the figures that its picture or its sentences show."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.display import exports
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.exports import Table
from dashboard.display.exports.table import REVISION
from dashboard.display.meeting import sentences
from dashboard.methods import wording


def table(kind: str, lines: Sequence[PublishedSeries]) -> Table:
    """The table of a slide of ``kind``; an empty one where it shows no figures."""
    if not lines:
        return Table("", (), ())
    if kind == "words" and len(lines) > 1:
        return _latest(lines)
    called = wording.listed(list(dict.fromkeys(series.name for series in lines)))
    if kind == "compare":
        called = f"{lines[0].indicator.title}: {called}"
    return exports.table(lines, f"{called}, {sentences.period(kind, lines)}")


def _latest(lines: Sequence[PublishedSeries]) -> Table:
    """The figures that sentences about several series speak of: the last full period, or all parts."""
    rows = []
    for series in lines:
        rows += [
            (
                series.name if series.over == "time" else f"{series.name}: {point.label}",
                point.label if series.over == "time" else series.period,
                point.figure(series.measure),
                series.indicator.unit,
                point.revision(series.measure),
            )
            for point in sentences.latest(series)
        ]
    head = ("Figure", "Period", "Value", "Unit", REVISION)
    many = len(head) - (not any(row[-1] for row in rows))
    return Table("The figures behind these sentences", head[:many], tuple(row[:many] for row in rows))
