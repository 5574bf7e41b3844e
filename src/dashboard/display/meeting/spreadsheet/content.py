"""What stands in a workbook, whichever format it is written in."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.display.exports import Table
from dashboard.display.meeting.deck import Deck, Slide
from dashboard.display.meeting.sentences import WHY_HIDDEN
from dashboard.display.meeting.tables import cells
from dashboard.display.meeting.tables.cells import Cell

INSTRUCTIONS = "This worksheet contains one table."
WITH_NOTES = "This worksheet contains one table. The notes it refers to are on the worksheet named Notes."
ROUNDED = "Figures are rounded half up, as they are printed. The CSV files have them in full."


@dataclass(frozen=True)
class Sheet:
    """A worksheet with one table. ``notes`` are numbers, from 1, of the notes of its book.

    ``figures`` says which columns hold numbers.
    """

    label: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: tuple[bool, ...]
    notes: tuple[int, ...] = ()
    subtitles: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    source: str = ""

    @property
    def name(self) -> str:
        """What the marked-up table is called."""
        return self.label.lower().replace(" ", "_")

    def beside(self, at: int) -> bool:
        """Whether a column of words stands to the right of one of figures, and needs room between them."""
        return at > 0 and self.figures[at - 1] and not self.figures[at]

    @property
    def above(self) -> tuple[str, ...]:
        """The lines between the subtitles and the table."""
        texts = (WITH_NOTES if self.notes else INSTRUCTIONS, *self.legend, self.source)
        return tuple(text for text in texts if text)


@dataclass(frozen=True)
class Book:
    """A workbook: ``intro`` and ``about`` stand on its cover; ``sheets`` come after contents and notes."""

    title: str
    intro: tuple[str, ...]
    about: tuple[str, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    @property
    def contents(self) -> Sheet:
        """The list of the sheets that follow it."""
        rows = tuple((sheet.label, sheet.title) for sheet in self.sheets)
        return Sheet(
            "Contents", "Table of contents", ("Sheet name", "Table description"), rows, (False, False)
        )

    @property
    def note_texts(self) -> Sheet:
        """The notes that the sheets refer to."""
        rows = tuple((f"[note {number}]", text) for number, text in enumerate(self.notes, 1))
        return Sheet("Notes", "Notes", ("Note", "Note text"), rows, (False, False))


def book(deck: Deck) -> Book:
    """Everything that the workbook of ``deck`` says."""
    slides = [slide for slide in deck.slides if slide.table.rows]
    # The first two notes belong to the marks and to every table, so there are always notes.
    notes = tuple(dict.fromkeys([ROUNDED, WHY_HIDDEN, *(text for slide in slides for text in slide.caveats)]))
    tables = tuple(_table(deck, slide, number, notes) for number, slide in enumerate(slides, 1))
    return Book(deck.title, _intro(deck, len(tables)), _about(deck), notes, (*_words(deck), *tables))


def _intro(deck: Deck, tables: int) -> tuple[str, ...]:
    many = "one table" if tables == 1 else f"{tables} tables"
    rows = [
        deck.subtitle,
        f"This workbook holds the figures of {many}, one a worksheet.",
        "Made-up data: no figure here is about real people." if deck.made_up else "",
        deck.marking,
    ]
    return tuple(text for text in rows if text)


def _about(deck: Deck) -> tuple[str, ...]:
    return (
        f"Release {deck.release_id}, made on {deck.made_on}.",
        f"Records counted to {deck.as_of}.",
        f"Published by {deck.theme.organisation}.",
        "A mark in square brackets stands in place of a figure; the sheet named Marks says what it means.",
    )


def _words(deck: Deck) -> tuple[Sheet, ...]:
    marks = Sheet(
        "Marks",
        "Marks in place of a figure",
        ("Mark", "What it stands for"),
        cells.shorthand(),
        (False, False),
        notes=(1, 2),
    )
    known = dict(pair for slide in deck.slides for pair in slide.definitions)
    if not known:
        return (marks,)
    definitions = Sheet(
        "Definitions",
        "What each indicator counts",
        ("Indicator", "Definition"),
        tuple(known.items()),
        (False, False),
    )
    return (marks, definitions)


def _table(deck: Deck, slide: Slide, number: int, notes: tuple[str, ...]) -> Sheet:
    table = slide.table
    caption = f"Table {number}: {table.caption}"
    return Sheet(
        label=f"Table {number}",
        title=caption,
        head=_apart(table),
        rows=cells.cells(table),
        figures=cells.columns(table),
        notes=tuple(notes.index(text) + 1 for text in (ROUNDED, WHY_HIDDEN, *slide.caveats)),
        subtitles=(slide.headline,),
        legend=cells.marks(table),
        source=deck.footer(slide),
    )


def _apart(table: Table) -> tuple[str, ...]:
    """The headings, each on one line and none twice: a marked-up table must not have the same one again."""
    names: list[str] = []
    for given in table.head:
        head = " ".join(given.split()) or "Figure"
        again = sum(name == head or name.startswith(f"{head} (") for name in names)
        names.append(f"{head} ({again + 1})" if again else head)
    return tuple(names)
