"""Which counting the figures of a sentence are of, where their period was restated.

A figure that is printed has its mark after it: "170 [r]". What a sentence rests on without printing it (a
rank, the limits of a control chart, a difference) is named at its end, so that no sentence is without a mark
that its chart and table have.
"""

from __future__ import annotations

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.publication import Counting

#: In words, in the order in which they are told.
_WORDS = {
    Counting.RESTATED: "revised figures",
    Counting.FIRST: "figures as first counted",
}


def after(point: Point) -> str:
    """What follows a printed figure or its period: " [r]", " [f]", or nothing where it was counted once."""
    return f" {point.mark}" if point.mark else ""


def marked(sentence: str, *figures: PublishedSeries | Point | None) -> str:
    """``sentence`` and, where ``figures`` that it rests on have marks that it lacks, which these are.

    "... ranged from 12 to 40. It rests on revised figures [r] too." Of a series all points that are shown.
    """
    points = [
        point
        for given in figures
        if given is not None
        for point in (given.shown if isinstance(given, PublishedSeries) else (given,))
    ]
    there = {point.counting for point in points if point.mark}
    named = [
        f"{words} [{counting.value}]"
        for counting, words in _WORDS.items()
        if counting in there and f"[{counting.value}]" not in sentence
    ]
    return f"{sentence} It rests on {' and '.join(named)} too." if named else sentence
