"""An installation's own code list as the workbook that somebody keeps it in, with a title above it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dashboard.reference.code_lists import code_list
from dashboard.reference.code_rows import CodesRefused


def workbook(folder: Path, rows: list[list[object]], *, name: str = "agency.xlsx", far: str = "") -> Path:
    """A folder of additions with a list as a workbook: a title above it, notes on a sheet before it."""
    folder.mkdir()
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])
    sheet = book.create_sheet("Agencies")
    for row in rows:
        sheet.append(row)
    if far:
        sheet[far] = "x"
    book.save(folder / name)
    return folder


LISTED: list[list[object]] = [
    ["Our agencies, autumn"],
    [],
    ["Code", "Label", "Also", "Sector"],
    ["nene", "Nene Trust", "NT|Nene", "NHS"],
    [7, "Seventh Trust", None, "Police"],
]


@pytest.mark.parametrize("name", ["agency.xlsx", "Agency.XLSM"])
def test_a_list_may_be_the_workbook_itself_with_a_title_above_it(name: str, tmp_path: Path) -> None:
    listed = code_list("agency", workbook(tmp_path / "codes", LISTED, name=name))
    assert [listed.labels["nene"], listed.labels["7"]] == ["Nene Trust", "Seventh Trust"]
    assert listed.find("nt") == "nene" and listed.facts["nene"]["sector"] == "health"


@pytest.mark.parametrize(
    ("rows", "far", "words"),
    [
        ([*LISTED, ["nene", "Again", None, None]], "", "row 6, has the code of row 4 again"),
        ([*LISTED, ["x", True, None, None]], "", "row 6, holds a word that Excel put there"),
        (LISTED, "XFD1048576", "has something in XFD1048576, far from any list. Delete that cell."),
        (LISTED, "A30000", "has something in A30000, far from any list"),
        ([["Name"], ["x"]], "", "row 1, has no heading 'code'"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_said_by_file_and_row(
    rows: list[list[object]], far: str, words: str, tmp_path: Path
) -> None:
    folder = workbook(tmp_path / "codes", rows, far=far)
    with pytest.raises(CodesRefused) as refused:
        code_list("agency", folder)
    assert str(refused.value).startswith(f"{folder / 'agency.xlsx'}")
    assert words in str(refused.value)


def test_a_damaged_or_locked_workbook_is_said_to_be_one(tmp_path: Path) -> None:
    folder = workbook(tmp_path / "codes", LISTED)
    whole = (folder / "agency.xlsx").read_bytes()
    for data in (b"", b"x", whole[: len(whole) // 2], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        (folder / "agency.xlsx").write_bytes(data)
        with pytest.raises(CodesRefused, match="is no workbook that can be opened"):
            code_list("agency", folder)


def test_a_title_may_stand_above_a_list_in_csv_too(tmp_path: Path) -> None:
    folder = tmp_path / "codes"
    folder.mkdir()
    (folder / "agency.csv").write_bytes(b"Our agencies\n\ncode,label\nnene,Nene Trust\n")
    assert code_list("agency", folder).labels["nene"] == "Nene Trust"
