"""All agencies in one table: whose figures stand there, in which order, and what is said without them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.display.ui.training import agency_table
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.settings import Installation
from tests.listing import changed
from tests.pages.conftest import OpenPage, texts

NORTH, CORBY = "E06000061", "E07000150"
PART = "agency-by-agency"
ROW = re.compile(r'<tr role="row"><th scope="row" role="rowheader">(.*?)</th>(.*?)</tr>')


def body(page: AppTest) -> str:
    return "".join(texts(page))


def rows(page: AppTest) -> dict[str, list[str]]:
    """The cells of each row in words, by the agency."""
    return {
        html.unescape(name): [
            html.unescape(re.sub(r"<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)
        ]
        for name, cells in ROW.findall(body(page))
    }


def figures(publication: Publication, area: str, measure: str) -> dict[str, float]:
    """Each agency's coverage in the newest quarter, as the release has it, by the agency's name."""
    where = {} if area == "all" else {"geography_level": "unitary", "area": area}
    cells = publication.cells(
        "coverage", measure=measure, time_level="quarter", time="2024-Q2", agency=..., **where
    )
    shown = cells[cells["status"] == "published"]
    names = publication.codes("agency")
    return {names[code]: float(value) for code, value in zip(shown["agency"], shown["value"], strict=True)}


@pytest.mark.parametrize("area", ["all", NORTH])
def test_each_agency_has_the_figures_of_the_release_lowest_first(
    look_at: OpenPage, publication: Publication, area: str
) -> None:
    page = look_at("Training_reach", part=PART, **({} if area == "all" else {"area": area}))
    assert not page.exception
    shown, shares = rows(page), figures(publication, area, "percent")
    staff, trained = (figures(publication, area, name) for name in ("denominator", "numerator"))
    assert shares and set(shares) <= set(shown)
    for name, share in shares.items():
        assert shown[name][0].startswith(wording.measured(share, "percent"))
        assert shown[name][1:3] == [wording.number(staff[name]), wording.number(trained[name])]
    known = [shares[name] for name in shown if name in shares]
    assert known == sorted(known)
    assert list(shown)[: len(known)] == [name for name in shown if name in shares], "the others come last"


def test_a_council_has_its_own_staff_and_not_the_county_s(publication: Publication) -> None:
    county, north = (figures(publication, area, "denominator") for area in ("all", NORTH))
    assert set(north) <= set(county)
    assert all(north[name] < size for name, size in county.items() if size)


@pytest.mark.parametrize("order", list(agency_table.ORDERS))
def test_the_same_agencies_stand_there_in_any_order(look_at: OpenPage, order: str) -> None:
    usual = rows(look_at("Training_reach", part=PART))
    page = look_at("Training_reach", part=PART, order=order)
    assert not page.exception
    shown = rows(page)
    assert shown == usual
    if order == "name":
        assert list(rows(page)) == sorted(usual, key=str.casefold)
    if order == "staff":
        staff = [int(cells[1].replace(",", "")) for cells in rows(page).values() if cells[1][0] != "["]
        assert staff == sorted(staff, reverse=True)


def test_of_a_district_its_council_s_agencies_are_shown_and_that_is_said(look_at: OpenPage) -> None:
    district, council = (look_at("Training_reach", part=PART, area=area) for area in (CORBY, NORTH))
    assert rows(district) == rows(council)
    assert "Agencies are not published for Corby; these are those of North Northamptonshire." in body(
        district
    )
    nowhere = look_at("Training_reach", part=PART, area="not_recorded")
    assert rows(nowhere) == rows(look_at("Training_reach", part=PART))
    assert "these are those of Northamptonshire." in body(nowhere)


def test_nobody_is_given_a_place_in_a_league(look_at: OpenPage) -> None:
    shown = body(look_at("Training_reach", part=PART)).casefold()
    (table,) = re.findall(r'<table class="nd-table nd-stack nd-agencies".*?</table>', shown)
    for word in ("rank", "best", "worst", "league", "top ", "bottom", "1st"):
        assert word not in table


@pytest.mark.parametrize("page", ["Training_reach", "Area_profile"])
def test_a_release_without_agencies_by_council_says_so(
    look_at: OpenPage, released: Installation, tmp_path: Path, page: str
) -> None:
    forget = "DELETE FROM cells WHERE geography_level = 'unitary' AND agency != 'all'"
    where = changed(released, tmp_path / "before", forget)
    shown = look_at(page, where, part=PART, area=NORTH)
    assert not shown.exception
    assert rows(shown) == {}
    assert "does not publish agencies by council" in body(shown)
    assert rows(look_at(page, where, part=PART))


def test_a_hidden_share_comes_last_and_reads_as_elsewhere(
    look_at: OpenPage, released: Installation, tmp_path: Path
) -> None:
    hide = (
        "UPDATE cells SET value = NULL, low = NULL, high = NULL, status = 'c' WHERE indicator = 'coverage' "
        "AND agency = 'acute_hospital_a'"
    )
    page = look_at("Training_reach", changed(released, tmp_path / "hidden", hide), part=PART)
    name, cells = list(rows(page).items())[-1]
    assert name == "Acute hospital A"
    assert cells[:3] == ["[c]", "[c]", "[c]"]
    assert "[c] confidential" in body(page)


def test_a_profile_shows_a_few_and_leads_to_all(look_at: OpenPage) -> None:
    page = look_at("Area_profile", area=NORTH)
    every = rows(look_at("Training_reach", part=PART, area=NORTH))
    assert list(rows(page)) == list(every)[:8]
    assert f'href="Training_reach?part=Agency+by+agency&amp;area={NORTH}"' in body(page)
