"""A stray cell far away costs nothing, and what a workbook says besides stays as it is."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dashboard.intake.validation import Check, ExtractRefused, check, used_cells, workbook
from dashboard.intake.validation.table import MOST_COLUMNS, letter
from tests.validation.extracts import BOOKING, TODAY, bookings, cells, write_xlsx

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
SHEET = "xl/worksheets/sheet1.xml"


class Careful:
    """Opens a workbook for calamine only where every sheet's rectangle is a small one."""

    @staticmethod
    def from_filelike(stream: io.BytesIO) -> CalamineWorkbook:
        with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as parts:
            assert not any(extent.sparse for extent in used_cells.extents(parts).values()) or all(
                extent.last_column <= MOST_COLUMNS + 2 and max(extent.rows, default=0) == len(extent.rows)
                for extent in used_cells.extents(parts).values()
            )
        return CalamineWorkbook.from_filelike(stream)


@pytest.fixture(autouse=True)
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A regression must fail a test, not end the process that runs them."""
    monkeypatch.setattr(workbook, "CalamineWorkbook", Careful)


def register(path: Path, strays: list[tuple[int, int, Any]], rows: int = 30) -> Path:
    """A register of ``rows`` bookings with values at some places (row, column, value) beside it."""
    write_xlsx(path, {"Bookings": cells(bookings(rows))})
    book = openpyxl.load_workbook(path)
    for row, column, value in strays:
        book["Bookings"].cell(row, column, value)
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[str], str], part: str = SHEET) -> Path:
    """The workbook with the XML of one part changed."""
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    before = held[part].decode()
    held[part] = change(before).encode()
    assert held[part].decode() != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, data in held.items():
            parts.writestr(name, data)
    return path


def good(found: Check) -> list[tuple[int, Any]]:
    return [(row.number, row.values) for row in found.rows]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Check:
    return check(register(tmp_path_factory.mktemp("clean") / "register.xlsx", []), today=TODAY)


def test_a_value_in_the_last_cell_is_a_finding_and_nothing_more(tmp_path: Path, clean: Check) -> None:
    found = check(register(tmp_path / "register.xlsx", [(LAST_ROW, LAST_COLUMN, "x")]), today=TODAY)
    assert good(found) == good(clean)
    assert [(one.place, one.rule) for one in found.findings] == [
        ("Row 1048576, column XFD", "too_many_cells")
    ]


FAR = st.one_of(
    st.tuples(st.integers(2, LAST_ROW), st.integers(MOST_COLUMNS + 1, LAST_COLUMN)),
    st.tuples(st.integers(40, LAST_ROW), st.integers(1, len(BOOKING))),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FAR, min_size=1, max_size=8, unique=True))
def test_stray_cells_set_their_own_rows_aside_and_change_no_other(
    tmp_path: Path, clean: Check, places: list[tuple[int, int]]
) -> None:
    strays = [(row, column, "x") for row, column in places]
    found = check(register(tmp_path / "register.xlsx", strays), today=TODAY)
    touched = {row for row, _ in places}
    assert {one.row for one in found.findings} == touched
    assert found.rows_set_aside == len(touched)
    assert found.rows_read == 30 + len(touched - set(range(2, 32)))
    expected = [(number, values) for number, values in good(clean) if number not in touched]
    if found.refusal:  # too large a share of the rows is touched, as with any other fault
        assert len(touched) > 0.2 * found.rows_read
    else:
        assert good(found) == expected
    wide = {row for row, column in places if column > MOST_COLUMNS}
    named = {one.row: one.letter for one in found.findings if one.rule == "too_many_cells"}
    assert named == {row: letter(min(c for r, c in places if r == row and c > MOST_COLUMNS)) for row in wide}


def test_a_stray_cell_beside_the_headings_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused) as refused:
        check(register(tmp_path / "register.xlsx", [(1, LAST_COLUMN, "x")]), today=TODAY)
    assert (
        refused.value.sentence == "register.xlsx has something in column XFD of row 1, beside its headings."
    )


def test_a_stray_cell_on_another_sheet_costs_nothing(tmp_path: Path, clean: Check) -> None:
    path = register(tmp_path / "register.xlsx", [])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notes").cell(LAST_ROW, LAST_COLUMN, "x")
    book.create_sheet("More").cell(1, 1, "x")
    book["More"].cell(LAST_ROW, 1, "x")
    book.save(path)
    found = check(path, today=TODAY)
    assert (good(found), found.findings) == (good(clean), ())


def dates_and_flags(path: Path, strays: list[tuple[int, int, Any]]) -> Check:
    """A register with real dates and numbers, as Excel keeps them."""
    import datetime

    rows = [
        BOOKING
        | {"session_date": datetime.date(2023, 2, day + 1), "tier": 1, "packs": 2.0, "person_key": day + 1}
        for day in range(12)
    ]
    write_xlsx(path, {"Bookings": cells(rows)})
    book = openpyxl.load_workbook(path)
    for row, column, value in strays:
        book.active.cell(row, column, value)
    book.save(path)
    return check(path, today=TODAY)


def test_dates_and_numbers_are_read_the_same_in_a_sparse_sheet(tmp_path: Path) -> None:
    plain = dates_and_flags(tmp_path / "register.xlsx", [])
    sparse = dates_and_flags(tmp_path / "register.xlsx", [(LAST_ROW, 1, "x")])
    assert good(plain) == good(sparse)
    assert len(plain.rows) == 12


def _formatted_rows(xml: str) -> str:
    """Thousands of rows that hold a format and no value, to the last one of the sheet."""
    rows = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"></c></row>'
        for n in (*range(100, 3_000), LAST_ROW)
    )
    return xml.replace("</sheetData>", f"{rows}</sheetData>")


def _all_the_dimension(xml: str) -> str:
    return re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048575"', xml)


def _too_small_a_dimension(xml: str) -> str:
    return re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml)


def _without_references(xml: str) -> str:
    return re.sub(r'(<(?:c|row)) r="[A-Z]*\d+"', r"\1", xml)


def _with_prefixes(xml: str) -> str:
    named = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", xml)
    return named.replace("xmlns=", "xmlns:x=")


def _out_of_order(xml: str) -> str:
    rows = re.findall(r"<row .*?</row>", xml)
    start, end = xml.index("<row "), xml.rindex("</row>") + len("</row>")
    return xml[:start] + "".join(reversed(rows)) + xml[end:]


def _in_pieces(xml: str) -> str:
    """Every row in two elements of the same number."""
    return re.sub(r'(<row r="\d+"[^>]*>)(<c .*?</c>)', r"\1\2</row>\1", xml)


MANGLED = {
    "formatted rows": _formatted_rows,
    "a dimension that covers the sheet": _all_the_dimension,
    "a dimension of one cell": _too_small_a_dimension,
    "no references": _without_references,
    "prefixes": _with_prefixes,
    "rows out of order": _out_of_order,
    "rows in pieces": _in_pieces,
}


@pytest.mark.parametrize("far", [[], [(LAST_ROW, LAST_COLUMN, "x")]], ids=["dense", "sparse"])
@pytest.mark.parametrize("change", MANGLED.values(), ids=MANGLED.keys())
def test_however_the_sheet_is_written_it_reads_the_same(
    change: Callable[[str], str], far: list[tuple[int, int, Any]], tmp_path: Path, clean: Check
) -> None:
    if change is _without_references:
        far = []  # without references no cell is far
    found = check(rewritten(register(tmp_path / "register.xlsx", far), change), today=TODAY)
    assert good(found) == good(clean)
    assert [one.row for one in found.findings] == [row for row, _, _ in far]


def test_a_sheet_of_too_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(used_cells, "MOST_CELLS", 400)
    with pytest.raises(ExtractRefused, match="has a sheet of far too many cells"):
        check(register(tmp_path / "register.xlsx", []), today=TODAY)


def test_a_diagonal_is_no_larger_than_its_rows(tmp_path: Path) -> None:
    """A used cell in each row and column: 268 million cells as a rectangle."""
    path = register(tmp_path / "register.xlsx", [])
    diagonal = "".join(
        f'<row r="{n}"><c r="{letter(n - 199 + MOST_COLUMNS)}{n}"><v>1</v></c></row>'
        for n in range(200, 16_000, 5)
    )
    rewritten(path, lambda xml: xml.replace("</sheetData>", f"{diagonal}</sheetData>"))
    with zipfile.ZipFile(path) as parts:
        (extent,) = used_cells.extents(parts).values()
    assert extent.sparse
    assert extent.compact_cells <= (len(extent.rows)) * (MOST_COLUMNS + 2)
    assert check(path, today=TODAY).refusal


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1),
        lambda xml: xml[:-30],
        lambda xml: re.sub(r'<c r="A2"', '<c r="2A"', xml),
        lambda xml: re.sub(r'<c r="A2"', '<c r="A"', xml),
        lambda xml: re.sub(r'<row r="2"', '<row r="two"', xml),
        lambda xml: re.sub(r'<row r="2"', '<row r="0"', xml),
        lambda xml: re.sub(r'<row r="2"', f'<row r="2{"0" * 320}"', xml),
        lambda xml: re.sub(r'<c r="A2"', f'<c r="A2{"0" * 320}"', xml),
    ],
    ids=[
        "entities",
        "cut",
        "no reference",
        "half a reference",
        "no number",
        "row 0",
        "a row beyond all",
        "a cell beyond all",
    ],
)
def test_a_sheet_that_excel_would_not_write_is_broken(change: Callable[[str], str], tmp_path: Path) -> None:
    path = rewritten(register(tmp_path / "register.xlsx", []), change)
    with pytest.raises(ExtractRefused, match="is broken or cut short"):
        check(path, today=TODAY)


def test_columns_hidden_from_far_below_the_first_take_no_room(tmp_path: Path) -> None:
    hidden = '<cols><col min="-900000000" max="2" hidden="1"/></cols><sheetData>'
    path = rewritten(
        register(tmp_path / "register.xlsx", []), lambda xml: xml.replace("<sheetData>", hidden, 1)
    )
    with zipfile.ZipFile(path) as parts:
        (extent,) = used_cells.extents(parts).values()
    assert extent.hidden_columns == {1, 2}


def test_an_archive_that_states_a_smaller_size_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What unpacks to more than it states would be measured by its statement alone."""
    path = register(tmp_path / "register.xlsx", [])
    with zipfile.ZipFile(path) as parts:
        about = parts.getinfo(SHEET)
    data = bytearray(path.read_bytes())
    listed = data.index(b"PK\x01\x02", data.rindex(SHEET.encode()) - 46)
    assert data[listed + 24 : listed + 28] == struct.pack("<I", about.file_size)
    data[listed + 24 : listed + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    with pytest.raises(ExtractRefused, match="is broken or cut short"):
        check(path, today=TODAY)
    # Nor is more of it unpacked than any workbook may have.
    monkeypatch.setattr(used_cells, "MOST_UNPACKED", 20_000)
    with pytest.raises(ExtractRefused, match="unpacks to far too much"):
        check(path, today=TODAY)
