"""Whatever part of an installation's extracts is taken in can be released, or is refused with what to do.

Draws from the demonstration itself, and more of them: ``python -m tests.release.subsets``.
"""

from __future__ import annotations

import datetime
import random
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.intake.report import FileReport, RunReport
from dashboard.intake.report import Outcome as Report
from dashboard.publication.current_release import now
from dashboard.release import ReleaseError, make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation
from dashboard.store import versions
from tests.release import subsets
from tests.release.small_store import MADE, small_installation
from tests.release.subsets import narrow, not_taken_in, release, wrong_on_pages

#: Formats of which one alone is taken in; the draws narrow it further.
LOGS = ("referral_log", "referral_log", "intelligence")
#: Indicators that between them split by the columns of several crosses, and count decisions.
CLOSED = (
    "concerns",
    "county_lines",
    "positive_reasonable_grounds",
    "referrals_by_sector",
    "actionable_share",
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with rows of every format of our own, from the middle of a quarter on, not released."""
    path = small_installation(tmp_path_factory.mktemp("everything")).store
    with duckdb.connect(str(path)) as con:
        for table in subsets.tables(con, "month"):
            con.execute(
                f"DELETE FROM \"{table}\" WHERE month NOT BETWEEN DATE '2022-11-01' AND DATE '2023-03-01'"
            )
    return path


def of(folder: Path, *names: str) -> Path:
    """``folder`` with these indicators alone."""
    folder.mkdir()
    for name in names:
        shutil.copy(FOLDER / f"{name}.sql", folder)
    return folder


def of_one_format(everything: Path, root: Path, *sources: str) -> Installation:
    """An installation of nothing but the files of these formats."""
    where = Installation(root / "installation", root / "unused.key")
    where.root.mkdir(parents=True)
    shutil.copy(everything, where.store)
    with duckdb.connect(str(where.store)) as con:
        for held in versions.held_files(con):
            if held.source not in sources:
                versions.remove_file(con, held.file)
    return where


@pytest.mark.parametrize("number", (1, 2, 7))
def test_a_log_by_itself_is_released(everything: Path, tmp_path: Path, number: int) -> None:
    dice = random.Random(number)  # noqa: S311
    where = of_one_format(everything, tmp_path, LOGS[number % len(LOGS)])
    drawn = narrow(where.store, dice, 2)
    assert release(where, None, of(tmp_path / "indicators", *CLOSED)) == "", drawn
    cells = now(where).release.frame("SELECT status, value FROM cells")
    assert len(cells), drawn
    assert cells["value"].notna().equals(cells["status"] == "published"), drawn


def test_a_file_may_be_refused_where_it_is_said_what_to_write_alone() -> None:
    line = "Write this into log.toml beside it (make that file, or add to it), and take it in again:"
    asked = FileReport("log.csv", Report.REFUSED, ("Is it the whole log?", line), asked=True)
    broken = FileReport("log.csv", Report.REFUSED, ("None of its 3 rows can be used.",))
    silent = replace(asked, sentences=asked.sentences[:1])
    stored = FileReport("other.csv", Report.STORED, ())
    for files, fine in (((asked, stored), True), ((asked, broken), False), ((silent,), False)):
        outcome = not_taken_in("1", RunReport("run", "now", files, (), ()))
        assert bool(outcome.refused) == fine and bool(outcome.wrong) != fine


def test_a_page_of_a_few_referrals_says_nothing_odd(everything: Path, tmp_path: Path) -> None:
    """A log that begins in the middle of a quarter, with four records in its first year."""
    where = of_one_format(everything, tmp_path, "referral_log")
    with duckdb.connect(str(where.store)) as con:
        con.execute(
            "DELETE FROM referrals_rows WHERE year(month) = 2022 AND record_key NOT IN (SELECT record_key "
            "FROM referrals_rows WHERE month = DATE '2022-11-01' ORDER BY record_key LIMIT 4)"
        )
    assert release(where, None) == ""
    assert now(where).release.facts["first_month"] == "2022-11"
    assert wrong_on_pages(where, ("Referrals",)) == []


@pytest.mark.parametrize(("sources", "held"), [((), "no record"), (("workforce",), "Workforce headcounts")])
def test_what_is_not_dated_by_month_is_refused_by_name(
    everything: Path, tmp_path: Path, sources: tuple[str, ...], held: str
) -> None:
    where = of_one_format(everything, tmp_path, *sources)
    with pytest.raises(
        ReleaseError, match=rf"holds {held}, and .* Take in an extract of Training register, "
    ):
        make_release(where, made_at=MADE)


def test_an_extract_that_goes_on_alone_is_not_left_out_unsaid(everything: Path, tmp_path: Path) -> None:
    """One mistyped date must not move the end, but what is not counted is said, and can be asked for."""
    where = of_one_format(everything, tmp_path, "training_register", "meeting_attendance")
    with duckdb.connect(str(where.store)) as con:
        con.execute("DELETE FROM meetings_rows WHERE month > DATE '2023-02-01'")
        (end,) = con.execute("SELECT max(month) FROM meetings_rows").fetchall()[0]
    folder = of(tmp_path / "indicators", "attendances")
    report = make_release(where, made_at=MADE, folder=folder)
    assert report.as_of[:7] == f"{end:%Y-%m}"
    (left_out,) = (words for words in report.warnings if "--to" in words)
    assert left_out.startswith(f"Training register: what is dated after {end:%B %Y} is not counted")
    assert left_out.endswith("run 'dashboard release --to 2023-03'")
    report = make_release(where, made_at=MADE, last=datetime.date(2023, 3, 1), folder=folder)
    assert report.as_of == "2023-03-31"
    assert not [words for words in report.warnings if "--to" in words]


def test_a_share_of_which_half_is_not_taken_in_is_not_published(everything: Path, tmp_path: Path) -> None:
    """No form taken in is not a response rate of 0 %, and forms without attendances have no base."""
    folder = of(tmp_path / "indicators", "response_rate", "completeness")
    for source, about in (("training_register", "register"), ("evaluation_forms", "forms")):
        where = of_one_format(everything, tmp_path / about, source)
        report = make_release(where, made_at=MADE, folder=folder)
        (unfed,) = [words for words in report.warnings if "no record yet, so nothing is published" in words]
        assert unfed.startswith("1 figure has") and unfed.endswith(": Evaluation response rate")
        assert {table["indicator"] for table in report.tables} == {"completeness"}
    where = of_one_format(everything, tmp_path / "both", "training_register", "evaluation_forms")
    report = make_release(where, made_at=MADE, folder=folder)
    assert {table["indicator"] for table in report.tables} == {"completeness", "response_rate"}
