"""The paper: tagged, read back to the same figures, nothing in it taken for markup."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pypdf
import pytest
import typst

from dashboard.display.meeting import Deck, Item, Slide, paper, pictures
from dashboard.display.meeting.tables import cells
from dashboard.publication import Publication
from tests.meeting.outputs import ITEMS, board, numbers, printed, said


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    return board(publication)


@pytest.fixture(scope="module")
def made(deck: Deck) -> bytes:
    return paper.pdf(deck)


def text(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def run_on(told: str) -> str:
    """Without spaces and the hyphens of ends of lines, which a page puts where it likes."""
    return re.sub(r"[\s\u00ad]", "", told)


def ticks(deck: Deck, slide: Slide) -> str:
    drawn = pictures.svg(deck, slide, alone=False)
    return " ".join(re.findall(r'text-anchor="end"[^>]*><tspan[^>]*>([^<]*)<', drawn))


def elements(made: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every element of the structure, in reading order."""

    def walk(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                yield from walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"]), node
            if "/K" in node:
                yield from walk(node["/K"])

    yield from walk(pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"])


def test_a_checker_of_16_of_the_106_rules_finds_nothing(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made)
    report = pdfua.validate(str(file))
    assert not report.findings
    file.write_bytes(typst.compile(b"= No title, no language\n\nNo tags", pdf_tags=False))
    assert pdfua.validate(str(file)).findings


def test_it_says_what_it_is(deck: Deck, made: bytes) -> None:
    root = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    about = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", about)
    assert deck.title in about
    assert deck.theme.organisation in about


def test_every_picture_has_its_words_and_every_table_its_headings(deck: Deck, made: bytes) -> None:
    found = list(elements(made))
    alts = [str(node["/Alt"]) for kind, node in found if kind == "/Figure" and "/Alt" in node]
    assert alts == [slide.alt for slide in deck.slides if slide.alt]
    kinds = [kind for kind, _ in found]
    tables = [slide.table for slide in deck.slides if slide.table.rows]
    assert kinds.count("/Table") == len(tables) + 1
    assert kinds.count("/TH") == sum(len(table.head) for table in tables) + 2
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_it_reads_as_the_deck_does(deck: Deck, made: bytes) -> None:
    told = run_on(text(made))
    for slide in deck.slides:
        parts = [slide.headline, *slide.sentences, *slide.caveats, slide.how_to_read, deck.footer(slide)]
        assert slide.judged or not any(line.over == "time" for line in slide.lines)
        parts += [*slide.judged, *slide.shorthand, *(words for pair in slide.definitions for words in pair)]
        for part in parts:
            assert run_on(part) in told, part
        table = cells.filled(slide.table)
        for row in table.rows:
            assert run_on("".join(row)) in told, row
    for part in (
        deck.title,
        deck.release_id,
        f"Recordscountedto:{deck.as_of}",
        deck.made_on,
        deck.theme.organisation,
    ):
        assert run_on(part) in told
    assert "[c]" in told


def test_every_number_is_published_or_said(publication: Publication, deck: Deck, made: bytes) -> None:
    pages = len(pypdf.PdfReader(io.BytesIO(made)).pages)
    known = printed(publication, deck) | said(deck) | {str(number) for number in range(1, pages + 1)}
    # The scales of the pictures, which hold no figures of their own: steps of equal length from 0.
    marks = {number for slide in deck.slides if slide.alt for number in numbers(ticks(deck, slide))}
    found = numbers(text(made))
    assert found - known <= marks
    assert all((float(number) * 2).is_integer() for number in marks - known)
    assert len(found & printed(publication, deck)) > 50


def test_the_same_deck_gives_the_same_bytes(deck: Deck, made: bytes) -> None:
    assert paper.pdf(deck) == made


def test_what_is_for_speaking_is_not_in_it(publication: Publication) -> None:
    trend = replace(ITEMS[1], notes="Thank Corby first")
    told = text(paper.pdf(board(publication, trend)))
    assert "Thank Corby" not in told
    assert "Likely questions" not in told


def test_words_are_never_taken_for_markup(publication: Publication) -> None:
    odd = '#panic("x") *bold* = Head $x^2$ <label> @ref "quoted" \\ // gone.'
    deck = board(publication, Item("words", (), headline=odd), replace(ITEMS[1], headline=odd), title=odd)
    assert run_on(text(paper.pdf(deck))).count(run_on(odd)) >= 3


def test_a_picture_without_words_is_refused(deck: Deck) -> None:
    silent = replace(deck, slides=(replace(deck.slides[1], alt=""),))
    with pytest.raises(ValueError, match="slide 2 has no text alternative"):
        paper.pdf(silent)
