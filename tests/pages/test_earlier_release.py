"""A release of an earlier version, without events, targets and outlines: every page says so and works."""

from __future__ import annotations

import shutil

import pytest

from dashboard.display.feasibility import Asked, interval_of
from dashboard.display.meeting import Item, Refusal, Story, View, freeze
from dashboard.publication import Publication, current_release
from dashboard.publication.current_release import CurrentRelease, named_file
from dashboard.settings import PROJECT, Installation
from tests.drawings import pictures
from tests.pages.conftest import OpenPage, texts
from tests.publication.made_releases import forget_facts

NAMES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))


@pytest.fixture(scope="module")
def of_before(released: Installation, tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The small release as an earlier version would have made it."""
    copy = tmp_path_factory.mktemp("earlier") / "earlier.duckdb"
    shutil.copy(named_file(released), copy)
    forget_facts(copy)
    return Publication(copy)


@pytest.fixture
def earlier(of_before: Publication, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """The release of an earlier version, served."""
    monkeypatch.setattr(current_release, "now", lambda where: CurrentRelease(of_before))
    return of_before


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_that_the_release_is_of_an_earlier_version(
    open_page: OpenPage, earlier: Publication, name: str
) -> None:
    page = open_page(name)
    assert not page.exception
    assert "before releases carried events, targets and maps" in "".join(texts(page))
    assert not page.get("deck_gl_json_chart")


@pytest.mark.parametrize("chosen", ["venues", "flows", "figure"])
def test_where_a_map_stood_stands_a_sentence(open_page: OpenPage, earlier: Publication, chosen: str) -> None:
    page = open_page("Geography", map=chosen)
    assert not page.exception
    shown = "".join(texts(page))
    assert "no map can be drawn of it" in shown
    assert "per 100,000 residents" not in shown
    assert pictures(page)


def test_a_slide_of_a_map_is_refused_in_words(earlier: Publication) -> None:
    view = View("people_trained", "area", "year", geography_level="district")
    with pytest.raises(Refusal, match="show bars instead of a map"):
        freeze(earlier, Story("Title", "", "", "partnership", (Item("map", (view,)),)))
    assert freeze(earlier, Story("Title", "", "", "partnership", (Item("bars", (view,)),))).slides


def test_no_range_is_worked_out_where_the_districts_of_a_council_are_not_known(earlier: Publication) -> None:
    asked = Asked(("2023",), ("E06000061",), "unitary")
    assert "which districts make up a council" in interval_of(earlier, "attendances", asked).why
