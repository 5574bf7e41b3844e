"""Recorded offences, their outcomes, and factors of assessments, as they are published."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard.intake.validation import ExtractRefused, check
from tests.validation.extracts import write_csv, write_xlsx
from tests.validation.test_published_tables import HERE, figures


@pytest.mark.parametrize("file", ["prc-pfa-tables.ods", "prc-pfa-tables.xlsx"])
def test_recorded_crime_keeps_our_offences_of_forces(file: str) -> None:
    result = check(HERE / file)
    assert (result.source.name, result.findings) == ("home_office_offences", ())
    # Two sheets of 24 rows: four bodies, one of them no force, two quarters, three offences.
    assert (result.rows_read, result.rows_good, result.rows_furniture) == (48, 12, 36)
    rows = figures(result)
    ours = {row["period"]: row["value"] for row in rows if row["reporter"] == "northamptonshire_police"}
    assert ours == {f"{year}-Q{n}": 3 for year in ("2023/24", "2024/25") for n in (1, 2)}
    assert {row["reporter"] for row in rows} == {
        "northamptonshire_police", "metropolitan_police_service", "city_of_london_police",
    }  # fmt: skip


CRIME = {
    "Financial Year": "2025/26", "Financial Quarter": "1", "Police Force": "Northamptonshire",
    "CSP Name": "West Northamptonshire", "Offence Description": "Modern slavery",
    "Offence Group": "Violence against the person", "Offence Subgroup": "Violence without injury",
    "Offence Code": "106", "Offence Count": "2",
}  # fmt: skip


def test_offences_by_partnership_are_a_format_of_their_own(tmp_path: Path) -> None:
    others = [CRIME | {"Offence Code": "46"}, CRIME | {"CSP Name": "Unassigned Northamptonshire"}]
    result = check(write_csv(tmp_path / "prc-csp-tables-230726.csv", [CRIME, *others]))
    assert (result.source.name, result.published_on) == (
        "home_office_offences_csp",
        datetime.date(2026, 7, 23),
    )
    assert [(row["reporter"], row["location"], row["value"]) for row in figures(result)] == [
        ("West Northamptonshire", "northamptonshire_police", 2),
        ("Unassigned Northamptonshire", "northamptonshire_police", 2),
    ]


def test_outcomes_are_charged_waiting_or_other(tmp_path: Path) -> None:
    base = {key: said for key, said in CRIME.items() if key not in ("CSP Name", "Offence Count")}
    base = base | {"Outcome Description": "words", "Outcome Group": "words"}
    counts = {
        "Force outcomes for offences recorded in quarter": "3",
        "Force outcomes recorded in quarter": "1",
    }
    rows = [base | {"Outcome Type": kind} | counts for kind in ("0", "1", "1A", "14", "2a")]
    result = check(write_csv(tmp_path / "outcomes.csv", rows))
    assert result.source.name == "home_office_outcomes"
    # A type with a letter is inside the type without: 1A is counted in 1 already.
    assert [row["decision"] for row in figures(result)] == ["waiting", "charged", "other"]
    assert (result.rows_furniture, result.findings) == (2, ())
    parts = write_csv(tmp_path / "prc-outcomes-alternate-open-data.csv", [rows[2], rows[4]])
    with pytest.raises(ExtractRefused, match=r"None of the 2 rows of .* holds a figure"):
        check(parts)


def test_outcomes_are_taken_in_as_the_files_of_a_year_have_them(tmp_path: Path) -> None:
    """Cover, notes, a pivot and the data; expired codes, codes of several, N/A, what was not provided."""
    head = [*(key for key in CRIME if key not in ("CSP Name", "Offence Count", "Police Force")),
            "Force Name", "Offence Code Expired", "Outcome Description", "Outcome Group", "Outcome Type",
            "Number of outcomes for offences that were recorded in the quarter",
            "Number of outcomes for investigations that were closed in the quarter"]  # fmt: skip
    year = ["2025/26", 1, "Words", "Violence against the person", "Violence without injury"]
    data = [
        [*year, "106", "Northamptonshire", "", "Not yet assigned", "Not yet assigned", 0, 7, "N/A"],
        [*year, "106", "City of London", "", "Charged", "Charged", 1, 2, 1],
        [*year, "106", "Metropolitan Police", "", "Charged", "Charged", 1, "Data not provided", 1],
        [*year, "53C", "Kent", "x", "Charged", "Charged", 1, "N/A - Offence code expired", 0],
        [*year, "1/4.1/4.10/4.2", "Kent", "", "Charged", "Charged", 1, 3, 4],
    ]
    sheets = {
        "Cover_sheet": [["Police recorded crime and outcomes open data"], ["Published: 23 July 2026"]],
        "Notes": [["Notes"], ["Note 1: see the user guide"]],
        "Pivot": [["(All)"], [], ["Sum of outcomes"]],
        "Outcomes open data 2025_26": [head, *data],
    }
    result = check(write_xlsx(tmp_path / "prc-outcomes-open-data-mar2026-tables-230726.xlsx", sheets))
    assert (result.source.name, result.published_on) == ("home_office_outcomes", datetime.date(2026, 7, 23))
    assert (result.rows_read, result.rows_furniture, result.findings) == (5, 3, ())
    assert [(row["reporter"], row["decision"], row["value"]) for row in figures(result)] == [
        ("northamptonshire_police", "waiting", 7), ("city_of_london_police", "charged", 2),
    ]  # fmt: skip


def test_factors_of_assessments_are_those_about_exploitation(tmp_path: Path) -> None:
    head = {"time_period": "2024", "time_identifier": "Financial year", "geographic_level": "Local authority",
            "country_code": "E92000001", "old_la_code": "940", "new_la_code": "E06000061",
            "la_name": "North Northamptonshire"}  # fmt: skip
    counts = {"Episodes_with_assessment_factor": "400", "Alcohol_Misuse_child": "9", "Gangs": "20",
              "Child_sexual_exploitation": "c", "Child_criminal_exploitation": "32"}  # fmt: skip
    rows = [head | counts, head | counts | {"geographic_level": "National", "new_la_code": ""},
            head | {"time_period": "202324", "new_la_code": "E06000062"} | counts]  # fmt: skip
    result = check(write_csv(tmp_path / "c3_factors.csv", rows))
    assert (result.source.name, result.rows_furniture, result.findings) == ("dfe_assessment_factors", 1, ())
    held = [(row["reporter"], row["period"], row["decision"], row["value"]) for row in figures(result)]
    assert sorted(held) == sorted(
        (area, "2023/24", factor, people)
        for area in ("E06000061", "E06000062")
        for factor, people in (("all", 400), ("gangs", 20), ("child_criminal_exploitation", 32))
    )
