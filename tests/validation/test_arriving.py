"""Files as they really arrive, invented anew: each gives what is right or a finding, never a value."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.files.text_file import Unreadable, decode
from dashboard.intake.sources import sources
from dashboard.intake.validation import Check, ExtractRefused, check
from dashboard.intake.validation.columns import date_columns
from dashboard.intake.validation.columns.verdicts import Doubted, ReadAs
from dashboard.intake.validation.dates import read_date
from dashboard.intake.validation.table import Cell, as_text
from tests.validation.extracts import BOOKING, TODAY, bookings, cells, write_csv
from tests.validation.judged import WHEN, judged, outcome, rules
from tests.validation.renderings import Grid, _table, as_csv, ods_of

TITLE = ["Training \u2019 list \u2013 all"]
ROWS = [TITLE, *cells(bookings(3, name="O\u2019Brien"))]


def names(path: Path, data: bytes) -> list[object]:
    path.write_bytes(data)
    return [row.values["name"] for row in check(path, today=TODAY).rows]


# Text


@pytest.mark.parametrize("wide", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_letters_of_several_bytes_with_and_without_a_mark(tmp_path: Path, wide: str) -> None:
    assert names(tmp_path / "a.csv", as_csv(Grid(ROWS), encoding=wide)) == ["O\u2019Brien"] * 3


@given(text=st.text(st.characters(max_codepoint=0x17F, exclude_characters="\x00"), min_size=4, max_size=40))
@pytest.mark.parametrize("wide", ["utf-16", "utf-32", "utf-32-be"])
def test_latin_text_of_any_width_comes_back(wide: str, text: str) -> None:
    try:
        got = decode(text.encode(wide))
    except Unreadable:
        assert not wide.endswith(("16", "32"))  # with a mark it is always read
        return
    assert got == text or not wide.endswith(("16", "32"))


@pytest.mark.parametrize("end", [b"\x1a", b"\x1a\r\n", b"\x1a" * 100])
@pytest.mark.parametrize("line", [b"\r\n", b"\n", b"\r"])
def test_the_end_of_file_of_dos_is_no_row(tmp_path: Path, line: bytes, end: bytes) -> None:
    data = as_csv(Grid(ROWS)).replace(b"\r\n", line)
    assert names(tmp_path / "a.csv", data + end) == ["O\u2019Brien"] * 3
    # Two files put together, of which the first had such an end: its headings come again.
    result = names(tmp_path / "b.csv", data + b"\x1a" + data)
    assert len(result) == 3


def test_bytes_of_nought_behind_the_text_are_a_file_not_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(Grid(ROWS)) + bytes(512))
    with pytest.raises(ExtractRefused, match="that was not written whole"):
        check(path, today=TODAY)


def test_two_encodings_in_one_file_are_not_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(Grid(ROWS)) + as_csv(Grid(ROWS[2:]), encoding="cp1252"))
    with pytest.raises(ExtractRefused, match="holds letters in two encodings"):
        check(path, today=TODAY)


def test_a_cell_that_is_far_too_long_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(ExtractRefused, match=r"has a cell of more than 131,000 letters in row 3"):
        check(write_csv(tmp_path / "a.csv", [*bookings(1), *bookings(1, name="x" * 140_000)]), today=TODAY)


@pytest.mark.parametrize("text", ["1" * 50_000, "[note" * 10_000, "'" + "1" * 50_000])
def test_a_text_without_an_end_is_no_value(tmp_path: Path, text: str) -> None:
    """Where a pattern is tried from each of its letters, one such cell takes minutes."""
    for name in ("person_key", "session_date", "role", "tier"):
        result = outcome(tmp_path / f"{name}.csv", **{name: [BOOKING[name], text]})
        assert set(rules(result)) == {"far_too_long"}
    assert "far_too_long" not in rules(outcome(tmp_path / "a.csv", name=["A", text]))
    with pytest.raises(ExtractRefused):
        check(write_csv(tmp_path / "b.csv", [{text: "1", **row} for row in bookings(2)]), today=TODAY)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'00123", "00123"),
        ('="00123"', "00123"),
        ("SN\x071\x00", "SN1"),
        ("O\x92Brien", "O\u2019Brien"),
        ("a\x1fb", "a b"),
        ("'tis", "'tis"),
        ('=""', ""),
        ("=A1", "=A1"),
        ("'SN-1'", "SN-1"),
        ('"SN-1"', "SN-1"),
        ("\u201cSN-1\u201d", "SN-1"),
        ("''", "''"),
        ('"', '"'),
    ],
)
def test_what_stands_around_and_unseen_within_a_cell(written: str, read: str) -> None:
    assert as_text(written) == read


# Dates


@pytest.mark.parametrize(
    "text",
    [
        "03\u201109\u20112026",
        "03\u201309\u20132026",
        "03\u204409\u20442026",
        "2026\u201309\u201303",
        "\uff10\uff13/09/2026",
    ],
)
def test_signs_of_word_processors_in_dates(text: str) -> None:
    assert read_date(text) == datetime.date(2026, 9, 3)


@pytest.mark.parametrize("text", ["46268", "46268.0", "46268.75", "46,268", "46,268.5"])
def test_counts_of_days_as_programs_write_them(text: str) -> None:
    assert read_date(text) == datetime.date(2026, 9, 3)


def test_such_signs_hide_no_month_first_column(tmp_path: Path) -> None:
    result = outcome(tmp_path / "a.csv", session_date=["3\u201325\u20132024", "4\u20135\u20132024"])
    assert isinstance(result, ExtractRefused) and rules(result) == ["dates_month_first"]


def test_what_a_refusal_advises_is_accepted(tmp_path: Path) -> None:
    wrong = outcome(tmp_path / "a.csv", session_date=["3/25/2024"])
    assert isinstance(wrong, ExtractRefused) and "under [mapping]" in wrong.advice
    (tmp_path / "a.toml").write_text('[mapping]\ndate_order = "month first"\n', encoding="utf-8")
    assert isinstance(outcome(tmp_path / "a.csv", session_date=["3/25/2024"]), Check)


def counted(days: Sequence[datetime.date], since: datetime.date) -> list[Cell]:
    return [str((day - since).days) for day in days]


SINCE_1900, SINCE_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
DAYS = st.lists(st.dates(datetime.date(2015, 1, 1), TODAY), min_size=1, max_size=5, unique=True)


@given(days=DAYS)
def test_counts_of_days_in_text_are_right_or_doubted(days: list[datetime.date]) -> None:
    """Where a count could be of either calendar it is said; what is said in the TOML holds."""
    for since in (SINCE_1900, SINCE_1904):
        held = counted(days, since)
        verdict = judged(date_columns.days_counted, WHEN, held)
        if verdict is None:
            assert [read_date(cell) for cell in held] == days
        else:
            assert verdict == Doubted("days_counted_since", frozenset(range(len(held))))
    verdict = judged(date_columns.days_counted, WHEN, counted(days, SINCE_1904), days_since=1904)
    assert isinstance(verdict, ReadAs) and list(verdict.cells.values()) == days
    assert judged(date_columns.days_counted, WHEN, counted(days, SINCE_1900), days_since=1900) is None


def test_a_doubted_row_is_kept_with_a_warning(tmp_path: Path) -> None:
    result = outcome(tmp_path / "a.csv", session_date=["43891", "14/03/2024"])
    assert isinstance(result, Check) and rules(result) == ["days_counted_since"]
    assert result.rows_good == 2
    (tmp_path / "a.toml").write_text("[mapping]\ndays_since = 1904\n", encoding="utf-8")
    result = outcome(tmp_path / "a.csv", session_date=["43891", "14/03/2024"])
    assert isinstance(result, Check) and rules(result) == []
    assert {str(row.values["session_date"]) for row in result.rows} == {"2024-03-02", "2024-03-14"}


# Keys


def test_a_table_above_another_is_not_passed_over(tmp_path: Path) -> None:
    above = dict(sources()["evaluation_forms"].examples[0])
    wide = len(bookings(1)[0])
    rows = [*([*row, *[""] * (wide - len(row))] for row in cells([above])), [], *cells(bookings(3))]
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(Grid(rows)))
    with pytest.raises(ExtractRefused, match="headings are in row 1 and in row 4"):
        check(path, today=TODAY)
    path.with_suffix(".toml").write_text("[extract]\nheading_row = 4\n", encoding="utf-8")
    assert check(path, today=TODAY).rows_good == 3


# Rows and columns that are not shown


def concealed(name: str) -> bytes:
    """A workbook in which rows 3 and 4 and column D are hidden."""
    rows = cells(bookings(4))
    if name.endswith(".ods"):
        table = _table("Sheet", Grid(rows))
        columns = "<table:table-column table:number-columns-repeated='3'/>"
        columns += "<table:table-column table:visibility='collapse'/>"
        head, *lines = table.split("<table:table-row")
        lines[2], lines[3] = (f" table:visibility='filter'{line}" for line in lines[2:4])
        return ods_of("<table:table-row".join([head + columns, *lines]))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["D"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_what_is_hidden_is_read_and_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(concealed(name))
    result = check(path, today=TODAY)
    assert result.rows_good == 4
    assert result.read_as == (
        "Rows 3, 4 are hidden, by hand or by a filter, and read like all others.",
        "Column D is hidden, and read like all others.",
    )
