"""What a map says in words, and what it leaves to the table."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.maps import reading
from dashboard.publication import Indicator, Status
from tests.maps.ground import ATLAS

NAMES = {
    "E07000150": "Corby",
    "E07000151": "Daventry",
    "E07000152": "East Northamptonshire",
    "E07000153": "Kettering",
    "E07000154": "Northampton",
    "E07000155": "South Northamptonshire",
    "E07000156": "Wellingborough",
}


def indicator(unit: str = "people", kind: str = "distinct") -> Indicator:
    day = datetime.date(2026, 6, 30)
    return Indicator(
        "x", "T01", "Training reach", "People trained", "Who?", kind, "", "", unit, "up", "Work base.", "",
        "", "",
        "", day, "training", "", "2022-04", "2024-06", day,
    )  # fmt: skip


def point(code: str, value: float | None, status: Status = Status.PUBLISHED, **limits: float) -> Point:
    return Point(code, NAMES.get(code, code.replace("_", " ").capitalize()), value, status, **limits)


def over_areas(
    values: list[float | None], measure: str = "count", extra: tuple[Point, ...] = ()
) -> PublishedSeries:
    points = [
        point(code, value, Status.CONFIDENTIAL if value is None else Status.PUBLISHED)
        for code, value in zip(NAMES, values, strict=True)
    ]
    return PublishedSeries(indicator(), measure, "area", "People trained", (*points, *extra), "2023")


@pytest.mark.parametrize(("hidden", "leads"), [(0, False), (3, False), (4, True), (7, True)])
def test_the_bar_leads_when_fewer_than_four_of_seven_have_a_figure(hidden: int, leads: bool) -> None:
    values: list[float | None] = [None] * hidden + [5.0] * (7 - hidden)
    assert reading.bar_leads(ATLAS, over_areas(values), "district") is leads


def test_a_hidden_area_has_no_value_to_colour_whatever_fits_there() -> None:
    extra = point("E07000156", None, Status.CONFIDENTIAL, low=0.0, high=4.0)
    series = over_areas([1, 2, 3, 4, 5, 6, 7])
    found = reading.area_values(ATLAS, replace(series, points=(*series.points[:-1], extra)), "district")
    assert [area.value for area in found] == [1, 2, 3, 4, 5, 6, None]
    assert found[-1].shown.startswith("[c]")


def test_what_is_not_on_the_map_stays_for_the_table() -> None:
    extra = (
        point("E06000061", 3),
        point("online", 0),
        point("overseas", None, Status.NOT_APPLICABLE),
        point("out_of_county", None, Status.CONFIDENTIAL),
        point("not_recorded", 12),
    )
    series = over_areas([1, 2, 3, 4, 5, 6, 7], extra=extra)
    left = reading.elsewhere(ATLAS, series, "district")
    assert [one.code for one in left] == ["E06000061", "out_of_county", "not_recorded"]
    assert left[0].label.endswith("district not known")
    assert len(reading.on_map(ATLAS, series, "district").points) == 7


def test_an_area_says_its_interval_or_its_range() -> None:
    extra: tuple[Point, ...] = ()
    series = over_areas([50, 20, 30, 25, 90, 10, 15], "percent", extra)
    points = (
        point("E07000150", 50, low=40.2, high=59.6),
        point("E07000151", None, Status.CONFIDENTIAL, low=0, high=4),
    )
    share = PublishedSeries(series.indicator, "percent", "area", "x", points[:1], "2023")
    assert [(one.shown, one.detail) for one in reading.area_values(ATLAS, share, "district")] == [
        ("50%", "95% interval 40% to 60%")
    ]
    count = PublishedSeries(series.indicator, "count", "area", "x", points[1:], "2023")
    assert [(one.shown, one.detail) for one in reading.area_values(ATLAS, count, "district")] == [
        ("[c]", "Hidden so that nobody can be recognised; at most 4 fit what is published")
    ]


def test_areas_that_read_alike_share_a_colour() -> None:
    share = over_areas([49.6, 50.4, 20, 30, 40, 10, 49.4], "percent")
    values = {one.shown: one.value for one in reading.area_values(ATLAS, share, "district")}
    assert values == {"50%": 50, "49%": 49, "20%": 20, "30%": 30, "40%": 40, "10%": 10}


def test_an_area_without_a_figure_says_why() -> None:
    assert reading.why_hidden(point("E07000150", 0)) == ""
    assert reading.why_hidden(point("E07000150", None, Status.CONFIDENTIAL)).startswith("Hidden so that")
    assert reading.why_hidden(None) == "Not available"
