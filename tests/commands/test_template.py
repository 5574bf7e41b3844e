"""``dashboard template``: a workbook that a partner can fill in and whose example passes ``check``."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check
from dashboard.reference.code_lists import code_list
from dashboard.store.contract import Kind
from tests.commands.test_commands import dashboard
from tests.validation.extracts import TODAY, write_csv


@pytest.mark.parametrize("name", sorted(sources()))
def test_the_example_passes_check_and_the_empty_sheet_has_no_rows(name: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    assert dashboard("template", name, "--out", path, "--data", tmp_path) == 0
    with pytest.raises(ExtractRefused, match="has headings but no rows below them"):
        check(path, today=TODAY)
    examples = list(sources()[name].examples)
    expected = check(write_csv(tmp_path / "examples.csv", examples), today=TODAY)
    path.with_suffix(".toml").write_text('[extract]\nsheet = "Example"\n', encoding="utf-8")
    result = check(path, today=TODAY)
    assert result.source is sources()[name]
    assert result.findings == ()
    assert [row.values for row in result.rows] == [row.values for row in expected.rows]


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_coded_column_has_a_drop_down_of_its_list(name: str, tmp_path: Path) -> None:
    own = tmp_path / "codes"
    own.mkdir()
    (own / "agency.csv").write_text("code,label\nnene,Nene General\n", encoding="utf-8")
    path = tmp_path / "template.xlsx"
    assert dashboard("template", name, "--out", path, "--data", tmp_path) == 0
    book = openpyxl.load_workbook(path)
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden", "hidden"]
    sheet = book.worksheets[0]
    rules = {
        str(rule.sqref).split(":")[0].rstrip("2"): rule for rule in sheet.data_validations.dataValidation
    }
    for place, column in enumerate(sources()[name].columns, 1):
        rule = rules[openpyxl.utils.get_column_letter(place)]
        if column.kind is not Kind.CODE:
            continue
        listed, _, cells = rule.formula1.partition("!")
        labels = [row[0].value for row in book[listed][cells.replace("$", "")]]
        assert labels == list(code_list(column.codes, own).labels.values())
        assert rule.errorStyle == ("warning" if column.other_allowed else None)
    notes = [[cell.value for cell in row] for row in book["Notes"].iter_rows(min_row=3)]
    assert len(notes) == 1 + len(sources()[name].columns)
    # Text is wrapped, and not every program makes a row as high as its text: none lies over the next.
    spans = book["Notes"].column_dimensions.values()
    width = {place: span.width for span in spans for place in range(span.min, span.max + 1)}
    for row in book["Notes"].iter_rows(min_row=4):
        lines = max(len(str(cell.value or "")) / width[cell.column] for cell in row)
        assert (book["Notes"].row_dimensions[row[0].row].height or 15) >= min(409, 15 * lines)
    assert all(one.page_setup.orientation == "landscape" for one in book.worksheets[:2])


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"filled in")
    for words, told in (
        (("register", "--out", path), ", evaluation_forms, "),
        (("workforce", "--out", path), "exists"),
        (("workforce", "--out", tmp_path / "a.csv"), "ending .xlsx"),
        (("workforce", "--out", tmp_path / "none" / "a.xlsx"), "cannot be written"),
    ):
        assert dashboard("template", *words, "--data", tmp_path) == 2
        assert told in capsys.readouterr().err
    assert path.read_bytes() == b"filled in"
