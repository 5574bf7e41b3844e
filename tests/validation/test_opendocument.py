"""OpenDocument workbooks: values, merged ranges, faults, what is repeated, and what is refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from dashboard.intake.validation import ExtractRefused, opendocument, used_cells
from dashboard.intake.validation.sheet import ERROR_IN_CELL, NO_RESULT, Merged, Sheet
from tests.validation.renderings import MIMETYPE, ods_of


def sheets(tables: str, styles: str = "") -> list[Sheet]:
    return opendocument.read("a.ods", ods_of(tables, styles))


def sheet(rows: str) -> Sheet:
    (only,) = sheets(f'<table:table table:name="A">{rows}</table:table>')
    return only


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


TEXT = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def cell(kind: str, text: str = "", **attributes: str) -> str:
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}"{said}>{shown}</table:table-cell>'


def test_values() -> None:
    noted = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a person says</text:p>'
        '</office:annotation><text:p>two<text:s text:c="2"/>lines</text:p><text:p>and<text:tab/>'
        "<text:span>one</text:span></text:p></table:table-cell>"
    )
    cells = [
        cell("float", "1,50", value="1.5"),
        cell("percentage", "50%", value="0.5"),
        cell("date", "1/3", date_value="2024-03-01"),
        cell("date", date_value="2024-03-01T10:30:00"),
        cell("boolean", "TRUE", boolean_value="true"),
        cell("time", "01:00", time_value="PT1H"),
        noted,
        cell("string", string_value="kept"),
    ]
    day, moment = datetime.date(2024, 3, 1), datetime.datetime(2024, 3, 1, 10, 30)
    expected = [1.5, 0.5, day, moment, True, "01:00", "two  lines\nand\tone", "kept"]
    assert sheet(row("".join(cells))).rows == [(1, expected)]


def test_what_is_repeated_costs_nothing_where_it_is_empty() -> None:
    read = sheet(
        row(f'<table:table-cell table:number-columns-repeated="3"/>{TEXT}')
        + row('<table:table-cell table:number-columns-repeated="16384"/>', 1_000_000)
        + row(TEXT.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="2" '), 2)
    )
    assert read.rows == [(1, ["", "", "", "x"]), (1_000_002, ["x", "x"]), (1_000_003, ["x", "x"])]


def test_a_cell_far_to_the_right_is_named() -> None:
    read = sheet(row(TEXT + '<table:table-cell table:number-columns-repeated="16382"/>' + TEXT))
    assert (read.rows, read.far) == ([(1, ["x"])], {1: "XFD"})


def test_merged_ranges_and_faults() -> None:
    read = sheet(
        row(
            TEXT.replace(
                "office:value-type",
                'table:number-rows-spanned="2" table:number-columns-spanned="2" office:value-type',
            )
            + "<table:covered-table-cell/>"
            '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
            '<table:table-cell table:formula="of:=1"/>'
            '<table:table-cell table:formula="of:=1" office:value-type="string" office:string-value=""/>'
        )
    )
    assert read.merged == (Merged(1, 1, 2, 2),)
    assert read.faults == {(1, 3): ERROR_IN_CELL, (1, 4): NO_RESULT}


def test_hidden_sheets_and_tables_that_are_no_sheets() -> None:
    style = (
        '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    change = f"<table:tracked-changes><table:table>{row(TEXT)}</table:table></table:tracked-changes>"
    both = sheets(
        f'{change}<table:table table:name="A" table:style-name="off">{row(TEXT)}</table:table>'
        f'<table:table table:name="B">{row(TEXT)}</table:table>',
        style,
    )
    assert [(one.name, one.place, one.hidden) for one in both] == [("A", 1, True), ("B", 2, False)]


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(
                {"kind": "mimetype", "manifest": "META-INF/manifest.xml"}.get(name, "content.xml"), text
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a,b\n1,2\n", "a.ods is not an OpenDocument workbook, whatever its ending says."),
        (b"PK\x03\x04broken", "a.ods is broken or cut short."),
        (archive(kind="application/vnd.oasis.opendocument.text", content="<x/>"), "a.ods is a zip file but"),
        (archive(kind=MIMETYPE, content="<x>"), "a.ods is broken or cut short."),
        (archive(kind=MIMETYPE, content='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "a.ods is broken"),
        (
            archive(kind=MIMETYPE, content="x", manifest="<m><encryption-data/></m>"),
            "a.ods is protected by a password.",
        ),
        (
            ods_of(f"<table:table>{row(TEXT, 2_000_000_000)}</table:table>"),
            "a.ods has a sheet of far too many",
        ),
        (
            ods_of("<table:table>" + row(TEXT.replace("string", "float")) + "</table:table>"),
            "a.ods is broken",
        ),
    ],
)
def test_what_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(ExtractRefused) as refused:
        opendocument.read("a.ods", data)
    assert refused.value.sentence.startswith(sentence)


def test_content_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(used_cells, "MOST_UNPACKED", 500)
    with pytest.raises(ExtractRefused, match="far too many"):
        sheet(row(TEXT) * 100)


def test_a_workbook_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(ods_of(f"<table:table>{row(TEXT) * 50}</table:table>"))
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ExtractRefused, match="broken or cut short"):
        opendocument.read("a.ods", bytes(data))
