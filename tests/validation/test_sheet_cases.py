"""Files as they arrived, each with what is right; and each kind of trouble once more in other files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import Check, ExtractRefused, check, reports
from tests.validation.extracts import TODAY
from tests.validation.renderings import Grid, as_csv, as_ods, as_xlsx, write
from tests.validation.test_every_sheet import HEADINGS, RENDERINGS, assert_adds_up, record

CASES = Path(__file__).parent / "cases"


def case(name: str) -> Check:
    result = check(next(CASES.glob(f"{name}*")), today=TODAY)
    assert_adds_up(result)
    return result


def refused(path: Path) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        check(path, today=TODAY)
    return caught.value


def places(result: Check) -> list[tuple[str, str]]:
    return [(one.place, one.rule) for one in result.findings]


def saved(path: Path, data: bytes, toml: str = "") -> Path:
    path.write_bytes(data)
    if toml:
        path.with_suffix(".toml").write_text(f"[extract]\n{toml}\n", encoding="utf-8")
    return path


# Several sheets


def test_two_sheets_of_one_format_are_asked_about(tmp_path: Path) -> None:
    path = saved(tmp_path / "register.xlsx", next(CASES.glob("07*")).read_bytes())
    said = refused(path)
    assert said.sentence == (
        "register.xlsx has 2 sheets that look like extracts: the 1st ('Training register', 3 rows) and the "
        "2nd ('Training register', 2 rows)."
    )
    assert 'sheets = "all"' in said.advice
    assert "February" not in str(said), "a sheet may be called after a person"
    saved(path, path.read_bytes(), 'sheet = "February"')
    assert check(path, today=TODAY).rows_read == 2
    saved(path, path.read_bytes(), 'sheets = "all"')
    both = check(path, today=TODAY)
    assert [(row.sheet, row.number) for row in both.rows] == [(1, 2), (1, 3), (1, 4), (2, 2), (2, 3)]
    assert both.read_as == ("Read from the 1st and the 2nd of 2 sheets.",)


@pytest.mark.parametrize(("name", "rendered"), [("a.xlsx", as_xlsx), ("a.ods", as_ods)])
def test_rows_of_all_sheets_are_named_with_their_sheet(tmp_path: Path, name: str, rendered: Any) -> None:
    bad = [*record(7)[:-2], "nonsense", ""]
    first, second = (
        Grid([HEADINGS, record(1), bad]),
        Grid([["Title"], [], HEADINGS, record(1), record(2), bad]),
    )
    path = saved(tmp_path / name, rendered(Grid([["Notes"]]), after=[first, second]), 'sheets = "all"')
    result = check(path, today=TODAY)
    assert [(one.place, one.rule) for one in result.findings] == [
        ("Sheet 2, row 3, column J (Status)", "unknown_code"),
        ("Sheet 3, row 4", "duplicate_row"),
        ("Sheet 3, row 6, column J (Status)", "unknown_code"),
    ]
    assert "row 2 of the 2nd sheet" in result.findings[1].message
    assert "Sheet 3: the headings are in row 3; the row above them is not read." in result.read_as
    assert (result.rows_read, result.rows_set_aside, len(result.rows)) == (5, 3, 2)
    text = reports.text(result)
    assert "  Sheet 2, row 3, column J (Status): not a word" in text
    assert ",3:6," in reports.as_csv(result)
    assert reports.as_dict(result)["findings"][0]["sheet"] == 2  # type: ignore[index]


@pytest.mark.parametrize(("name", "rendered"), [("a.xlsx", as_xlsx), ("a.ods", as_ods), ("a.xlsm", as_xlsx)])
def test_the_sheet_that_fits_is_taken_wherever_it_is(tmp_path: Path, name: str, rendered: Any) -> None:
    others = [Grid([["About"], ["this"]]), Grid([["Agency", "Bookings"], ["Acute hospital A", 2]])]
    empty = [Grid([HEADINGS])]
    path = saved(tmp_path / name, rendered(Grid([HEADINGS, record(1)]), others, empty))
    result = check(path, today=TODAY)
    assert (result.rows_read, result.findings) == (1, ())
    assert result.read_as == ("Read from the 3rd of 4 sheets.",)


def test_sheets_of_several_formats(tmp_path: Path) -> None:
    meeting = dict(sources()["meeting_attendance"].examples[0])
    other = Grid([list(meeting), list(meeting.values())])
    path = saved(tmp_path / "a.xlsx", as_xlsx(Grid([HEADINGS, record(1)]), after=[other]))
    assert "or send each in a file of its own" in refused(path).advice
    saved(path, path.read_bytes(), 'sheets = "all"')
    assert "sheets of 2 formats" in refused(path).sentence
    saved(path, path.read_bytes(), 'sheets = "all"\nsource = "meeting_attendance"')
    assert check(path, today=TODAY).source.name == "meeting_attendance"


def test_keys_for_sheets_in_a_csv_file(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.csv", as_csv(Grid([HEADINGS, record(1)])), 'sheets = "all"')
    assert refused(path).sentence == "The TOML beside a.csv names a sheet, but a CSV file has none."


# Headings


@pytest.mark.parametrize("name", RENDERINGS)
def test_two_rows_of_headings_are_joined(tmp_path: Path, name: str) -> None:
    source = sources()["home_office_reasonable_grounds"]
    ages = ["Adult (18 or over)", "Child (17 or under)", "Age not specified or unknown"]
    lower = ["Negative reasonable grounds [note 3]", "Positive reasonable grounds", "Total"] * 3
    upper = ["", "", *(word for age in ages for word in (age, "", "")), ""]
    grid = Grid(
        [
            ["Table 16: Reasonable grounds decisions [note 1]", *[""] * 11],
            ["Source: invented", *[""] * 11],
            upper,
            ["Year", "Quarter", *lower, "Total"],
            [2024, "Q3", 2, 3, 5, 0, 2, 2, 0, 0, 0, 7],
            [2024, "Q4", 2, 3, 5, 1, 2, 3, 0, 1, 1, 9],
        ],
        [(1, 1, 1, 12), (3, 3, 3, 5), (3, 6, 3, 8), (3, 9, 3, 11)],
    )
    path = write(tmp_path, name, grid)
    # Under its title it would be a table of the published workbook, which has a format of its own.
    path.with_suffix(".toml").write_text(f'[extract]\nsource = "{source.name}"\n', encoding="utf-8")
    result = check(path, today=TODAY)
    assert (result.source, result.findings, result.rows_read) == (source, (), 2)
    assert result.rows[1].values["child_positive"] == 2
    assert result.rows[1].values["total"] == 9


def test_the_toml_may_give_the_row_of_the_headings(tmp_path: Path) -> None:
    far = [[f"Note {number}"] for number in range(30)]
    grid = Grid([*far, HEADINGS, record(1)])
    path = saved(tmp_path / "a.csv", as_csv(grid))
    assert "the headings in row 1 are not those" in refused(path).sentence
    saved(path, path.read_bytes(), "heading_row = 31")
    assert [row.number for row in check(path, today=TODAY).rows] == [32]
    saved(path, path.read_bytes(), "heading_row = 40")
    assert "'extract.heading_row' gives a row that is blank" in refused(path).sentence
    for wrong in ("heading_row = 0", "heading_row = []", 'heading_row = "6"'):
        saved(path, path.read_bytes(), wrong)
        assert "key 'extract.heading_row" in refused(path).sentence


# Merged ranges, and blanks that repeat what is above


def test_merged_cells_hold_their_value_in_each_row() -> None:
    result = case("12")
    assert result.findings == ()
    assert [[row.values[name] for name in ("sector", "role", "work_district")] for row in result.rows] == [
        ["health", "doctor", "E07000150"]
    ] * 3


@pytest.mark.parametrize(("name", "rendered"), [("a.xlsx", as_xlsx), ("a.ods", as_ods)])
def test_merged_cells_fill_no_row_that_is_blank(tmp_path: Path, name: str, rendered: Any) -> None:
    blank = ["", "", *[""] * 9]
    rows = [[*record(number)] for number in range(3)]
    rows[1][2] = rows[2][2] = ""
    path = saved(tmp_path / name, rendered(Grid([HEADINGS, *rows, blank, blank], [(2, 3, 6, 3)])))
    result = check(path, today=TODAY)
    assert [row.values["sector"] for row in result.rows] == ["health"] * 3
    assert (result.rows_read, result.findings) == (3, ())


def test_a_blank_repeats_what_is_above_only_where_the_format_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sources()["home_office_police_referrals"]
    example = source.examples[0]
    labels = ["first_responder_type", "first_responder", "exploitation_type"]
    rows = [list(example.values()) for _ in range(4)]
    for row in rows[1:]:
        row[1:4] = ["", "", ""]
    rows[2][2] = "Kent Police"
    path = saved(tmp_path / "a.csv", as_csv(Grid([list(example), *rows])))
    assert check(path, today=TODAY).rows_set_aside == 3
    columns = tuple(replace(one, as_above=one.name in labels) for one in source.columns)
    changed = {**sources(), source.name: replace(source, columns=columns)}
    monkeypatch.setattr("dashboard.intake.validation.checking.sources", lambda: changed)
    result = check(path, today=TODAY)
    # Another force begins in row 4: the type of before is not its own.
    assert {place for place, _ in places(result)} >= {"Row 4, column D (Exploitation type)"}
    assert result.rows_set_aside == 3
    assert {one.row for one in result.findings} == {3, 4, 5}
    assert any(one.rule == "duplicate_row" and one.row == 3 for one in result.findings)


# Faulty cells


def test_formulas_without_results_are_findings() -> None:
    result = case("09")
    assert [place for place, rule in places(result) if rule == "formula_without_result"] == [
        f"Row {row}, column {column}"
        for row in (2, 3)
        for column in ("C (Sector)", "D (Role)", "E (Work district)")
    ]
    assert result.rows_set_aside == 2


def test_error_cells_are_findings() -> None:
    assert places(case("10")) == [
        ("Row 2, column C (Sector)", "error_in_cell"),
        ("Row 3, column D (Role)", "error_in_cell"),
    ]


@pytest.mark.parametrize("name", RENDERINGS)
@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NV", "######", "Err:502"]
)
def test_errors_as_text_are_findings_in_every_file(tmp_path: Path, name: str, error: str) -> None:
    rows = [record(number) for number in range(3)]
    rows[1][0] = error
    result = check(write(tmp_path, name, Grid([HEADINGS, *rows])), today=TODAY)
    assert places(result) == [("Row 3, column A (Person key)", "error_in_cell")]
    assert error not in result.findings[0].message or error == "#N/A"
    assert len(result.rows) == 2


@pytest.mark.parametrize(("far", "row"), [(None, 3), ((1_048_576, 1), 3)], ids=["dense", "sparse"])
def test_faults_are_named_by_their_own_place(tmp_path: Path, far: tuple[int, int] | None, row: int) -> None:
    book = openpyxl.Workbook()
    for cells in (HEADINGS, record(1), record(2), record(3)):
        book.active.append(cells)
    book.active["C3"] = "=NA()"
    book.active["D3"] = "#N/A"
    book.active["A4"] = '="SN-"&3'
    book.active.merge_cells("I2:J2")
    if far:
        book.active.cell(*far, "x")
    book.save(tmp_path / "a.xlsx")
    found = places(check(tmp_path / "a.xlsx", today=TODAY))
    assert found[:3] == [
        ("Row 2, column J (Status)", "unknown_code"),  # "Online" of the merged range
        ("Row 3, column C (Sector)", "formula_without_result"),
        ("Row 3, column D (Role)", "error_in_cell"),
    ]
    assert ("Row 4, column A (Person key)", "formula_without_result") in found


def test_a_formula_that_gives_no_text_is_blank(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", as_xlsx(Grid([HEADINGS, record(1)])))
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    cell = b'<c r="C2" t="str"><f>IF(1=1,"","x")</f><v></v></c>'
    start = held[sheet].index(b'<c r="C2"')
    end = held[sheet].index(b"</c>", start) + 4
    held[sheet] = held[sheet][:start] + cell + held[sheet][end:]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, data in held.items():
            parts.writestr(name, data)
    result = check(saved(path, out.getvalue()), today=TODAY)
    assert result.findings == ()
    assert result.rows[0].values["sector"] == "not_recorded"


# The old format


def test_a_workbook_in_the_old_format(tmp_path: Path) -> None:
    result = case("old-format")
    assert places(result) == [("Row 7, column D (Sector)", "error_in_cell")]
    assert [row.number for row in result.rows] == [4, 5, 6, *range(8, 16)]
    assert {row.values["role"] for row in result.rows} == {"doctor"}
    assert [row.values["session_date"].day for row in result.rows][:4] == [1, 2, 3, 5]  # type: ignore[union-attr]
    assert result.read_as == (
        "Read from the 2nd of 3 sheets; 1 hidden.",
        "The headings are in row 3; the row above them is not read.",
        "2 rows hold no record: total in row 16; note in row 18.",
    )
    renamed = saved(tmp_path / "a.xls", as_xlsx(Grid([HEADINGS, record(1)])))
    assert check(renamed, today=TODAY).rows_read == 1
