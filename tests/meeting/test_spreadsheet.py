"""The workbooks: the published figures as numbers, hidden ones as [c], nothing that runs, nothing unseen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree  # what is parsed here, the project has just written

import openpyxl
import pytest

from dashboard.display.meeting import Deck, Item, spreadsheet
from dashboard.display.meeting.spreadsheet.content import Book, Sheet, book
from dashboard.display.meeting.tables import cells
from dashboard.display.meeting.tables.cells import Figure
from dashboard.publication import Publication
from tests.meeting.outputs import ITEMS, board, numbers, printed, said

BOTH = [spreadsheet.xlsx, spreadsheet.ods]
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
Grid = dict[str, list[list[str | float]]]


@pytest.fixture(scope="module")
def deck(publication: Publication) -> Deck:
    return board(publication)


def inside(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def xlsx_grid(made: bytes) -> Grid:
    """The values of each sheet, without the empty cells beside the lines above a table."""
    workbook = openpyxl.load_workbook(io.BytesIO(made))
    return {
        sheet.title: [
            [value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in workbook.worksheets
    }


def ods_grid(made: bytes) -> Grid:
    told: Grid = {}
    root = ElementTree.fromstring(inside(made)["content.xml"])  # noqa: S314
    for table in root.iter(f"{TABLE}table"):
        rows: list[list[str | float]] = []
        for row in table.iter(f"{TABLE}table-row"):
            rows.append(
                [
                    "".join(cell.itertext())
                    if cell.get(f"{OFFICE}value-type") == "string"
                    else float(cell.get(f"{OFFICE}value", "nan"))
                    for cell in row.iter(f"{TABLE}table-cell")
                ]
            )
        told[table.get(f"{TABLE}name", "")] = rows
    return told


def values(sheet: Sheet) -> list[list[str | float]]:
    return [[cell.value if isinstance(cell, Figure) else cell for cell in row] for row in sheet.rows]


@pytest.mark.parametrize(("make", "read"), [(spreadsheet.xlsx, xlsx_grid), (spreadsheet.ods, ods_grid)])
def test_each_sheet_is_one_table_of_the_deck(
    deck: Deck, make: Callable[[Deck], bytes], read: Callable[[bytes], Grid]
) -> None:
    told, grid = book(deck), read(make(deck))
    assert list(grid) == ["Cover", "Contents", "Notes", "Marks", "Definitions"] + [
        f"Table {number}" for number in range(1, len(deck.slides) + 1)
    ]
    for sheet in told.sheets:
        rows = grid[sheet.label]
        assert rows[-len(sheet.rows) :] == values(sheet)
        assert tuple(rows[-len(sheet.rows) - 1]) == sheet.head
        assert str(rows[0][0]).startswith(sheet.title)
    for slide, sheet in zip(deck.slides, told.sheets[2:], strict=True):
        above = [row[0] for row in grid[sheet.label] if len(row) == 1]
        assert slide.headline in above
        assert deck.footer(slide) in above
        assert set(slide.shorthand) <= set(above)
    assert [row[1] for row in grid["Notes"][-len(told.notes) :]] == list(told.notes)
    assert [row[0] for row in grid["Contents"][-len(told.sheets) :]] == [one.label for one in told.sheets]


def test_figures_are_numbers_as_printed_and_the_rest_is_text(deck: Deck) -> None:
    hidden = 0
    for slide, sheet in zip(deck.slides, book(deck).sheets[2:], strict=True):
        for row, shown in zip(sheet.rows, slide.table.rows, strict=True):
            for cell, text in zip(row, shown, strict=True):
                if isinstance(cell, Figure):
                    whole = cell.value * 100 if cell.percent else cell.value
                    told = f"{whole:,.{cell.places}f}{'%' if cell.percent else ''}"
                    assert told.replace("-", "\N{MINUS SIGN}") == text == cell.printed
                else:
                    hidden += cell == "[c]"
                    assert cell == (text or "[z]")
    assert hidden


@pytest.mark.parametrize("make", BOTH)
def test_every_number_anywhere_inside_is_published_or_said(
    publication: Publication, deck: Deck, make: Callable[[Deck], bytes]
) -> None:
    made = inside(make(deck))
    count = len(book(deck).sheets) + len(book(deck).notes)
    known = printed(publication, deck) | said(deck) | {str(number) for number in range(count)}
    shares = {f"{float(number) / 100:.10g}" for number in printed(publication, deck)}
    texts, figures = [], []
    for name, xml in made.items():
        root = ElementTree.fromstring(xml) if xml.startswith("<") else None  # noqa: S314
        for node in root.iter() if root is not None else ():
            tag = node.tag.rpartition("}")[2]
            if tag == "v" or node.get(f"{OFFICE}value"):
                number = node.get(f"{OFFICE}value") or node.text or ""
                figures += [number] if _is_a_number(name, xml, node) else []
            elif node.text and not node.text.isspace() and tag not in ("created", "modified", "AppVersion"):
                texts.append(node.text)
    texts = [text for text in texts if not re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z?|ODFPY/1.4.1", text)]
    assert {number for text in texts for number in numbers(text)} - known == set()
    assert {f"{abs(float(number)):.10g}" for number in figures} - _plain(known) - shares == set()
    assert len(figures) > 100


def _is_a_number(name: str, xml: str, node: ElementTree.Element) -> bool:
    """A cell's value, and not the number of a shared text."""
    if not name.startswith("xl/worksheets/"):
        return True
    texts = {found.group(1) for found in re.finditer(r'<c [^>]*t="s"[^>]*><v>(\d+)</v>', xml)}
    plain = re.findall(r'<c (?![^>]*t="s")[^>]*><v>([^<]+)</v>', xml)
    return node.text in plain or node.text not in texts


def _plain(known: set[str]) -> set[str]:
    return {f"{float(number):.10g}" for number in known}


def test_nothing_is_merged_hidden_remarked_or_worked_out(deck: Deck) -> None:
    made = inside(spreadsheet.xlsx(deck))
    assert not [name for name in made if re.search("comment|drawing|vba|external|custom", name, re.I)]
    for xml in made.values():
        assert not re.search(r"<f>|<mergeCell|hidden=|state=|<definedName|\\Users|/home/|/tmp/", xml)
    assert sum(name.startswith("xl/tables/") for name in made) == len(deck.slides) + 4
    made = inside(spreadsheet.ods(deck))
    assert set(made) == {"mimetype", "styles.xml", "content.xml", "meta.xml", "META-INF/manifest.xml"}
    content = made["content.xml"]
    assert not re.search(r"table:formula|covered-table-cell|spanned|visibility|annotation|display=", content)
    assert content.count("<table:database-range ") == len(deck.slides) + 4


@pytest.mark.parametrize("make", BOTH)
def test_the_same_deck_gives_the_same_bytes(deck: Deck, make: Callable[[Deck], bytes]) -> None:
    first = make(deck)
    spreadsheet.ods(replace(deck, title="Something else"))
    assert make(deck) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        if make is spreadsheet.ods:
            assert archive.infolist()[0].filename == "mimetype"
            assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize(
    "odd",
    [
        *("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+cmd|' /C calc'!A0", "{=1+1}"),
        *("[see](https://example.org)", "https://example.org", "$$n1$$ costs $$", "12"),
    ],
)
def test_what_somebody_typed_stays_text(publication: Publication, odd: str) -> None:
    item = replace(ITEMS[1], headline=odd, views=(replace(ITEMS[1].views[0], name=odd),))
    deck = board(publication, item, title=odd)
    made = spreadsheet.xlsx(deck)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Table 1"]
    cell = sheet["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert str(cell.value).replace(" ", "") == odd.replace(" ", "")
    assert not re.search(r"<f>|https://example", "".join(inside(made)["xl/worksheets/sheet6.xml"]))
    assert ods_grid(spreadsheet.ods(deck))["Table 1"][1] == [odd]


def test_headings_that_are_the_same_are_told_apart(publication: Publication) -> None:
    twice = tuple(replace(view, name="Coverage") for view in ITEMS[6].views)
    deck = board(publication, replace(ITEMS[6], views=twice))
    head = book(deck).sheets[-1].head
    assert len(set(head)) == len(head) == 3
    assert list(xlsx_grid(spreadsheet.xlsx(deck)))[-1] == "Table 1"


def test_a_deck_without_figures_is_a_book_of_words(publication: Publication) -> None:
    deck = board(publication, Item("words", (), headline="We meet again in March."))
    told: Book = book(deck)
    assert [sheet.label for sheet in told.sheets] == ["Marks"]
    for make in BOTH:
        assert len(make(deck)) > 1000


def test_columns_of_years_and_ranges_are_words() -> None:
    from dashboard.display.exports import Table
    from dashboard.display.exports.table import FEASIBLE

    table = Table(
        "T", ("Area", "Period", "People", FEASIBLE), (("1", "2023", "1,204", ""), ("2", "2024", "[c]", "5"))
    )
    assert cells.columns(table) == (False, False, True, False)
    assert cells.cells(table)[0] == ("1", "2023", Figure(1204.0, 0, False, "1,204"), "[z]")
    assert cells.cells(table)[1][2:] == ("[c]", "5")
    assert cells.marks(table) == (
        "[c] confidential: hidden so that nobody can be recognised",
        "[z] not applicable",
    )
