"""An installation's own code list as the workbook that somebody keeps it in, with a title above it."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dashboard.files import small_workbook
from dashboard.files.text_file import Unreadable
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
        (LISTED, "XFD1048576", "has something in row 1048576, far from any list. Delete it."),
        (LISTED, "A30000", "has something in row 30000, far from any list"),
        (LISTED, "XFD4", "has something in cell XFD4, far from any list. Delete it."),
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


def test_whatever_is_broken_in_a_workbook_it_is_read_or_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path / "codes", LISTED) / "agency.xlsx"
    whole, dice = path.read_bytes(), random.Random(5)  # noqa: S311
    refusals = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 3, 20])):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data[: dice.randrange(len(data))] if dice.random() < 0.2 else data)
        try:
            small_workbook.sheets(path)
        except Unreadable:
            refusals += 1
    assert 50 < refusals < 300


def test_a_title_may_stand_above_a_list_in_csv_too(tmp_path: Path) -> None:
    folder = tmp_path / "codes"
    folder.mkdir()
    (folder / "agency.csv").write_bytes(b"Our agencies\n\ncode,label\nnene,Nene Trust\n")
    assert code_list("agency", folder).labels["nene"] == "Nene Trust"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (b'<row r="5"', b'<row r="1048576"'),
        (b'<c r="A5"', b"<c t='n' r='XFD1048576'"),
        (b'<c r="A5"', b'<x:c xmlns:x="y" r="A900000"'),
    ],
)
def test_a_far_row_is_seen_however_it_is_written(ours: bytes, theirs: bytes, tmp_path: Path) -> None:
    folder = workbook(tmp_path / "codes", LISTED)
    with zipfile.ZipFile(folder / "agency.xlsx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    assert any(ours in part for part in parts.values())
    with zipfile.ZipFile(folder / "agency.xlsx", "w") as changed:
        for name, part in parts.items():
            changed.writestr(name, part.replace(ours, theirs))
    with pytest.raises(CodesRefused, match="far from any list"):
        code_list("agency", folder)
