"""Native tables, and maps: a picture beside the table of its figures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from dashboard.display.meeting import pictures
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.pictures import converter, drawing
from dashboard.display.meeting.pictures.area_map import across, lettered
from dashboard.display.meeting.slides import frames, words
from dashboard.display.meeting.slides.frames import Place
from dashboard.publication.outlines import Atlas

SIZES = (18.0, 16.0, 15.0, 14.0)
_ROW = 1.62
#: Pixels of a map's picture for each point, so that it is sharp on a wall.
_SHARP = 2.5


def table(
    page: Any, name: str, alt: str, rows: Sequence[Sequence[str]], place: Place, right: Sequence[int]
) -> bool:
    """A table whose first row is its head; ``right`` are the columns of figures. Says whether it fitted."""
    fitted = fitting(rows, place)
    if fitted is None:
        return False
    size, widths = fitted
    frame = page.shapes.add_table(
        len(rows), len(widths), Pt(place.x), Pt(place.y), Pt(sum(widths)), Pt(size * _ROW * len(rows))
    )
    frames.described(frame, name, alt)
    table_shape = frame.table
    for at, width in enumerate(widths):
        table_shape.columns[at].width = Pt(width)
    for down, row in enumerate(rows):
        table_shape.rows[down].height = Pt(size * _ROW)
        for at, text in enumerate(row):
            _cell(table_shape.cell(down, at), text, size, down == 0 or at in right, at in right)
    return True


def fitting(rows: Sequence[Sequence[str]], place: Place) -> tuple[float, list[float]] | None:
    """Letters and widths of columns with which a table needs one line a row; None where none do."""
    for size in SIZES:
        widths = [
            max(drawing.wide(text, size) * 1.04 for text in column) + 16 for column in zip(*rows, strict=True)
        ]
        if sum(widths) <= place.width and size * _ROW * len(rows) <= place.height:
            return size, widths
    return None


def area_map(page: Any, deck: Deck, slide: Slide, atlas: Atlas, place: Place) -> None:
    """The map, each area with a letter, and the table of letters, areas and figures beside it."""
    series = slide.lines[0]
    size = pictures.Size(place.width * 2, place.height, 22)
    svg = pictures.svg(deck, slide, size, alone=False)
    png = converter.to_png(svg, _SHARP)
    wide = across(atlas, slide.level, place.height)
    shape = page.shapes.add_picture(
        io.BytesIO(png), Pt(place.x), Pt(place.y), Pt(size.width), Pt(size.height)
    )
    # What the picture lists beside the map stands in the table instead.
    shape.crop_right = 1 - wide / size.width
    shape.width = Pt(wide)
    frames.described(shape, "Map", slide.alt)
    letters = lettered(atlas, series, slide.level)
    known = {point.code: point for point in series.points}
    rows = [("", "Area", "Figure")]
    rows += [
        (letter, known[code].label, known[code].printed(series.measure))
        for code, letter in letters.items()
        if code in known
    ]
    rows += [
        ("", point.label, point.printed(series.measure))
        for point in series.points
        if point.code not in letters
    ]
    x = place.x + wide + 28
    table(
        page,
        "Figures",
        slide.table.caption,
        rows,
        Place(x, place.y, place.x + place.width - x, place.height),
        [2],
    )


def of_words(page: Any, slide: Slide, place: Place) -> None:
    """The sentences, large; and under them the table of their figures, where there is room for both."""
    high = 0.0
    if slide.sentences:
        size = _message_size(slide, place)
        high = words.high(slide.sentences, place.width, size, 12)
        shape = words.box(
            page.shapes, "Sentences", slide.sentences, (place.x, place.y, place.width, high), size
        )
        for paragraph in shape.text_frame.paragraphs[1:]:
            paragraph.space_before = Pt(12)
    if slide.table.rows:
        rows = [slide.table.head, *slide.table.rows]
        top = place.y + high + (18 if high else 0)
        below = Place(place.x, top, place.width, place.y + place.height - top)
        table(page, "Figures", slide.table.caption, rows, below, [2])


def _message_size(slide: Slide, place: Place) -> float:
    """Letters as large as leave room for the table."""
    room = place.height - SIZES[1] * _ROW * (len(slide.table.rows) + 1) - 18
    for size in (32.0, 28.0, 26.0):
        if words.high(slide.sentences, place.width, size, 12) <= room:
            return size
    return words.MESSAGE


def _cell(cell: Any, text: str, size: float, bold: bool, right: bool) -> None:
    cell.margin_top = cell.margin_bottom = Pt(1)
    cell.margin_left = cell.margin_right = Pt(7)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.text = text
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold
