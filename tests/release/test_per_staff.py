"""Reports for staff in post: which sectors have a base."""

from __future__ import annotations

import datetime

import duckdb
import pytest

from dashboard.release.indicators import indicators


@pytest.mark.parametrize("indicator", ["referrals_per_staff", "intelligence_per_staff"])
def test_the_base_is_the_newest_headcount_of_all_agencies_that_are_trained(indicator: str) -> None:
    """Whoever trains fewer people does not look better for it: the number trained is no part of it."""
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE months AS SELECT m::DATE AS month, year(m) < 2025 AS year_complete "
            "FROM generate_series(DATE '2023-01-01', DATE '2025-06-01', INTERVAL 1 MONTH) s(m)"
        )
        con.execute("CREATE TABLE workforce (month DATE, agency VARCHAR, sector VARCHAR, eligible_staff INT)")
        con.execute(
            "INSERT INTO workforce VALUES ('2023-03-01', 'a', 'health', 50), "
            "('2024-03-01', 'a', 'health', 60), ('2024-03-01', 'a', 'health', 7), "
            "('2023-03-01', 'b', 'health', 40), "
            "('2023-03-01', 'c', 'housing', 30)"
        )
        con.execute("CREATE TABLE bookings (month DATE, agency VARCHAR, sector VARCHAR, status VARCHAR)")
        con.execute(
            "INSERT INTO bookings VALUES ('2023-05-01', 'a', 'health', 'attended'), "
            "('2024-05-01', 'd', 'housing', 'attended'), ('2023-05-01', 'e', 'health', 'no_show')"
        )
        con.execute("CREATE TABLE agencies (code VARCHAR, sector VARCHAR)")
        texts = "incident VARCHAR, route VARCHAR, referring_body VARCHAR, agency VARCHAR, sector VARCHAR"
        con.execute(f"CREATE TABLE referrals (month DATE, referral VARCHAR, {texts})")
        con.execute(f"CREATE TABLE intelligence (month DATE, submission VARCHAR, {texts})")
        found = con.execute(
            f"SELECT month, sector, sum(weight) FROM ({indicators()[indicator].sql}) "
            "WHERE part = 'denominator' GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    ends = [datetime.date(year, 12, 1) for year in (2023, 2024)]
    # In 2024 somebody of an agency without a headcount was trained: housing has no whole base then.
    assert found == [(ends[0], "health", 90), (ends[0], "housing", 30), (ends[1], "health", 107)]
