"""A period that lacks a return is never judged: its figure may be lower for that alone.

The one place that says so; whoever compares two figures asks here first.
"""

from __future__ import annotations

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.analysis.series import Point, Series


def lacking(*points: Point | None) -> tuple[Lack, ...]:
    """The returns that any of ``points`` lacks, each once."""
    return tuple(dict.fromkeys(lack for point in points if point is not None for lack in point.lacks))


def unjudged(*points: Point | None) -> str:
    """ "it is not judged, as data are missing (Acute hospital A, May 2024)"; empty where none is."""
    told = incomplete.words(lacking(*points))
    return f"not judged, as data are missing ({told})" if told else ""


def beside(series: Series) -> str:
    """After a sentence on figures that do not run over time: which returns they lack; empty for none."""
    told = incomplete.said(series.lacks)
    return f" {told[:1].upper()}{told[1:]}." if told else ""
