"""Every number that a figure sends to the browser is a published cell; a whisker is a difference of two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard import methods
from dashboard.display import charts
from dashboard.display.analysis import published_series
from dashboard.publication import Publication

CASES = [
    ("attendances", "time", {"time_level": "month"}),
    ("concerns", "time", {"time_level": "quarter", "route": "nrm"}),
    ("coverage", "agency", {"time_level": "quarter", "time": "2023-Q4"}),
    ("sector_mix", "sector", {"time_level": "year", "time": "2023"}),
    ("confidence_change", "sector", {"time_level": "year", "time": "2023"}),
    ("place_of_exploitation", "area", {"time_level": "year", "time": "2023", "geography_level": "district"}),
]


def drawn(found: published_series.PublishedSeries) -> charts.Picture:
    if found.over == "time":
        return charts.line([found])
    return charts.dots(found) if found.measure == "mean" else charts.bars(found)


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)


@pytest.mark.parametrize(("indicator", "over", "chosen"), CASES)
def test_values_are_published(
    publication: Publication, indicator: str, over: str, chosen: dict[str, str]
) -> None:
    found = published_series.read(publication, indicator, over, **chosen)  # type: ignore[arg-type]
    assert found.points
    published = set(
        publication.cells(indicator, geography_level=None, **_dims(chosen, over))["value"].dropna()
    )
    limits = publication.cells(indicator, geography_level=None, **_dims(chosen, over))
    known = published | set(limits["low"].dropna()) | set(limits["high"].dropna())
    figure = drawn(found).figure
    for trace in figure["data"]:
        assert {number for axis in ("x", "y") for number in numbers(trace[axis])} <= known
    for note in figure["layout"]["annotations"]:
        assert {number for number in numbers(note.get("y")) if note.get("yref") != "paper"} <= known


def test_what_a_control_chart_works_out_comes_from_published_figures(publication: Publication) -> None:
    found = published_series.read(publication, "attendances", "time", time_level="month")
    values = [point.value for point in found.points if not point.cut]
    limits = methods.xmr([None if point.cut else point.value for point in found.points]).limits
    worked_out = {value for one in limits for value in (one.mean, one.lower, one.upper)}
    assert limits
    for trace in charts.control(found).figure["data"]:
        known = worked_out if trace.get("meta") == "worked out" else set(values)
        assert set(numbers(trace["y"])) <= known


def test_no_colour_or_font_comes_from_outside(publication: Publication) -> None:
    found = published_series.read(publication, "attendances", "time", time_level="month")
    assert not re.search(r"https?:", str(charts.line([found]).figure))


def _dims(chosen: dict[str, str], over: str) -> dict[str, Any]:
    named = {name: code for name, code in chosen.items() if name in ("route",)}
    return named | ({over: ...} if over not in ("time", "area") else {})
