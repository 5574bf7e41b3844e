"""A period that lacks a return is never judged: its figure may be lower for that alone.

The one place that says so; whoever compares two figures asks here first. Figures of one period that are set
beside each other (places, parts, sectors) are not told to be lower than before, so they are compared with the
clause of ``beside``: whose data are missing may well be all of one of them.
"""

from __future__ import annotations

from dashboard.display.analysis import incomplete
from dashboard.display.analysis.incomplete import Lack
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.narrative import phrases


def lacking(*points: Point | None) -> tuple[Lack, ...]:
    """The returns that any of ``points`` lacks, each once."""
    return tuple(dict.fromkeys(lack for point in points if point is not None for lack in point.lacks))


def unjudged(*points: Point | None) -> str:
    """ "it is not judged, as data are missing (Acute hospital A, May 2024)"; empty where none is."""
    text = incomplete.words(lacking(*points))
    return f"not judged, as data are missing ({phrases.within_brackets(text)})" if text else ""


def beside(*figures: PublishedSeries | Point | None) -> str:
    """After a sentence that compares figures of a period: which returns any of them lacks; empty for none.

    Of a series over time, whose points lack returns one by one, give the points that are compared.
    """
    text = incomplete.sentence(lack for point in figures if point is not None for lack in point.lacks)
    return f" {text}" if text else ""
