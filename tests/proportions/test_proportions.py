"""Shares and counts worked out from published figures: no figure where one of the two has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.display.analysis import proportions
from dashboard.display.analysis.point import As, Point
from dashboard.display.maps.rates import per_residents
from dashboard.publication import Counting, Status
from dashboard.publication.populations import Residents
from tests.charts.samples import indicator, point, split


def test_a_share_rests_on_both_counts() -> None:
    whole = split([point("a", 65.0), point("b", None), point("c", 0.0), point("d", 10.0)])
    part = split([point("a", 50.0), point("b", 3.0), point("c", 0.0), point("d", None)])
    shares = proportions.of_whole(part, whole, "Criminal alone", "% of referrals")
    told = {one.code: one for one in shares.points}
    assert set(told) == {"a", "b", "d"}
    assert (told["a"].numerator, told["a"].denominator) == (50.0, 65.0)
    assert told["a"].value == pytest.approx(76.92, abs=0.005)
    # Wilson: 50 of 65, with 1.96.
    assert told["a"].low == pytest.approx(65.36, abs=0.01)
    assert told["a"].high == pytest.approx(85.49, abs=0.01)
    assert told["b"].value is None and told["b"].status is Status.CONFIDENTIAL
    assert told["d"].value is None and told["d"].status is Status.CONFIDENTIAL
    assert shares.indicator.unit == "% of referrals"


def test_a_part_that_is_not_there_has_no_share() -> None:
    shares = proportions.of_whole(split([]), split([point("a", 9.0)]), "x", "% of referrals")
    assert shares.points[0].value is None
    assert shares.points[0].status is Status.NOT_AVAILABLE


def test_counts_stand_on_the_base_of_a_rate() -> None:
    """What a sector trains and what it reports are both for its staff; a hidden rate hides no open base."""
    about = indicator("rate", kind="rate")
    rate = split(
        [
            point("a", 50.0, numerator=10.0, denominator=20.0),
            point("b", None, denominator=30.0),
            point("c", None, denominator=0.0),
            point("d", 5.0, numerator=1.0, denominator=20.0),
        ],
        about,
    )
    people = split([point("a", 5.0), point("b", 6.0), point("c", 7.0), point("d", None)])
    trained = proportions.per_base(people, rate, 100, "Trained", "people per 100 staff")
    assert [one.value for one in trained.points] == [25.0, 20.0, None, None]
    assert [one.status.value for one in trained.points] == ["published", "published", "z", "c"]
    assert (trained.measure, trained.indicator.unit) == ("rate", "people per 100 staff")
    assert proportions.per_base(split([]), rate, 100, "x", "y").points[0].status is Status.NOT_AVAILABLE


def revised(code: str, value: float, first: float | None) -> Point:
    return replace(point(code, value), counting=Counting.RESTATED, first=first)


def stands(code: str, value: float) -> Point:
    return replace(point(code, value), counting=Counting.FIRST, again_low=3.0, again_high=30.0)


@pytest.mark.parametrize(
    ("part", "whole", "mark"),
    [
        (revised("a", 50.0, 40.0), revised("a", 100.0, 80.0), "[r] unchanged"),
        (revised("a", 50.0, 40.0), point("a", 100.0), "[r] first counted 40%"),
        (point("a", 50.0), revised("a", 100.0, 50.0), "[r] first counted 100%"),
        (revised("a", 50.0, None), point("a", 100.0), "[r] first counted hidden"),
        (stands("a", 50.0), revised("a", 100.0, 80.0), "[f]"),
        (point("a", 50.0), point("a", 100.0), ""),
    ],
)
def test_a_share_carries_the_marks_of_its_counts(part: Point, whole: Point, mark: str) -> None:
    assert proportions.share(part, whole).revision("percent") == mark


def test_a_rate_for_residents_carries_the_mark_and_the_first_rate() -> None:
    """Corby has 73,053 residents: 8 of them are 11.0 of 100,000, 6 are 8.2, and 3 to 30 are 4.1 to 41.1."""
    places = ("E07000150", "E07000151", "E07000152")
    series = split([revised(places[0], 8.0, 6.0), point(places[1], 8.0), stands(places[2], 8.0)], over="area")
    people = {places[0]: 73_053, **dict.fromkeys(places[1:], 80_000)}
    base = Residents({place: {2020: count} for place, count in people.items()}, {2020: "mid-2020"})
    rates = {one.code: one for one in per_residents(series, base).points}
    assert rates[places[0]].printed("rate") == "11.0 [r] first counted 8.2"
    assert rates[places[1]].counting is None
    one = rates[places[2]]
    assert one.revision("rate").startswith("[f] revised: between ")
    assert one.value and one.again_low and one.again_low / 3 == pytest.approx(one.value / 8)


def test_what_stands_on_a_base_keeps_the_marks_of_both() -> None:
    rate = replace(
        point("a", 50.0, numerator=10.0, denominator=20.0), denominator_as=As(Counting.RESTATED, 16.0)
    )
    trained = proportions.per_base(split([revised("a", 5.0, 4.0)]), split([rate]), 100, "x", "y")
    assert trained.points[0].printed("rate") == "25.0 [r] unchanged"
