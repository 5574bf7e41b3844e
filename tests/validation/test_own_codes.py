"""An installation's own code list, as a spreadsheet saves it: the same list, or a refusal by file and row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.validation import check
from dashboard.reference.code_lists import FACTS, SEVERAL, code_list, names
from dashboard.reference.code_rows import CodesRefused
from tests.commands.test_commands import dashboard
from tests.validation.extracts import BOOKING, TODAY, write_csv

#: Headings and rows of a list with everything that a spreadsheet may have to quote or encode.
HEADINGS = ["code", "label", "also", "sector", "district", "first_responder"]
ROWS = [
    ["nene_general", "Nene General \u2013 acute", "NGH|Nene General", "health", "E07000150", ""],
    ["north_shelter", 'Caf\u00e9 "North", shelter; women', "", "voluntary", "", "nns"],
    ["rushden_school", "Rushden school", "RS", "", "", ""],
]


def saved(  # what Excel does with the list when it saves it
    delimiter: str = ",",
    encoding: str = "utf-8",
    newline: str = "\r\n",
    headings: list[str] | None = None,
    rows: list[list[str]] | None = None,
    empty_columns: int = 0,
    empty_lines: tuple[int, ...] = (),
    leaves_out: bool = False,
    quote_all: bool = False,
) -> bytes:
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    for number, cells in enumerate([headings or HEADINGS, *(rows or ROWS)]):
        kept = [*cells, *[""] * empty_columns]
        if leaves_out and number:  # trailing cells that are empty, as Excel does beyond the first rows
            while not kept[-1]:
                kept.pop()
        writer.writerow(kept)
        if number in empty_lines:
            writer.writerow([""] * len(kept) if number % 2 else [])
    return text.getvalue().encode(encoding)


def own(tmp_path: Path, data: bytes, file: str = "agency.csv") -> Path:
    folder = tmp_path / "codes"
    folder.mkdir(exist_ok=True, parents=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / file).write_bytes(data)
    return folder


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    newline=st.sampled_from(["\r\n", "\n", "\r"]),
    case=st.sampled_from(
        [str, str.upper, str.capitalize, lambda word: f" {word.replace('_', ' ').title()} "]
    ),
    order=st.permutations(range(len(HEADINGS))),
    empty_columns=st.integers(0, 3),
    empty_lines=st.sets(st.integers(0, 3)).map(tuple),
    leaves_out=st.booleans(),
    quote_all=st.booleans(),
)
def test_whatever_excel_makes_of_a_list_it_stays_the_list(
    tmp_path: Path,
    delimiter: str,
    encoding: str,
    newline: str,
    case: object,
    order: list[int],
    empty_columns: int,
    empty_lines: tuple[int, ...],
    leaves_out: bool,
    quote_all: bool,
) -> None:
    assert callable(case)
    if newline == "\r" and encoding == "cp1252":
        encoding = "mac_roman"  # lines end so only in "CSV (Macintosh)"
    plain = code_list("agency", own(tmp_path, saved(newline="\n")))
    mangled = saved(
        delimiter,
        encoding,
        newline,
        [case(HEADINGS[place]) for place in order],
        [[row[place] for place in order] for row in ROWS],
        empty_columns,
        empty_lines,
        leaves_out,
        quote_all,
    )
    found = code_list("agency", own(tmp_path, mangled))
    assert found.labels == plain.labels
    assert found.spellings == plain.spellings
    assert {code: dict(facts) for code, facts in found.facts.items()} == plain.facts
    assert found.labels["nene_general"] == "Nene General \u2013 acute"
    assert found.facts["nene_general"]["sector"] == "health"


#: The four lists that stopped every command with a stack trace.
FROM_EXCEL = {
    "semicolons": b"code;label;also\nnene_general;Nene General;NGH\n",
    "capitals": b"Code,Label\nnene_general,Nene General\n",
    "Windows-1252": b"code,label\nnene_general,Nene General \x96 acute\n",
    "a short row": b"code,label\nnene_general\n",
}


@pytest.mark.parametrize("name", ["semicolons", "capitals", "Windows-1252"])
def test_an_extract_is_read_with_the_list_that_excel_saved(name: str, tmp_path: Path) -> None:
    folder = own(tmp_path, FROM_EXCEL[name])
    label = "Nene General \u2013 acute" if name == "Windows-1252" else "Nene General"
    path = write_csv(tmp_path / "register.csv", [BOOKING | {"agency": label}])
    assert check(path, own_codes=folder, today=TODAY).rows[0].values["agency"] == "nene_general"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (FROM_EXCEL["a short row"], "row 2, has no label. Write it"),
        (b"code,label\n,Nene General\n", "row 2, has no code"),
        (b"code,name\nx,Y\n", "row 1, has no heading 'label'"),
        (b"nene_general,Nene General\n", "row 1, has no heading 'code'"),
        (b"code,label,Label\nx,Y,Z\n", "row 1, has the heading 'label' twice"),
        (b"\n\ncode,label\nx,Council, North\n", "row 4, has more cells than headings"),
        (b"code,label,\nx,Council,North\n", "row 2, has more cells than headings"),
        (b"code,label\nx,#NAME?\n", "row 2, holds a word that Excel put there"),
        (b"code,label\nx,####\n", "row 2, holds a word that Excel put there"),
        (b"code,label\nTRUE,Yes\n", "row 2, holds a word that Excel put there"),
        (b"code,label\n10-Dec,Y\n", "row 2, has a code with other than letters"),
        (b"code,label\n1.00E+05,Y\n", "row 2, has a code with other than letters"),
        (b"code,label\nx,Y\nz,Z\nx,W\n", "row 4, has the code of row 2 again"),
        (b'code,label\nx,"Y\n', "is cut short, or a quotation mark opened in row 2 is never closed. Save it"),
        (b'code,label\nx,"Y"Z\n', "has a quotation mark in the middle of a cell in row 2"),
        (b"PK\x03\x04rest", "is an Excel workbook or a zip file renamed to .csv. Save it from Excel as 'CSV"),
        (b"code,label\nx,\x81\n", "is in an encoding that is neither"),
        (b"", "is empty. Write code,label in its first line"),
        (b",,\r\n,,\r\n", "is empty. Write code,label in its first line"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_file_and_row(data: bytes, words: str, tmp_path: Path) -> None:
    folder = own(tmp_path, data)
    with pytest.raises(CodesRefused) as refused:
        code_list("agency", folder)
    assert str(refused.value).startswith(f"{folder / 'agency.csv'}")
    assert words in str(refused.value)


@pytest.mark.parametrize("name", FROM_EXCEL)
@pytest.mark.parametrize("command", ["check", "intake"])
def test_no_list_ends_a_command_with_a_stack_trace(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(tmp_path / "installation", FROM_EXCEL[name])
    path = write_csv(tmp_path / "register.csv", [BOOKING])
    refused = name == "a short row"
    assert dashboard(command, path, "--data", tmp_path / "installation") == (2 if refused else 0)
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert ("agency.csv, row 2, has no label" in told) == refused


@pytest.mark.parametrize("file", ["agency.ods", "agency.txt", "Agency.XLS"])
def test_a_list_in_another_format_is_not_passed_over(file: str, tmp_path: Path) -> None:
    with pytest.raises(CodesRefused, match="a CSV file or an Excel workbook"):
        code_list("agency", own(tmp_path, b"x", file))


def test_capitals_in_the_name_of_the_file_do_no_harm(tmp_path: Path) -> None:
    folder = own(tmp_path, saved(), "Agency.CSV")
    assert "nene_general" in code_list("agency", folder).labels
    (folder / "agency.csv").write_bytes(saved())
    with pytest.raises(CodesRefused, match="are both the list 'agency'"):
        code_list("agency", folder)


def test_a_list_that_is_changed_is_read_again(tmp_path: Path) -> None:
    folder = own(tmp_path, b"code,label\nx,One\n")
    assert code_list("agency", folder).labels["x"] == "One"
    (folder / "agency.csv").write_bytes(b"code,label\nx,Another\n")
    assert code_list("agency", folder).labels["x"] == "Another"


def test_every_list_of_the_project_keeps_to_the_same_rules() -> None:
    for name in names():
        listed = code_list(name)
        assert listed.labels and listed.facts.keys() == listed.labels.keys()


def test_facts_may_be_written_in_words_and_are_codes(tmp_path: Path) -> None:
    """An agency's sector is one of the sectors, also of those that the installation has added."""
    folder = own(
        tmp_path, b"code,label,sector,district\nx,X,NHS,Corby\ny,Y,heritage,\nz,Z,Heritage bodies,E06000061\n"
    )
    (folder / "sector.csv").write_bytes(b"code,label\nheritage,Heritage bodies\n")
    facts = code_list("agency", folder).facts
    assert [facts[code]["sector"] for code in "xyz"] == ["health", "heritage", "heritage"]
    assert [facts[code]["district"] for code in "xyz"] == ["E07000150", "", "E06000061"]
    (folder / "sector.csv").unlink()
    with pytest.raises(CodesRefused) as refused:
        code_list("agency", folder)
    assert str(refused.value).startswith(
        f"{folder / 'agency.csv'}, row 3, has a word under 'sector' that the list 'sector'"
    )
    assert "Write one of: Police; Children's social care;" in str(refused.value)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("agencies.csv", r"agencies\.csv is no code list\. Was 'agency\.csv' meant\? Rename it"),
        ("agency (1).CSV", r"Was 'agency\.csv' meant\?"),
        ("zzz.xlsx", r"The lists are: age, agency, assessment_factor"),
    ],
)
def test_a_table_that_is_no_list_is_named_and_not_passed_over(file: str, words: str, tmp_path: Path) -> None:
    folder = own(tmp_path, saved())
    (folder / "~$agency.xlsx").write_bytes(b"")
    (folder / "README.txt").write_bytes(b"ours")
    assert code_list("agency", folder)
    (folder / file).write_bytes(b"code,label\n")
    with pytest.raises(CodesRefused, match=words):
        code_list("venue", folder)


def test_the_projects_own_facts_are_codes() -> None:
    for name, facts in FACTS.items():
        for fact, other in facts.items():
            said = {word for about in code_list(name).facts.values() for word in about[fact].split(SEVERAL)}
            assert said <= {*code_list(other).labels, ""}
