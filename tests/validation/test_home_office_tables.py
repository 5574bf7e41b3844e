"""The real Home Office tables, read where they lie: every one loads without a finding."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import ExtractRefused, check
from dashboard.reference.code_lists import code_list
from dashboard.settings import PROJECT

TABLES = PROJECT.parent / "shared" / "data" / "home_office"

pytestmark = pytest.mark.skipif(
    not TABLES.is_dir(),
    reason="the Home Office tables lie outside the project, in ../shared/data/home_office",
)
QUARTERS = ["2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]


@pytest.mark.parametrize(
    ("file", "source", "rows"),
    [
        ("nrm_police_first_responder_leaf_cells.csv", "home_office_police_referrals", 2733),
        ("nrm_referrals_longitudinal.csv", "home_office_referrals", 885),
        ("nrm_duty_to_notify_longitudinal.csv", "home_office_duty_to_notify", 42),
        ("nrm_reasonable_grounds.csv", "home_office_reasonable_grounds", 50),
        ("nrm_conclusive_grounds.csv", "home_office_conclusive_grounds", 50),
        ("modern_slavery_offences_by_force_quarter_2017-18.csv", "home_office_offences", 176),
    ],
)
def test_every_table_loads_whole(file: str, source: str, rows: int) -> None:
    result = check(TABLES / file)
    assert result.source.name == source
    assert (result.findings, result.refusal) == ((), None)
    assert (result.rows_read, len(result.rows)) == (rows, rows)


def test_police_referrals_add_up_to_the_published_totals() -> None:
    result = check(TABLES / "nrm_police_first_responder_leaf_cells.csv")
    kinds = code_list("force").facts
    by_quarter: Counter[str] = Counter()
    northamptonshire: Counter[str] = Counter()
    forces = set()
    for row in result.rows:
        people = row.values["people"]
        assert isinstance(people, int)
        by_quarter[str(row.values["quarter"])] += people
        if row.values["first_responder"] == "northamptonshire_police":
            northamptonshire[str(row.values["quarter"])] += people
        if kinds[str(row.values["first_responder"])]["kind"] == "force":
            forces.add(row.values["first_responder"])
    assert sum(by_quarter.values()) == 6899
    assert [by_quarter[quarter] for quarter in QUARTERS] == [950, 969, 1034, 1043, 938, 970, 995]
    assert [northamptonshire[quarter] for quarter in QUARTERS] == [12, 14, 23, 15, 14, 19, 17]
    assert len(forces) == 44


def test_combinations_of_types_stay_whole() -> None:
    result = check(TABLES / "nrm_police_first_responder_leaf_cells.csv")
    types = {row.values["exploitation_type"] for row in result.rows}
    assert {"labour_criminal", "labour_organ_harvesting_criminal"} <= types


def test_the_wide_copy_of_the_table_is_refused_in_words() -> None:
    with pytest.raises(ExtractRefused, match="not those of any extract format"):
        check(TABLES / "nrm_police_first_responder_force_by_quarter.csv")


def test_the_new_offences_are_never_counted_as_modern_slavery() -> None:
    source = sources()["home_office_offences"]
    assert source.expand
    row = {
        "financial_year": "2026/27",
        "financial_quarter": 1,
        "force_name": "northamptonshire_police",
        "offences": 3,
    }
    series = [
        source.expand(row | {"offence_code": code})[0]["series"]
        for code in ("106", "child_criminal_exploitation", "cuckooing", "own")
    ]
    assert series == [
        "modern_slavery_offences",
        "child_criminal_exploitation_offences",
        "cuckooing_offences",
        "offence_own",
    ]
