"""What ``dashboard release`` prints: above all what hiding costs each table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.commands.release import words
from dashboard.release.report import ReleaseReport

TABLE = {
    "indicator": "concerns", "grain": "year x district", "cells": 40, "hidden": 6, "primary": 4,
    "people": 200, "hidden_people": 23, "hidden_alone": 8, "shown_share": 0.87,
}  # fmt: skip


def report(*tables: dict[str, object]) -> ReleaseReport:
    return ReleaseReport("2024-07-03-0badcafe", Path("x.duckdb"), 12.3, "2024-06-30", True, tables, ())


def test_each_table_with_hidden_cells_says_what_hiding_costs_and_keeps() -> None:
    whole = TABLE | {"grain": "year", "hidden": 0, "hidden_people": 0, "hidden_alone": 0}
    told = words(report(TABLE, whole))
    assert (
        "concerns by year x district: 6 of 40 cells hidden, 4 for their own sake, 23 people in them; "
        "88% of its people are shown, 96% by the primary rules alone"
    ) in told
    assert "6 cells are hidden." in told and "not for publication" in told
    assert "concerns by year:" not in told
    assert "All 2 tables: 94% of its people are shown, 98% by the primary rules alone" in told


def test_where_nothing_is_hidden_nothing_is_said_to_cost() -> None:
    told = words(report(TABLE | {"hidden": 0}))
    assert "No cell had to be hidden." in told and "costs" not in told


def test_a_table_that_counts_nobody_has_no_share() -> None:
    empty = TABLE | {"people": 0, "hidden_people": 0, "hidden_alone": 0}
    assert "0 people in them; nobody is counted in it" in words(report(empty))


def test_a_release_that_stands_is_not_said_to_hold_nothing() -> None:
    stands = replace(report(), warnings=("nothing has changed since it was made, so it stands",))
    told = words(stands)
    assert told.startswith(
        "Release 2024-07-03-0badcafe, with figures to 2024-06-30.\nNote: nothing has changed"
    )
    assert "0 cells" not in told and "hidden" not in told
