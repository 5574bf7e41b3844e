"""How long a month is kept back, and what is said of it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.disclosure import policies as policy_file
from dashboard.disclosure import read_policies
from dashboard.indicators import FOLDER
from dashboard.publication import Publication
from dashboard.release import make_release, making, writing
from dashboard.release.lag import ENOUGH, HORIZON, Arrivals, arrivals, reach, wait
from dashboard.ui import notes
from tests.release.small_store import MADE, empty_store, small_installation

RULES = read_policies().policy("referrals")
JANUARY = 2024 * 12


def sent(path: Path, files: Iterable[tuple[str, int, str, int, int]]) -> duckdb.DuckDBPyConnection:
    """A store with (file, month in which it came, body, month of the records, how many) of referrals."""
    empty_store(path)
    con = duckdb.connect(str(path))
    number = 0
    for file, came, body, month, many in files:
        con.execute(
            "INSERT OR IGNORE INTO files (file, source, loaded) VALUES (?, 'referral_log', ?)",
            [file, datetime.datetime(came // 12, came % 12 + 1, 5)],
        )
        for _ in range(many):
            number += 1
            con.execute(
                "INSERT INTO referrals_rows (file, record_key, month, referring_body, run) "
                "VALUES (?, ?, ?, ?, '')",
                [file, f"key-{number}", datetime.date(month // 12, month % 12 + 1, 1), body],
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


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int], None]:
    """A function that gives the rule book another lag."""
    given = policy_file.FILE.read_text(encoding="utf-8")

    def lag(months: int) -> None:
        path = tmp_path / "policies.toml"
        path.write_text(given.replace("publication_lag = 0", f"publication_lag = {months}", 1), "utf-8")
        for module in (making, writing):
            monkeypatch.setattr(module, "read_policies", lambda: read_policies(path))
        monkeypatch.setattr(making, "hash_of_inputs", lambda *_: f"with a lag of {months}")

    return lag


def test_what_is_kept_back_is_absent_with_the_reason_and_nothing_is_unpublished(
    tmp_path: Path, rules: Callable[[int], None]
) -> None:
    copy = small_installation(tmp_path / "site")
    few = tmp_path / "few"
    few.mkdir()
    for name in ("nrm_referrals", "attendances"):
        shutil.copy(FOLDER / f"{name}.sql", few)
    rules(1)
    told = [said(make_release(copy, made=MADE, folder=few).path)]
    rules(0)
    told.append(said(make_release(copy, made=MADE + datetime.timedelta(days=1), folder=few).path))
    rules(5)
    told.append(said(make_release(copy, made=MADE + datetime.timedelta(days=2), folder=few).path))
    assert [held[0] for held in told] == ["2024-Q1", "2024-Q2", "2024-Q2"]
    assert [held[1] for held in told] == [datetime.date(2024, 5, 31), *[datetime.date(2024, 6, 30)] * 2]
    assert "later months than May 2024 are not shown yet" in told[0][2]
    assert "a month is shown 1 month after it has ended" in told[0][2]
    assert told[1][2] == told[2][2] == ""


def said(path: Path) -> tuple[str, object, str]:
    """Last quarter of referrals, the day they speak up to, and what is said of later months."""
    publication = Publication(path)
    try:
        about = publication.indicators["nrm_referrals"]
        others = publication.indicators["attendances"]
        assert others.last_period == "2024-06" and notes.kept_back(publication, others.source) == ""
        last = max(publication.cells("nrm_referrals", time_level="quarter")["time"])
        return last, about.as_of, notes.kept_back(publication, about.source)
    finally:
        publication.close()
