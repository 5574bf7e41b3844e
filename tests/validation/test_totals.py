"""A headcount of an area that is the sum of its parts is named; a number of its own is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import check
from tests.validation.extracts import TODAY, write_csv

ROW = dict(sources()["workforce"].examples[0])
NORTH, WEST, COUNTY = "North Northamptonshire", "West Northamptonshire", "Northamptonshire"


@pytest.mark.parametrize(
    ("areas", "doubled"),
    [
        ([("Corby", 10), ("Northampton", 20), (COUNTY, 30)], [4]),
        ([("Corby", 10), (NORTH, 10), (WEST, 20), (COUNTY, 30)], [3, 5]),
        ([("Corby", 10), ("Kettering", 5), (NORTH, 15), ("Northampton", 20), (COUNTY, 35)], [4, 6]),
        ([("Corby", 10), ("Northampton", 20), (COUNTY, 7)], []),
        ([("Corby", 10), ("Northampton", 20), ("Kettering", 30)], []),
        ([("Corby", 0), ("Northampton", 0), (COUNTY, 0)], []),
        ([("Corby", 10), (COUNTY, 10)], []),
        ([("Corby", 10), (WEST, 10)], []),
    ],
)
def test_totals_among_headcounts(tmp_path: Path, areas: list[tuple[str, int]], doubled: list[int]) -> None:
    rows = [ROW | {"work_district": area, "eligible_staff": str(count)} for area, count in areas]
    other = ROW | {"agency": "Northamptonshire Police", "sector": "Police", "eligible_staff": "12"}
    result = check(write_csv(tmp_path / "a.csv", [*rows, other]), today=TODAY)
    assert [(one.row, one.rule) for one in result.findings] == [(row, "sum_of_other_rows") for row in doubled]
    assert result.rows_good == len(areas) + 1 - len(doubled)
