"""Series hold the cells of a release, in the order they are read in."""

from __future__ import annotations

import pytest

from dashboard.display.analysis import published_series
from dashboard.publication import Publication, Status
from tests.charts.samples import point, split


def test_a_series_holds_exactly_the_cells(publication: Publication) -> None:
    cells = publication.cells("attendances", time_level="month", measure="count")
    found = published_series.read(publication, "attendances", "time", time_level="month")
    assert [(p.code, p.value) for p in found.points] == list(zip(cells["time"], cells["value"], strict=True))


def test_a_share_carries_its_parts_and_interval(publication: Publication) -> None:
    found = published_series.read(publication, "no_show_rate", "time", time_level="year")
    for each in found.shown:
        assert each.numerator is not None
        assert each.denominator is not None
        assert each.value == pytest.approx(100 * each.numerator / each.denominator)
        assert each.low is not None
        assert each.high is not None
        assert each.low <= each.value <= each.high


def test_a_missing_period_becomes_a_gap() -> None:
    points = [point("2022-Q4", 1.0), point("2023-Q2", 2.0)]
    filled = published_series._without_gaps(points)
    assert [p.code for p in filled] == ["2022-Q4", "2023-Q1", "2023-Q2"]
    assert filled[1].value is None
    assert filled[1].status is Status.NOT_AVAILABLE


def test_years_at_the_edge_of_the_data_are_cut(publication: Publication) -> None:
    found = published_series.read(publication, "people_trained", "time", time_level="year")
    assert [(p.code, p.cut) for p in found.points] == [("2022", True), ("2023", False), ("2024", True)]
    assert found.points[0].label == "2022 (April to December)"


def test_figures_of_others_have_their_own_extent(publication: Publication) -> None:
    found = published_series.read(
        publication, "uk_referrals", "time", time_level="year", geography_level="national"
    )
    assert len(found.points) == 10
    assert not any(each.cut for each in found.points)


def test_hidden_rows_come_last() -> None:
    found = published_series.ranked(split([point("a", None), point("not_recorded", 9.0), point("b", 1.0)]))
    assert [each.code for each in found] == ["b", "not_recorded", "a"]


def test_a_council_area_among_districts_is_a_district_not_known(publication: Publication) -> None:
    found = published_series.read(
        publication, "attendances", "area", time_level="year", time="2023", geography_level="district"
    )
    labels = {each.code: each.label for each in found.points}
    assert labels["E06000061"] == "North Northamptonshire, district not known"
    assert labels["E07000150"] == "Corby"


def test_an_unknown_indicator_is_an_error(publication: Publication) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        published_series.read(publication, "nonsense", "time", time_level="year")
