"""How long a month is kept back, and what is said of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.display.ui.blocks import notes
from dashboard.publication import Publication
from dashboard.reference.policies import read_policies
from dashboard.release import make_release
from dashboard.release.lag import ENOUGH, HORIZON, Arrivals, arrivals, reach, wait
from dashboard.settings import Installation
from tests.release.late_records import Scenario, rules, simulate
from tests.release.simulation import month_of
from tests.release.small_store import empty_store

RULES = read_policies().policy("referrals")
JANUARY = 2024 * 12


def sent(path: Path, files: Iterable[tuple[str, int, str, int, int]]) -> duckdb.DuckDBPyConnection:
    """A store with (file, month in which it came, body, month of the records, how many) of referrals."""
    empty_store(path)
    con = duckdb.connect(str(path))
    lists = [(file, came, body, month) for file, came, body, month, many in files for _ in range(many)]
    frame = pd.DataFrame(lists, columns=["file", "came", "referring_body", "month"])
    frame = frame.assign(came=frame["came"].map(month_of), month=frame["month"].map(month_of), run="")
    frame["record_key"] = [f"key-{number}" for number in range(len(frame))]
    con.register("frame", frame)
    con.execute("INSERT INTO referrals_rows BY NAME SELECT * EXCLUDE (came) FROM frame")
    con.execute(
        "INSERT INTO files BY NAME SELECT DISTINCT file, 'referral_log' AS source, came AS loaded FROM frame"
    )
    con.close()
    con = duckdb.connect()
    con.execute(f"ATTACH '{path}' AS store (READ_ONLY)")
    return con


def test_completeness_by_age_from_months_seen_to_arrive(tmp_path: Path) -> None:
    """Of each month 90 come in the month after, 6 one month later and 4 two months later."""
    coming = [
        (f"log-{month + 1 + late}", month + 1 + late, "police", month, many)
        for month in range(JANUARY - 1, JANUARY + 4)
        for late, many in ((0, 90), (1, 6), (2, 4))
    ]
    # What came before intake began says nothing, nor does a body's own past when it joins later.
    before = [("past", JANUARY, "police", JANUARY - 30, 500)]
    joins = [("joins", JANUARY + 6, "trust", JANUARY, 300)]
    with sent(tmp_path / "store.duckdb", [*before, *coming, *joins]) as con:
        found = arrivals(con, "referrals", "referring_body", JANUARY + 8)
        young = arrivals(con, "referrals", "referring_body", JANUARY + 1)
    assert found.records == 400  # the first month was over when intake began
    assert found.shares == pytest.approx([0.9, 0.96, *[1.0] * (HORIZON - 1)])
    assert young.shares == () and young.records < ENOUGH


@pytest.mark.parametrize(
    ("lag", "completeness", "months"), [(0, 0.0, 0), (2, 0.0, 2), (0, 0.9, 1), (0, 0.97, 3), (4, 0.9, 4)]
)
def test_a_month_waits_for_the_lag_and_for_its_records(lag: int, completeness: float, months: int) -> None:
    came = Arrivals(500, (0.8, 0.92, 0.96, *[1.0] * (HORIZON - 2)))
    policy = replace(RULES, publication_lag=lag, completeness=completeness)
    assert wait(policy, came) == months
    assert wait(policy, Arrivals(5, ())) == lag


def test_a_longer_lag_takes_nothing_back() -> None:
    policy, unknown = replace(RULES, publication_lag=3), Arrivals(0, ())
    made, last = JANUARY + 10, JANUARY + 9
    fresh = reach(policy, unknown, made, last, [])
    assert (fresh.until, fresh.kept_back) == (JANUARY + 6, True)
    published = reach(policy, unknown, made, last, [JANUARY + 8])
    assert (published.until, published.kept_back) == (JANUARY + 8, True)
    assert reach(policy, unknown, made + 6, last, []).until == last
    assert not reach(policy, unknown, made + 6, last, []).kept_back


def test_what_is_kept_back_is_absent_with_the_reason_and_nothing_is_unpublished(tmp_path: Path) -> None:
    scenario = Scenario(
        months=1, before=9, lag=1, restate=(), tables=("month", "quarter x exploitation_group")
    )
    (first,) = simulate(tmp_path, scenario)
    assert month_of(first.until) == datetime.date(2022, 10, 1)
    where = Installation(tmp_path / "installation", tmp_path / "unused.key")
    made = datetime.datetime(2022, 12, 2, 9)
    with rules(tmp_path, replace(scenario, lag=5)):
        second = make_release(where, made_at=made, last=month_of(first.until), folder=tmp_path / "indicators")
    for path, lag in ((first.path, "1 month"), (second.path, "5 months")):
        release = Publication(path)
        try:
            about = release.indicators["late"]
            assert (about.last_period, about.as_of) == ("2022-09", datetime.date(2022, 9, 30))
            why = notes.kept_back(release, about.source)
            assert "later months than September 2022 are not shown yet" in why
            assert f"a month is shown {lag} after it has ended" in why
            assert why in notes.kept_back(release) and not notes.kept_back(release, "Training register")
        finally:
            release.close()
