"""Slides: native charts of published figures, and not one number of anything else in the whole file."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from pptx import Presentation

from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import ranked
from dashboard.display.charts import Mark
from dashboard.display.maps import reading
from dashboard.display.meeting import Deck, Item, Slide, Story, View, freeze, slides
from dashboard.methods import wording
from dashboard.publication import SHORTHAND, Publication, Status
from tests.charts.samples import over_time
from tests.meeting.test_pictures import ITEMS, TREND, hide

WORDS = Item("words", (TREND, View("coverage", "time", "quarter")), notes="Ask about the *winter*.")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    """Every kind of slide; the second trend has hidden figures and a break, the last bars hidden rows."""
    frozen = freeze(publication, Story("Board", "County", "OFFICIAL", "west", (WORDS, *ITEMS, *ITEMS[:2])))
    broken = replace(
        hide(frozen.slides[-2], 2, 3, 9),
        events=(Mark("2023-01-01", "New form", True),),
        shorthand=(SHORTHAND[Status.CONFIDENTIAL],),
    )
    last = replace(hide(frozen.slides[-1], 0, 1), shorthand=(SHORTHAND[Status.CONFIDENTIAL],))
    return replace(frozen, slides=(*frozen.slides[:-2], broken, last))


@pytest.fixture(scope="module")
def file(deck: Deck) -> bytes:
    return slides.pptx(deck)


def parts(file: bytes, inside: str = "") -> Iterator[tuple[str, bytes]]:
    """Every part of a file, and of the files in it."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            if name.endswith(".xlsx"):
                yield from parts(content, f"{name}!")
            else:
                yield inside + name, content


def charts(file: bytes) -> dict[int, list[tuple[object, openpyxl.Workbook]]]:
    """The charts of each slide (by its number), each with the workbook inside it."""
    found: dict[int, list[tuple[object, openpyxl.Workbook]]] = {}
    for number, page in enumerate(Presentation(io.BytesIO(file)).slides):
        for shape in page.shapes:
            if shape.has_chart:
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                found.setdefault(number, []).append((shape.chart, openpyxl.load_workbook(io.BytesIO(blob))))
    return found


def columns(book: openpyxl.Workbook) -> list[list[object]]:
    """The columns of figures of a workbook."""
    return [[cell.value for cell in column][1:] for column in book["Sheet1"].iter_cols(min_col=2)]


def expected(slide: Slide) -> list[list[list[object]]]:
    """The columns of each chart of a slide, from its published points."""
    if slide.kind == "trend" and any(mark.breaks for mark in slide.events):
        before = [wording.middle_day(point.code) < slide.events[0].day for point in slide.lines[0].points]
        return [
            [
                [
                    p.value if early is side else None
                    for p, early in zip(slide.lines[0].points, before, strict=True)
                ]
                for side in (True, False)
            ]
        ]
    if slide.kind in ("trend", "compare"):
        return [[[point.value for point in one.points] for one in slide.lines]]
    if slide.kind in ("bars", "dots"):
        return [[[point.value for point in ranked(slide.lines[0])]]]
    return []


def test_every_workbook_holds_the_published_cells_and_nothing_else(deck: Deck, file: bytes) -> None:
    drawn = charts(file)
    assert sorted(drawn) == [s.number for s in deck.slides if s.kind not in ("words", "map")]
    for slide in deck.slides:
        books = [book for _, book in drawn.get(slide.number, [])]
        for book in books:
            assert book.sheetnames == ["Sheet1"]
            assert book["Sheet1"].sheet_state == "visible"
            assert not list(book.defined_names)
            assert not [cell for row in book["Sheet1"] for cell in row if cell.comment]
        if slide.kind == "paired":
            for one, book in zip(slide.lines, books, strict=True):
                known = {point.label: point.value for point in one.points}
                told = {row[0].value: row[1].value for row in book["Sheet1"].iter_rows(min_row=2)}
                assert told == {label: known[label] for label in told}
                # What is left out has nothing in it, here and in the other chart.
                assert {known[label] for label in known if label not in told} <= {0.0}
        else:
            assert [columns(book) for book in books] == expected(slide), slide.kind


@pytest.mark.parametrize("typed", ["=1+1", "{=1+1}", "@SUM(A1)", "https://example.org", "12"])
def test_what_somebody_typed_stays_text_in_the_workbook_of_a_chart(
    publication: Publication, typed: str
) -> None:
    trend = next(item for item in ITEMS if item.kind == "compare")
    named = replace(trend, views=tuple(replace(view, name=f"{typed} {view.area}") for view in trend.views))
    file = slides.pptx(freeze(publication, Story("Board", "County", "OFFICIAL", "west", (named,))))
    ((_, book),) = charts(file)[1]
    heads = [cell for cell in book["Sheet1"][1] if str(cell.value).startswith(typed)]
    assert len(heads) == len(trend.views)
    assert {(cell.data_type, cell.hyperlink) for cell in heads} == {("s", None)}


def test_a_hidden_figure_is_an_empty_cell_named_in_words(deck: Deck, file: bytes) -> None:
    for slide in deck.slides[-2:]:
        hidden = {point.label for point in slide.lines[0].hidden}
        ((chart, book),) = charts(file)[slide.number]
        rows = list(book["Sheet1"].iter_rows(min_row=2, values_only=True))
        empty = [row for row in rows if all(value is None for value in row[1:])]
        assert len(empty) == len(hidden) > 0
        assert all(str(row[0]).endswith("[c]") for row in empty)
        assert not [row for row in rows if row not in empty and "[c]" in str(row[0])]
        cached = {
            point.get("idx")
            for series in chart._chartSpace.iter(f"{CHART}ser")
            for values in series.iter(f"{CHART}val")
            for point in values.iter(f"{CHART}pt")
        }
        assert len(cached) == len(rows) - len(hidden)
        assert chart._chartSpace.find(f".//{CHART}dispBlanksAs").get("val") == "gap"


def test_the_file_does_not_depend_on_what_is_hidden(deck: Deck) -> None:
    made = [
        slides.pptx(
            replace(deck, slides=tuple(hide(deck.slides[at], 0, 1, low=low, high=high) for at in (1, 2, 4)))
        )
        for low, high in ((None, None), (0.0, 0.0), (4.0, 900.0))
    ]
    assert len(set(made)) == 1
    shown = replace(deck, slides=tuple(deck.slides[at] for at in (1, 2, 4)))
    assert slides.pptx(shown) != made[0]


def test_the_same_deck_gives_the_same_bytes(deck: Deck, file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400 * 400)
    assert slides.pptx(deck) == file
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        books = [opened.read(name) for name in opened.namelist() if name.endswith(".xlsx")]
        days = {entry.date_time for entry in opened.infolist()}
    for book in books:
        days |= {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(book)).infolist()}
    assert days == {(1980, 1, 1, 0, 0, 0)}
    made = [content for name, content in parts(file) if name.endswith("!docProps/core.xml")]
    assert made
    day = Presentation(io.BytesIO(file)).core_properties.created.strftime("%Y-%m-%d").encode()
    assert all(content.count(day) == 2 for content in made)


def test_each_slide_has_a_title_first_a_number_a_footer_and_notes(deck: Deck, file: bytes) -> None:
    opened = Presentation(io.BytesIO(file))
    assert (opened.slide_width / opened.slide_height) == pytest.approx(16 / 9)
    titles = [page.shapes.title.text_frame.text for page in opened.slides]
    assert len(set(titles)) == len(titles) == len(deck.slides) + 1
    for slide, page in zip(deck.slides, list(opened.slides)[1:], strict=True):
        assert page.shapes.title.text_frame.text.startswith(slide.headline)
        assert page.shapes[0].shape_id == page.shapes.title.shape_id
        said = {shape.name: shape.text_frame.text for shape in page.shapes if shape.has_text_frame}
        assert said["Footer"] == deck.footer(slide)
        assert said["Slide Number"] == f"{slide.number} of {len(deck.slides)}"
        assert said.get("Shorthand", "") == "\n".join(f"{text}." for text in slide.shorthand)
        notes = page.notes_slide.notes_text_frame.text.split("\n")
        assert notes == [line for heading, lines in slide.spoken for line in (heading, *lines)]
    assert "Ask about the *winter*." in opened.slides[1].notes_slide.notes_text_frame.text


def test_everything_that_is_no_text_has_a_text_alternative(deck: Deck, file: bytes) -> None:
    for page in Presentation(io.BytesIO(file)).slides:
        for shape in page.shapes:
            if not (shape.has_text_frame and shape.text_frame.text):
                assert shape._element.find(".//*[@descr]").get("descr"), shape.name
    pages = list(Presentation(io.BytesIO(file)).slides)
    for slide, page in zip(deck.slides, pages[1:], strict=True):
        told = [
            found.get("descr") for shape in page.shapes for found in shape._element.iterfind(".//*[@descr]")
        ]
        if slide.kind not in ("words", "paired"):
            assert slide.alt in told


def test_letters_are_large_enough_for_a_room(deck: Deck, file: bytes) -> None:
    for page in list(Presentation(io.BytesIO(file)).slides)[1:]:
        for shape in page.shapes:
            drawn = shape.chart._chartSpace if shape.has_chart else shape._element
            sizes = [
                int(found.get("sz")) for found in drawn.iter() if re.fullmatch(r"\d+", found.get("sz") or "")
            ]
            least = {"Sentences": 2400, "Footer": 1200, "Slide Number": 1200}.get(shape.name, 1400)
            assert min(sizes or [least]) >= (2400 if shape == page.shapes.title else least), shape.name


def test_a_map_is_a_picture_with_its_letters_in_a_table(deck: Deck, file: bytes) -> None:
    slide = next(one for one in deck.slides if one.kind == "map")
    page = list(Presentation(io.BytesIO(file)).slides)[slide.number]
    (table,) = [shape.table for shape in page.shapes if shape.has_table]
    told = {row.cells[1].text: row.cells[2].text for row in table.rows}
    series = slide.lines[0]
    assert told == {"Area": "Figure"} | {p.label: p.figure(series.measure) for p in series.points}
    letters = [row.cells[0].text for row in table.rows][1:]
    drawn = reading.on_map(slide.atlas, series, slide.level)
    assert [one for one in letters if one] == list("ABCDEFGH"[: len(drawn.points)])


def test_a_story_of_many_rows_says_what_it_leaves_out(deck: Deck) -> None:
    bars = deck.slides[2]
    points = tuple(Point(f"p{n}", f"Place {n}", float(90 - n), Status.PUBLISHED) for n in range(60))
    made = replace(bars, lines=(replace(bars.lines[0], points=points),))
    file = slides.pptx(replace(deck, slides=(replace(made, number=1),)))
    (page,) = list(Presentation(io.BytesIO(file)).slides)[1:]
    said = next(shape.text_frame.text for shape in page.shapes if shape.name == "Rest")
    ((_, book),) = charts(file)[1]
    assert said.startswith(f"{len(columns(book)[0])} of 60, with the highest and the lowest")


def test_a_partial_period_is_hollow_and_several_lines_are_named(deck: Deck) -> None:
    compare = next(one for one in deck.slides if one.kind == "compare")
    line = over_time({"2024": 9.0, "2025": 7.0, "2026": 8.0}, name="First")
    cut = replace(line, points=(*line.points[:2], replace(line.points[2], cut=True)))
    made = replace(compare, lines=(cut, replace(line, name="Second")), number=1)
    file = slides.pptx(replace(deck, slides=(made,)))
    ((chart, _),) = charts(file)[1]
    white = chart._chartSpace.findall(f".//{CHART}dPt//{DRAWING}srgbClr[@val='FFFFFF']")
    assert len(white) == 1
    page = list(Presentation(io.BytesIO(file)).slides)[1]
    named = [shape.text_frame.text for shape in page.shapes if shape.name == "Name of a line"]
    assert sorted(" ".join(text.split()) for text in named) == ["First 8 so far", "Second 8"]
