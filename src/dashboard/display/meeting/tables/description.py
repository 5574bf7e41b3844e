"""What is in the CSV files of a deck, as CSV on the Web says it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.exports.comma_separated import LACKS, head_of
from dashboard.display.meeting import frozen, sentences
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.tables.cells import shorthand

_NUMBER: dict[str, Any] = {"base": "double"}
_STATUS = {"base": "string", "format": r"published|\[[cxz]\]"}
_COUNTING = {"base": "string", "format": r"\[[rf]\]"}
#: Of each column: what it is called, what it holds, its type, and whether it is always there.
_COLUMNS: dict[str, tuple[str, str, dict[str, Any] | str, bool]] = {
    "code": ("Code", "The indicator's number in the catalogue", "string", True),
    "indicator": ("Indicator", "The indicator's title", "string", True),
    "series": ("Series", "What tells the lines of one table apart", "string", True),
    "along": ("Along", "What the rows are: time, area or a breakdown", "string", True),
    "row_code": ("Row code", "The code of the period, area or part", "string", True),
    "row": ("Row", "The same in words", "string", True),
    "period": ("Period", "The period of the figure", "string", True),
    "value": ("Value", "The figure in full; nothing where it has none", _NUMBER, False),
    "status": ("Status", "Why there is no figure, or that it is published", _STATUS, True),
    "numerator": ("Numerator", "What was counted, of a share, mean or rate", _NUMBER, False),
    "denominator": ("Denominator", "Out of how many", _NUMBER, False),
    "interval_low": ("Interval, low", "The lower end of the 95% interval", _NUMBER, False),
    "interval_high": ("Interval, high", "The upper end of the 95% interval", _NUMBER, False),
    "range_low": ("Range, low", "Of a hidden count: the least that fits what is published", _NUMBER, False),
    "range_high": ("Range, high", "Of a hidden count: the most that fits what is published", _NUMBER, False),
    "counting": ("Counting", "Of a restated period: revised [r], or as first counted [f]", _COUNTING, False),
    "first": ("First counted", "What stood there before it was revised", _NUMBER, False),
    "revised_low": (
        "Revised, low",
        "Of a figure as first counted: the least it may be revised",
        _NUMBER,
        False,
    ),
    "revised_high": (
        "Revised, high",
        "Of a figure as first counted: the most it may be revised",
        _NUMBER,
        False,
    ),
    "unit": ("Unit", "What the figure counts", "string", True),
    "caveat": ("Caveat", "What must be kept in mind", "string", False),
    "source": ("Source", "Where the figures come from", "string", False),
    "as_of": (
        "As of",
        "The day up to which the source of the figure speaks",
        {"base": "date", "format": "yyyy-MM-dd"},
        False,
    ),
    "edition": (
        "Edition",
        "The day on which the source was published or, of records, received",
        {"base": "date", "format": "yyyy-MM-dd"},
        False,
    ),
    "next_due": (
        "Next due",
        "When newer figures are due: the last day for it (2024-05-09), or a month (2024-05)",
        "string",
        False,
    ),
    "release": ("Release", "The release that the figure is in", "string", True),
    "made_up": ("Made up", "Whether the records are made up", {"base": "boolean", "format": "yes|no"}, True),
    "verdict": (
        "Verdict",
        "What the release judges of the newest figure or of a year that is not over, in words",
        "string",
        False,
    ),
    "usual_low": (
        "Usual range, low",
        "The lower end of the usual range since the last break",
        _NUMBER,
        False,
    ),
    "usual_high": ("Usual range, high", "The upper end of the usual range", _NUMBER, False),
    "expected_low": (
        "Expected, low",
        "The least that its past led to expect, 19 times in 20",
        _NUMBER,
        False,
    ),
    "expected_high": ("Expected, high", "The most that its past led to expect", _NUMBER, False),
    "change": ("Change", "The figure less that of a year earlier", _NUMBER, False),
    "change_low": ("Change, low", "The lower end of the 95% interval of the change", _NUMBER, False),
    "change_high": ("Change, high", "The upper end of the 95% interval of the change", _NUMBER, False),
    "so_far_months": (
        "So far, months",
        "Of a year that is not over, in its own row: the months that are",
        "string",
        False,
    ),
    "so_far": ("So far", "What these months have, added up", _NUMBER, False),
    "so_far_before": ("So far, year before", "What the same months had a year earlier", _NUMBER, False),
    "so_far_low": ("So far, low", "The lower end of the 95% interval of their difference", _NUMBER, False),
    "so_far_high": ("So far, high", "The upper end of the 95% interval of their difference", _NUMBER, False),
    LACKS: ("Data missing", "Whose data, and of which period, the figure lacks", "string", False),
}


def described(deck: Deck) -> dict[str, Any]:
    """The description of every file of ``deck``: a table group of CSV on the Web."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": deck.title,
        "dc:description": deck.subtitle,
        "dc:publisher": deck.theme.organisation,
        "dc:identifier": deck.release_id,
        "dc:issued": {"@value": frozen.day(deck).isoformat(), "@type": "xsd:date"},
        "dc:accessRights": deck.marking,
        "rdfs:comment": [f"{mark} {text}" for mark, text in shorthand()],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tables": [_table(deck, slide) for slide in deck.slides if slide.lines],
    }


def _table(deck: Deck, slide: Slide) -> dict[str, Any]:
    return {
        "url": f"{slide.key}.csv",
        "dc:title": slide.table.caption,
        "dc:abstract": slide.headline,
        "dc:description": [f"{title}: {text}" for title, text in slide.definitions],
        "dc:source": slide.source,
        "dc:temporal": slide.period,
        "dc:bibliographicCitation": deck.footer(slide),
        "notes": [{"rdfs:comment": text} for text in slide.caveats],
        "tableSchema": {
            "columns": [_column(name) for name in head_of(figures(slide))],
            "primaryKey": ["code", "series", "row_code"],
        },
    }


def _column(name: str) -> dict[str, Any]:
    title, what, kind, always = _COLUMNS[name]
    # The file's own heading comes first: a reader checks the two against each other.
    return {
        "name": name,
        "titles": [name, title],
        "dc:description": what,
        "datatype": kind,
        "null": [""],
        "required": always,
    }


def figures(slide: Slide) -> tuple[PublishedSeries, ...]:
    """The figures that the slide's table has: of sentences about several series, those they speak of."""
    if slide.kind != "words" or len(slide.lines) == 1:
        return slide.lines
    return tuple(replace(series, points=sentences.latest(series)) for series in slide.lines)
