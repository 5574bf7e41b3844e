"""Beneath a slide stand the day and the edition of each of its sources, or where to find them."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pytest
from pptx import Presentation

from dashboard.display.meeting import Deck, Item, Slide, browser, provenance, slides
from dashboard.publication import Publication
from dashboard.publication.editions import Edition, source_lines
from tests.meeting.outputs import ITEMS, board

NAMES = (
    "Training register", "Workforce headcounts", "Partner intelligence submissions", "Evaluation forms",
    "Home Office: NRM referrals by police first responder", "DfE: factors at the end of assessments",
)  # fmt: skip


def known(many: int, days: int) -> tuple[Edition, ...]:
    """``many`` sources that speak up to ``days`` different days."""
    return tuple(
        Edition(
            name,
            datetime.date(2023, 1 + at % days, 28),
            datetime.date(2023, 2 + at % days, 9),
            "2024-05",
            published=at > 3,
        )
        for at, name in enumerate(NAMES[:many])
    )


@pytest.fixture(scope="module")
def trend(publication: Publication) -> Deck:
    return board(publication, ITEMS[1])


def with_sources(deck: Deck, editions: tuple[Edition, ...]) -> tuple[Deck, Slide]:
    slide = replace(deck.slides[0], editions=editions)
    return replace(deck, slides=(slide,)), slide


@pytest.mark.parametrize(("many", "days"), [(1, 1), (2, 2), (3, 2), (6, 1), (6, 6)])
def test_a_foot_of_three_lines_says_all_or_where_to_find_it(trend: Deck, many: int, days: int) -> None:
    deck, slide = with_sources(trend, known(many, days))
    page = list(Presentation(io.BytesIO(slides.pptx(deck))).slides)[1]
    height = 12700 * 540
    shapes = {shape.name: shape for shape in page.shapes}
    foot = shapes["Footer"]
    assert foot.height <= 0.08 * height
    beside = foot.text_frame.text
    assert beside in list(provenance.shorter(deck, slide))
    written = [edition for edition in slide.editions if edition.source in beside]
    if len(written) < many:
        assert f"{many} sources. " in beside
        assert ("As of 28 Jan 2023 to 28 Jun 2023." if days > 1 else "As of 28 Jan 2023.") in beside
        assert "in the notes" in beside
    # Nothing above reaches into it.
    above = [shape for name, shape in shapes.items() if name not in ("Footer", "Slide Number")]
    assert max(shape.top + shape.height for shape in above) <= foot.top
    notes = page.notes_slide.notes_text_frame.text.split("\n")
    assert set(source_lines(slide.editions)) <= set(notes)
    for edition in slide.editions:
        (line,) = [line for line in notes if edition.source in line and line.startswith("Source: ")]
        assert f"{edition.as_of.day} " in line
        assert "next due in May 2024" in line


def test_a_page_leaves_the_picture_its_room_and_keeps_the_sources_in_its_notes(trend: Deck) -> None:
    for many in (1, 6):
        deck, slide = with_sources(trend, known(many, many))
        shown = browser.page(deck).decode()
        assert (deck.footer(slide) in shown) == (many == 1)
        for line in source_lines(slide.editions):
            assert line in shown


def test_a_slide_without_figures_says_up_to_when_records_are_counted(publication: Publication) -> None:
    deck = board(publication, Item("words", (), headline="Welcome."))
    assert deck.footer(deck.slides[0]).startswith(f"As of {deck.as_of}. Release ")
    assert list(provenance.shorter(deck, deck.slides[0]))[-1].startswith("As of ")
