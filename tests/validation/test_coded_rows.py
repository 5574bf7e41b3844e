"""Rows held column by column are the rows that were read, in every question asked of them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.files import coded_rows, column_codes, delimited_text, text_file
from dashboard.files.coded_rows import CodedRows
from dashboard.files.text_file import Unreadable, decode, encoding_of, lines_of
from dashboard.intake.validation import ExtractRefused, check
from dashboard.intake.validation.good_rows import CodedColumn, GoodRows, Together
from dashboard.intake.validation.table import Cell, blank
from tests.validation.extracts import TODAY, bookings, write_csv

CELLS: st.SearchStrategy[Cell] = st.sampled_from(
    ["", " ", "a", "1", "x", 1, 1.0, True, 0, False, datetime.date(2024, 3, 4)]
)
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=12).map(
    lambda rows: [(number, cells) for number, cells in enumerate(rows, 3)]
)


def told_apart(rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[tuple[int, list[tuple[type, Cell]]]]:
    return [(number, [(type(cell), cell) for cell in cells]) for number, cells in rows]


@pytest.fixture(autouse=True)
def _in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every boundary of pieces, of few columns and of small numbers is met by a few rows."""
    monkeypatch.setattr(coded_rows, "PIECE", 3)
    monkeypatch.setattr(coded_rows, "_FIRST", 2)
    monkeypatch.setattr(coded_rows, "_WIDEST", 3)
    monkeypatch.setattr(column_codes, "_ROOM", (("B", 2), ("H", 4)))
    monkeypatch.setattr(text_file, "_PIECE", 3)


@given(ROWS, st.integers(-3, 13), st.integers(-3, 13), st.sets(st.integers(3, 14)))
def test_coded_rows_are_the_rows_that_were_read(
    rows: list[tuple[int, list[Cell]]], start: int, stop: int, left_out: set[int]
) -> None:
    whole = CodedRows.of(rows, "")
    for read, plain in (
        (whole, rows),
        (whole[start:stop], rows[start:stop]),
        (whole[start:stop].without(left_out), [row for row in rows[start:stop] if row[0] not in left_out]),
        (whole[::2][1:], rows[::2][1:]),
    ):
        assert len(read) == len(plain) == read.records
        assert told_apart(read) == told_apart(plain)
        assert read.numbers.tolist() == [number for number, _ in plain]
        for place in range(6):
            of_rows = [cells[place] if place < len(cells) else "" for _, cells in plain]
            column = read.column(place)
            assert [(type(c), c) for c in map(column.cells.__getitem__, column.codes)] == [
                (type(c), c) for c in of_rows
            ]
            assert len(column.cells) == len({(type(c), c) for c in of_rows})
            assert read.positions(place, blank) == [at for at, cell in enumerate(of_rows) if blank(cell)]
            assert read.holds(place, lambda cell: not blank(cell)) == (not all(map(blank, of_rows)))
        for number in range(2, 17):
            there = dict(plain).get(number)
            cells = read.cells_of(number)
            assert (cells is None) == (there is None)
            assert there is None or told_apart([(0, cells or [])]) == told_apart([(0, there)])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 2)), min_size=1))
def test_several_columns_together_are_what_their_rows_hold(rows: list[tuple[str, str, int]]) -> None:
    read = CodedRows.of(list(enumerate(rows)), "")  # type: ignore[arg-type]
    columns = [CodedColumn(read.column(at).cells, read.column(at).codes) for at in range(3)]
    constant = CodedColumn(["c"], None)
    for chosen in ([*columns], [columns[1], constant], [constant, columns[0], columns[2]], [constant]):
        together = Together.of(chosen)
        codes = together.codes or [0] * len(rows)
        expected = list(zip(*(list(zip(column, rows, strict=False)) for column in chosen), strict=True))
        assert [together.values[code] for code in codes] == [
            tuple(value for value, _ in row) for row in expected
        ]
        assert len(set(together.values)) == len(together.values)


def test_rows_of_two_sheets_follow_one_another() -> None:
    one = GoodRows([2, 3], {"a": CodedColumn(["x"], None)}, 1)
    two = GoodRows([2], {"a": CodedColumn(["y", "z"], column_codes.codes_for(2, [1]))}, 2)
    joined = GoodRows.joined([one, two])
    assert [(row.sheet, row.number, row.values["a"]) for row in joined] == [
        (1, 2, "x"),
        (1, 3, "x"),
        (2, 2, "z"),
    ]


TEXTS = st.text(st.sampled_from("ab,;\n\r\u00e9\u20ac\U0001f600"), max_size=12)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_an_encoding_is_known_however_the_pieces_fall(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert "".join(lines_of(lambda: io.BytesIO(data), encoding_of(lambda: io.BytesIO(data)))) == decode(data)
    if encoding != "cp1252":
        assert decode(data) == text


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_that_ends_within_a_letter_is_cut_short(cut: int) -> None:
    data = "caf\u00e9 \U0001f600".encode()[:-cut]
    with pytest.raises(Unreadable, match="cut short"):
        decode(data)
    assert decode(b"caf" + "\u00e9".encode()[:1]) == "caf\u00c3"  # alone it is Windows-1252


def refusal(path: Path) -> str:
    with pytest.raises(ExtractRefused) as refused:
        check(path, today=TODAY)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("module", "bound", "most", "words"),
    [
        (delimited_text, "MOST_CELLS", 20, "has far too many cells"),
        (delimited_text, "MOST_DIFFERENT", 5, "has far too many different cells"),
        (text_file, "MOST_IN_LINE", 40, "million letters in line 1"),
    ],
)
def test_what_would_take_too_much_memory_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, bound: str, most: int, words: str
) -> None:
    path = write_csv(tmp_path / "a.csv", bookings(9))
    assert not check(path, today=TODAY).refusal
    monkeypatch.setattr(module, bound, most)
    assert words in refusal(path)


def test_a_row_without_end_is_not_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"," * (text_file.MOST_IN_LINE + 2))
    assert "more than 4 million letters in line 1" in refusal(path)
