"""The TOML beside an extract renames headings and codes; every slip in it names file and key."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.intake.validation import ExtractRefused, check
from tests.validation.extracts import BOOKING, TODAY, bookings, write_csv

OWN = {
    "person_key": "Payroll no.",
    "session_date": "Datestamp",
    "agency": "Organisation",
    "status": "Outcome",
}


def partner(tmp_path: Path, toml: str, name: str = "register.toml") -> Path:
    """A partner's register in its own words, and the TOML beside it."""
    rows = [{OWN.get(k, k): v for k, v in row.items()} for row in bookings(3, agency="NGH", status="Here")]
    (tmp_path / name).write_text(toml, encoding="utf-8")
    return write_csv(tmp_path / "register.csv", [row | {"Internal note": "x"} for row in rows])


WHOLE = """
[extract]
source = "training_register"
name = "north-training"
made_up = true
published_on = 2024-03-07
[mapping]
ignore = ["internal note"]
[mapping.columns]
person_key = "Payroll no."
session_date = "datestamp"
agency = "Organisation"
status = "Outcome"
[mapping.values.agency]
"NGH" = "acute_hospital_a"
[mapping.values.status]
"Here" = "attended"
"""


@pytest.mark.parametrize("name", ["register.toml", "register.csv.toml"])
def test_a_partners_own_words(tmp_path: Path, name: str) -> None:
    result = check(partner(tmp_path, WHOLE, name), today=TODAY)
    assert result.findings == ()
    assert {row.values["agency"] for row in result.rows} == {"acute_hospital_a"}
    assert {row.values["status"] for row in result.rows} == {"attended"}
    assert "Internal note" not in result.rows[0].values
    assert (result.extract_name, result.made_up) == ("north-training", True)
    assert result.published_on == datetime.date(2024, 3, 7)


def test_the_format_is_recognised_by_renamed_headings_alone(tmp_path: Path) -> None:
    rows = bookings(2)
    own = {name: f"Own {place}" for place, name in enumerate(rows[0])}
    columns = "\n".join(f'{name} = "{heading}"' for name, heading in own.items())
    (tmp_path / "a.toml").write_text(f"[mapping.columns]\n{columns}\n", encoding="utf-8")
    path = write_csv(tmp_path / "a.csv", [{own[name]: cell for name, cell in row.items()} for row in rows])
    result = check(path, today=TODAY)
    assert result.source.name == "training_register"
    assert len(result.rows) == 2


def test_the_toml_may_have_a_mark_and_only_some_keys(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(1))
    (tmp_path / "register.toml").write_text("\ufeff[extract]\nmade_up = false\n", encoding="utf-8")
    assert check(path, today=TODAY).made_up is False


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("source =", "sorce ="),
            "has an error: key 'extract.sorce' is not a key that may stand here.",
        ),
        (
            ("[mapping]", "[maping]"),
            "has an error: key 'maping' is not a key that may stand here.",
        ),
        (("true", '"yes"'), "has an error: key 'extract.made_up' has the wrong type."),
        (
            ("2024-03-07", '"7 March"'),
            "has an error: key 'extract.published_on' has the wrong type.",
        ),
        (
            ('["internal note"]', '"x"'),
            "has an error: key 'mapping.ignore' has the wrong type.",
        ),
        (
            ('"training_register"', '"register"'),
            "has an error: key 'extract.source' names no extract format.",
        ),
        (
            ("person_key =", "person ="),
            "has an error: key 'mapping.columns.person' is not a column of 'Training register'.",
        ),
        (
            ('"datestamp"', '"date stamp"'),
            "has an error: key 'mapping.columns.session_date' gives a heading that the file does not have.",
        ),
        (
            ("values.agency", "values.agencies"),
            "has an error: key 'mapping.values.agencies' is not a column of 'Training register'.",
        ),
        (
            ("values.agency", "values.packs"),
            "has an error: key 'mapping.values.packs' is a column without codes.",
        ),
        (
            ('"acute_hospital_a"', '"hospital"'),
            "has an error: key 'mapping.values.agency.NGH' gives a code that is not in the list 'agency'.",
        ),
        (("[extract]", "[extract"), "is not correct TOML at line 2."),
    ],
)
def test_slips_name_file_and_key(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    assert change[0] in WHOLE
    with pytest.raises(ExtractRefused) as refused:
        check(partner(tmp_path, WHOLE.replace(*change, 1)), today=TODAY)
    assert refused.value.sentence == f"register.toml {sentence}"


def test_a_toml_in_another_encoding_and_two_of_them(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "register.csv", bookings(1))
    (tmp_path / "register.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ExtractRefused, match=r"register\.toml is not in UTF-8"):
        check(path, today=TODAY)
    (tmp_path / "register.csv.toml").write_text("", encoding="utf-8")
    with pytest.raises(ExtractRefused, match=r"stands beside register\.csv\.toml"):
        check(path, today=TODAY)


def test_own_codes_add_to_the_lists(tmp_path: Path) -> None:
    own = tmp_path / "codes"
    own.mkdir()
    (own / "course.csv").write_text("code,label,also\nlocal,Local course,LC\n", encoding="utf-8")
    path = write_csv(tmp_path / "register.csv", [BOOKING | {"course": "LC"}])
    assert check(path, own_codes=own, today=TODAY).rows[0].values["course"] == "local"
    assert check(path, today=TODAY).counts == {"unknown_code": 1}
