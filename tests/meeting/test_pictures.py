"""Pictures: drawn from published figures, hidden ones as hidden, readable, the same on every machine."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from xml.etree import ElementTree  # what is parsed here, the project has just written

import pytest

from dashboard.display.analysis.point import Point
from dashboard.display.charts import Mark, style
from dashboard.display.meeting import Deck, Item, Slide, Story, View, freeze, pictures
from dashboard.publication import Publication, Status
from tests.charts.samples import over_time

TREND = View("nrm_referrals", "time", "quarter")
BARS = View("place_of_exploitation", "area", "year", geography_level="district")
ITEMS = (
    Item("trend", (TREND,)),
    Item("bars", (BARS,)),
    Item("dots", (View("confidence_change", "sector", "year"),)),
    Item("map", (BARS,)),
    Item(
        "compare",
        tuple(
            View("coverage", "time", "quarter", geography_level="unitary", area=area)
            for area in ("E06000061", "E06000062")
        ),
    ),
    Item(
        "paired",
        tuple(
            View(name, "area", "year", geography_level="district")
            for name in ("attendances", "attendances_by_delivery_place")
        ),
    ),
)
LARGE = pictures.Size(1216, 400, 32)


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    return freeze(publication, Story("Board", "", "OFFICIAL", "partnership", ITEMS))


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


def hide(slide: Slide, *places: int, low: float | None = None, high: float | None = None) -> Slide:
    """The slide with some figures hidden, and what fits them."""
    line = slide.lines[0]
    points = tuple(
        Point(point.code, point.label, None, Status.CONFIDENTIAL, low=low, high=high)
        if at in places
        else point
        for at, point in enumerate(line.points)
    )
    return replace(slide, lines=(replace(line, points=points), *slide.lines[1:]))


@pytest.mark.parametrize("at", range(len(ITEMS)))
def test_a_picture_says_what_it_shows_and_asks_for_nothing(deck: Deck, at: int) -> None:
    slide = deck.slides[at]
    drawn = pictures.svg(deck, slide)
    root = ElementTree.fromstring(drawn)  # noqa: S314
    assert root[0].tag.endswith("title")
    assert (root[0].text, root[1].text) == (slide.headline, slide.alt)
    inside = drawn.replace('"http://www.w3.org/2000/svg"', "").replace('"http://www.w3.org/1999/xlink"', "")
    assert not re.search(r"https?:|href|<script|<image|<foreignObject", inside)
    used, made = set(re.findall(r"url\(#([^)]+)\)", drawn)), re.findall(r'\bid="([^"]+)"', drawn)
    assert used <= set(made)
    assert len(made) == len(set(made))
    said = " ".join(texts(drawn))
    for part in (deck.release_id, "OFFICIAL", "As of "):
        assert part in said


@pytest.mark.parametrize("at", range(len(ITEMS)))
def test_every_letter_is_at_least_as_large_as_asked_for(deck: Deck, at: int) -> None:
    drawn = pictures.svg(deck, deck.slides[at], LARGE, alone=False)
    sizes = [float(size) for size in re.findall(r'font-size="([0-9.]+)(?:px)?"', drawn)]
    # A chart is drawn as on a page, and enlarged as a whole.
    (scale,) = [float(by) for by in re.findall(r"scale\(([0-9.]+)\)", drawn) if by != "1"] or [1.0]
    assert sizes
    assert min(sizes) * scale >= 31.99


@pytest.mark.parametrize("at", [1, 2])
def test_rows_show_each_figure_as_it_is_printed(deck: Deck, at: int) -> None:
    slide = deck.slides[at]
    said = texts(pictures.svg(deck, slide))
    for row in slide.table.rows:
        assert row[1] in said


@pytest.mark.parametrize("at", [0, 1, 3])
def test_nothing_drawn_depends_on_what_is_hidden(deck: Deck, at: int) -> None:
    slide = deck.slides[at]
    drawn = [
        pictures.svg(deck, hide(slide, 1, 2, low=low, high=high), LARGE, alone=False)
        for low, high in ((None, None), (0.0, 4.0), (900.0, 5000.0))
    ]
    assert len(set(drawn)) == 1
    assert drawn[0] != pictures.svg(deck, slide, LARGE, alone=False)
    assert "[c]" in " ".join(texts(drawn[0]))


def test_hidden_rows_are_hatched_and_last(deck: Deck) -> None:
    hatch = 'fill="url(#p2-hatch)"'
    bars = hide(deck.slides[1], 0)
    drawn = pictures.svg(deck, bars, alone=False)
    assert drawn.count(hatch) == len(bars.lines[0].hidden)
    assert pictures.svg(deck, deck.slides[1], alone=False).count(hatch) == len(bars.lines[0].hidden) - 1
    assert texts(drawn)[-1] == "[c]"
    assert 'fill="url(#p4-hatch)"' in pictures.svg(deck, hide(deck.slides[3], 0), alone=False)


def test_a_line_breaks_at_what_is_hidden_and_at_a_break(deck: Deck) -> None:
    line = over_time({"2023-Q1": 9.0, "2023-Q2": None, "2023-Q3": None, "2023-Q4": 7.0, "2024-Q1": 8.0})
    runs = []
    for marks in ((), (Mark("2024-01-01", "Test changes", True),), (Mark("2024-01-01", "Training week"),)):
        slide = replace(deck.slides[0], lines=(line,), events=marks)
        drawn = pictures.svg(deck, slide, alone=False)
        (path,) = re.findall(r'<path d="([^"]*)" fill="none"', drawn)
        runs.append([part.count("L") + 1 for part in path.split("M")[1:]])
        assert drawn.count(f'fill="{style.BAND}"') == 1
    assert runs == [[1, 2], [1, 1, 1], [1, 2]]


def test_a_png_is_of_the_size_asked_for_and_the_same_every_time(deck: Deck) -> None:
    first = pictures.png(deck, deck.slides[0])
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", first[16:24]) == (1280, 720)
    assert pictures.png(deck, deck.slides[0]) == first
    assert struct.unpack(">II", pictures.png(deck, deck.slides[0], scale=2)[16:24]) == (2560, 1440)


def test_words_have_no_picture(publication: Publication) -> None:
    deck = freeze(publication, Story("B", "", "", "north", (Item("words", (TREND,)),)))
    assert not pictures.pictured(deck.slides[0])
    with pytest.raises(ValueError, match="words only"):
        pictures.svg(deck, deck.slides[0])
