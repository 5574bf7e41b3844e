"""One TOML for a partner's files: the nearest wins, a pattern before a folder, an extract's own over both."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.intake.extracts import read_with
from dashboard.intake.validation import Check, ExtractRefused, check
from tests.validation.extracts import TODAY, bookings, write_csv

AGENCY = '[mapping.values.agency]\n"NGH" = "{}"\n'


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def register(path: Path, **changed: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_csv(path, bookings(2, agency="NGH", **changed))


def agencies(path: Path) -> set[object]:
    result = check(path, today=TODAY)
    assert result.findings == ()
    return {row.values["agency"] for row in result.rows}


def test_a_folders_toml_is_for_all_files_in_and_below_it(tmp_path: Path) -> None:
    put(tmp_path / "ngh" / "partner.toml", AGENCY.format("acute_hospital_a"))
    assert agencies(register(tmp_path / "ngh" / "register.csv")) == {"acute_hospital_a"}
    assert agencies(register(tmp_path / "ngh" / "2024" / "03" / "register.csv")) == {"acute_hospital_a"}
    assert check(register(tmp_path / "other" / "register.csv"), today=TODAY).counts == {"unknown_code": 2}


def test_the_nearest_wins(tmp_path: Path) -> None:
    put(tmp_path / "partner.toml", AGENCY.format("acute_hospital_a"))
    put(tmp_path / "near" / "partner.toml", AGENCY.format("acute_hospital_b"))
    assert agencies(register(tmp_path / "near" / "a.csv")) == {"acute_hospital_b"}


def test_a_pattern_names_the_files_it_is_for(tmp_path: Path) -> None:
    put(tmp_path / "partner.toml", AGENCY.format("acute_hospital_a"))
    put(tmp_path / "b.partner.toml", 'files = "ngh_*.csv"\n' + AGENCY.format("acute_hospital_b"))
    put(tmp_path / "c.partner.toml", 'files = ["x*.csv", "NNC?.csv"]\n' + AGENCY.format("ambulance"))
    assert agencies(register(tmp_path / "NGH_March.csv")) == {"acute_hospital_b"}
    assert agencies(register(tmp_path / "nnc1.csv")) == {"ambulance"}
    assert agencies(register(tmp_path / "nnc12.csv")) == {"acute_hospital_a"}
    put(tmp_path / "d.partner.toml", 'files = "*March*"\n')
    with pytest.raises(
        ExtractRefused, match=r"b\.partner\.toml has a pattern for NGH_March\.csv, and so has d"
    ):
        check(tmp_path / "NGH_March.csv", today=TODAY)


def test_an_extracts_own_toml_overrides_key_by_key(tmp_path: Path) -> None:
    put(
        tmp_path / "partner.toml",
        '[extract]\nmade_up = true\nname = "theirs"\n[mapping]\nperson_prefix = "A-"\nignore = ["Note"]\n'
        '[mapping.constants]\nvenue = "online"\npacks = 0\n'
        '[mapping.values.agency]\nNGH = "acute_hospital_a"\nKGH = "acute_hospital_b"\n',
    )
    own = (
        '[extract]\nname = "own"\n[mapping]\nperson_prefix = "B-"\n'
        '[mapping.constants]\nvenue = "corby_hall"\n'
        '[mapping.values.agency]\nKGH = "ambulance"\n'
    )
    put(tmp_path / "a.toml", own)
    rows = [
        row | {"person_key": str(number), "agency": said, "Note": "x"}
        for number, (row, said) in enumerate(zip(bookings(2), ("NGH", "KGH"), strict=True), 1)
    ]
    for row in rows:
        for name in ("venue", "packs"):
            del row[name]
    result: Check = check(write_csv(tmp_path / "a.csv", rows), today=TODAY)
    assert result.findings == ()
    assert (result.made_up, result.extract_name) == (True, "own")
    assert [row.values["agency"] for row in result.rows] == ["acute_hospital_a", "ambulance"]
    assert [row.values["person_key"] for row in result.rows] == ["B-1", "B-2"]
    assert {(row.values["venue"], row.values["packs"]) for row in result.rows} == {("corby_hall", 0)}


def test_what_a_partners_toml_says_of_other_files_is_passed_over(tmp_path: Path) -> None:
    """A constant of a register does not disturb a headcount, nor a file that has the column itself."""
    put(
        tmp_path / "partner.toml",
        AGENCY.format("ambulance")
        + '[mapping.columns]\nsession_date = "Datestamp"\neligible_staff = "Heads"\n'
        + '[mapping.constants]\nvenue = "online"\n[mapping.values.status]\nHere = "attended"\n',
    )
    assert agencies(register(tmp_path / "a.csv")) == {"ambulance"}
    assert {row.values["venue"] for row in check(tmp_path / "a.csv", today=TODAY).rows} == {
        "northampton_centre"
    }
    row = {"agency": "NGH", "work_district": "Corby", "snapshot_date": "31/03/2024", "Heads": "12"}
    assert agencies(write_csv(tmp_path / "b.csv", [row])) == {"ambulance"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[mapping", "partner.toml is not correct TOML"),
        ("file = 3", "key 'file' is not a key that may stand here"),
        ("files = 3", "key 'files' has the wrong type"),
        ('[mapping.columns]\nsesion_date = "x"', "'mapping.columns.sesion_date' is not a column of any"),
        ('[mapping.constants]\nvenu = "x"', "'mapping.constants.venu' is not a column of any extract format"),
        (AGENCY.format("hospital"), "'mapping.values.agency.NGH' gives a code that is not in the list"),
        ('[extract]\nagency = "x"', "'extract.agency' gives a code that is not in the list"),
    ],
)
def test_slips_in_it_name_it(text: str, words: str, tmp_path: Path) -> None:
    put(tmp_path / "partner.toml", text)
    put(tmp_path / "sub" / "a.toml", "[extract]\nmade_up = true\n")
    for path in (tmp_path / "b.csv", tmp_path / "sub" / "a.csv"):
        with pytest.raises(ExtractRefused) as refused:
            check(register(path), today=TODAY)
        assert refused.value.sentence.startswith("partner.toml ")
        assert words in refused.value.sentence


def test_an_extracts_own_toml_has_no_patterns(tmp_path: Path) -> None:
    put(tmp_path / "a.toml", 'files = "a.csv"\n')
    with pytest.raises(
        ExtractRefused, match=r"a\.toml has an error: key 'files' belongs in a partner's TOML"
    ):
        check(register(tmp_path / "a.csv"), today=TODAY)


def test_a_file_is_read_anew_where_its_partners_toml_changes(tmp_path: Path) -> None:
    path = register(tmp_path / "ngh" / "a.csv")
    before = read_with(path, tmp_path / "codes")
    put(tmp_path / "partner.toml", AGENCY.format("ambulance"))
    between = read_with(path, tmp_path / "codes")
    put(tmp_path / "ngh" / "x.partner.toml", 'files = "*.csv"\n')
    assert len({before, between, read_with(path, tmp_path / "codes")}) == 3
