"""Stray quotation marks make no row vanish, and delimiters are found beside words that hold others."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.files.delimited_text import records
from dashboard.files.text_file import Unreadable
from dashboard.intake.validation import check
from tests.validation.extracts import TODAY
from tests.validation.renderings import Grid, as_csv, write
from tests.validation.test_every_sheet import HEADINGS, RENDERINGS, assert_adds_up, record
from tests.validation.test_sheet_cases import case, places, refused, saved


def test_rows_within_runaway_quotes_are_rows() -> None:
    result = case("08")
    assert [row.number for row in result.rows] == [2, 3, 4, 5, 6, 7, 8]
    assert [row.values["name"] for row in result.rows][1:3] == ["Bob", "Cat C"]
    assert places(result) == [("Row 3", "stray_quotation_mark"), ("Row 7", "stray_quotation_mark")]


@pytest.mark.parametrize("name", [one for one in RENDERINGS if not one.endswith(("xlsx", "ods"))])
@pytest.mark.parametrize(("opens", "closes"), [(0, 1), (2, 9), (0, 11), (10, 11)])
def test_no_row_vanishes_in_any_dialect(tmp_path: Path, name: str, opens: int, closes: int) -> None:
    rows = [[*record(number, "NRM"), "1"] for number in range(12)]
    rows[opens][0] = "\x01SN-a"
    rows[closes][-2] = "known\x02"
    data = RENDERINGS[name](Grid([[*HEADINGS, "packs"], *rows]))
    coding = "utf-16" if name == "tab.txt" else "utf-16-le" if name == "bare.tsv" else "utf-8"
    text = data.decode(coding).replace("\x01", '"').replace("\x02", '"')
    result = check(saved(tmp_path / name, text.encode(coding)), today=TODAY)
    assert result.rows_read == 12
    assert {one.row for one in result.findings if one.rule == "stray_quotation_mark"} == {
        opens + 2,
        closes + 2,
    }
    assert_adds_up(result)


def test_lines_that_only_partly_look_like_rows_refuse_the_file(tmp_path: Path) -> None:
    text = as_csv(Grid([HEADINGS, *map(record, range(5))])).decode()
    lines = text.split("\r\n")
    lines[2] = lines[2].replace("Acute", '"Acute')
    lines[4] = lines[4].replace("Doctor,", 'Doctor",extra,')
    said = refused(saved(tmp_path / "a.csv", "\r\n".join(lines).encode()))
    assert said.sentence == (
        "a.csv has a quotation mark, opened in row 3, that runs over 3 lines that look like rows."
    )
    with pytest.raises(Unreadable, match="opened in row 3"):
        records("\r\n".join(lines))


def test_lines_of_a_long_note_are_no_rows(tmp_path: Path) -> None:
    note = "first, second; third\nand, so, on\n\nto the, end, of it"
    rows = [[*record(number), note] for number in range(3)]
    grid = Grid([[*HEADINGS, "name"], *rows])
    for name in RENDERINGS:
        result = check(write(tmp_path, name, grid), today=TODAY)
        assert (result.rows_read, result.findings) == (3, ())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("code,label,also\na,b,x|y|z\nc,d,e|f|g\n", [["code", "label", "also"], ["a", "b", "x|y|z"]]),
        ("code;label\na;1,5\nb;2,5\n", [["code", "label"], ["a", "1,5"]]),
        (
            "List, of codes\n\ncode;label;x\na;1,5;y\nb;2,5;y\n",
            [["List, of codes"], [], ["code", "label", "x"]],
        ),
        ("sep=|\na,b|c\n", [["a,b", "c"]]),
        (
            'code,label\na,"First line\nsecond, line"\n',
            [["code", "label"], ["a", "First line\nsecond, line"]],
        ),
    ],
)
def test_delimiters(text: str, rows: list[list[str]]) -> None:
    assert records(text)[: len(rows)] == rows
