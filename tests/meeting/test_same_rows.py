"""The page, the picture, the offline page and the native slide show the same rows of the same figures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from dashboard.display import charts, exports
from dashboard.display.analysis.published_series import PublishedSeries, ranked
from dashboard.display.charts.rows import kept
from dashboard.display.meeting import (
    Deck,
    Item,
    Slide,
    Story,
    View,
    browser,
    freeze,
    pictures,
    sentences,
    slides,
)
from dashboard.publication import Publication
from tests.charts.samples import indicator, point, split

#: Code, and the figures on the left and on the right; None is hidden, "-" is a place that a side has not.
PLACES = {
    "E07000150": (41.0, 12.0), "E07000151": (30.0, "-"), "E07000152": ("-", 7.0), "E07000153": (0.0, 0.0),
    "E07000154": (None, 90.0), "online": ("-", 55.0), "overseas": (0.0, 0.0), "elsewhere": ("-", 0.0),
}  # fmt: skip
#: What is left out everywhere: no district, and nothing on either side.
NOTHING = {"overseas", "elsewhere"}
WIDE = pictures.Size(1216, 600, 32)
LOW = pictures.Size(1216, 260, 32)


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    views = tuple(
        View(name, "area", "year", geography_level="district")
        for name in ("attendances", "attendances_by_delivery_place")
    )
    bars = View("attendances", "area", "year", geography_level="district")
    return freeze(
        publication, Story("Board", "", "", "partnership", (Item("paired", views), Item("bars", (bars,))))
    )


def sides() -> tuple[PublishedSeries, PublishedSeries]:
    made = [
        split(
            [point(code, row[at], f"Place-{code}") for code, row in PLACES.items() if row[at] != "-"],
            indicator(name),
            over="area",
        )
        for at, name in enumerate(("left", "right"))
    ]
    return replace(made[0], name="Work"), replace(made[1], name="Held")


def with_lines(deck: Deck, at: int, *lines: PublishedSeries) -> tuple[Deck, Slide]:
    """A deck of one slide, of these lines."""
    head = sentences.headline(deck.slides[at].kind, lines, "", ())
    table = exports.table(lines, "Made by hand")
    slide = replace(deck.slides[at], number=1, lines=lines, headline=head, table=table)
    return replace(deck, slides=(slide,)), slide


def in_svg(drawn: str) -> list[str]:
    return re.findall(r"<tspan[^>]*>(Place-[^<]*)</tspan>", drawn)


def on_the_page(deck: Deck, slide: Slide) -> list[list[str]]:
    figure = charts.side_by_side_bars(*slide.lines).figure
    return [list(figure["layout"]["yaxis"]["categoryarray"])]


def in_the_picture(deck: Deck, slide: Slide) -> list[list[str]]:
    return [in_svg(pictures.svg(deck, slide, WIDE, alone=False))]


def in_the_offline_page(deck: Deck, slide: Slide) -> list[list[str]]:
    return [in_svg(browser.page(deck).decode())]


def in_the_native_slide(deck: Deck, slide: Slide) -> list[list[str]]:
    """The names of the rows of each chart, from the workbook behind it."""
    (page,) = list(Presentation(io.BytesIO(slides.pptx(deck))).slides)[1:]
    books = [
        openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        for shape in page.shapes
        if shape.has_chart
    ]
    return [
        [str(row[0]).split(" [")[0] for row in book["Sheet1"].iter_rows(min_row=2, values_only=True)]
        for book in books
    ]


OUTPUTS: dict[str, Callable[[Deck, Slide], list[list[str]]]] = {
    "page": on_the_page,
    "picture": in_the_picture,
    "offline page": in_the_offline_page,
    "native slide": in_the_native_slide,
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_paired_slide_has_the_places_of_both_sides(deck: Deck, output: str) -> None:
    made, slide = with_lines(deck, 0, *sides())
    expected = [
        f"Place-{code}"
        for code in ("E07000150", "E07000151", "E07000153", "E07000154", "online", "E07000152")
    ]
    assert {name.removeprefix("Place-") for name in expected} == set(PLACES) - NOTHING
    for names in OUTPUTS[output](made, slide):
        assert names == expected


def test_a_place_that_one_side_lacks_is_not_available_there() -> None:
    left, right = charts.side_by_side(*sides())
    marks = {one.code: (one.status.value, other.status.value) for one, other in zip(left, right, strict=True)}
    assert marks["E07000151"] == ("published", "x")
    assert marks["online"] == ("x", "published")
    assert marks["E07000154"] == ("c", "published")
    assert marks["E07000153"] == ("published", "published")


def test_where_not_all_rows_fit_the_headline_names_rows_that_are_drawn(deck: Deck) -> None:
    points = [point(f"p{n}", float(90 - n), f"Place-{n}") for n in range(60)]
    made, slide = with_lines(deck, 1, split([*points, point("hidden", None, "Place-hidden")], over="area"))
    named = set(re.findall(r"Place-\w+", slide.headline))
    assert named == {"Place-0", "Place-59"}
    outputs = {
        "picture": in_svg(pictures.svg(made, slide, LOW, alone=False)),
        "offline page": in_svg(browser.page(made).decode()),
        "native slide": in_the_native_slide(made, slide)[0],
    }
    for output, names in outputs.items():
        assert 2 <= len(names) < 61, output
        assert named <= set(names), output
        assert names == [one.label for one in ranked(slide.lines[0]) if one.label in names], output
    words = " ".join(re.findall(r"<tspan[^>]*>([^<]*)", pictures.svg(made, slide, LOW, alone=False)))
    assert f"{len(outputs['picture'])} of 61, with the highest and the lowest; 1 hidden [c]." in words


@given(
    values=st.lists(st.one_of(st.none(), st.integers(0, 99)), min_size=1, max_size=20),
    most=st.integers(1, 25),
    focus=st.integers(0, 25),
)
def test_rows_kept_are_in_order_and_hold_the_highest_the_lowest_and_the_focus(
    values: list[int | None], most: int, focus: int
) -> None:
    points = ranked(split([point(f"p{n}", value) for n, value in enumerate(values)]))
    drawn = kept(points, most, f"p{focus}")
    assert len(drawn) == min(most, len(points))
    assert list(drawn) == sorted(set(drawn))
    assert 0 in drawn
    shown = [at for at, one in enumerate(points) if one.value is not None]
    named = {*shown[-1:], *(at for at, one in enumerate(points) if one.code == f"p{focus}")}
    if most > len(named):
        assert named <= set(drawn)
