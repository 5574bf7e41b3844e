"""An area's figures in one table: which stand there, beside what, and what is said of the rest."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.display.ui.area_profile import chosen_figures
from dashboard.display.ui.area_profile.lines import beside, lines
from dashboard.methods import percentage, wording
from dashboard.publication import COUNTY, Publication
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.conftest import Shared
from tests.listing import changed
from tests.pages.conftest import OpenPage, texts
from tests.release.few_rows import training_release

NORTH, CORBY = "E06000061", "E07000150"
ROW = re.compile(r'<tr role="row" class="nd-row">(.*?)</tr>')


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def body(page: AppTest) -> str:
    return "".join(texts(page))


def rows(page: AppTest) -> dict[str, list[str]]:
    """The cells of each row in words, by the figure's title."""
    found = {}
    for row in ROW.findall(body(page)):
        head, *cells = re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row)
        found[plain(head.partition("<span")[0])] = [plain(cell) for cell in cells]
    return found


@pytest.mark.parametrize("level", ["unitary", "district"])
def test_each_area_has_its_figures_beside_the_county(
    look_at: OpenPage, publication: Publication, level: str
) -> None:
    for area in (each for each in chosen_figures.profiled(publication) if each.level == level):
        page = look_at("Area_profile", area=area.code)
        assert not page.exception
        assert 10 <= len(rows(page)) <= 16, area.name
        assert f"{area.name} beside the whole county" in plain(body(page))
        assert {len(cells) for cells in rows(page).values()} == {5}


def test_here_county_and_what_lies_between_are_those_of_the_release(
    look_at: OpenPage, publication: Publication
) -> None:
    shown = rows(look_at("Area_profile", area=CORBY))
    of = {"time_level": "quarter", "time": "2024-Q2"}
    for indicator, measure in (("people_trained", "count"), ("coverage", "percent")):
        here, county = (
            float(publication.cells(indicator, measure=measure, **where, **of)["value"].iloc[0])
            for where in ({"geography_level": "district", "area": CORBY}, {})
        )
        cells = shown[publication.indicators[indicator].title]
        assert cells[0].split(" ")[0] == wording.measured(here, measure)
        assert cells[1] == wording.measured(county, measure)
        if measure == "count":
            assert cells[2] == f"{percentage(here, county):.0f}% of the county"
        else:
            apart = round(here) - round(county)
            sign = "+" if apart > 0 else "\N{MINUS SIGN}"
            assert cells[2].startswith(f"{sign}{abs(apart)} percentage point" if apart else "The same")


def test_the_whole_county_stands_by_itself_until_an_area_is_chosen(look_at: OpenPage) -> None:
    for address in ({}, {"area": "nowhere"}):
        page = look_at("Area_profile", **address)
        assert "Choose an area above" in plain(body(page))
        assert "Beside the county" not in body(page)
        assert {len(cells) for cells in rows(page).values()} == {3}
    assert "an area that this page does not have" in plain(body(look_at("Area_profile", area="nowhere")))


def test_an_area_may_be_asked_for_by_its_name_and_is_the_choice_of_other_pages_too(
    open_page: OpenPage,
) -> None:
    by_name, by_code = (open_page("Area_profile", area=area) for area in ("Corby", CORBY))
    assert texts(by_name) == texts(by_code)
    assert by_name.session_state["area"] == open_page("Training_reach", area="Corby").session_state["area"]


def test_each_figure_leads_to_its_page_with_the_area_chosen(look_at: OpenPage) -> None:
    for row in ROW.findall(body(look_at("Area_profile", area=CORBY))):
        (link,) = re.findall(r'<a href="([^"]+)"', row)
        assert html.unescape(link).endswith(f"area={CORBY}")


def test_what_is_published_elsewhere_is_told_once_with_a_link(
    look_at: OpenPage, publication: Publication
) -> None:
    for area in (NORTH, CORBY):
        page = look_at("Area_profile", area=area)
        shown = {name.partition(",")[0] for name in rows(page)}
        (told,) = re.findall(r'<ul class="nd-places">(.*?)</ul>', body(page))
        every = [about for abouts in chosen_figures.elsewhere(publication, area).values() for about in abouts]
        for about in every:
            assert plain(told).count(wording.lower_first(about.title)) >= 1
            assert about.title not in shown
    assert f'href="Area_profile?area={CORBY}"' in body(look_at("Area_profile", area=NORTH))


def test_a_hidden_figure_reads_as_elsewhere(
    publication: Publication, released: Installation, look_at: OpenPage, tmp_path: Path
) -> None:
    where = changed(
        released,
        tmp_path / "hidden",
        "UPDATE cells SET value = NULL, status = 'c', low = 0, high = 4 WHERE indicator = "
        f"'place_of_exploitation' AND area = '{CORBY}' AND time = '2023'",
    )
    page = look_at("Area_profile", where, area=CORBY)
    cells = rows(page)[publication.indicators["place_of_exploitation"].title]
    assert cells[0] == "[c]" and cells[2] == "[c]"
    assert "Hidden so that nobody can be recognised: at most 4 fit what is published." in cells[4]
    assert "[c] confidential" in plain(body(page))


def test_no_difference_is_called_chance_by_a_rule_of_its_own(publication: Publication) -> None:
    for area in (NORTH, CORBY):
        for line in lines(publication, area, chosen_figures.figures(publication, area)):
            apart, judged = beside(line)
            assert apart
            assert not judged or (line.compared is not None and line.compared.beyond_chance is not None)


def test_a_small_installation_says_what_it_has(look_at: OpenPage, shared: Shared) -> None:
    root = shared(training_release)
    where = Installation(root, root / "unused.key")
    held = Publication(named_file(where))
    for area in (COUNTY, *(each.code for each in chosen_figures.profiled(held))):
        page = look_at("Area_profile", where, area=area)
        assert not page.exception
        assert rows(page) or "no figure" in plain(body(page))
