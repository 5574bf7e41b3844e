"""Small areas steadied on Geography: from published figures alone, behind a switch that stands off."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dashboard.display import narrative
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.steadied import steadied
from dashboard.methods import shrunken_rates
from dashboard.settings import Installation
from tests.charts.samples import indicator, point, split
from tests.maps.test_geography_page import page, shown, text

__all__ = ["shown"]

RATE = indicator("place", kind="rate", title="Place of exploitation", unit="per 100,000", policy="referrals")
EVENTS = (52, 20, 24, 60, 190, 12, 40)
RESIDENTS = (75_561, 89_784, 95_030, 105_824, 238_673, 97_276, 83_095)


def areas(hidden: int | None = None) -> PublishedSeries:
    points = [
        point(
            f"E0{at}",
            None if at == hidden else 1e5 * seen / size,
            f"Area {at}",
            numerator=seen,
            denominator=size,
        )
        for at, (seen, size) in enumerate(zip(EVENTS, RESIDENTS, strict=True))
    ]
    return split([replace(p, numerator=None) if p.hidden else p for p in points], RATE, "area")


def test_each_area_lies_between_its_own_figure_and_that_of_all() -> None:
    found = steadied(areas())
    assert found is not None and found.differ
    assert found.common == pytest.approx(1e5 * sum(EVENTS) / sum(RESIDENTS))
    for own, drawn in zip(found.own.points, found.drawn.points, strict=True):
        assert own.value is not None and drawn.value is not None
        low, high = sorted((own.value, found.common))
        assert low <= drawn.value <= high
        assert (drawn.low, drawn.high) == (None, None)


def test_a_hidden_area_stays_hidden_and_has_no_part_in_the_others() -> None:
    found = steadied(areas(hidden=0))
    assert found is not None
    hidden, *others = found.drawn.points
    assert hidden.hidden and hidden.value is None
    without = shrunken_rates(EVENTS[1:], RESIDENTS[1:])
    assert without is not None
    assert [p.value for p in others] == pytest.approx(1e5 * without.figures)


def test_what_is_counted_in_full_or_no_rate_or_of_few_areas_is_not_steadied() -> None:
    full = replace(areas(), indicator=replace(RATE, policy="workforce"))
    count = replace(areas(), measure="count")
    few = replace(areas(), points=areas().points[:3])
    none = replace(areas(), points=tuple(replace(p, numerator=0.0, value=0.0) for p in areas().points))
    assert [steadied(each) for each in (full, count, few, none)] == [None] * 4


def test_the_words_give_both_ends_as_drawn_and_as_counted() -> None:
    found = steadied(areas())
    assert found is not None
    assert narrative.steady(found, "Exploitation found") == (
        "In 2025, exploitation found ran from 15.4 (Area 5) to 78.6 (Area 4) once drawn towards the figure "
        "of all areas shown, 50.7; as counted from 12.3 (Area 5) to 79.6 (Area 4)."
    )
    alike = replace(found, differ=False)
    assert narrative.steady(alike, "Exploitation found").endswith(
        "differ no more than chance explains, so each is drawn to the figure of all, 50.7."
    )


def test_the_switch_stands_off_and_is_there_for_rates_of_chance_only(shown: Installation) -> None:
    off = page(figure="place_of_exploitation_rate", year="2023")
    assert off.toggle(key="steady").value is False
    assert "steadied" not in text(off)
    assert "steady" not in {switch.key for switch in page(figure="reach_rate").toggle}
    off.toggle(key="steady").set_value(True).run()
    assert not off.exception
    words = text(off)
    for expected in ("steadied", "As counted", "How to read steadied figures", "<table"):
        assert expected in words
    drawn = json.loads(off.get("deck_gl_json_chart")[0].proto.json)
    assert next(one for one in drawn["layers"] if one["id"].startswith("areas-"))["data"]
