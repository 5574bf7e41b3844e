"""Pages of a release with hidden cells: each is there, marked and explained, and nothing vanishes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dashboard.settings import Installation
from tests.drawings import asked, pictures
from tests.listing import changed
from tests.pages.conftest import OpenPage, texts

#: Every second period of every referral count, and all of one district.
CHOSEN = (
    "indicator IN (SELECT id FROM indicators WHERE policy = 'referrals') AND measure = 'count' "
    "AND (area = 'E07000150' OR time IN ('2023-Q2', '2023-Q4', '2024-Q2', '2023'))"
)


def hide(low: float, high: float) -> str:
    return f"UPDATE cells SET value = NULL, status = 'c', low = {low}, high = {high} WHERE {CHOSEN}"


@pytest.fixture(scope="module")
def hidden(released: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return changed(released, tmp_path_factory.mktemp("hidden"), hide(0, 9))


@pytest.fixture(scope="module")
def hidden_otherwise(released: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The same cells are hidden, and something else fits them."""
    return changed(released, tmp_path_factory.mktemp("otherwise"), hide(7, 4321))


@pytest.mark.parametrize("name", ["Overview", "Referrals", "Geography", "Area_profile", "About_the_data"])
def test_a_page_stays_the_same_whatever_is_hidden(
    look_at: OpenPage, hidden: Installation, hidden_otherwise: Installation, name: str
) -> None:
    """Only the words of a range may differ: no block, choice or picture comes or goes."""
    one, two = look_at(name, hidden), look_at(name, hidden_otherwise)
    assert not one.exception and not two.exception
    for kind in ("selectbox", "multiselect", "toggle", "download_button", "html"):
        assert len(one.get(kind)) == len(two.get(kind))
    assert [choice.options for choice in one.selectbox] == [choice.options for choice in two.selectbox]
    assert pictures(one) == pictures(two)


def test_a_chart_stays_the_same_whatever_is_hidden(
    open_page: OpenPage, hidden: Installation, hidden_otherwise: Installation
) -> None:
    one, two = (
        asked(open_page("Referrals", where)).get("plotly_chart") for where in (hidden, hidden_otherwise)
    )
    assert one
    for left, right in zip(one, two, strict=True):
        assert bare(left.proto.spec) == bare(right.proto.spec)
        assert left.proto.alt == right.proto.alt


def bare(spec: str) -> object:
    """A figure without what it says on pointing."""
    figure = json.loads(spec)
    for trace in figure["data"]:
        trace.pop("text", None)
    for note in figure["layout"].get("annotations", []):
        note.pop("hovertext", None)
    return figure


def test_hidden_figures_are_marked_and_explained_where_they_stand(
    look_at: OpenPage, hidden: Installation
) -> None:
    shown = "".join(
        texts(look_at("Referrals", hidden, route="childrens_safeguarding", route_split="district"))
    )
    assert "[c] confidential: hidden so that nobody can be recognised" in shown
    assert re.search(r'<td class="nd-number nd-hidden">\[c\]</td><td[^>]*>at most 9</td>', shown)


def test_a_tile_says_that_a_later_figure_is_hidden(look_at: OpenPage, hidden: Installation) -> None:
    shown = "".join(texts(look_at("Overview", hidden)))
    assert "April to June 2024 is hidden [c]: at most 9 fit what is published." in shown


def test_every_split_of_a_route_is_offered_hidden_or_not(look_at: OpenPage, hidden: Installation) -> None:
    page = look_at("Referrals", hidden, route="childrens_safeguarding")
    offered = next(choice.options for choice in page.selectbox if choice.label == "Split by")
    assert {"Type of exploitation", "District", "District and type of exploitation"} <= set(offered)


def test_a_table_of_two_splits_can_be_asked_what_fits(look_at: OpenPage, hidden: Installation) -> None:
    page = look_at(
        "Referrals", hidden, route="childrens_safeguarding", route_split="district-exploitation_group"
    )
    shown = "".join(texts(page))
    assert "Show what could be worked out" in shown
    assert "[c] at most 9" in shown


def test_a_combination_is_answered_from_published_figures(
    look_at: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = changed(released, tmp_path / "wide", hide(0, 4321))
    address = {"route": "childrens_safeguarding", "route_ask_time": "2023", "route_ask_area": "Corby"}
    shown = "".join(texts(look_at("Referrals", where, **address)))
    assert re.search(r"Not published\. From what is published, it must be (at most|between) [\d,]+", shown)
    year = "2022 (April to December)"
    whole = "".join(texts(look_at("Referrals", where, route="nrm", route_ask_time=year)))
    assert re.search(r"[\d,]+, published or added up from published figures\.", whole)


def test_figures_that_contradict_each_other_are_answered_in_words(
    look_at: OpenPage, hidden: Installation
) -> None:
    """Ranges of 0 to 9 cannot be right for every district: then nothing is claimed."""
    address = {"route": "childrens_safeguarding", "route_ask_time": "2023", "route_ask_area": "Corby"}
    page = look_at("Referrals", hidden, **address)
    assert not page.exception
    assert "What this could be could not be worked out" in "".join(texts(page))


def test_a_combination_in_the_address_that_no_page_has_is_not_used(
    look_at: OpenPage, hidden: Installation
) -> None:
    page = look_at("Referrals", hidden, route="nrm", route_ask_time="1066", route_ask_age="<em>")
    assert not page.exception
    assert "<em>" not in "".join(texts(page))


def test_what_hiding_costs_is_told_by_table(
    look_at: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = changed(
        released,
        tmp_path / "costs",
        "UPDATE tables SET hidden = 0, shown_share = 1; "
        "UPDATE tables SET cells = 40, hidden = 10, shown_share = 0.9996 WHERE indicator = 'age_mix'; "
        "UPDATE tables SET cells = 40, hidden = 30, shown_share = NULL WHERE indicator = 'nrm_referrals' "
        "AND grain = 'quarter'",
    )
    shown = "".join(texts(look_at("About_the_data", where)))
    assert "What hiding costs" in shown
    first, second = shown.index("by quarter</td>"), shown.index("by year and age</td>")
    assert first < second, "the table that hides most comes first"
    assert re.search(r'by quarter</td><td class="nd-number">40</td><td[^>]*>30</td><td[^>]*>not known', shown)
    assert re.search(
        r'by year and age</td><td class="nd-number">40</td><td[^>]*>10</td><td[^>]*>over 99%', shown
    )
