"""The nearest published view: choices are given up one by one, fixed ones never."""

from __future__ import annotations

from dashboard.display.ui.blocks import nearest
from dashboard.publication import Publication

CORBY_HEALTH = (("sector", "health"), ("area", "E07000150"))


def test_what_is_published_is_shown_as_asked(publication: Publication) -> None:
    found, said = nearest.find(publication, "people_trained", "time", "year", "all", CORBY_HEALTH)
    assert found is not None
    assert said == ""


def test_the_sector_is_given_up_before_the_area(publication: Publication) -> None:
    found, said = nearest.find(publication, "attendances", "time", "quarter", "all", CORBY_HEALTH)
    assert found is not None
    assert said == "These figures are not published for Health here; shown for all sectors."


def test_a_year_that_is_not_published_falls_back_to_the_last_full_one(publication: Publication) -> None:
    found, said = nearest.find(publication, "confidence_change", "sector", "year", "all")
    assert found is not None
    assert found.period == "2023"
    assert said == "Not published for all years together; shown for 2023."


def test_a_route_is_never_given_up(publication: Publication) -> None:
    found, said = nearest.find(publication, "concerns", "time", "month", "all", fixed=(("route", "nrm"),))
    assert found is None
    assert "nothing is published for this" in said
    assert "year and route" in said


def test_an_indicator_that_a_release_does_not_hold_is_named(publication: Publication) -> None:
    found, said = nearest.find(publication, "no_such_thing", "time", "year", "all")
    assert found is None
    assert said == "This release does not hold the indicator no such thing."


def test_a_figure_without_records_says_what_it_comes_from(publication: Publication) -> None:
    found, said = nearest.find(publication, "recorded_offences", "time", "year", "all")
    assert found is None
    assert said == (
        "Recorded modern slavery offences: not shown, as no record of it has been taken in "
        "(Home Office: recorded modern slavery offences)."
    )
