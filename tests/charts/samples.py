"""Series made by hand, for tests of what is drawn and said from them."""

from __future__ import annotations

import datetime

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.methods import wording
from dashboard.publication import Indicator, Status

MEASURES = {"share": "percent", "mean": "mean", "rate": "rate"}


def indicator(name: str = "attendances", **words: str) -> Indicator:
    """An indicator with plain words; ``words`` replaces some."""
    told = {
        "id": name,
        "code": "T02",
        "theme": "Training reach",
        "title": "Training attendances",
        "question": "How many?",
        "kind": "count",
        "numerator": "bookings marked as attended",
        "denominator": "",
        "unit": "attendances",
        "direction": "up",
        "place": "",
        "breakdowns": "",
        "caveat": "Attendances, not people.",
        "source": "Training register",
        "owner": "Analyst",
        "policy": "training",
        "sql": "SELECT 1",
        "first_period": "2019-04",
        "last_period": "2026-09",
        **words,
    }
    day = datetime.date(2026, 9, 30)
    return Indicator(**told, review_date=day, as_of=day)  # type: ignore[arg-type]


def point(code: str, value: float | None, label: str = "", **more: float | None) -> Point:
    """A published point, or a confidential one where ``value`` is None."""
    status = Status.CONFIDENTIAL if value is None else Status.PUBLISHED
    return Point(code, label or code, value, status, **more)  # type: ignore[arg-type]


def over_time(
    values: dict[str, float | None], about: Indicator | None = None, name: str = ""
) -> PublishedSeries:
    """A series over time from values by period."""
    told = about or indicator()
    points = tuple(point(time, value, wording.period(time)) for time, value in values.items())
    return PublishedSeries(told, MEASURES.get(told.kind, "count"), "time", name or told.title, points)


def split(points: list[Point], about: Indicator | None = None, over: str = "sector") -> PublishedSeries:
    """A series along a dimension in 2025."""
    told = about or indicator()
    return PublishedSeries(told, MEASURES.get(told.kind, "count"), over, told.title, tuple(points), "2025")
