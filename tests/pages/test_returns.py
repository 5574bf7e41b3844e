"""About the data shows who has sent what; pages of a release that lacks returns say so and judge nothing."""

from __future__ import annotations

import html
import re

import pytest

from dashboard.settings import Installation
from tests.conftest import Shared
from tests.pages.conftest import OpenPage, texts
from tests.returns.county import county
from tests.returns.sentences import MARK


@pytest.fixture(scope="module")
def lacking(shared: Shared) -> Installation:
    folder = shared(county)
    return Installation(folder / "without-acute_hospital_a", folder / "unused.key")


def test_about_the_data_shows_agency_by_period_in_words(open_page: OpenPage, lacking: Installation) -> None:
    page = open_page("About_the_data", lacking)
    assert not page.exception
    told = next(text for text in texts(page) if "what has come, by agency and period" in text)
    assert "Missing: Acute hospital A (Training register), April to June 2024." in html.unescape(told)
    first = told[: told.index("Earlier periods")]
    head = re.findall(r'<th scope="col">(.*?)</th>', first)
    assert head[:3] == ["Agency", "Jun 2024", "May 2024"] and len(head) == 13, "twelve months, newest first"
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', first)
    by_agency = {html.unescape(name): re.sub("<.*?>", " ", cells).split() for name, cells in rows}
    assert by_agency["Acute hospital A"] == ["missing"] * 3 + ["received"] * 9
    assert by_agency["Children's trust"] == ["received"] * 12


def test_a_release_that_expects_nothing_has_no_such_part(open_page: OpenPage, shared: Shared) -> None:
    folder = shared(county)
    page = open_page("About_the_data", Installation(folder / "unlisted", folder / "unused.key"))
    assert not page.exception and not [text for text in texts(page) if 'id="returns"' in text]


@pytest.mark.parametrize("name", ["Overview", "Training_reach"])
def test_a_page_marks_what_lacks_a_return(open_page: OpenPage, lacking: Installation, name: str) -> None:
    page = open_page(name, lacking)
    assert not page.exception
    said = [html.unescape(re.sub("<.*?>", " ", text)) for text in texts(page)]
    assert sum(bool(MARK.search(text)) for text in said) > 1
    flagged = re.findall(r'<p class="nd-tag">(.*?)</p>', " ".join(texts(page)))
    assert not any("Fell" in tag or "Below" in tag for tag in flagged), flagged


def test_compare_gives_no_difference_where_a_return_is_missing(
    open_page: OpenPage, lacking: Installation
) -> None:
    page = open_page(
        "Compare", lacking, figure="attendances", compare="quarter", one="2024-Q2", other="2023-Q2"
    )
    assert not page.exception
    said = html.unescape(" ".join(texts(page)))
    assert "Against" not in said and "fewer than" not in said
    assert "in April to June 2023; the difference is not judged, as data are missing (Acute" in said
