"""What a map says in words, and what it leaves to the table."""

from __future__ import annotations

import datetime

import pytest

from dashboard.maps import reading
from dashboard.publication import Indicator, Status
from dashboard.reference import COUNTY
from dashboard.series import Point, Series

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


def over_areas(values: list[float | None], measure: str = "count", extra: tuple[Point, ...] = ()) -> Series:
    points = [
        point(code, value, Status.CONFIDENTIAL if value is None else Status.PUBLISHED)
        for code, value in zip(NAMES, values, strict=True)
    ]
    return Series(indicator(), measure, "area", "People trained", (*points, *extra), "2023")


FULL = over_areas([40, 20, 30, 25, 90, 10, 15])


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        (COUNTY, "Northampton is highest with 90 people; South Northamptonshire is lowest with 10"),
        ("E07000150", "Corby: 40 people, 2nd highest of 7 areas"),
        ("E07000154", "Northampton: 90 people, highest of 7 areas"),
        ("E07000153", "Kettering: 25 people, 4th highest of 7 areas"),
        ("E07000155", "South Northamptonshire: 10 people, lowest of 7 areas"),
    ],
)
def test_headline(area: str, sentence: str) -> None:
    assert reading.headline(FULL, "district", area, None) == sentence


def test_equals_share_a_place() -> None:
    series = over_areas([40, 40, 10, 10, 10, 10, 5])
    assert reading.headline(series, "district", "E07000150", None).endswith("joint highest of 7 areas")


def test_a_share_is_set_beside_the_county_and_a_count_is_not() -> None:
    county = point(COUNTY, 60.4)
    share = over_areas([50, 20, 30, 25, 90, 10, 15], "percent")
    assert reading.headline(share, "district", "E07000150", county).endswith("the county as a whole: 60%")
    assert "county" not in reading.headline(FULL, "district", "E07000150", county)


def test_a_hidden_area_says_why_and_takes_no_place() -> None:
    series = over_areas([None, 20, 30, 25, 90, 10, 15])
    assert reading.headline(series, "district", "E07000150", None) == (
        "Corby: hidden so that nobody can be recognised"
    )
    assert "of 6 areas" in reading.headline(series, "district", "E07000151", None)


def test_nothing_to_compare() -> None:
    none = over_areas([None] * 7)
    assert reading.headline(none, "district", COUNTY, None) == "No area has a figure that can be shown"
    same = over_areas([0.0] * 7)
    assert reading.headline(same, "district", COUNTY, None) == "All areas with a figure have 0 people"


@pytest.mark.parametrize(("hidden", "leads"), [(0, False), (3, False), (4, True), (7, True)])
def test_the_bar_leads_when_fewer_than_four_of_seven_have_a_figure(hidden: int, leads: bool) -> None:
    values: list[float | None] = [None] * hidden + [5.0] * (7 - hidden)
    assert reading.bar_leads(over_areas(values), "district") is leads


def test_what_is_not_on_the_map_stays_for_the_table() -> None:
    extra = (
        point("E06000061", 3),
        point("online", 0),
        point("overseas", None, Status.NOT_APPLICABLE),
        point("out_of_county", None, Status.CONFIDENTIAL),
        point("not_recorded", 12),
    )
    series = over_areas([1, 2, 3, 4, 5, 6, 7], extra=extra)
    left = reading.elsewhere(series, "district")
    assert [one.code for one in left] == ["E06000061", "out_of_county", "not_recorded"]
    assert left[0].label.endswith("district not known")
    assert len(reading.on_map(series, "district").points) == 7


def test_an_area_says_its_interval_or_its_range() -> None:
    extra: tuple[Point, ...] = ()
    series = over_areas([50, 20, 30, 25, 90, 10, 15], "percent", extra)
    points = (
        point("E07000150", 50, low=40.2, high=59.6),
        point("E07000151", None, Status.CONFIDENTIAL, low=0, high=4),
    )
    share = Series(series.indicator, "percent", "area", "x", points[:1], "2023")
    assert [(one.shown, one.detail) for one in reading.area_values(share, "district")] == [
        ("50%", "95% interval 40% to 60%")
    ]
    count = Series(series.indicator, "count", "area", "x", points[1:], "2023")
    assert [(one.shown, one.detail) for one in reading.area_values(count, "district")] == [
        ("[c]", "Hidden so that nobody can be recognised; somewhere from 0 to 4")
    ]
