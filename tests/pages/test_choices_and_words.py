"""Choices come from the address and narrow what is shown; what is not published says so."""

from __future__ import annotations

import html
import json
import re

import pytest

from tests.drawings import alts, asked, pictures
from tests.pages.conftest import OpenPage, texts


def values(page: object) -> dict[str, str]:
    return {choice.key: choice.value for choice in page.selectbox}  # type: ignore[attr-defined]


def plain(page: object) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(texts(page))))  # type: ignore[arg-type]


@pytest.mark.parametrize("area", ["E07000150", "Corby"])
def test_a_link_opens_the_same_view_by_code_or_label(open_page: OpenPage, area: str) -> None:
    page = open_page("Training_reach", area=area, sector="Health", year="2022 (April to December)")
    assert values(page) == {"area": "E07000150", "sector": "health", "year": "2022"}
    assert "The link asked for" not in plain(page)


def test_a_link_that_asks_for_what_there_is_not_is_told(open_page: OpenPage) -> None:
    shown = plain(open_page("Training_reach", area="Rutland", year="1066"))
    assert "an area of work base that this page does not have; showing Northamptonshire instead." in shown
    assert "The link asked for a year that this page does not have; showing 2023 instead." in shown


def test_what_is_not_published_is_shown_at_the_nearest_view(open_page: OpenPage) -> None:
    shown = plain(open_page("Training_reach", area="Corby"))
    assert "These figures are not published for Corby here; shown for the whole county." in shown


def test_choosing_narrows_the_figures(open_page: OpenPage) -> None:
    page = open_page("Training_reach")
    before = plain(page)
    page.selectbox(key="sector").select("health").run()
    assert not page.exception
    assert plain(page) != before


@pytest.mark.parametrize("route", ["nrm", "childrens_safeguarding", "helpline"])
def test_one_route_is_shown_at_a_time(open_page: OpenPage, route: str) -> None:
    page = open_page("Referrals", route=route)
    assert not page.exception
    assert values(page)["route"] == route
    assert "routes are never added together" in plain(page)


def test_a_step_that_a_route_is_not_published_by_is_not_offered(open_page: OpenPage) -> None:
    page = open_page("Referrals", route="childrens_safeguarding")
    page.selectbox(key="by").select("month").run()
    assert not page.exception
    page.selectbox(key="route").select("nrm").run()
    assert not page.exception
    assert values(page)["by"] == "quarter"
    assert "published by quarter and year only" in plain(page)


def test_northamptonshire_stands_beside_all_forces(open_page: OpenPage) -> None:
    page = open_page("Referrals")
    alt = next(alt for alt in alts(page) if "All police forces" in alt)
    for figures in ("12", "14", "23", "15", "19", "17"):
        assert figures in alt
    for figures in ("950", "969", "1,034", "1,043", "938", "970", "995"):
        assert figures in alt


def test_every_figure_has_its_words_and_trace_one_click_away(open_page: OpenPage) -> None:
    page = open_page("Training_reach")
    below = [text for text in texts(page) if "About this figure" in text and "nd-source" in text]
    assert len(below) == len(pictures(page))
    for text in below:
        told = html.unescape(re.sub(r"<[^>]+>", " ", text))
        for word in (
            "What is counted",
            "Caveat",
            "Source",
            "As of 30 June 2024",
            "Rows used",
            "Rule:",
            "Release",
        ):
            assert word in told
        assert "<caption>" in text
        assert 'scope="row"' in text


def test_every_picture_is_the_interactive_chart_once_asked_for_and_as_high(open_page: OpenPage) -> None:
    page = open_page("Referrals", part="decisions")
    shown, said = pictures(page), alts(page)
    assert shown and not page.get("plotly_chart")
    charts = asked(page).get("plotly_chart")
    assert [chart.proto.alt for chart in charts] == said and not pictures(page)
    heights = [json.loads(chart.proto.spec)["layout"]["height"] for chart in charts]
    assert [f"height:{height}px" in picture for height, picture in zip(heights, shown, strict=True)] == [
        True
    ] * len(shown)


def test_every_figure_can_be_downloaded(open_page: OpenPage) -> None:
    page = open_page("Training_reach")
    assert len(page.get("download_button")) == len(pictures(page))


def test_the_catalogue_holds_every_indicator(open_page: OpenPage) -> None:
    shown = plain(open_page("About_the_data"))
    for title in ("People trained", "NRM referral rate", "Change in confidence", "Pocket guides handed out"):
        assert title in shown
    for part in ("Files taken in", "Rows set aside", "Not shown yet", "How people are protected", "Licences"):
        assert part in shown


def test_the_catalogue_is_searched_by_any_word(open_page: OpenPage) -> None:
    page = open_page("About_the_data", find="pocket guides")
    shown = plain(page)
    assert not page.exception
    assert re.search(r"1 of \d+ indicators", shown)
    assert "T14 Pocket guides handed out" in shown and "T01 People trained" not in shown
    page.text_input(key="find").set_value("<b>zebra</b>").run()
    assert "No indicator holds '<b>zebra</b>' in its words." in plain(page)
    assert "<b>zebra" not in "".join(texts(page))
    assert "T01 People trained" in plain(page)


def test_the_data_page_tells_rules_breaks_methods_and_changes(open_page: OpenPage) -> None:
    page = open_page("About_the_data")
    shown, body = plain(page), "".join(texts(page))
    for part in (
        "a figure under 5, nothing (0) included",
        "only where at least 10 are counted",
        "Exploitation types change",
        "The Northamptonshire (Structural Changes) Order 2020",
        "XmR limits: unusual moving ranges",
        "No number has changed since the release before",
    ):
        assert part in shown, part
    assert 'href="Compare?figure=people_trained"' in body
    assert 'href="Training_reach"' in body


def test_the_overview_tells_the_change_in_words(open_page: OpenPage) -> None:
    shown = plain(open_page("Overview"))
    assert re.search(r"(more|fewer) than in April to June 2023|The same as in April to June 2023", shown)
    assert "never added together" in shown


def test_a_month_without_the_training_week_says_so(open_page: OpenPage) -> None:
    assert "This release holds no records of that week." in plain(open_page("Training_reach"))


@pytest.mark.parametrize("name", ["Training_reach", "Referrals", "Geography", "Compare"])
def test_the_choice_that_the_address_leaves_out_is_the_one_a_page_opens_with(
    open_page: OpenPage, name: str
) -> None:
    page = open_page(name)
    assert len(page.selectbox) > 1
    for choice in page.selectbox:
        assert choice.proto.options[choice.proto.default] == choice.format_func(choice.value), choice.key
