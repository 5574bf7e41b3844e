"""Releases over time: past months stand as they were published, and late records wait."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dashboard.disclosure.certificate import load
from dashboard.publication import Publication
from dashboard.release import ReleaseError, make_release, making
from dashboard.release.indicators import indicators
from dashboard.release.report import ReleaseReport
from dashboard.settings import Installation
from tests.release.few_rows import GROUPS, NRM, NRM_FIGURES, concerns, few_rows, run_sql, some

FIRST, NEXT = datetime.date(2024, 3, 1), datetime.date(2024, 6, 1)


@pytest.fixture
def fresh(tmp_path: Path) -> Installation:
    """A store of one route, and of open records up to the same month, without a release or a register."""
    return few_rows(tmp_path / "fresh", booked=True, routes=("childrens_safeguarding",))


@pytest.fixture(scope="module")
def first_once(tmp_path_factory: pytest.TempPathFactory) -> ReleaseReport:
    """A first release of such a store, in a few of the figure's tables."""
    root = tmp_path_factory.mktemp("first")
    where = few_rows(root / "site", booked=True, routes=("childrens_safeguarding",))
    few = narrowed(where.root / "few")
    return make_release(where, made_at=datetime.datetime(2024, 4, 5), last=FIRST, folder=few)


@pytest.fixture
def after_first(first_once: ReleaseReport, tmp_path: Path) -> Installation:
    """A copy of it, which a test may change."""
    shutil.copytree(first_once.path.parents[1], tmp_path / "site")
    return Installation(tmp_path / "site", tmp_path / "unused.key")


@pytest.fixture
def nrm(tmp_path: Path) -> Installation:
    """A store of the referrals that the Home Office has too."""
    return few_rows(tmp_path / "fresh", routes=(NRM,))


@pytest.fixture
def narrow(tmp_path: Path) -> Path:
    return narrowed(tmp_path / "few")


def narrowed(folder: Path) -> Path:
    """The same figure in a few of its tables, where what is asked is not how they bear on one another."""
    return concerns(
        folder,
        "month x route=childrens_safeguarding",
        f"quarter x route=childrens_safeguarding x {GROUPS}",
        "year x route=nrm x age",
        "year x route=nrm x sector=health|education",
    )


def counts(path: Path, **chosen: str) -> dict[str, float]:
    cells = Publication(path).cells("concerns", route="childrens_safeguarding", **chosen)
    cells = cells[cells["status"] == "published"]
    return dict(zip(cells["time"], cells["value"], strict=True))


def test_months_once_published_never_change_and_new_ones_follow(
    after_first: Installation, first_once: ReleaseReport, narrow: Path
) -> None:
    """In a few tables; in all of them and of every such figure: tests/attacks/test_over_time.py."""
    first = first_once
    # A file that comes later: two records for a month that is public, and one that corrects a type.
    run_sql(
        after_first,
        """INSERT INTO referrals_rows BY NAME
           SELECT * REPLACE ('late' AS file, '2024-08-01T0900' AS run, record_key || 'x' AS record_key,
                             referral || 'x' AS referral)
           FROM referrals_rows
           WHERE route = 'childrens_safeguarding' AND month = DATE '2024-02-01' LIMIT 2""",
    )
    run_sql(
        after_first,
        """INSERT INTO referrals_rows BY NAME
           SELECT * REPLACE ('late' AS file, '2024-08-01T0900' AS run, 'sexual' AS exploitation_type)
           FROM referrals_rows WHERE route = 'childrens_safeguarding' AND month = DATE '2023-02-01'
             AND exploitation_type = 'criminal' AND file != 'late' LIMIT 1""",
    )
    second = make_release(after_first, made_at=datetime.datetime(2024, 7, 5), last=NEXT, folder=narrow)
    before, after = counts(first.path, time_level="month"), counts(second.path, time_level="month")
    assert {time: after[time] for time in before} == before
    assert sorted(set(after) - set(before)) == ["2024-04", "2024-05", "2024-06"]
    types = {"time_level": "quarter", "exploitation_group": ...}
    old, new = (Publication(one.path).cells("concerns", route="childrens_safeguarding", **types) for one in
                (first, second))  # fmt: skip
    both = old.merge(new, on=["time", "exploitation_group"])
    shown = (both["status_x"] == "published") & (both["status_y"] == "published")
    assert shown.any()
    assert (both["value_x"] == both["value_y"])[shown].all()
    (waiting,) = [words for words in second.warnings if words.startswith("Referral log")]
    assert "of records of published months 2 came late, 1 changed." in waiting
    # What was shown once stays shown: hiding it again would protect nobody.
    assert not ((both["status_x"] == "published") & (both["status_y"] != "published")).any()


def test_figures_stand_when_the_rows_behind_them_are_gone(
    after_first: Installation, first_once: ReleaseReport, narrow: Path
) -> None:
    first = first_once
    run_sql(after_first, "DELETE FROM referrals_rows WHERE month <= DATE '2023-05-01'")
    second = make_release(after_first, made_at=datetime.datetime(2024, 7, 5), last=NEXT, folder=narrow)
    before, after = counts(first.path, time_level="month"), counts(second.path, time_level="month")
    assert before and {time: after[time] for time in before} == before
    assert any("were withdrawn" in words for words in second.warnings)


def test_a_log_of_one_kind_that_ends_early_says_nothing_of_the_months_after_its_end(
    fresh: Installation, narrow: Path
) -> None:
    """The referral log reaches April, the others June: when it comes up to June it counts whole."""
    run_sql(fresh, "CREATE TABLE later AS SELECT * FROM referrals_rows WHERE month > DATE '2024-04-01'")
    run_sql(fresh, "DELETE FROM referrals_rows WHERE month > DATE '2024-04-01'")
    first = make_release(fresh, made_at=datetime.datetime(2024, 7, 3), folder=narrow)
    assert max(counts(first.path, time_level="month")) == "2024-04"
    run_sql(fresh, "INSERT INTO referrals_rows BY NAME SELECT * REPLACE ('next' AS file) FROM later")
    run_sql(fresh, "DROP TABLE later")
    second = make_release(fresh, made_at=datetime.datetime(2024, 7, 5), folder=narrow)
    assert {"2024-05", "2024-06"} <= set(counts(second.path, time_level="month"))
    assert not any(words.startswith("Referral log") for words in second.warnings)


def test_base_cells_that_do_not_give_what_was_published_stop_the_release_and_name_the_figure(
    after_first: Installation, narrow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "trusted", lambda *_: [])  # which would stop it first, by the hashes
    path = next((after_first.register / "made_up" / "base").glob("*/referrals.csv"))
    held = pd.read_csv(path, dtype=str)
    held[held["month"] != "2023-05-01"].to_csv(path, index=False)
    title = indicators(narrow)["concerns"].title
    with pytest.raises(ReleaseError) as stopped:
        make_release(after_first, made_at=datetime.datetime(2024, 7, 5), last=NEXT, folder=narrow)
    # The figure is called by its title, and no code of the engine's names shows.
    words = rf"do not give what an earlier release has published of {re.escape(title)} \(\d+ cells\)\."
    assert re.search(words, str(stopped.value))
    assert not re.search(r"\bown\b|\|", str(stopped.value))


def test_made_up_releases_do_not_bind_real_ones(after_first: Installation, narrow: Path) -> None:
    run_sql(after_first, "UPDATE files SET made_up = false")
    run_sql(after_first, "DELETE FROM referrals_rows WHERE month = DATE '2023-05-01' AND row % 3 = 0")
    report = make_release(after_first, made_at=datetime.datetime(2024, 7, 5), last=NEXT, folder=narrow)
    assert not report.made_up
    assert (after_first.register / "releases.jsonl").exists()


def test_a_month_that_cannot_be_released_is_refused(fresh: Installation, narrow: Path) -> None:
    with pytest.raises(ReleaseError, match="2031-01 is not a month that could be released"):
        make_release(fresh, last=datetime.date(2031, 1, 1), folder=narrow)


def test_a_table_of_others_that_contradicts_the_store_is_reported_and_not_taken_as_known(
    nrm: Installation, tmp_path: Path
) -> None:
    """The Home Office's quarters of our police are known; where our own log says otherwise they are not."""
    folder = some(tmp_path / "few", NRM_FIGURES[0])
    report = make_release(nrm, folder=folder)
    told = [words for words in report.warnings if "differ from what we count" in words]
    assert len(told) == 1 and "cells of 'Home Office: NRM referrals by police" in told[0]
    kept = (nrm.register / "made_up" / "certificates").glob("nrm_*.npz")
    names = [str(name) for path in kept for name in load(path).names if "home_office" in str(name)]
    assert names and all(name.endswith(": as we count it") for name in names)


def test_a_table_of_others_that_agrees_with_the_store_is_known_to_every_proof(
    nrm: Installation, tmp_path: Path
) -> None:
    """What the Home Office says of our police, whoever reads the release can subtract."""
    folder = some(tmp_path / "few", NRM_FIGURES[0])
    run_sql(
        nrm,
        """INSERT INTO comparators_rows BY NAME
           SELECT 'table' AS file, '2024-08-01T0900' AS run, concat_ws('|', period, age, type) AS record_key,
                  'nrm_police_referrals' AS series, 'northamptonshire_police' AS reporter, period,
                  type AS exploitation_type, age, 'all' AS gender, 'all' AS location, 'all' AS decision, value
           FROM (SELECT year(month) || '-Q' || quarter(month) AS period, age, exploitation_type AS type,
                        count(*) AS value
                 FROM referrals WHERE route = 'nrm' AND first_responder = 'northamptonshire_police'
                 GROUP BY ALL)""",
    )
    report = make_release(nrm, folder=folder)
    assert not [words for words in report.warnings if "differ from what we count" in words]
    proofs = (nrm.register / "made_up" / "certificates").glob("nrm_*.npz")
    names = {str(name) for path in proofs for name in load(path).names}
    assert [name for name in names if name.startswith("public|home_office_police_referrals|")]
