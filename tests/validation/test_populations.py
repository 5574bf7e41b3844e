"""Residents by single year of age in every layout that ONS and Nomis give them: the same sums."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check
from tests.validation.extracts import write_xlsx
from tests.validation.renderings import Grid, as_csv

#: Residents of each sex and year of age: 1,000 and the age for females, 2,000 and the age for males.
AREAS = {"E06000061": "North Northamptonshire", "E06000062": "West Northamptonshire"}
AGES = range(91)
FEMALES, MALES = [1000 + age for age in AGES], [2000 + age for age in AGES]
BOTH = [f + m for f, m in zip(FEMALES, MALES, strict=True)]
TRUTH = {(area, year, age): count for area in AREAS for year in ("2023",)
         for age, count in (("child", sum(BOTH[:18])), ("adult", sum(BOTH[18:])))}  # fmt: skip


def held(path: Path) -> dict[tuple[Any, ...], Any]:
    """The residents of each area, year and band."""
    result = check(path)
    assert result.source.name == "ons_populations"
    assert result.records_read == result.rows_good and not result.findings
    expand = sources()["ons_populations"].expand
    assert expand is not None
    rows = [figure for row in result.rows for figure in expand(row.values)]
    return {(row["reporter"], row["period"], row["age"]): row["value"] for row in rows}


def sheet(title: list[str], code: str, ages: list[str], counts: list[int]) -> list[list[Any]]:
    rows: list[list[Any]] = [[line] for line in title]
    rows += [[code, "Name", "Geography", "All ages", *ages]]
    for area, name in AREAS.items():
        rows += [[area, name, "Unitary Authority", sum(counts), *counts]]
    return [*rows, [], ["Source: Office for National Statistics"]]


PLAIN = [*map(str, AGES[:-1]), "90+"]


def test_ages_across_and_a_sheet_for_each_sex(tmp_path: Path) -> None:
    titles = {
        "MYE2 - Persons": ("Persons", BOTH),
        "MYE2 - Males": ("Males", MALES),
        "MYE2 - Females": ("Females", FEMALES),
    }
    book = {
        name: sheet(
            [f"MYE2: Population estimates: {who} by single year of age", "Mid-2023"], "Code", PLAIN, of
        )
        for name, (who, of) in titles.items()
    }
    assert held(write_xlsx(tmp_path / "mye23.xlsx", book)) == TRUTH


def test_ages_of_females_and_of_males_across(tmp_path: Path) -> None:
    ages = [f"{sex}{age}" for sex in "FM" for age in AGES]
    rows = sheet(["Mid-2023 population estimates"], "LAD 2023 Code", ages, [*FEMALES, *MALES])
    assert held(write_xlsx(tmp_path / "a.xlsx", {"Mid-2023 LAD 2023": rows})) == TRUTH


def test_a_table_from_nomis_with_ages_across(tmp_path: Path) -> None:
    ages = [f"Age {age}" for age in AGES[:-1]] + ["Aged 90+"]
    rows = [["Population estimates"], ["Date", "2023"], ["Gender", "Total"],
            ["local authority: district / unitary", "mnemonic", "All Ages", *ages],
            *([name, area, sum(BOTH), *BOTH] for area, name in AREAS.items())]  # fmt: skip
    path = tmp_path / "nomis.csv"
    path.write_bytes(as_csv(Grid(rows)))
    assert held(path) == TRUTH


def from_nomis(path: Path, sexes: dict[str, list[int]], ages: range = AGES) -> Path:
    head = ["DATE_NAME", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "GENDER_NAME", "C_AGE_NAME", "MEASURES_NAME",
            "OBS_VALUE", "OBS_STATUS_NAME"]  # fmt: skip
    rows: list[list[Any]] = [head]
    for area, name in AREAS.items():
        for sex, counts in sexes.items():
            rows += [["2023", name, area, sex, "All Ages", "Value", sum(counts), "Normal Value"]]
            for age in ages:
                words = f"Age {age}" if age < 90 else "Aged 90+"
                rows += [["2023", name, area, sex, words, "Value", counts[age], "Normal Value"]]
                rows += [["2023", name, area, sex, words, "Percent", 1.1, "Normal Value"]]
    path.write_bytes(as_csv(Grid(rows)))
    return path


@pytest.mark.parametrize(
    "sexes",
    [{"Total": BOTH}, {"Male": MALES, "Female": FEMALES}, {"Male": MALES, "Female": FEMALES, "Total": BOTH}],
)
def test_rows_from_nomis(tmp_path: Path, sexes: dict[str, list[int]]) -> None:
    assert held(from_nomis(tmp_path / "a.csv", sexes)) == TRUTH


@pytest.mark.parametrize(("sexes", "ages"), [({"Total": BOTH}, range(10, 91)), ({"Male": MALES}, AGES)])
def test_without_every_age_of_both_sexes_nothing_is_summed(
    tmp_path: Path, sexes: dict[str, list[int]], ages: range
) -> None:
    with pytest.raises(ExtractRefused, match="lacks years of age, or one sex"):
        check(from_nomis(tmp_path / "a.csv", sexes, ages))


def test_a_cell_that_is_no_number_leaves_its_area_out(tmp_path: Path) -> None:
    rows = sheet(["Mid-2023"], "Code", PLAIN, BOTH)
    rows[2] = [*rows[2][:9], "x", *rows[2][10:]]
    result = check(write_xlsx(tmp_path / "a.xlsx", {"MYE2 - Persons": rows}))
    assert {row.values["area_code"] for row in result.rows} == {"E06000062"}
    assert (result.rows_set_aside, result.rows_good) == (1, 1)
    assert "not_a_whole_number" in {finding.rule for finding in result.findings}
