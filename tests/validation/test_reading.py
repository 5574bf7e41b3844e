"""Every encoding, delimiter and kind of workbook comes to the same rows with the right row numbers."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from dashboard.intake.validation import check
from tests.validation.extracts import BOOKING, TODAY, bookings, cells, write_csv, write_xlsx


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [{"person_key": "Zoë-1", "name": "Zoë \u2013 O\u2019Neill"} | BOOKING | {"person_key": "Zoë-1"}]
    result = check(write_csv(tmp_path / "register.csv", rows, delimiter, encoding), today=TODAY)
    assert result.findings == ()
    assert result.rows[0].number == 2
    assert result.rows[0].values["person_key"] == "Zoë-1"
    assert result.rows[0].values["name"] == "Zoë \u2013 O\u2019Neill"
    assert result.rows[0].values["topics"] == ("modern_slavery", "county_lines")


def test_excels_line_that_names_the_delimiter(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(2), ";")
    path.write_text("sep=;\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [row.number for row in check(path, today=TODAY).rows] == [2, 3]


def test_row_numbers_count_blank_lines_and_lines_inside_a_cell(tmp_path: Path) -> None:
    rows = [row | {"name": "two\nlines"} for row in bookings(3)]
    path = write_csv(tmp_path / "register.csv", rows)
    text = path.read_text(encoding="utf-8").replace("SN-1,", "\nSN-1,")
    path.write_text("\n" + text, encoding="utf-8", newline="")
    # Row 1 blank, row 2 headings, row 3, row 4 blank, rows 5 and 6: as a spreadsheet shows them.
    assert [row.number for row in check(path, today=TODAY).rows] == [3, 5, 6]


def test_trailing_cells_that_excel_leaves_out_are_blank(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(2))
    text = path.read_text(encoding="utf-8").replace("Attended,1,1\n", "Attended\n", 1)
    path.write_text(text, encoding="utf-8")
    result = check(path, today=TODAY)
    assert result.findings == ()
    assert [row.values["packs"] for row in result.rows] == [None, 1]


def test_rows_with_more_cells_than_headings_are_set_aside(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(3))
    text = path.read_text(encoding="utf-8").replace("Attended,1,1\n", "Attended,1,1,spill\n", 1)
    path.write_text(text, encoding="utf-8")
    result = check(path, today=TODAY)
    assert [(one.row, one.rule) for one in result.findings] == [(2, "too_many_cells")]
    assert len(result.rows) == 2


def test_workbook_with_real_dates_numbers_and_flags(tmp_path: Path) -> None:
    first = BOOKING | {
        "session_date": datetime.date(2023, 2, 14),
        "tier": 1,
        "packs": 2.0,
        "person_key": 20417,
    }
    second = BOOKING | {"session_date": datetime.datetime(2023, 2, 14, 9, 30), "person_key": "SN-1"}
    third = BOOKING | {"session_date": 44971, "person_key": "SN-2"}
    path = write_xlsx(tmp_path / "register.xlsx", {"Bookings": cells([first, second, third])})
    result = check(path, today=TODAY)
    assert result.findings == ()
    assert [row.number for row in result.rows] == [2, 3, 4]
    assert {row.values["session_date"] for row in result.rows} == {datetime.date(2023, 2, 14)}
    assert result.rows[0].values["person_key"] == "20417"
    assert (result.rows[0].values["tier"], result.rows[0].values["packs"]) == ("1", 2)


def test_workbook_with_empty_rows_and_columns_before_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for down, row in enumerate(cells(bookings(2, status="nonsense")), 4):
        for across, cell in enumerate(row, 3):
            sheet.cell(down, across, cell)
    book.save(tmp_path / "register.xlsx")
    finding = check(tmp_path / "register.xlsx", today=TODAY).findings[0]
    # Headings in row 4 from column C on: the first booking is row 5 and status, the 13th, is column O.
    assert finding.place == "Row 5, column O (Status)"


def test_the_sheet_named_in_the_toml_is_read(tmp_path: Path) -> None:
    sheets = {"Cover": [["About this file"], ["x"]], "Bookings": cells(bookings(2))}
    path = write_xlsx(tmp_path / "register.xlsx", sheets)
    (tmp_path / "register.toml").write_text('[extract]\nsheet = "bookings"\n', encoding="utf-8")
    assert check(path, today=TODAY).rows_read == 2


def test_a_hidden_first_sheet_is_passed_over(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "register.xlsx", {"Lists": [["a"], ["b"]], "Bookings": cells(bookings(2))})
    book = openpyxl.load_workbook(path)
    book["Lists"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert check(path, today=TODAY).rows_read == 2
