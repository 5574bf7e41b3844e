"""Whatever is taken to a meeting says at its beginning that its figures are made up, where they are."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from dashboard.display.meeting import Deck, browser, paper, slides, spreadsheet
from dashboard.publication import Publication
from tests.meeting.outputs import ITEMS, board
from tests.meeting.test_spreadsheet import ods_grid


def on_screen(deck: Deck) -> str:
    page = browser.page(deck).decode()
    return page[page.index('id="s0"') : page.index('id="s1"')]


def on_slides(deck: Deck) -> str:
    cover = Presentation(io.BytesIO(slides.pptx(deck))).slides[0]
    return " ".join(shape.text_frame.text for shape in cover.shapes if shape.has_text_frame)


def on_paper(deck: Deck) -> str:
    return pypdf.PdfReader(io.BytesIO(paper.pdf(deck))).pages[0].extract_text()


def in_workbook(deck: Deck) -> str:
    cover = openpyxl.load_workbook(io.BytesIO(spreadsheet.xlsx(deck)))["Cover"]
    return " ".join(str(cell.value) for row in cover for cell in row)


def in_open_document(deck: Deck) -> str:
    return str(ods_grid(spreadsheet.ods(deck))["Cover"])


@pytest.mark.parametrize("told", [on_screen, on_slides, on_paper, in_workbook, in_open_document])
def test_the_beginning_says_that_figures_are_made_up_where_they_are(
    publication: Publication, told: Callable[[Deck], str]
) -> None:
    deck = board(publication, ITEMS[1])
    assert deck.made_up
    assert re.search(r"made[- ]up", told(deck), re.IGNORECASE)
    real = replace(deck, made_up=False, slides=tuple(replace(one, made_up=False) for one in deck.slides))
    assert not re.search(r"made[- ]up", told(real), re.IGNORECASE)
