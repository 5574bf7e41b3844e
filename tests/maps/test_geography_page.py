"""The Geography page by itself: choices in the address, hidden areas explained, figures with their words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.publication import current_release
from dashboard.settings import Installation
from tests.drawings import pictures
from tests.listing import list_anew

PAGE = str(settings.PROJECT / "pages" / "Geography.py")


@pytest.fixture
def shown(released: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    monkeypatch.setenv("DASHBOARD_DATA", str(released.root))
    return released


@pytest.fixture
def mostly_hidden(released: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small release with the place of exploitation hidden in Corby and three more districts."""
    root = tmp_path / "hidden"
    shutil.copytree(released.root, root)
    where = settings.installation(root)
    with duckdb.connect(str(current_release.named_file(where))) as con:
        con.execute(
            "UPDATE cells SET value = coalesce(value, 20), status = 'published', low = NULL, high = NULL "
            "WHERE indicator = 'place_of_exploitation'"
        )
        con.execute(
            "UPDATE cells SET value = NULL, status = 'c', low = 0, high = 4 "
            "WHERE indicator = 'place_of_exploitation' AND geography_level = 'district' "
            "AND area IN ('E07000150', 'E07000151', 'E07000152', 'E07000153')"
        )
    list_anew(where)
    monkeypatch.setenv("DASHBOARD_DATA", str(root))


def page(**asked: str) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=600)
    # The map itself, not its picture.
    test.session_state["map-live"] = True
    for name, value in asked.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def text(test: AppTest) -> str:
    return " ".join(one.proto.body for one in test.get("html"))


def deck(test: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(test.get("deck_gl_json_chart")[0].proto.json)
    return found


def test_the_page_is_complete_by_itself(shown: Installation) -> None:
    test = page()
    said = text(test)
    for words in (
        "The data shown here is made up",
        "About this figure",
        "The files behind this figure",
        "<caption>Reach per 1,000 eligible staff, 2023",
        "How to read this map",
        "[c] confidential",
        "© Crown copyright and database right; town names GeoNames CC BY 4.0",
        "Where training is held and where people work",
    ):
        assert words in said
    assert [one["id"] for one in deck(test)["layers"]][:2] == ["neighbours", "areas-"]
    assert test.get("deck_gl_json_chart")[0].proto.alt.startswith("Map of Northamptonshire by district")


def test_choices_come_from_the_address(shown: Installation) -> None:
    test = page(figure="people_trained", boundaries="unitary", year="2022", area="E06000061")
    said = text(test)
    assert "People trained, 2022 (April to December), by unitary council" in said
    assert "for North Northamptonshire" in said
    (chosen,) = [one for one in deck(test)["layers"] if one["id"] == "chosen"]
    assert len(chosen["data"]) == 1


def test_an_address_that_names_nothing_known_is_answered_in_words(shown: Installation) -> None:
    said = text(page(area="E07000999", figure="' OR 1=1"))
    assert "asked for an area that this page does not have" in said
    assert "asked for a figure that this page does not have" in said
    assert "E07000999" not in said and "1=1" not in said


def test_corby_northampton_and_the_county_come_first(shown: Installation) -> None:
    (buttons,) = page().get("button_group")
    assert [option.content for option in buttons.proto.options][:3] == [
        "Whole county",
        "Corby",
        "Northampton",
    ]


def test_a_map_draws_only_what_is_published(shown: Installation) -> None:
    release = current_release.now(shown).release
    test = page(figure="people_trained", year="2023")
    cells = release.cells("people_trained", time_level="year", time="2023", geography_level="district")
    published = {f"{value:,.0f}" for value in cells["value"].dropna()}
    (areas,) = [one for one in deck(test)["layers"] if one["id"].startswith("areas-")]
    assert {one["properties"]["shown"] for one in areas["data"]} <= published


def test_a_map_is_a_picture_until_it_is_asked_for_or_moved(shown: Installation) -> None:
    test = page()
    test.toggle(key="map-live").set_value(False).run()
    assert not test.get("deck_gl_json_chart") and 'class="nd-still"' in text(test)
    test.button(key="map-Zoom in").click().run()
    assert test.get("deck_gl_json_chart") and 'class="nd-still"' not in text(test)
    assert test.toggle(key="map-live").value is True


def test_the_bars_lead_and_say_why_when_few_areas_have_a_figure(mostly_hidden: None) -> None:
    test = page(figure="place_of_exploitation", area="E07000150")
    said = text(test)
    assert "Only 3 of 7 areas have a figure that can be shown" in said
    assert "Corby [c]: hidden so that nobody can be recognised" in said
    first = test.columns[0]
    assert pictures(first) and not first.get("deck_gl_json_chart")
    (areas,) = [one for one in deck(test)["layers"] if one["id"].startswith("areas-")]
    assert sum(one["properties"]["shown"] == "[c]" for one in areas["data"]) == 4
    assert "[c] hidden so that nobody can be recognised" in said


def test_where_no_area_has_a_figure_that_is_said(mostly_hidden: None) -> None:
    where = settings.installation()
    with duckdb.connect(str(current_release.named_file(where))) as con:
        con.execute(
            "UPDATE cells SET value = NULL, status = 'c' "
            "WHERE indicator = 'place_of_exploitation' AND geography_level = 'district'"
        )
    list_anew(where)
    said = text(page(figure="place_of_exploitation"))
    assert "None of 7 areas has a figure that can be shown" in said
    assert "Only 0" not in said


def test_hidden_areas_tell_no_value_but_their_range(mostly_hidden: None) -> None:
    (areas,) = [
        one for one in deck(page(figure="place_of_exploitation"))["layers"] if one["id"].startswith("areas-")
    ]
    details = {one["properties"]["detail"] for one in areas["data"] if one["properties"]["shown"] == "[c]"}
    assert details == {"Hidden so that nobody can be recognised; at most 4 fit what is published"}


def test_first_responder_and_place_never_share_a_chart(shown: Installation) -> None:
    """Every figure offered says which place it is by, and none is by first responder."""
    release = current_release.now(shown).release
    (_map, figures, *_) = page().selectbox
    by_title = {one.title: one for one in release.indicators.values()}
    for option in figures.options:
        title = option.removesuffix(" aged 0 to 17").removesuffix(", per 100,000 residents")
        assert by_title[title].place and "First responder" not in by_title[title].place


@pytest.mark.parametrize("which", ["figure", "gap", "venues", "flows"])
def test_every_map_stands_with_bars_words_and_a_table(which: str, shown: Installation) -> None:
    test = page(map=which, year="2023")
    said = text(test)
    assert test.get("deck_gl_json_chart")[0].proto.alt.startswith("Map of ")
    assert "<table" in said and "How to read this map" in said and "Crown copyright" in said
    assert 'class="nd-printed"' in said and "data:image/svg+xml;base64," in said
    assert test.get("download_button")
    ids = [one["id"] for one in deck(test)["layers"]]
    assert {"figure": "areas-", "gap": "areas-", "venues": "venues-", "flows": "arcs-"}[which] in ids


def test_the_two_way_legend_names_every_district(shown: Installation) -> None:
    said = text(page(map="gap", year="2023"))
    legend = said[said.index('class="nd-two-way"') :]
    legend = legend[: legend.index("</table>")]
    for words in ("Higher reach", "Lower reach", "Higher referrals", "Lower referrals", "Corby", "Daventry"):
        assert words in legend


def test_a_district_with_a_hidden_figure_has_no_place(mostly_hidden: None) -> None:
    test = page(map="gap", year="2023")
    said = text(test)
    assert "Only 3 of 7 areas have both figures to show" in said
    (areas,) = [one for one in deck(test)["layers"] if one["id"].startswith("areas-")]
    corby = next(one["properties"] for one in areas["data"] if one["properties"]["name"] == "Corby")
    assert corby["shown"] == "[c]" and "[c]" in corby["detail"]
    assert "of 3 shown by reach" in said or "no district stands higher" in said


def test_a_press_moves_the_view_and_a_choice_keeps_it(shown: Installation) -> None:
    test = page(figure="people_trained")
    before = deck(test)["initialViewState"]
    next(one for one in test.button if one.label == "Zoom in").click().run()
    next(one for one in test.button if one.label == "North").click().run()
    near = deck(test)["initialViewState"]
    assert near["zoom"] > before["zoom"] and near["latitude"] > before["latitude"]
    test.selectbox(key="map").set_value("venues").run()
    assert deck(test)["initialViewState"] == near
    next(one for one in test.button if one.label == "Whole map").click().run()
    again = deck(test)["initialViewState"]
    assert again["zoom"] == pytest.approx(before["zoom"], abs=1e-5)
    # Never the very same: the browser would not move a map that was dragged meanwhile.
    assert all(again[name] != before[name] for name in ("zoom", "latitude", "longitude"))


def test_the_area_drives_the_line_over_time(shown: Installation) -> None:
    said = text(page(map="flows", area="Corby"))
    assert "The same figure in Corby" in said
    assert "from Corby" in said


def test_a_rate_for_residents_is_worked_out_from_published_counts(shown: Installation) -> None:
    release = current_release.now(shown).release
    test = page(figure="place_of_exploitation_rate", year="2023", area="E07000150")
    (areas,) = [one for one in deck(test)["layers"] if one["id"].startswith("areas-")]
    corby = next(one["properties"] for one in areas["data"] if one["properties"]["code"] == "E07000150")
    cells = release.cells(
        "place_of_exploitation", time_level="year", time="2023", geography_level="district", area="E07000150"
    )
    assert corby["shown"] == f"{cells['value'].iloc[0] * 100_000 / 18_202:.1f}"
    assert corby["detail"].startswith("95% interval ")
