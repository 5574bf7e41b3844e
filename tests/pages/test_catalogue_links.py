"""The catalogue's links: each leads to the figure, and no page shows a figure that it does not lead to."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.display.ui import placement
from dashboard.display.ui.meeting import adding
from dashboard.display.ui.pages import PAGES
from dashboard.publication import Publication
from tests.pages.conftest import OpenPage, texts

#: The code of the indicator of each figure on a page; the catalogue's own entries are not figures.
FIGURE = re.compile(r"<summary>About this figure.*?<dt>Indicator</dt><dd>(\w+), ", re.DOTALL)
ENTRY = re.compile(r"<details><summary>(\w\d\d) .*?</details>", re.DOTALL)


@pytest.fixture(scope="module")
def addresses() -> dict[str, set[str]]:
    """The codes of the figures found at each address that was opened."""
    return {}


def figures(open_page: OpenPage, address: str, seen: dict[str, set[str]]) -> set[str]:
    if address not in seen:
        parts = urlsplit(address)
        page = open_page(parts.path, **dict(parse_qsl(parts.query)))
        assert not page.exception
        seen[address] = set(FIGURE.findall("".join(texts(page))))
    return seen[address]


def entries(open_page: OpenPage) -> dict[str, str]:
    """The HTML of each entry of the catalogue, by the indicator's code."""
    shown = "".join(texts(open_page("About_the_data")))
    return {found[1]: found[0] for found in ENTRY.finditer(shown)}


def test_every_link_of_the_catalogue_leads_to_the_figure(
    open_page: OpenPage, publication: Publication, addresses: dict[str, set[str]]
) -> None:
    told = entries(open_page)
    assert set(told) == {about.code for about in publication.indicators.values()}
    links = {
        code: [html.unescape(link) for link in re.findall(r'<a href="([^"]*)">', entry)]
        for code, entry in told.items()
    }
    assert sum(map(len, links.values())) > len(told)
    pairs = [(code, link) for code, every in links.items() for link in every]
    compared = [pair for pair in pairs if urlsplit(pair[1]).path == "Compare"]
    # One page draws whichever figure its address names, so of its links every eighth is opened.
    opened = [pair for pair in pairs if pair not in compared] + compared[::8]
    assert len(compared) > 8
    wrong = [(code, link) for code, link in opened if code not in figures(open_page, link, addresses)]
    assert wrong == []


@pytest.mark.parametrize("file", [page.file for page in PAGES])
def test_a_figure_on_a_page_is_linked_from_the_catalogue(
    open_page: OpenPage, publication: Publication, addresses: dict[str, set[str]], file: str
) -> None:
    code_of = {about.code: about.id for about in publication.indicators.values()}
    for part in placement.PLACED.get(file, {"": ()}):
        for code in figures(open_page, placement.address(file, part), addresses):
            pages = {urlsplit(to).path for to, _ in placement.places(publication, code_of[code])}
            assert file in pages, (part, code)


def test_a_figure_without_a_link_says_why(open_page: OpenPage, publication: Publication) -> None:
    told = entries(open_page)
    for about in publication.indicators.values():
        if placement.places(publication, about.id):
            assert "See it on" in told[about.code]
        elif about.last_period:
            assert "No page shows it; the Meeting page" in told[about.code]
            assert adding.views(publication, about.id)
        else:
            assert "no figure of it" in told[about.code]


def test_what_is_listed_are_indicators_and_pages(publication: Publication) -> None:
    placed = (shown for page in placement.PLACED.values() for shown in page.values())
    listed = {name for shown in placed for name in shown} | set(placement.CHOSEN)
    assert listed <= set(publication.indicators)
    assert {*placement.PLACED, *(file for file, *_ in placement.CHOSEN.values())} <= {
        page.file for page in PAGES
    }


@pytest.mark.parametrize("file", [file for file, placed in placement.PLACED.items() if "" not in placed])
def test_a_part_shows_what_stands_in_it_and_nothing_else(
    open_page: OpenPage, publication: Publication, addresses: dict[str, set[str]], file: str
) -> None:
    """Together they show what the whole page shows, so that no figure is lost between them."""
    page = next(page.name for page in PAGES if page.file == file)
    every = {*placement.PLACED[file], *placement.headings(publication, page)}
    shown = [figures(open_page, placement.address(file, part), addresses) for part in sorted(every)]
    assert set.union(*shown) == figures(open_page, f"{file}?part=everything", addresses)
    for part, codes in zip(sorted(every), shown, strict=True):
        names = {about.id for about in publication.indicators.values() if about.code in codes}
        further = placement.headings(publication, page).get(part, [])
        beside = {name for name, (to, at, _) in placement.CHOSEN.items() if (to, at) == (file, part)}
        assert names <= {*placement.PLACED[file].get(part, ()), *further, *beside}, part
