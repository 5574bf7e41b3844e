"""A file is taken out by id or name, what it replaced counts again, and a stop loses nothing."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.intake import Outcome, keeping, take_in
from dashboard.settings import Installation
from dashboard.store import writer
from tests.intake.test_arrivals import CASES
from tests.keeping.bookings_by_month import held, month
from tests.validation.extracts import write_csv


@pytest.fixture(scope="module")
def grown_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register that has grown once, its installation and key; to be copied."""
    folder = tmp_path_factory.mktemp("grown")
    where = Installation(root=folder / "data", key_file=folder / "keys" / "test.key")
    for rows in ([*month(1)], [*month(1), *month(2)]):
        take_in([write_csv(folder / "Register.csv", rows)], where)
    return folder


@pytest.fixture
def grown(where: Installation, grown_once: Path, tmp_path: Path) -> Installation:
    """A register that has grown once."""
    shutil.copytree(grown_once, tmp_path, dirs_exist_ok=True)
    return where


@pytest.mark.parametrize("named", ["Register.csv", "register", "id"])
def test_the_version_that_counts_goes_and_the_one_before_counts_again(
    grown: Installation, named: str
) -> None:
    older, newer = keeping.held(grown)
    done = keeping.withdraw(grown, [newer.file[:8] if named == "id" else named])
    assert (done.files, done.rows_deleted, done.rows_that_count_again) == ((newer.file,), 12, 6)
    (left,) = keeping.held(grown)
    assert (left.file, left.rows, left.rows_that_count, left.replaced_by) == (older.file, 6, 6, None)
    assert held(grown, "SELECT DISTINCT file FROM bookings_rows") == [(older.file,)]


def test_it_can_be_taken_in_again(grown: Installation, tmp_path: Path) -> None:
    keeping.withdraw(grown, ["register"])
    assert take_in([tmp_path / "Register.csv"], grown).files[0].outcome is Outcome.REPLACED
    assert held(grown, "SELECT count(*) FROM bookings") == [(12,)]


def test_all_of_them_or_none(grown: Installation) -> None:
    before = grown.store.read_bytes()
    with pytest.raises(keeping.Unclear, match="'dashboard files' lists"):
        keeping.withdraw(grown, ["register", "nothing-like-it"])
    assert grown.store.read_bytes() == before


def test_a_name_that_two_agencies_use_is_asked_about(where: Installation, tmp_path: Path) -> None:
    for agency in ("ngh", "kgh"):
        text = (CASES / "02-two-agencies-same-name" / agency / "training.csv").read_text(encoding="utf-8")
        # Both number their staff from 1000, which is asked about; with letters before them they are sound.
        sent = tmp_path / agency / "training.csv"
        sent.parent.mkdir()
        sent.write_text(text.replace("\n1", f"\n{agency}-1"), encoding="utf-8")
        take_in([sent], where)
    with pytest.raises(keeping.Unclear, match=r"2 files are called training\.csv") as unclear:
        keeping.withdraw(where, ["training.csv"])
    files = keeping.held(where)
    assert all(one.file in str(unclear.value) for one in files)
    keeping.withdraw(where, [files[0].file])
    assert held(where, "SELECT DISTINCT agency FROM bookings") == [("acute_hospital_b",)]


def test_a_file_that_lies_in_the_inbox_yet_is_named(where: Installation) -> None:
    where.inbox.mkdir(parents=True)
    take_in([write_csv(where.inbox / "register.csv", month(1))], where)
    assert keeping.withdraw(where, ["register.csv"]).in_inbox == ("register.csv",)


def test_names_come_from_the_reports_and_are_never_stored(grown: Installation) -> None:
    assert [one.name for one in keeping.held(grown)] == ["Register.csv"] * 2
    assert b"egister.csv" not in grown.store.read_bytes()
    for report in grown.reports.glob("*.json"):
        report.write_text("[", encoding="utf-8")
    assert [one.name for one in keeping.held(grown)] == ["", ""]


def test_made_up_files_go_together(where: Installation, tmp_path: Path) -> None:
    take_in([write_csv(tmp_path / "demo.csv", month(1))], where, made_up=True)
    keeping.withdraw_made_up(where)
    assert keeping.held(where) == []


def test_nothing_is_held_where_there_is_no_store(where: Installation) -> None:
    for ask in (keeping.held, lambda w: keeping.withdraw(w, ["x"]), lambda w: keeping.erase(w, ["x"])):
        with pytest.raises(keeping.NothingHeld, match="dashboard intake"):
            ask(where)
    keeping.withdraw_made_up(where)
    assert not where.root.exists()


REMOVALS: dict[str, Callable[[Installation], object]] = {
    "withdraw": lambda where: keeping.withdraw(where, ["register"]),
    "erase": lambda where: keeping.erase(where, ["SN-3"]),
    "expire": lambda where: keeping.expire(where, datetime.date(2024, 2, 1)),
}


@pytest.mark.parametrize("removal", REMOVALS)
@pytest.mark.parametrize("step", ["_open", "_pack", "_replace"])
def test_stopped_at_any_step_nothing_is_lost(
    grown: Installation, monkeypatch: pytest.MonkeyPatch, removal: str, step: str
) -> None:
    before = grown.store.read_bytes()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(writer, step, stopped)
        REMOVALS[removal](grown)
    assert grown.store.read_bytes() == before
    REMOVALS[removal](grown)
    assert grown.store.read_bytes() != before
    assert sorted(path.name for path in grown.root.iterdir()) == ["reports", "store.duckdb", "store.lock"]


def test_killed_before_the_swap_nothing_is_lost(grown: Installation) -> None:
    killed = (
        "import os, sys\nfrom pathlib import Path\n"
        "from dashboard.intake import keeping\nfrom dashboard.store import writer\n"
        "from dashboard.settings import Installation\n"
        "writer._replace = lambda *_: os._exit(9)\n"
        "keeping.erase(Installation(Path(sys.argv[1]), Path(sys.argv[2])), ['SN-3'])\n"
    )
    words = [sys.executable, "-c", killed, str(grown.root), str(grown.key_file)]
    before = grown.store.read_bytes()
    assert subprocess.run(words, check=False, env=dict(os.environ), timeout=120).returncode == 9
    assert grown.store.read_bytes() == before
    assert keeping.erase(grown, ["SN-3"]).rows == 3
    assert sorted(path.name for path in grown.root.iterdir()) == ["reports", "store.duckdb", "store.lock"]
