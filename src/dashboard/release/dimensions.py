"""The codes that a column of a release may hold: periods, areas and the code list of each dimension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dashboard import reference
from dashboard.reference import code_lists
from dashboard.release.span import Span
from dashboard.settings import ALL, Installation

ALL_FORCES = "all_forces"
UK = "uk"

#: The code list of a dimension whose name is not that of its list.
_LISTS = {
    "delivery_district": "district",
    "held_as": "delivery_format",
    "responder": "first_responder",
    "stage": "form_stage",
    "status": "booking_status",
    "grade": "intelligence_grade",
    "subject": "topic",
}
#: The dimensions of what is recorded only: what is not is no part of the whole.
_RECORDED = ("held_as",)
#: Lists that are about the data, not about the field, and so are not agencies' to add to.
_FIELDS = {
    "agency": "Agency",
    "sector": "Sector",
    "role": "Role",
    "work_district": "Work base",
    "delivery_district": "Place of delivery",
    "tier": "Training tier",
    "topics": "Topics covered",
    "confidence": "Confidence",
    "knowledge": "Warning signs named",
    "age": "Age when exploited",
    "gender": "Gender",
    "exploitation_type": "Exploitation type",
    "district": "Place",
    "referring_body": "Referring body",
}


def labels(dimension: str, own: Path | None, source_titles: Mapping[str, str]) -> dict[str, str]:
    """Labels by code of one dimension, in order, without ``all``.

    Raises FileNotFoundError where the dimension has no code list.
    """
    if dimension == "field":
        return dict(_FIELDS)
    if dimension == "source":
        return dict(source_titles)
    listed = dict(code_lists.code_list(_LISTS.get(dimension, dimension), own=own).labels)
    listed.pop(ALL, None)
    if dimension in _RECORDED:
        listed.pop(code_lists.NOT_RECORDED, None)
    return listed


def area_labels(where: Installation) -> dict[str, str]:
    """Labels by code of every area of a release: county, unitaries, districts, elsewhere, forces."""
    own = where.codes
    labels = reference.area_names(where.reference)
    labels |= {
        code: label
        for code, label in code_lists.code_list("district", own=own).labels.items()
        if code not in labels
    }
    labels |= dict(code_lists.code_list("force", own=own).labels)
    return labels | {ALL_FORCES: "All police forces", UK: "United Kingdom"}


def areas_of(geography_level: str, own: Path | None) -> list[str]:
    """The area codes of one of our own geography levels, in order; empty for forces and nations."""
    if geography_level == "county":
        return [reference.COUNTY]
    listed = code_lists.code_list("district", own=own)
    if geography_level == "district":
        return list(listed.labels)
    if geography_level == "unitary":
        return list(dict.fromkeys(listed.facts[code].get("unitary") or code for code in listed.labels))
    return []


def periods(time_level: str, span: Span) -> list[str]:
    """Every period of one level that the span touches, in order."""
    first, last = span.numbers
    named: dict[str, Callable[[int], str]] = {
        "month": lambda n: f"{n // 12}-{n % 12 + 1:02d}",
        "quarter": lambda n: f"{n // 12}-Q{n % 12 // 3 + 1}",
        "year": lambda n: str(n // 12),
        "financial_year": lambda n: f"{(n - 3) // 12}/{((n - 3) // 12 + 1) % 100:02d}",
        ALL: lambda n: ALL,
    }
    return list(dict.fromkeys(named[time_level](n) for n in range(first, last + 1)))


def window(time_level: str, time: str, span: Span) -> tuple[int, int]:
    """First and last month of a period within ``span``, as whole months since year 0."""
    first, last = span.numbers
    start, end = _months(time_level, time) or (first, last)
    return max(start, first), min(end, last)


def complete(time_level: str, time: str, span: Span) -> bool:
    """Whether no month of a period is still to come, so that what is published of it never changes."""
    months = _months(time_level, time)
    return months is not None and months[1] <= span.numbers[1]


def _months(time_level: str, time: str) -> tuple[int, int] | None:
    """First and last month of a period by the calendar; None for everything that is recorded."""
    if time_level == ALL:
        return None
    year = int(time[:4]) * 12
    if time_level == "month":
        start, length = year + int(time[5:7]) - 1, 1
    elif time_level == "quarter":
        start, length = year + (int(time[6]) - 1) * 3, 3
    else:
        start, length = year + (3 if time_level == "financial_year" else 0), 12
    return start, start + length - 1
