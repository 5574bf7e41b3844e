"""A chart's figures as a CSV file that stands by itself: each row says what, when, whence, which release."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from dashboard.display.analysis import incomplete, verdict_words, verdicts
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries, lacks, ranked
from dashboard.files.formulas import neutral
from dashboard.publication import Status, as_of

HEAD = (
    "code", "indicator", "series", "along", "row_code", "row", "period", "value", "status", "numerator",
    "denominator", "interval_low", "interval_high", "range_low", "range_high", "counting", "first",
    "revised_low", "revised_high", "unit", "caveat", "source", "as_of", "edition", "next_due",
    "release", "made_up",
)  # fmt: skip
#: What the release judges of the newest figure of a series over time, and, in the row of a year that is not
#: over, how it stands beside the same months of the one before; only in a file that has a verdict.
NEWEST = ("usual_low", "usual_high", "expected_low", "expected_high", "change", "change_low", "change_high")
PART = ("so_far_months", "so_far", "so_far_before", "so_far_low", "so_far_high")
VERDICT = ("verdict", *NEWEST, *PART)
#: Which returns the figure lacks; only in a file in which one does.
LACKS = "returns_missing"


def comma_separated(lines: Sequence[PublishedSeries], release: str, made_up: bool) -> bytes:
    """The file in UTF-8 with a byte order mark, which spreadsheets need to read it rightly.

    Figures are written in full, not rounded; a hidden figure is an empty value with its status. What
    anybody could work out about a hidden count (the numerator, of a share) stands in ``range_low`` and
    ``range_high``; nothing there is no limit. Of a restated period ``counting`` says whether a figure is the
    revised one (with the ``first``), or the first one (with what the revised one may be). The newest figure
    of a series over time has the release's verdict on it, in its unit; a year that is not over has in its own
    row how it stands beside the same months of the year before.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    head = head_of(lines)
    writer.writerow(head)
    for series in lines:
        points = series.points if series.over == "time" else ranked(series)
        for point in points:
            row = _row(series, point, release, made_up)
            row += _judged(series, point) if VERDICT[0] in head else []
            lacking = incomplete.words(point.lacks or series.lacks)
            writer.writerow([*row, neutral(lacking)] if LACKS in head else row)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def head_of(lines: Sequence[PublishedSeries]) -> tuple[str, ...]:
    """The headings of the file of ``lines``: more where a figure is judged or a return is missing."""
    judged = VERDICT if any(map(verdicts.kept, lines)) else ()
    return (*HEAD, *judged, LACKS) if lacks(lines) else (*HEAD, *judged)


def _judged(series: PublishedSeries, point: Point) -> list[str]:
    """The release's verdict on a figure, in words and numbers: on the newest whole one, and on the year that
    is not over, where that is a row; empty for every other."""
    verdict = verdicts.kept(series)
    if verdict is None:
        return [""] * len(VERDICT)
    rows = {each.code for each in series.points}
    part = verdict.so_far.period if verdict.so_far.period in rows else verdict.period
    words, newest, so_far = list[str](), [""] * len(NEWEST), [""] * len(PART)
    if point.code == verdict.period:
        words += verdict_words.whole_period(verdict, series.measure)
        newest = [
            _finite(number)
            for number in (
                verdict.usual.low,
                verdict.usual.high,
                verdict.expected.low,
                verdict.expected.high,
                verdict.earlier.change,
                verdict.earlier.low,
                verdict.earlier.high,
            )
        ]
    if point.code == part:
        words += verdict_words.part_of_year(verdict, series.measure)
        held = verdict.so_far
        numbers = [_finite(number) for number in (held.value, held.before, held.low, held.high)]
        so_far = [neutral(verdict_words.months_of(held)) if held.until and numbers[0] else "", *numbers]
    return [neutral(" ".join(words)), *newest, *so_far]


def _finite(number: float) -> str:
    return _figure(number if math.isfinite(number) else None)


def _row(series: PublishedSeries, point: Point, release: str, made_up: bool) -> list[str]:
    about = series.indicator
    period = point.label if series.over == "time" else series.period
    names = (about.code, about.title, series.name, series.over, point.code, point.label, period)
    figures = (
        _figure(point.value),
        "published" if point.status is Status.PUBLISHED else f"[{point.status.value}]",
        *(_figure(value) for value in (point.numerator, point.denominator, *_limits(point))),
        f"[{point.counting.value}]" if point.counting else "",
        *(_figure(value) for value in (point.first, point.again_low, point.again_high)),
    )
    words = (
        about.unit,
        about.caveat,
        about.source,
        as_of([about]),
        "" if about.edition_on is None else str(about.edition_on)[:10],
        about.next_due or "",
        release,
        "yes" if made_up else "no",
    )
    return [*map(neutral, names), *figures, *map(neutral, words)]


def _limits(point: Point) -> tuple[float | None, ...]:
    """The interval of a figure, and the range of a hidden one: each has columns of its own."""
    if not point.hidden:
        return point.low, point.high, None, None
    if (point.low, point.high) != (None, None):
        return None, None, point.low, point.high
    return None, None, point.numerator_low, point.numerator_high


def _figure(value: float | None) -> str:
    """A number as a spreadsheet reads it; a negative one is a number, not a formula."""
    return "" if value is None else f"{value:.10g}"
