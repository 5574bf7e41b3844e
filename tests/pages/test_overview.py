"""The first page: the chain, the order of its figures, and what is one click away from each."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from dashboard.display.ui.overview.key_figures import figure_id, ordered
from dashboard.display.ui.overview.page import TILES
from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from dashboard.settings import Installation
from tests.listing import changed
from tests.pages.conftest import OpenPage, texts

DOZEN = ("T01", "T02", "T04", "T07", "Q03", "R01", "R02", "R07", "R11", "I01", "P03")
#: The area gap is told by attendances where people work and where sessions are held.
GAP = "T15"


def codes(shown: list[str]) -> list[str]:
    """The codes of the tiles, in the order in which they stand."""
    return re.findall(r'class="nd-tile[^"]*" id="figure-(\w+)"', "".join(shown))


def test_the_dozen_is_there_once_each(look_at: OpenPage) -> None:
    page = look_at("Overview")
    assert not page.exception
    assert sorted(codes(texts(page))) == sorted(code.casefold() for code in (*DOZEN, GAP))


def test_each_figure_has_a_trend_and_all_that_bears_on_it_one_click_away(look_at: OpenPage) -> None:
    tiles = [
        tile
        for text in texts(look_at("Overview"))
        for tile in re.split(r'(?=<div class="nd-tile[ "])', text)[1:]
    ]
    assert len(tiles) == len(TILES)
    for tile in tiles:
        assert "<img src=" in tile and 'alt="Line chart.' in tile
        for word in ("Question", "What is counted", "Caveat", "Source", "Release", "Rule:"):
            assert word in tile
        assert re.search(r"(more|fewer|less|higher|lower) than in|The same as in|No earlier|is hidden", tile)


def test_the_chain_has_one_figure_for_each_link(look_at: OpenPage) -> None:
    chain = next(text for text in texts(look_at("Overview")) if "nd-chain" in text)
    assert chain.count("<li>") == chain.count('class="nd-figure"') == 5
    told = html.unescape(re.sub(r"<[^>]+>", " ", chain))
    for word in (
        "Trained",
        "More confident",
        "Report",
        "Refer",
        "Decided",
        "no proof that one leads to the other",
    ):
        assert word in told
    assert 'href="#figure-t01"' in chain


def test_each_link_of_the_chain_stands_beside_a_year_before_and_in_its_interval(look_at: OpenPage) -> None:
    chain = next(text for text in texts(look_at("Overview")) if "nd-chain" in text)
    links = re.findall(r"<li>.*?</li>", chain, re.S)
    assert len(links) == 5
    for link in links:
        figure = html.unescape(re.search(r'nd-figure">([^<]*)<', link)[1])  # type: ignore[index]
        change = re.search(r'nd-change">([^<]*)<', link)
        assert change is not None and re.search(r"(than|as) in 2022|No earlier|not judged", change[1]), link
        # Trained people are planned and counted in full: chance has no part in their number.
        if "Trained" in link:
            assert "interval" not in link
            continue
        low, high = re.findall(r"95% interval ([\d.,%]+) to ([\d.,%]+)", link)[0]
        number = [float(text.strip("+%").replace(",", "")) for text in (low, figure, high)]
        assert number == sorted(number) and number[0] < number[2], link


def test_a_link_of_the_chain_whose_figure_is_hidden_says_so(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    sql = "UPDATE cells SET value = NULL, status = 'c', low = {}, high = {} WHERE indicator = 'nrm_referrals'"
    shown = []
    for low, high in ((0, 4), (1, 40)):
        where = changed(released, tmp_path / str(high), sql.format(low, high))
        page = open_page("Overview", where)
        assert not page.exception
        shown.append(next(text for text in texts(page) if "nd-chain" in text))
    assert shown[0] == shown[1]
    assert "[c]" in shown[0] and "hidden so that nobody can be recognised" in shown[0]


def test_a_figure_that_falls_beyond_chance_comes_first(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    where = changed(
        released,
        tmp_path / "fallen",
        "UPDATE cells SET value = 3, low = 2.9, high = 3.1 WHERE indicator = 'confidence_change' "
        "AND measure = 'mean'; "
        "UPDATE cells SET value = 1, low = 0.9, high = 1.1 WHERE indicator = 'confidence_change' "
        "AND measure = 'mean' AND time = '2023'; "
        # The year before is there in full, so that there is something to fall from.
        "UPDATE release SET value = '2022-01' WHERE key = 'first_month'",
    )
    page = open_page("Overview", where)
    assert not page.exception
    assert codes(texts(page))[0] == "q03"
    assert "Lower than a year earlier" in "".join(texts(page))


@pytest.mark.parametrize("indicator", ["nrm_referrals", "intelligence_submissions", "place_of_exploitation"])
def test_what_a_hidden_figure_could_be_changes_nothing_in_the_order(
    open_page: OpenPage, released: Installation, tmp_path: Path, indicator: str
) -> None:
    """Newest figures hidden, as 0 and as a count with another range: the same tiles in the same order."""
    sql = (
        "UPDATE cells SET value = NULL, status = 'c', low = {}, high = {} WHERE measure = 'count' AND "
        f"indicator = '{indicator}' AND time IN ('2024-Q2', '2023')"
    )
    pages = []
    for low, high in ((0, 4), (3, 400)):
        page = open_page("Overview", changed(released, tmp_path / str(high), sql.format(low, high)))
        assert not page.exception
        pages.append("".join(texts(page)))
    assert codes([pages[0]]) == codes([pages[1]])
    without_ranges = [re.sub(r"(at most|between) [\d,]+( and [\d,]+)?", "", page) for page in pages]
    assert without_ranges[0] == without_ranges[1]


def test_tiles_stand_in_the_order_of_their_reasons(shown_release: Publication) -> None:
    reasons = [told.reason for _, told in ordered(shown_release, TILES)]
    assert reasons == sorted(reasons)
    assert figure_id("T01") == "figure-t01"


@pytest.fixture
def shown_release(released: Installation) -> Publication:
    return Publication(named_file(released))


#: The newest quarter of a tile's figure, and the newest year of one in the chain, as if they were restated.
RESTATED = """
INSERT INTO restated SELECT * EXCLUDE (value, status, low, high), value - 3, 'published', value, status, low,
    high, 1, '2024-06-01', true
FROM cells WHERE indicator = 'nrm_referrals' AND status = 'published';
INSERT INTO restated SELECT * EXCLUDE (value, status, low, high), value, status, NULL, 'c', 4, 40, 1,
    '2024-06-01', false
FROM cells WHERE indicator = 'intelligence_submissions' AND status = 'published'
"""


def test_tiles_and_the_chain_mark_restated_figures_and_those_as_first_counted(
    open_page: OpenPage, released: Installation, tmp_path: Path
) -> None:
    page = open_page("Overview", changed(released, tmp_path / "restated", RESTATED))
    assert not page.exception
    shown = "".join(texts(page))
    tiles = dict(re.findall(r'<div class="nd-tile[^"]*" id="figure-(\w+)">(.*?)</details>', shown, re.S))
    chain = next(text for text in texts(page) if "nd-chain" in text)
    for where, told in (("r02", r"\[r\] first counted (\d+)"), ("i01", r"\[f\] revised: between 4 and 40")):
        unit = re.search(rf'<p class="nd-unit">[^<]*; {told}</p>', tiles[where])
        assert unit, where
        if where == "r02":
            figure = re.search(r'nd-figure">(\d+)<', tiles[where])
            assert figure and int(figure[1]) == int(unit[1]) + 3
        assert "[r] revised: late" in tiles["r02"] and "[f] as first counted" in tiles["i01"]
        assert re.search(told, chain), where
    assert "[r]" not in tiles["t01"] and "[f]" not in tiles["t01"]


def test_a_tile_of_parts_marks_each_of_them(released: Installation, tmp_path: Path) -> None:
    sql = RESTATED.replace("'nrm_referrals'", "'concerns'")
    release = Publication(named_file(changed(released, tmp_path / "parts", sql)))
    tile = next(html for html, _ in ordered(release, TILES) if 'id="figure-r01"' in html)
    rows = re.findall(r"<li><span>([^<]*)</span><b>(\d+)</b>", tile)
    assert rows and all(name.endswith(f" [r] first counted {int(value) - 3}") for name, value in rows)
    assert "[r] revised: late" in tile
