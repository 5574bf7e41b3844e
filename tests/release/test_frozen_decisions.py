"""Decisions over two releases: each counts in its own month, and what is published never moves.

A decision comes months after its referral, when the referral is public already. So the first release
is made from a log without the decisions of the next year; then the log comes again with them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import duckdb
import pytest

from dashboard.disclosure.attack import Intruder
from dashboard.disclosure.certificate import load
from dashboard.publication import Publication
from dashboard.release import make_release
from dashboard.release.proving import prove, read_manifest
from dashboard.release.report import ReleaseReport
from dashboard.settings import Installation
from tests.release.few_rows import NRM, few_rows, some

GROUNDS = ("positive_reasonable_grounds", "positive_conclusive_grounds")
#: The months after which the log had been sent, and those that the two releases end with.
SENT = datetime.date(2022, 12, 1)
NEXT = datetime.date(2023, 12, 1)
#: Decisions of published months that only the second log holds.
LATE = 3


@dataclass(frozen=True)
class Two:
    """An installation with two releases, and the decisions that either log held, by year and outcome."""

    where: Installation
    first: ReleaseReport
    second: ReleaseReport
    truth: dict[tuple[str, str], dict[str, int]]


def decisions(where: Installation) -> dict[tuple[str, str], dict[str, int]]:
    """NRM decisions by kind and outcome, then by the year of the decision, by plain SQL on the newest log."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    with duckdb.connect(str(where.store), read_only=True) as con:
        for side, indicator in zip(("rg", "cg"), GROUNDS, strict=True):
            rows = con.execute(
                f"SELECT {side}_decision, year({side}_month)::VARCHAR, count(*) FROM referrals "
                f"WHERE route = 'nrm' AND {side}_decision IN ('positive', 'negative') GROUP BY ALL"
            ).fetchall()
            for outcome, year, many in rows:
                found.setdefault((indicator, outcome), {})[year] = many
    return found


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Two:
    root = tmp_path_factory.mktemp("decisions")
    where = few_rows(root, routes=(NRM,))
    few = some(root / "few", "nrm_referrals", *GROUNDS)
    with duckdb.connect(str(where.store)) as con:
        con.execute(
            "CREATE TABLE whole AS SELECT * REPLACE ('second-log' AS file, '2024-08-01T0900' AS run) "
            "FROM referrals_rows"
        )
        for side in ("rg", "cg"):
            con.execute(
                f"UPDATE referrals_rows SET {side}_decision = NULL, {side}_month = NULL "
                f"WHERE {side}_month > DATE '{SENT}'"
            )
        con.execute(
            "UPDATE referrals_rows SET rg_decision = NULL, rg_month = NULL, cg_decision = NULL, "
            "cg_month = NULL WHERE record_key IN (SELECT record_key FROM referrals_rows "
            f"WHERE rg_month <= DATE '{SENT}' AND rg_decision = 'negative' ORDER BY record_key LIMIT {LATE})"
        )
    first = make_release(where, made_at=datetime.datetime(2023, 2, 9), last=SENT, folder=few)
    with duckdb.connect(str(where.store)) as con:
        con.execute("INSERT INTO referrals_rows BY NAME SELECT * FROM whole")
        con.execute("DROP TABLE whole")
    second = make_release(where, made_at=datetime.datetime(2024, 1, 9), last=NEXT, folder=few)
    return Two(where, first, second, decisions(where))


def shown(report: ReleaseReport, indicator: str, measure: str) -> dict[str, float]:
    """Published counts by year."""
    cells = Publication(report.path).cells(indicator, measure=measure, time_level="year")
    cells = cells[cells["status"] == "published"]
    return dict(zip(cells["time"], cells["value"], strict=True))


def test_a_decision_counts_in_its_own_year_though_its_referral_was_public_before(two: Two) -> None:
    reasonable, conclusive = GROUNDS
    with duckdb.connect(str(two.where.store), read_only=True) as con:
        later = con.execute(
            "SELECT count(*) FROM referrals WHERE route = 'nrm' AND year(month) = 2022 "
            "AND year(cg_month) = 2023 AND cg_decision IN ('positive', 'negative')"
        ).fetchall()[0][0]
    assert later > 0
    whole = {year: sum(two.truth[conclusive, outcome].get(year, 0) for outcome in ("positive", "negative"))
             for year in ("2022", "2023")}  # fmt: skip
    assert shown(two.second, conclusive, "denominator")["2023"] == whole["2023"]
    assert shown(two.second, reasonable, "numerator")["2023"] == two.truth[reasonable, "positive"]["2023"]


def test_nothing_published_before_changes_and_what_came_too_late_waits(two: Two) -> None:
    reasonable = GROUNDS[0]
    for indicator in (*GROUNDS, "nrm_referrals"):
        for measure in ("numerator", "denominator", "count"):
            before, after = shown(two.first, indicator, measure), shown(two.second, indicator, measure)
            assert {year: after[year] for year in before} == before
    now = sum(two.truth[reasonable, outcome]["2022"] for outcome in ("positive", "negative"))
    assert shown(two.second, reasonable, "denominator")["2022"] == now - LATE
    (waiting,) = [words for words in two.second.warnings if words.startswith("Referral log")]
    assert f"of records of published months {LATE} changed." in waiting
    assert not any(words.startswith("Referral log") for words in two.first.warnings)


def test_a_base_that_nobody_is_in_yet_is_hidden_like_any_other_small_count(two: Two) -> None:
    """At the end of 2022 no referral has a conclusive decision: 0 is as much a secret as 4."""
    cells = Publication(two.first.path).cells(GROUNDS[1], measure="denominator", time_level="year")
    assert set(cells["time"]) == {"2022"}
    assert set(cells["status"]) == {"c"}
    assert cells["value"].isna().all()


def test_both_releases_together_tell_an_intruder_nothing_about_small_counts(two: Two) -> None:
    folder = two.where.register / "made_up" / "certificates"
    manifest = read_manifest(folder, two.second.id)
    assert prove(two.second.path, manifest, folder) > 0
    members: dict[str, list[str]] = {}
    truth: dict[str, int] = {}
    public: dict[str, int] = {}
    for file in (file for file in manifest.certificates if file.startswith("nrm_4-")):
        proof = load(folder / file)
        names, decision = proof.names.tolist(), proof.decision.tolist()
        members |= {
            name: [f"{file}:{base_cell}" for base_cell in proof.columns.of(cell)]
            for name, cell in zip(names, decision, strict=True)
        }
        truth |= zip(names, proof.columns.sums(proof.witnesses[0])[proof.decision].tolist(), strict=True)
        public |= {name: int(truth[name]) for name, told in zip(names, proof.shown, strict=True) if told}
    assert {int(value) for value in shown(two.first, GROUNDS[0], "denominator").values()} <= {
        value for name, value in public.items() if GROUNDS[0] in name
    }
    intruder = Intruder(public, members)
    small = [name for name in members if name not in public and truth[name] < 5]
    assert small
    for name in small:
        found = intruder.interval_of(name, 0, 4)
        assert found.low == 0 and found.high >= 4, name
