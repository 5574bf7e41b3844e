"""What cannot be read is refused in one clear sentence with what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check, used_cells
from dashboard.intake.validation.table import MOST_COLUMNS
from tests.validation.extracts import BOOKING, TODAY, bookings, cells, write_csv, write_xlsx

HEADINGS = ",".join(BOOKING)


def refusal(path: Path) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as refused:
        check(path, today=TODAY)
    assert refused.value.advice
    assert refused.value.file == path.name
    return refused.value


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "a.csv is empty."),
        ("a.csv", b" \r\n\r\n", "a.csv is empty."),
        ("a.csv", b"\xef\xbb\xbf,,\n,,\n", "a.csv is empty."),
        ("a.csv", HEADINGS.encode() + b"\n", "a.csv has headings but no rows below them."),
        ("a.csv", b"PK\x03\x04rest", "a.csv is an Excel workbook or a zip file renamed to .csv."),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1rest", "a.csv is an old Office file renamed to .csv."),
        ("a.csv", b"%PDF-1.7 rest", "a.csv is a PDF renamed to .csv."),
        ("a.csv", b"\x1f\x8brest", "a.csv is a compressed file renamed to .csv."),
        ("a.csv", b"\x89PNGrest", "a.csv is a picture renamed to .csv."),
        ("a.csv", b"\n<html><table>", "a.csv is a web page or XML renamed to .csv."),
        ("a.csv", b"SQLite\x00\x01", "a.csv is not a text file, whatever its ending says."),
        (
            "a.csv",
            b"caf\xe9 \x81,b\n1,2\n",
            "a.csv is in an encoding that is neither UTF-8 nor Windows-1252.",
        ),
        ("a.csv", "é,b\n1,é".encode()[:-1], "a.csv is cut short in the middle of a letter."),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0",
            "a.xls is broken or cut short.",
        ),
        (
            "a.xls",
            b"<html><table>",
            "a.xls is not an Excel workbook, whatever its ending says.",
        ),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "a.xlsx is in the old Excel format, whatever its ending says."),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx is protected by a password.",
        ),
        ("a.xlsx", b"a,b\n1,2\n", "a.xlsx is not an Excel workbook, whatever its ending says."),
        ("a.xlsx", b"PK\x03\x04broken", "a.xlsx is broken or cut short."),
        ("a.pdf", b"%PDF", "a.pdf is neither a CSV file nor a workbook (.xlsx, .xlsm, .xls, .ods)."),
        (
            "a.csv",
            b"a" + b",a" * MOST_COLUMNS + b"\n1",
            f"a.csv has {MOST_COLUMNS + 1} columns, more than any extract has.",
        ),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name).sentence == sentence


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv").sentence == "gone.csv was not found."
    (tmp_path / "folder.csv").mkdir()
    assert refusal(tmp_path / "folder.csv").sentence == "folder.csv is a folder."


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.intake.validation.reading.MOST_TEXT", 10)
    assert "larger than" in refusal(write_csv(tmp_path / "a.csv", bookings(1))).sentence
    monkeypatch.setattr("dashboard.intake.validation.reading.MOST_BYTES", 10)
    assert "larger than" in refusal(write_csv(tmp_path / "a.xlsx", bookings(1))).sentence


def _cut(path: Path, by: int) -> None:
    path.write_bytes(path.read_bytes()[:-by])


def test_last_row_cut_short(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", bookings(3))
    _cut(path, 30)
    assert refusal(path).sentence == "a.csv is cut short: its last row ends too early."


def test_a_last_line_without_its_end_is_no_cut(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", bookings(3))
    _cut(path, 2)
    assert check(path, today=TODAY).rows_read == 3


@pytest.mark.parametrize("row", [1, 4])
def test_quotation_mark_never_closed(tmp_path: Path, row: int) -> None:
    path = write_csv(tmp_path / "a.csv", bookings(5))
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[row - 1] = '"' + lines[row - 1]
    path.write_text("\n".join(lines), encoding="utf-8")
    sentence = f"a.csv is cut short, or a quotation mark opened in row {row} is never closed."
    assert refusal(path).sentence == sentence
    # In a large file the reader gives up before the end: it says the same.
    path.write_text("\n".join([*lines, "x" * 200_000]), encoding="utf-8")
    assert refusal(path).sentence == sentence


def test_quotation_mark_inside_a_cell(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", bookings(5))
    path.write_text(path.read_text(encoding="utf-8").replace("SN-2", '"SN"-2'), encoding="utf-8")
    assert "in the middle of a cell in row 4" in refusal(path).sentence


def _short(data: bytes) -> bytes:
    return data[:-200]


def _flipped(data: bytes) -> bytes:
    """The same archive with a byte of its packed sheet changed: the checksum no longer fits."""
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize("spoil", [_short, _flipped])
def test_broken_workbook(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Bookings": cells(bookings(50))})
    path.write_bytes(spoil(path.read_bytes()))
    assert refusal(path).sentence == "a.xlsx is broken or cut short."


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(tmp_path / "a.xlsx").sentence == "a.xlsx is a zip file but not an Excel workbook."


def test_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert used_cells.MOST_UNPACKED <= 1_000_000_000  # bytes that a small machine still holds
    monkeypatch.setattr(used_cells, "MOST_UNPACKED", 1000)
    path = write_xlsx(tmp_path / "a.xlsx", {"Bookings": cells(bookings(5))})
    assert refusal(path).sentence == "a.xlsx unpacks to far too much."


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet9.xml"])
def test_parts_that_pack_far_too_well_are_traps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Bookings": cells(bookings(5))})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(part.replace("styles", "more"), b"<sst>" + b" " * 1_000_000 + b"</sst>")
    assert check(path, today=TODAY).rows_read == 5
    monkeypatch.setattr(used_cells, "LARGE", 500_000)
    assert refusal(path).sentence == "a.xlsx unpacks to far too much."
    monkeypatch.setattr(used_cells, "MOST_PACKED", 2000)
    assert check(path, today=TODAY).rows_read == 5
    monkeypatch.setattr(used_cells, "MOST_SHARED_TEXT", 500_000)
    assert ("shared" in part) is _refused(path)


def test_an_archive_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Bookings": cells(bookings(5))})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + flags] |= 1
    path.write_bytes(data)
    assert refusal(path).sentence == "a.xlsx is protected by a password."


def _refused(path: Path) -> bool:
    try:
        check(path, today=TODAY)
    except ExtractRefused as refused:
        return refused.sentence == f"{path.name} unpacks to far too much."
    return False


def test_sheets(tmp_path: Path) -> None:
    sheets = {"Cover": [["About"], ["this"]], "Bookings": cells(bookings(2))}
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    assert check(path, today=TODAY).read_as == ("Read from the 2nd of 2 sheets.",)
    write_xlsx(path, {"Cover": sheets["Cover"], "Notes": [["Nothing"]]})
    assert refusal(path).sentence == (
        "a.xlsx: none of its 2 sheets has the headings of an extract format in its first rows."
    )
    toml = tmp_path / "a.toml"
    toml.write_text('[extract]\nsheet = "Bokings"\n', encoding="utf-8")
    assert refusal(path).sentence == "a.xlsx has no sheet of the name that its TOML gives."
    empty = write_xlsx(tmp_path / "empty.xlsx", {"Bookings": []})
    assert refusal(empty).sentence == "The sheet read from empty.xlsx is empty."
    only_csv = write_csv(tmp_path / "a.csv", bookings(1))
    assert refusal(only_csv).sentence == "The TOML beside a.csv names a sheet, but a CSV file has none."


def test_not_an_extract(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [{"colour": "red", "size": "2"}])
    said = refusal(path)
    assert said.sentence == "a.csv: the headings in row 1 are not those of any extract format."
    assert "Training register" in said.advice


def test_missing_columns_are_named(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if k not in {"session_date", "venue"}} for row in bookings(2)]
    said = refusal(write_csv(tmp_path / "a.csv", rows))
    assert said.sentence == (
        "a.csv looks like 'Training register' (5 of 7 columns found). Missing: Session date, Venue."
    )
    assert [one.rule for one in said.findings] == ["missing_column", "missing_column"]


def test_unknown_columns_are_named_by_their_place(tmp_path: Path) -> None:
    rows = [row | {"Home address": "1 High Street", "": "Jane"} for row in bookings(2)]
    said = refusal(write_csv(tmp_path / "a.csv", rows))
    assert said.sentence == (
        "a.csv looks like 'Training register', but the format does not know "
        "column P (16th) and column Q (17th)."
    )
    assert [(one.rule, one.letter) for one in said.findings] == [
        ("unknown_column", "P"),
        ("unknown_column", "Q"),
    ]


def test_an_empty_column_without_a_heading_does_no_harm(tmp_path: Path) -> None:
    assert (
        check(write_csv(tmp_path / "a.csv", [r | {"": ""} for r in bookings(2)]), today=TODAY).findings == ()
    )


def test_the_same_column_twice(tmp_path: Path) -> None:
    said = refusal(write_csv(tmp_path / "a.csv", [row | {"Staff number": "1"} for row in bookings(2)]))
    assert (
        said.sentence
        == "a.csv looks like 'Training register', but has the same column twice: column P (16th)."
    )


def test_missing_and_unknown_together(tmp_path: Path) -> None:
    rows = [{("Datestamp" if k == "session_date" else k): v for k, v in row.items()} for row in bookings(2)]
    said = refusal(write_csv(tmp_path / "a.csv", rows))
    assert "Missing: Session date." in said.sentence
    assert "It also has column I (9th), unknown to the format." in said.sentence
    assert "[mapping.columns]" in said.advice


def test_two_formats_that_fit_alike(tmp_path: Path) -> None:
    names = [column.name for column in sources()["home_office_reasonable_grounds"].columns]
    path = write_csv(tmp_path / "a.csv", [dict.fromkeys(names, "1") | {"year": "2023", "quarter": "Q1"}])
    said = refusal(path)
    assert said.sentence.startswith("a.csv could be 'Home Office: ")
    (tmp_path / "a.toml").write_text(
        '[extract]\nsource = "home_office_reasonable_grounds"\n', encoding="utf-8"
    )
    assert check(path, today=TODAY).source.name == "home_office_reasonable_grounds"


def test_workbook_whose_parts_are_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<not-closed")
    assert refusal(tmp_path / "a.xlsx").sentence == "a.xlsx is broken or cut short."
