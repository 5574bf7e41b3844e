"""Totals, notes and headings again are counted apart; what may be a record never is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import check, reports
from dashboard.store.contract import Source
from tests.validation.extracts import TODAY, full
from tests.validation.renderings import Grid, as_csv
from tests.validation.test_every_sheet import HEADINGS, assert_adds_up, record
from tests.validation.test_sheet_cases import refused, saved


def test_a_total_is_counted_apart_and_said(tmp_path: Path) -> None:
    rows = [HEADINGS, record(1), HEADINGS, record(2), ["Total", *[""] * 8, "2", ""], [], ["Source: invented"]]
    result = check(saved(tmp_path / "a.csv", as_csv(Grid(rows))), today=TODAY)
    assert (result.rows_read, len(result.rows), result.rows_furniture) == (5, 2, 3)
    said = "3 rows hold no record: headings again in row 3; total in row 5; note in row 7."
    assert result.read_as == (said,)
    assert said in reports.text(result)
    assert said in reports.html(result)
    assert reports.as_dict(result)["rows_furniture"] == 3


@pytest.mark.parametrize(
    "row",
    [
        ["SN-9"],
        ["SN-9", "Acute hospital A"],
        ["", *record(9)[1:]],
        ["Total", *record(9)[1:]],
        [*record(9)[:6], "", *record(9)[7:9], "Total", ""],
        ["Anna Count", "Acute hospital A", "Health", "Doctor", "Spot the signs", 1, "", "Online"],
    ],
)
def test_what_may_be_a_record_is_no_furniture(tmp_path: Path, row: list[Any]) -> None:
    for rows in ([record(1), row, record(2)], [record(1), record(2), row], [record(1), [], row]):
        padded = [[*one, *[""] * (len(HEADINGS) - len(one))] for one in rows]
        result = check(saved(tmp_path / "a.csv", as_csv(Grid([HEADINGS, *padded]))), today=TODAY)
        assert result.rows_furniture == 0
        assert_adds_up(result)


def test_totals_that_a_format_knows_are_its_rows(tmp_path: Path) -> None:
    headings = ["year", "quarter", "age_at_exploitation", "location_of_exploitation", "nrm_referrals"]
    rows = [headings, [2023, "Q4", "Adult", "Total", 4100], [2023, "Total", "Adult", "UK", 4101]]
    result = check(saved(tmp_path / "a.csv", as_csv(Grid(rows))), today=TODAY)
    assert (result.rows_read, result.rows_furniture) == (2, 0)


def test_headings_and_a_total_alone_are_no_rows(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.csv", as_csv(Grid([HEADINGS, ["Total", *[""] * 8, "0", ""]])))
    assert refused(path).sentence == "a.csv has headings but no rows below them."
    assert check(path, today=TODAY, nil_allowed=True).nil


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.name)
@pytest.mark.parametrize(
    "row",
    [
        ["Total", 12],
        ["Subtotal Acute hospital A", "", 12],
        ["", "Grand total", "", 12],
        ["Total number of rows: 12"],
        ["12 records"],
        ["Source: the system of somebody"],
        ["Printed by", "Somebody"],
        ["=====", "====="],
    ],
)
def test_furniture_below_the_records_of_every_format(tmp_path: Path, source: Source, row: list[Any]) -> None:
    example = full(source)
    width = max(len(example), len(row))
    below = [*row, *[""] * (width - len(row))]
    grid = Grid([list(example), list(example.values()), list(example), below])
    result = check(saved(tmp_path / "a.csv", as_csv(grid)), today=TODAY)
    assert result.source is source
    assert (result.rows_read, len(result.rows)) == (3, 1)
    # "Total" and a number may be a year's quarter with a figure missing: named for correction.
    unclear = source.name == "home_office_duty_to_notify" and row[0] == "Total"
    assert result.rows_furniture == (1 if unclear else 2)


@pytest.mark.parametrize("title", ["Police referrals by quarter", "Referrals by local authorities, 2024-Q4"])
@pytest.mark.parametrize("again", [False, True])
def test_a_log_under_a_title_is_no_published_table(tmp_path: Path, title: str, again: bool) -> None:
    """Its labels are those of a published table, but no figures stand under what follows them."""
    example = full(sources()["referral_log"])
    below = [list(example)] if again else []
    rows = [[title, *[""] * (len(example) - 1)], list(example), list(example.values()), *below]
    result = check(saved(tmp_path / "a.csv", as_csv(Grid(rows))), today=TODAY)
    assert (result.source.name, len(result.rows)) == ("referral_log", 1)
