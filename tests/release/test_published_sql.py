"""SELECTs over published figures: rates of forces, shares of outcomes and factors, what an intruder knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from dashboard import reference
from dashboard.reference.families import read_families
from dashboard.release.cells import full_cross
from dashboard.release.indicators import indicators
from dashboard.release.public import _by_table
from dashboard.release.span import Span

COLUMNS = "series, reporter, period, exploitation_type, age, gender, location, decision, value"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        texts = ", ".join(f"{name} VARCHAR" for name in COLUMNS.split(", ")[:-1])
        made.execute(f"CREATE TABLE comparators ({texts}, value BIGINT)")
        made.execute("CREATE TABLE areas AS SELECT 'E06000061' AS code, 'unitary' AS level")
        yield made


def put(
    con: duckdb.DuckDBPyConnection, series: str, reporter: str, period: str, value: int, **codes: str
) -> None:
    row = dict.fromkeys(COLUMNS.split(", "), "all") | codes
    row |= {"series": series, "reporter": reporter, "period": period}
    con.execute(f"INSERT INTO comparators VALUES ({', '.join('?' * 9)})", [*list(row.values())[:-1], value])


def rows(con: duckdb.DuckDBPyConnection, indicator: str, columns: str) -> set[tuple[object, ...]]:
    return set(con.execute(f"SELECT {columns} FROM ({indicators()[indicator].sql})").fetchall())


def test_a_force_s_rate_has_the_residents_of_its_areas(con: duckdb.DuckDBPyConnection) -> None:
    for quarter in (1, 2, 3, 4):
        put(con, "nrm_police_referrals", "kent_police", f"2023-Q{quarter}", 5)
        put(con, "nrm_police_referrals", "british_transport_police", f"2023-Q{quarter}", 9)
    put(con, "nrm_police_referrals", "kent_police", "2024-Q1", 5)
    for area, people in (("E07000105", 1000), ("E07000106", 2000)):
        put(con, "police_area", area, "all", 1, location="kent_police")
        put(con, "residents", area, "2021", 1, age="adult")
        put(con, "residents", area, "2022", people, age="adult")
        put(con, "residents", area, "2022", 100, age="child")
    put(con, "residents", "E07000105", "2024", 7, age="adult")
    found = con.execute(
        f"SELECT part, area, sum(weight) FROM ({indicators()['police_referral_rate'].sql}) GROUP BY ALL"
    ).fetchall()
    # Of 2023 whole alone, with the residents of 2022: the newest year that is not after it.
    assert sorted(found) == [("denominator", "kent_police", 3200), ("numerator", "kent_police", 20)]


def test_a_year_of_referrals_has_the_residents_of_that_year(con: duckdb.DuckDBPyConnection) -> None:
    """Those of the file of facts, else those published for the two councils, else of the nearest year."""
    years = "SELECT make_date(y, 12, 1) AS month, true AS year_complete FROM range(2019, 2025) r(y)"
    con.execute(f"CREATE TABLE months AS {years}")
    texts = ", ".join(f"{name} VARCHAR" for name in ("referral", "referring_body", "incident", "route"))
    con.execute(f"CREATE TABLE referrals (month DATE, {texts})")
    con.register("populations", reference.populations())
    for year in (2021, 2023):
        for council in ("E06000061", "E06000062"):
            put(con, "residents", council, str(year), 400_000, age="adult")
            put(con, "residents", council, str(year), 100_000, age="child")
    put(con, "residents", "E06000061", "2024", 1, age="adult")
    based = con.execute(
        f"SELECT year(month), sum(weight) FROM ({indicators()['referral_rate'].sql}) "
        "WHERE part = 'denominator' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert based == [
        (2019, 757_181),
        (2020, 757_181),
        (2021, 785_243),
        (2022, 785_243),
        (2023, 1_000_000),
        (2024, 1_000_000),
    ]


def test_outcomes_not_yet_assigned_are_in_no_share(con: duckdb.DuckDBPyConnection) -> None:
    for quarter in ("2024/25-Q1", "2024/25-Q2", "2024/25-Q3", "2025/26-Q1"):
        # 2025/26 has begun: what is known of it is no year.
        codes = {"decision": "waiting", "exploitation_type": "106"}
        put(con, "offence_outcomes", "northamptonshire_police", quarter, 2, **codes)
    for decision, many in (("charged", 1), ("other", 3), ("waiting", 50)):
        put(con, "offence_outcomes", "northamptonshire_police", "2024/25-Q4", many, decision=decision,
            exploitation_type="106")  # fmt: skip
    levels = rows(con, "offences_charged", "geography_level, area")
    assert levels == {("force", "northamptonshire_police"), ("county", None)}
    found = rows(con, "offences_charged", "month::VARCHAR, part, weight")
    assert found == {("2025-03-01", "denominator", 1), ("2025-03-01", "denominator", 3),
                     ("2025-03-01", "numerator", 1)}  # fmt: skip


def test_a_total_of_outcomes_is_that_of_all_forces(con: duckdb.DuckDBPyConnection) -> None:
    for number in range(43):
        for quarter in (1, 2, 3, 4):
            put(con, "offence_outcomes", f"force_{number}", f"2024/25-Q{quarter}", 1, decision="charged",
                exploitation_type="106")  # fmt: skip
    found = con.execute(
        f"SELECT part, sum(weight) FROM ({indicators()['offences_charged'].sql}) "
        "WHERE geography_level = 'national' GROUP BY ALL"
    ).fetchall()
    assert sorted(found) == [("denominator", 172), ("numerator", 172)]


def test_offences_of_a_year_that_is_not_over_are_quarters_alone(con: duckdb.DuckDBPyConnection) -> None:
    for quarter in ("2023/24-Q1", "2023/24-Q2", "2023/24-Q3", "2023/24-Q4", "2024/25-Q1"):
        put(con, "modern_slavery_offences", "kent_police", quarter, 3)
    found = con.execute(
        f"SELECT time_level, geography_level, sum(weight) FROM ({indicators()['recorded_offences'].sql}) "
        "GROUP BY ALL"
    ).fetchall()
    assert sorted(found) == [
        ("financial_year", "force", 12), ("financial_year", "national", 12),
        ("quarter", "force", 15), ("quarter", "national", 15),
    ]  # fmt: skip


def test_factors_are_of_our_councils_and_of_the_year_to_march(con: duckdb.DuckDBPyConnection) -> None:
    for area in ("E06000061", "E06000001"):
        put(con, "assessment_factors", area, "2023/24", 400, decision="all")
        put(con, "assessment_factors", area, "2023/24", 20, decision="gangs")
    found = rows(con, "assessments_with_exploitation", "month::VARCHAR, part, assessment_factor, weight")
    assert found == {("2024-03-01", "denominator", None, 400), ("2024-03-01", "numerator", "gangs", 20)}


def test_an_intruder_knows_offences_by_partnership_of_the_calendar_quarter(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for name, force in (
        ("West", "northamptonshire_police"),
        ("North", "northamptonshire_police"),
        ("X", "kent_police"),
    ):
        put(con, "modern_slavery_offences_csp", name, "2024/25-Q4", 3, location=force)
        put(con, "modern_slavery_offences_csp", name, "2024/25-Q1", 1, location=force)
    known = read_families().known["home_office_offences_csp"]
    assert known.family == "police_report"
    assert sorted(con.execute(known.published).fetchall()) == [("2024-Q2", 2), ("2025-Q1", 6)]


def test_a_table_of_others_without_a_row_is_nothing_known(con: duckdb.DuckDBPyConnection) -> None:
    published = con.execute(read_families().known["home_office_offences_csp"].published).df()
    span = Span(datetime.date(2024, 1, 1), datetime.date(2024, 12, 1))
    assert list(_by_table(published, (), span)) == []


def test_a_share_of_others_split_by_what_its_base_is_not_split_by() -> None:
    header = indicators()["assessments_with_exploitation"]
    numerator = pd.DataFrame({"time": ["2023/24"], "area": ["E23000022"], "assessment_factor": ["gangs"]})
    base = pd.DataFrame({"time": ["2023/24"], "area": ["E23000022"], "denominator": [400]})
    span = Span(datetime.date(2023, 4, 1), datetime.date(2024, 3, 1))
    lists = {"assessment_factor": ["gangs", "trafficking"]}
    keys = full_cross(header, header.grains[0], [numerator, base], lists, span, True, None, False)
    # Of factors that nobody published there is no row, not a 0.
    assert keys["assessment_factor"].tolist() == ["gangs"]
