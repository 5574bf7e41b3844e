"""Slides as LibreOffice shows them: the figures are those of the deck, and no word lies over another."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import partial
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree  # what is parsed here, poppler has just written

import pytest

from dashboard.display.meeting import Deck, Slide, slides
from dashboard.display.meeting.pictures import drawing
from dashboard.display.meeting.slides.template import FONT
from dashboard.methods import wording
from tests.fonts import make_font, only_fonts_in
from tests.meeting.test_slides import deck

__all__ = ["deck"]
pytestmark = pytest.mark.office
PROGRAMS = ("soffice", "pdftotext")
XHTML = "{http://www.w3.org/1999/xhtml}"
#: What boxes of words may share, across in points and down as a part of the lower one: letters do not fill
#: their boxes, and those of two lines of one paragraph touch.
ACROSS, DOWN = 3.0, 0.4

Word = tuple[str, float, float, float, float]


@pytest.fixture(scope="module")
def pages(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> list[list[Word]]:
    """The words of each page with their boxes. Without LibreOffice skipped, except in CI: a failure there."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        words = f"{missing} not installed (apt-get install libreoffice-impress poppler-utils)"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    folder = tmp_path_factory.mktemp("office")
    (folder / "deck.pptx").write_bytes(slides.pptx(deck))
    fonts = folder / "fonts"
    fonts.mkdir()
    for bold in (False, True):
        make_font(fonts / f"{bold}.ttf", FONT, partial(drawing.wide, size=1.07 if bold else 1.0), bold)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run(
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        f"{folder}/deck.pptx",
        env=only_fonts_in(fonts),
    )
    run("pdftotext", "-bbox", f"{folder}/deck.pdf", f"{folder}/deck.html", env=dict(os.environ))
    root = ElementTree.parse(Path(folder / "deck.html")).getroot()  # noqa: S314
    return [[word(found) for found in page.iter(f"{XHTML}word")] for page in root.iter(f"{XHTML}page")]


def run(*command: str, env: dict[str, str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=env)


def word(found: ElementTree.Element) -> Word:
    left, top, right, foot = (float(found.get(key, "nan")) for key in ("xMin", "yMin", "xMax", "yMax"))
    return found.text or "", left, top, right, foot


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def drawn(slide: Slide) -> list[str]:
    """The figures that stand on a slide, as they are printed."""
    if slide.kind in ("bars", "dots", "map"):
        points = slide.lines[0].shown
        return [wording.measured(point.value or 0.0, slide.lines[0].measure) for point in points]
    if slide.kind == "words":
        return [row[2] for row in slide.table.rows]
    if slide.kind == "paired":
        return [wording.measured(p.value, one.measure) for one in slide.lines for p in one.shown if p.value]
    return [wording.measured(one.shown[-1].value or 0.0, one.measure) for one in slide.lines if one.shown]


def test_every_figure_is_on_its_page_as_printed(deck: Deck, pages: list[list[Word]]) -> None:
    assert len(pages) == len(deck.slides) + 1
    for slide, page in zip(deck.slides, pages[1:], strict=True):
        words = [text for text, *_ in page]
        said = " ".join(words)
        assert plain(slide.headline) in said
        assert f"{slide.number} of {len(deck.slides)}" in said
        assert slide.kind == "words" or slide.unit.split()[0].rstrip(",") in [
            one.rstrip(",") for one in words
        ]
        missing = [figure for figure in drawn(slide) if words.count(figure) < drawn(slide).count(figure)]
        assert missing == [], (slide.number, slide.kind)
        if any(one.hidden for one in slide.lines):
            assert "[c]" in words
            assert "[c] confidential" in said


def test_no_word_leaves_the_slide_or_lies_over_another(pages: list[list[Word]]) -> None:
    for number, page in enumerate(pages):
        for text, left, top, right, foot in page:
            assert left >= 20, (number, text)
            assert right <= 945, (number, text)
            assert top >= 8, (number, text)
            assert foot <= 536, (number, text)
        over = [
            (one[0], other[0])
            for at, one in enumerate(page)
            for other in page[at + 1 :]
            if min(one[3], other[3]) - max(one[1], other[1]) > ACROSS
            and min(one[4], other[4]) - max(one[2], other[2])
            > DOWN * min(one[4] - one[2], other[4] - other[2])
        ]
        assert over == [], number


def test_rows_and_their_figures_stand_side_by_side(deck: Deck, pages: list[list[Word]]) -> None:
    slide = next(one for one in deck.slides if one.kind == "bars")
    page = pages[slide.number]
    middles = []
    for point in slide.lines[0].shown:
        if point.value == 0:
            continue
        figure = wording.measured(point.value or 0.0, slide.lines[0].measure)
        name = [
            (top + foot) / 2
            for text, left, top, _, foot in page
            if text == point.label.split()[0] and left < 480 and top > 90
        ]
        told = [
            (top + foot) / 2
            for text, left, top, _, foot in page
            if text == figure and left > 800 and top > 90
        ]
        assert name, point.label
        assert min(abs(one - other) for one in name for other in told) < 8, point.label
        middles.append(min(told))
    assert all(low < high for low, high in pairwise(sorted(set(middles))))
