"""Who is in date: of those trained in the last 72 months, once the register can tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import duckdb
import pytest

from dashboard.release.indicators import indicators

BEGINS = datetime.date(2019, 4, 1)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A register from April 2019 on: a new person in each month."""
    with duckdb.connect() as made:
        made.execute(
            "CREATE TABLE months AS SELECT m::DATE AS month, month(m) % 3 = 0 AS ends_quarter "
            "FROM generate_series(DATE '2018-01-01', DATE '2026-09-01', INTERVAL 1 MONTH) s(m)"
        )
        made.execute(
            "CREATE TABLE bookings AS SELECT month, 'person of ' || month AS person, 'attended' AS status, "
            "'health' AS sector, 'acute_hospital_a' AS agency, 'E07000150' AS work_district, 's' AS session, "
            "'k' AS record_key "
            f"FROM months WHERE month >= DATE '{BEGINS}'"
        )
        yield made


def shares(con: duckdb.DuckDBPyConnection, indicator: str) -> dict[datetime.date, tuple[int, int]]:
    """Numerator and denominator by the month that a quarter ends in."""
    counted = con.execute(
        "SELECT month, count(*) FILTER (part = 'numerator'), count(*) FILTER (part = 'denominator') "
        f"FROM ({indicators()[indicator].sql}) GROUP BY ALL"
    ).fetchall()
    return {month: (some, every) for month, some, every in counted}


@pytest.mark.parametrize("indicator", ["in_date", "due_refresher"])
def test_the_line_begins_when_the_register_is_older_than_training_is_valid(
    con: duckdb.DuckDBPyConnection, indicator: str
) -> None:
    """Until then everybody is in date by construction, whoever is trained."""
    assert min(shares(con, indicator)) == datetime.date(2022, 6, 1)
    con.execute("DELETE FROM bookings WHERE month < DATE '2024-01-01'")
    assert shares(con, indicator) == {}
    con.execute("DELETE FROM bookings")
    assert shares(con, indicator) == {}


def test_who_was_trained_longer_ago_is_in_no_base(con: duckdb.DuckDBPyConnection) -> None:
    """A person a month, none of whom comes again: half of 72 months for ever, and no decline."""
    found = shares(con, "in_date")
    full = {month: parts for month, parts in found.items() if month >= datetime.date(2025, 3, 1)}
    assert len(full) == 7
    assert set(full.values()) == {(36, 72)}
    assert {parts for month, parts in shares(con, "due_refresher").items() if month in full} == {(3, 72)}


def test_a_person_counts_by_the_latest_training(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE bookings SET person = 'again' WHERE month IN (DATE '2021-01-01', DATE '2026-01-01')")
    con.execute("UPDATE bookings SET status = 'no_show' WHERE month = DATE '2026-02-01'")
    assert shares(con, "in_date")[datetime.date(2026, 9, 1)] == (35, 70)
    con.execute("UPDATE bookings SET status = 'no_show' WHERE month = DATE '2026-01-01'")
    assert shares(con, "in_date")[datetime.date(2026, 9, 1)] == (34, 70)
