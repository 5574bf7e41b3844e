"""A deck as PPTX: a cover, then one slide for each message."""

from __future__ import annotations

import io
from collections.abc import Set
from typing import Any

from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.slides import lines, rows, tables, template, words
from dashboard.display.meeting.slides.frames import Place
from dashboard.display.meeting.slides.template import INNER, MARGIN
from dashboard.display.meeting.slides.workbook import sealed


def pptx(deck: Deck) -> bytes:
    """The presentation of ``deck``, whose bytes are the same for the same deck.

    Charts are native and can be edited; the workbook inside each holds the published figures that it
    draws, an empty cell for each hidden one, and nothing else. Slides are numbered as in the deck, after
    a cover without a number.
    """
    presentation = template.empty(deck)
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    words.tidy_notes(presentation)
    _cover(presentation.slides.add_slide(layouts[template.COVER]), deck)
    titles = {deck.title}
    for slide in deck.slides:
        title = _title(slide, titles)
        titles.add(title)
        _slide(presentation.slides.add_slide(layouts[template.PLAIN]), deck, slide, title)
    for page in presentation.slides:
        template.british(page._element)
        template.british(page.notes_slide._element)
    file = io.BytesIO()
    presentation.save(file)
    return sealed(file.getvalue())


def _title(slide: Slide, taken: Set[str]) -> str:
    """The headline; two slides of one name could not be told apart by who finds their way by titles."""
    kind = {"words": "in words", "map": "map"}.get(slide.kind, "chart")
    tried = (slide.headline, f"{slide.headline} ({kind})", f"{slide.headline} (slide {slide.number})")
    return next((title for title in tried if title not in taken), tried[-1])


def _cover(page: Any, deck: Deck) -> None:
    page.shapes.title.text_frame.text = deck.title
    texts = [deck.subtitle, f"Records counted to {deck.as_of}. Release {deck.release_id}."]
    texts += ["Made-up data."] if deck.made_up else []
    texts += [deck.marking]
    page.placeholders[1].text_frame.text = "\n".join(line for line in texts if line)
    words.notes(
        page,
        [
            (
                "About these slides",
                [f"{deck.theme.organisation}. Every figure is of release {deck.release_id}."],
            )
        ],
    )


def _slide(page: Any, deck: Deck, slide: Slide, title: str) -> None:
    top = words.headline(page, title) + 4
    if slide.kind != "words" and slide.unit:
        lead = [f"{slide.unit}, {slide.period}"]
        high = words.high(lead, INNER, words.UNIT)
        words.box(page.shapes, "Unit", lead, (MARGIN, top, INNER, high), words.UNIT)
        top += high
    _message(page, deck, slide, Place(MARGIN, top + 10, INNER, words.bottom(deck, slide) - top - 10))
    words.marks(page, deck, slide)
    words.foot(page, deck, slide)
    words.notes(page, slide.spoken)


def _message(page: Any, deck: Deck, slide: Slide, place: Place) -> None:
    if slide.kind == "words":
        tables.of_words(page, slide, place)
    elif slide.atlas is not None:
        tables.area_map(page, deck, slide, slide.atlas, place)
    elif slide.kind in ("bars", "dots", "paired"):
        rows.draw(page, deck, slide, place)
    else:
        lines.draw(page, deck, slide, place)
