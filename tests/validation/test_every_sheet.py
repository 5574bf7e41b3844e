"""Whatever the file and whatever stands around the records, the same rows come of it, and none vanishes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.validation import Check, check
from tests.validation.extracts import TODAY
from tests.validation.renderings import RENDERINGS, Grid, write

HEADINGS = [
    *("Person key", "Agency", "Sector", "Role", "Course", "Tier", "Session date", "Venue"),
    *("Delivery district", "Status", "Topics"),
]
WIDTH = len(HEADINGS)
#: Words of a group that stand above several headings.
ABOVE = ["Person", "", "", "", "Session", "", "", "", "", "Outcome", ""]


def record(number: int, topics: str = "Modern slavery; county lines") -> list[Any]:
    """A good booking."""
    day = datetime.date(2024, 3, 1 + number % 28)
    return [
        *(f"SN-{number}", "Acute hospital A", "Health", "Doctor", "Spot the signs", 1, day, "Online"),
        *("Online", "Attended", topics),
    ]


def good(result: Check) -> list[dict[str, Any]]:
    return [dict(row.values) for row in result.rows]


def assert_adds_up(result: Check) -> None:
    """Read = good + set aside + furniture; a refused file has no good rows but the same sum."""
    assert result.rows_read == result.rows_good + result.rows_set_aside + result.rows_furniture
    assert min(result.rows_good, result.rows_set_aside, result.rows_furniture) >= 0
    if not result.refusal:
        assert len(result.rows) == result.rows_good


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What 12 bookings come to in a plain CSV file."""
    path = tmp_path_factory.mktemp("plain") / "comma.csv"
    path.write_bytes(RENDERINGS["comma.csv"](Grid([HEADINGS, *map(record, range(12))])))
    return good(check(path, today=TODAY))


@pytest.mark.parametrize("name", RENDERINGS)
def test_every_kind_of_file_gives_the_same_rows(
    tmp_path: Path, plain: list[dict[str, Any]], name: str
) -> None:
    result = check(write(tmp_path, name, Grid([HEADINGS, *map(record, range(12))])), today=TODAY)
    assert good(result) == plain
    assert (result.findings, result.read_as) == ((), ())


TITLES = [["Bookings, January; 2024"], ["Printed on 1 February 2024 by the training team"], []]
TOTALS = [
    ["Total", *[""] * 8, "5", ""],
    ["Grand total:", "", "", "", "", 12],
    ["", "Acute hospital A Total", *[""] * 7, 3],
    ["Sub-total", "", "", "", "", "", "", "", "", 4],
    ["Total bookings", 12],
]
NOTES = [
    ["Source: the training system"],
    ["* provisional"],
    ["Page 2 of 5"],
    ["", "Note: people who left are not in here"],
    ["Exported", "01/02/2024 10:00"],
]
AROUND = st.fixed_dictionaries(
    {
        "titles": st.lists(st.sampled_from(TITLES), max_size=5),
        "two": st.booleans(),
        "column": st.booleans(),
        "between": st.lists(
            st.tuples(st.integers(0, 12), st.sampled_from([*TOTALS, HEADINGS, [], ["-----", "-----"]])),
            max_size=6,
        ),
        "notes": st.lists(st.sampled_from(NOTES), max_size=3),
        "merged": st.booleans(),
        "name": st.sampled_from(list(RENDERINGS)),
    }
)


def dressed(around: dict[str, Any]) -> tuple[Grid, int]:
    """12 bookings among titles, headings, totals and notes, and how many rows are furniture."""
    rows: list[list[Any]] = [list(row) for row in around["titles"]]
    rows += [ABOVE, HEADINGS] if around["two"] else [HEADINGS]
    below = len(rows)
    first = below
    for number in range(13):
        for place, row in around["between"]:
            if place == number:
                rows.append(list(row))
        if number < 12:
            first = len(rows) if number == 0 else first
            rows.append(record(number))
    if around["notes"]:
        rows += [[], *(list(row) for row in around["notes"])]
    merged = []
    bookish = around["name"].endswith(("xlsx", "ods"))
    if around["merged"] and bookish and rows[first + 1][:1] == ["SN-1"]:
        merged = [(first + 1, 2, first + 2, 2), (first + 1, 3, first + 2, 4)]
        rows[first][3] = rows[first + 1][1] = rows[first + 1][2] = rows[first + 1][3] = ""
        rows[first][2] = "Health"
    furniture = sum(any(row) for row in rows[below:]) - 12
    if around["column"]:
        rows = [["", *row] for row in rows]
        merged = [(top, left + 1, bottom, right + 1) for top, left, bottom, right in merged]
    return Grid([[*row, *[""] * (WIDTH + 1 - len(row))] for row in rows], merged), furniture


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(AROUND)
def test_what_stands_around_the_records_changes_none(
    tmp_path: Path, plain: list[dict[str, Any]], around: dict[str, Any]
) -> None:
    grid, furniture = dressed(around)
    result = check(write(tmp_path, around["name"], grid), today=TODAY)
    rows = good(result)
    if grid.merged:  # "Health" is no role, so that both rows' role is read as another
        for row, expected in zip(rows[:2], plain[:2], strict=True):
            assert row == expected | {"role": "other"}
        assert rows[2:] == plain[2:]
    else:
        assert rows == plain
        assert result.findings == ()
    assert result.rows_furniture == furniture
    assert result.rows_read == 12 + furniture
    assert_adds_up(result)
